package exchange

import (
	"strings"
	"unicode"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// alphabets are the scripts that are told apart, by their ISO 15924 codes.
var alphabets = map[string]*unicode.RangeTable{
	"Latn": unicode.Latin,
	"Cyrl": unicode.Cyrillic,
	"Arab": unicode.Arabic,
	"Aran": unicode.Arabic,
	"Grek": unicode.Greek,
	"Geor": unicode.Georgian,
	"Taml": unicode.Tamil,
	"Ethi": unicode.Ethiopic,
	"Armn": unicode.Armenian,
	"Deva": unicode.Devanagari,
	"Beng": unicode.Bengali,
	"Hebr": unicode.Hebrew,
	"Thai": unicode.Thai,
	"Mymr": unicode.Myanmar,
}

// foreign lists letters that a language never uses although they are of its
// script: they show that the text is in a neighbouring language. Spelling of
// names does not use them either, because names are transcribed.
var foreign = map[locale.Tag]string{
	"mk":      "ђћыэёъщйяюьіїєґ",
	"sr-Cyrl": "ѓќѕыэёъщйяюьіїєґ",
	"ru":      "јљњђћџѓќѕіїєґ",
	"uk":      "ыэёъјљњђћџѓќѕ",
	"ar":      "پچژگکی",
	"fa":      "كيى",
}

// scriptFault finds text in a wrong script or, by its letters, in a
// neighbouring language, and words that mix scripts.
func scriptFault(l locale.Locale, u Unit, form, text string) *fault {
	own, source := alphabets[l.Script], strings.ToLower(u.SourceOf(form))
	if own == nil {
		return nil
	}
	mine, other := 0, 0
	for _, word := range strings.FieldsFunc(prose(text),
		func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		in, out, latin := 0, 0, 0
		for _, r := range word {
			switch {
			case !unicode.IsLetter(r) || unicode.Is(unicode.Common, r):
			case unicode.Is(own, r):
				in++
			case unicode.Is(unicode.Latin, r):
				latin++
			default:
				out++
			}
		}
		if in > 0 && out+latin > 0 {
			return wrong(
				rule.TranslateScript,
				"Type the word again in one script.",
				"the word %s mixes letters of two scripts that look alike",
				quoted(word),
			)
		}
		if out > 0 && !strings.Contains(source, strings.ToLower(word)) {
			return wrongScript(l, word)
		}
		mine += in
		if latin > 0 && !strings.Contains(source, strings.ToLower(word)) {
			other += latin
		}
	}
	if other > mine || mine == 0 && letters(prose(text)) > 3 && letters(source) > 3 {
		return wrongScript(l, text)
	}
	if i := strings.IndexAny(strings.ToLower(text), foreign[l.Tag]); foreign[l.Tag] != "" && i >= 0 {
		letter := string([]rune(strings.ToLower(text)[i:])[0])
		return &fault{rule.TranslateLanguage, diag.Say("the letter %s is not used in %s", quoted(letter), l.English),
			diag.Say("Send the text in %s; near languages are kept apart.", l.English)}
	}
	return nil
}

// wrongScript is the fault of a text or word in another script.
func wrongScript(l locale.Locale, text string) *fault {
	if r := []rune(text); len(r) > 30 {
		text = string(r[:30]) + "…"
	}
	return &fault{rule.TranslateScript, diag.Say("%s is not in the script of %s", quoted(text), l.English),
		diag.Say("Write the text in the script of the language (%s).", l.Script)}
}

// letters counts the letters of a text.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// sourceFault finds a text that was copied from the source. One word may be
// the same in two languages; a sentence is not.
func sourceFault(l locale.Locale, u Unit, form, text string) *fault {
	source := u.SourceOf(form)
	words := strings.FieldsFunc(prose(source), func(r rune) bool { return !unicode.IsLetter(r) })
	if l.Tag == locale.Source || len(words) < 2 ||
		!strings.EqualFold(strings.Join(strings.Fields(source), " "), strings.Join(strings.Fields(text), " ")) {
		return nil
	}
	return wrong(rule.TranslateSource, "Translate it, or leave it empty.", "the text is the same as the source")
}
