package exchange

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// fault is why a text is refused: the rule, what is wrong and what to do, in
// words for a translator.
type fault struct {
	rule          *diag.Rule
	message, hint diag.Sentence
}

// wrong makes a fault. Words from the file are cut to what a person reads.
func wrong(rule *diag.Rule, hint, format diag.Format, args ...any) *fault {
	for i, a := range args {
		if s, ok := a.(string); ok {
			args[i] = clip(s)
		}
	}
	return &fault{rule, diag.Say(format, args...), diag.Say(hint)}
}

// faults are the rules of the text itself, in the order in which they are
// asked; the first one that speaks is reported.
var faults = []func(l locale.Locale, u Unit, form, text string) *fault{
	encodingFault, mangledFault, hiddenFault, markupFault, placeholderFault, numberFault, scriptFault, sourceFault,
}

// faultOf gives the first reason for which a target cannot be taken in, nil if
// there is none.
func faultOf(l locale.Locale, u Unit) *fault {
	for _, form := range locale.Forms {
		text, ok := u.Target[form]
		for i := 0; ok && i < len(faults); i++ {
			if f := faults[i](l, u, form, text); f != nil {
				return f
			}
		}
	}
	return nil
}

// marked finds question marks where only letters can have been: at the beginning of a
// word, several in a row, or before a word in small letters.
func marked(l locale.Locale, text string) bool {
	cased := l.Script == "Latn" || l.Script == "Cyrl" || l.Script == "Grek"
	return lostHead.MatchString(text) || cased && lostTail.MatchString(text)
}

var (
	lostHead   = regexp.MustCompile(`(?:^|[\s\p{Ps}\p{Pi}"])\?[\p{L}?]`)
	lostTail   = regexp.MustCompile(`\p{L}\?\s+\p{Ll}`)
	questioned = regexp.MustCompile(`\p{L}\?\p{L}`)
	mangled    = regexp.MustCompile(`\d(?:[.,]\d+)?[Ee]\+\d|#(?:NAME|REF|VALUE|NUM|DIV/0|N/A)[?!]?|#{4,}`)
	numbered   = regexp.MustCompile(`\{\{[\w-]*\}\}`)
	markup     = regexp.MustCompile(`<[A-Za-z/!?][^<]{0,20}|&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,6});`)
)

// encodingFault finds letters that were lost or doubled on the way: U+FFFD, a
// question mark inside a word, and UTF-8 that was read as an old code page.
func encodingFault(l locale.Locale, u Unit, form, text string) *fault {
	const hint = "Save the file as UTF-8 (in a spreadsheet \"CSV UTF-8\") and send it again."
	switch {
	case strings.ContainsRune(text, utf8.RuneError):
		return wrong(
			rule.TranslateEncoding,
			hint,
			"letters were lost: the text holds the sign for an unreadable character",
		)
	case strings.Contains(text, "?") && questioned.MatchString(prose(text)) &&
		!questioned.MatchString(prose(u.SourceOf(form))):
		return wrong(rule.TranslateEncoding, hint, "letters were lost: a question mark stands inside a word")
	case strings.Count(text, "?") > strings.Count(u.SourceOf(form), "?") && marked(l, prose(text)):
		return wrong(rule.TranslateEncoding, hint, "letters were lost: question marks stand where letters were")
	case letters(prose(text)) == 0 && letters(prose(u.SourceOf(form))) > 3:
		return wrong(rule.TranslateEncoding, hint, "letters were lost: the text has none, and the source has some")
	case misread(l, text):
		return wrong(
			rule.TranslateEncoding,
			hint,
			"letters were saved in another encoding: each shows as two or three strange ones",
		)
	}
	return nil
}

// pages are the old code pages by which letters are misread, as the bytes of
// their characters beyond ASCII.
var pages = sync.OnceValue(func() []map[rune]byte {
	var out []map[rune]byte
	for _, page := range []*charmap.Charmap{charmap.Windows1252, charmap.Windows1250, charmap.Windows1251} {
		bytes := map[rune]byte{}
		for b := 0x80; b <= 0xff; b++ {
			bytes[page.DecodeByte(byte(b))] = byte(b)
		}
		out = append(out, bytes)
	}
	return out
})

// strange reports a run that is not just letters of a word: real words such as
// the Turkish "Üşengeç" would be UTF-8 in an old code page too.
func strange(run []rune) bool {
	return run[0] == 'Ã' || run[0] == 'Å' || slices.ContainsFunc(run, func(r rune) bool { return !unicode.IsLetter(r) })
}

// misread reports a run of letters that an old code page made out of UTF-8 of the
// language. Real words can look like that in Cyrillic, so a run there must be longer.
func misread(l locale.Locale, text string) bool {
	from := -1
	for i, r := range text + " " {
		switch {
		case r >= 0x80 && from < 0:
			from = i
		case r < 0x80 && from >= 0:
			if wrecked(l, []rune(text[from:i]), unicode.IsLetter(r)) {
				return true
			}
			from = -1
		}
	}
	return false
}

// wrecked reports whether a run of letters and signs beyond ASCII is wreckage; inside
// says that the word goes on behind it.
func wrecked(l locale.Locale, run []rune, inside bool) bool {
	if !strange(run) || closed(run) && !inside {
		return false
	}
	for i, page := range pages() {
		if least := []int{2, 2, 6}[i]; len(run) >= least && isUTF8(l, run, page) {
			return true
		}
	}
	return false
}

// closed reports a capital before a closing quotation mark, as in "„POMOĆ“": two signs
// are too few to call that wreckage, unless the first begins no word of ours.
func closed(run []rune) bool {
	return len(run) == 2 && unicode.IsUpper(run[0]) && run[0] != 'Ã' && run[0] != 'Å' &&
		unicode.In(run[1], unicode.Pi, unicode.Pf, unicode.Ps)
}

// isUTF8 reports whether the bytes of a code page behind letters are UTF-8, of
// letters that the language writes and of the signs around them.
func isUTF8(l locale.Locale, letters []rune, page map[rune]byte) bool {
	var raw []byte
	for i, r := range letters {
		b, ok := page[r]
		if !ok || i == 0 && b < 0xc2 {
			return false
		}
		raw = append(raw, b)
	}
	if !utf8.Valid(raw) {
		return false
	}
	own := alphabets[l.Script]
	return own == nil || !slices.ContainsFunc([]rune(string(raw)), func(r rune) bool {
		usual := r < 0x180 || r >= 0x1e00 && r < 0x1f00 || !unicode.Is(unicode.Latin, r)
		return unicode.IsLetter(r) && !(unicode.Is(own, r) && usual) || r >= 0x180 && r < 0x300
	})
}

// mangledFault finds what spreadsheets make of numbers and formulas.
func mangledFault(_ locale.Locale, u Unit, form, text string) *fault {
	if !strings.ContainsAny(text, "#0123456789") {
		return nil
	}
	if m := mangled.FindString(text); m != "" && !strings.Contains(u.SourceOf(form), m) {
		return wrong(
			rule.TranslateMangled,
			"Format the column as text before you type, and type the text again.",
			"a spreadsheet changed the text: %s",
			quoted(m),
		)
	}
	return nil
}

// hiddenFault finds characters that change what is seen without being seen, and
// control characters. Those that the language's spelling needs are allowed.
func hiddenFault(l locale.Locale, u Unit, form, text string) *fault {
	for i, r := range text {
		control := unicode.IsControl(r) && r != '\n'
		if !locale.Hidden(r) && !control || strings.ContainsRune(u.SourceOf(form), r) || l.Spells(text, i, r) {
			continue
		}
		return wrong(
			rule.TranslateHidden,
			"Delete it, or type the text again without copying.",
			"an invisible character (%s) stands in the text",
			codepoint(r),
		)
	}
	return nil
}

// markupFault finds HTML, entities and template code.
func markupFault(_ locale.Locale, u Unit, form, text string) *fault {
	if !strings.ContainsAny(text, "<&{}") {
		return nil
	}
	rest := prose(text)
	if m := markup.FindString(rest); m != "" && !strings.Contains(u.SourceOf(form), m) {
		return wrong(
			rule.TranslateHTML,
			"Write plain words; the design is made by the program.",
			"the text holds HTML: %s",
			quoted(m),
		)
	}
	if strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		if numbered.MatchString(rest) {
			return wrong(rule.TranslatePlaceholder, "Let the tool keep the tags' ids, or the text in equiv-text.",
				"the tool gave the placeholders numbers of its own, and nothing says which is which")
		}
		return wrong(
			rule.TranslatePlaceholder,
			"Copy the placeholders from the source.",
			"double braces stand in the text that are not a placeholder of the source",
		)
	}
	return nil
}

// placeholderFault compares the placeholders with those of the source. Forms
// for few things may say the count in words.
func placeholderFault(_ locale.Locale, u Unit, form, text string) *fault {
	free := u.Plural && slices.Contains([]string{"zero", "one", "two"}, form)
	sorted := func(s string) []string {
		out := slices.DeleteFunc(names(s), func(n string) bool { return free && n == "Count" })
		slices.Sort(out)
		return out
	}
	have, want := sorted(text), sorted(u.Source["other"])
	if slices.Equal(have, want) {
		return nil
	}
	const hint = "Copy each of them from the source, with its braces, once."
	missing, extra := minus(want, have), minus(have, want)
	switch {
	case len(missing) > 0 && len(extra) > 0:
		return wrong(rule.TranslatePlaceholder, hint, "%s of the source became %s", braces(missing), braces(extra))
	case len(missing) > 0:
		return wrong(rule.TranslatePlaceholder, hint, "%s of the source is missing", braces(missing))
	}
	return wrong(rule.TranslatePlaceholder, hint, "%s is not in the source", braces(extra))
}

// minus gives the words of a that b does not have as often.
func minus(a, b []string) []string {
	b = slices.Clone(b)
	var out []string
	for _, w := range a {
		if i := slices.Index(b, w); i >= 0 {
			b = slices.Delete(b, i, i+1)
		} else {
			out = append(out, w)
		}
	}
	return out
}

// braces writes names as placeholders.
func braces(names []string) string { return "{{" + strings.Join(names, "}}, {{") + "}}" }

// quoted shows a piece of text.
func quoted(s string) string { return "\"" + clip(s) + "\"" }

// mostShown is how many characters of a text from a file a finding shows.
const mostShown = 120

// clip cuts a text to what a person reads in a finding.
func clip(s string) string {
	if utf8.RuneCountInString(s) <= mostShown+2 { // a text that was cut before, in its quotes
		return s
	}
	return string([]rune(s)[:mostShown]) + "…"
}
