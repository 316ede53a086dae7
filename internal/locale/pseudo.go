package locale

import (
	"strings"
	"unicode"
)

// The pseudo languages are English made strange and long. They are for looking
// at layouts: what still shows in plain English never was in a catalogue, and
// what no longer fits is too tight for the longest of the real languages. BCP 47
// keeps qaa to qtz for private use; qps is what other tools call it.
const (
	PseudoTag    Tag = "qps"
	PseudoRTLTag Tag = "qps-Arab"
)

// accented and arabic are letters that look strange enough to be seen at once
// and stand in the fonts of the project: one for each letter from a to z.
var (
	accented = []rune("áƀçđéƒĝĥíĵķļḿñóþɋŕšţúṽŵẋýž")
	arabic   = []rune("ابتدنفجهيحكلمروقخزسذعطصظثش")
)

// Pseudo writes a text in pseudo letters of the language's direction: every letter another one, half as
// long again, in quotes; placeholders and numbers stay. Arabic letters in no real
// words are wide by themselves, so right to left a quarter is enough.
func (l Locale) Pseudo(text string) string {
	body, n := strange(l, text)
	more := n / 2
	if l.Direction == RTL {
		more = n / 4
	}
	return "«" + body + padding(l, more) + "»"
}

// pseudoName is Pseudo for names of days, months, languages and countries: they
// stand inside other texts and keep their length.
func pseudoName(l Locale, name string) string {
	body, _ := strange(l, name)
	return body
}

// strange exchanges the letters outside placeholders, and counts them.
func strange(l Locale, text string) (string, int) {
	var b strings.Builder
	n := 0
	for text != "" {
		open := strings.Index(text, "{{")
		end := strings.Index(text, "}}") + 2
		if open < 0 || end < open {
			open, end = len(text), len(text)
		}
		for _, r := range text[:open] {
			b.WriteRune(strangeLetter(l, r))
			if unicode.IsLetter(r) {
				n++
			}
		}
		b.WriteString(text[open:end])
		text = text[end:]
	}
	return b.String(), n
}

// strangeLetter gives another letter for a Latin one, in the same case.
func strangeLetter(l Locale, r rune) rune {
	i := int(unicode.ToLower(r) - 'a')
	switch {
	case r == '’' && l.Direction == RTL:
		return 'ء' // no text written right to left has the sign inside a word
	case i < 0 || i > 25:
		return r
	case l.Direction == RTL:
		return arabic[i]
	case unicode.IsUpper(r):
		return unicode.ToUpper(accented[i])
	}
	return accented[i]
}

// padding gives n letters in words of six.
func padding(l Locale, n int) string {
	letter := "ö"
	if l.Direction == RTL {
		letter = "و"
	}
	var b strings.Builder
	for ; n > 0; n -= 6 {
		b.WriteString(" " + strings.Repeat(letter, min(n, 6)))
	}
	return b.String()
}

// maker gives the way in which a language is made from another; nil for one
// that people write.
func (l Locale) maker() func(string) string {
	switch l.By {
	case ByLatin:
		return l.latin
	case ByPseudo:
		return l.Pseudo
	}
	return nil
}

// Make writes a text of the language that this one is made from in this one.
func (l Locale) Make(text string) string {
	if make := l.maker(); make != nil {
		return make(text)
	}
	return text
}
