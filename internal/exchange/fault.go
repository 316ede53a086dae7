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

// wrong makes a fault.
func wrong(rule *diag.Rule, hint, format diag.Format, args ...any) *fault {
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

var (
	questioned = regexp.MustCompile(`\p{L}\?\p{L}`)
	mangled    = regexp.MustCompile(`\d(?:[.,]\d+)?[Ee]\+\d|#(?:NAME|REF|VALUE|NUM|DIV/0|N/A)[?!]?|#{4,}`)
	markup     = regexp.MustCompile(`<[A-Za-z/!?][^<]{0,20}|&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{1,6});`)
)

// encodingFault finds letters that were lost or doubled on the way: U+FFFD, a
// question mark inside a word, and UTF-8 that was read as an old code page.
func encodingFault(_ locale.Locale, u Unit, form, text string) *fault {
	const hint = "Save the file as UTF-8 (in a spreadsheet \"CSV UTF-8\") and send it again."
	switch {
	case strings.ContainsRune(text, utf8.RuneError):
		return wrong(rule.TranslateEncoding, hint, "letters were lost: the text holds the sign for an unreadable character")
	case strings.Contains(text, "?") && questioned.MatchString(prose(text)) && !questioned.MatchString(prose(u.SourceOf(form))):
		return wrong(rule.TranslateEncoding, hint, "letters were lost: a question mark stands inside a word")
	case misread(text):
		return wrong(rule.TranslateEncoding, hint, "letters were saved in another encoding: each shows as two or three strange ones")
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

// misread reports a run of letters that an old code page made out of UTF-8.
// Real words can look like that in Cyrillic, so a run there must be longer.
func misread(text string) bool {
	for _, run := range strings.FieldsFunc(text, func(r rune) bool { return r < 0x80 }) {
		letters := []rune(run)
		for i, page := range pages() {
			if least := []int{2, 2, 6}[i]; len(letters) >= least && strange(letters) && isUTF8(letters, page) {
				return true
			}
		}
	}
	return false
}

// isUTF8 reports whether the bytes of a code page behind letters are UTF-8.
func isUTF8(letters []rune, page map[rune]byte) bool {
	var raw []byte
	for i, r := range letters {
		b, ok := page[r]
		if !ok || i == 0 && b < 0xc2 {
			return false
		}
		raw = append(raw, b)
	}
	return utf8.Valid(raw)
}

// mangledFault finds what spreadsheets make of numbers and formulas.
func mangledFault(_ locale.Locale, u Unit, form, text string) *fault {
	if !strings.ContainsAny(text, "#0123456789") {
		return nil
	}
	if m := mangled.FindString(text); m != "" && !strings.Contains(u.SourceOf(form), m) {
		return wrong(rule.TranslateMangled, "Format the column as text before you type, and type the text again.", "a spreadsheet changed the text: %s", quoted(m))
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
		return wrong(rule.TranslateHidden, "Delete it, or type the text again without copying.", "an invisible character (%s) stands in the text", codepoint(r))
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
		return wrong(rule.TranslateHTML, "Write plain words; the design is made by the program.", "the text holds HTML: %s", quoted(m))
	}
	if strings.Contains(rest, "{{") || strings.Contains(rest, "}}") {
		return wrong(rule.TranslatePlaceholder, "Copy the placeholders from the source.", "double braces stand in the text that are not a placeholder of the source")
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
func quoted(s string) string { return "\"" + s + "\"" }
