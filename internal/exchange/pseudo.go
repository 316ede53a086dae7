package exchange

import (
	"maps"
	"strings"
	"unicode"

	"pharos/internal/locale"
)

// PseudoTag is the name under which pseudo texts are proposed. BCP 47 keeps
// qaa to qtz for private use; qps is what other tools call it.
const PseudoTag locale.Tag = "qps"

// accented and arabic are letters that look strange enough to be seen at once
// and stand in the fonts of the project.
var (
	accented = strings.NewReplacer("a", "á", "e", "ê", "i", "ï", "o", "ö", "u", "ü", "c", "ç", "n", "ñ", "s", "š", "z", "ž", "A", "Á", "E", "É", "I", "Î", "O", "Ø", "U", "Û", "C", "Č", "S", "Š")
	arabic   = []rune("ابتثجحخدذرزسشصضطظعغفقلمنهو")
)

// Pseudo writes a text in the pseudo language of a script: every letter
// another one, half as long again, in quotes; placeholders and numbers stay.
// What still shows in plain English on a page was never in a catalogue, and
// what no longer fits is too tight for German.
func Pseudo(tag locale.Tag, text string) string {
	l, _ := locale.Lookup(tag)
	var b strings.Builder
	b.WriteString("«")
	n := 0
	for _, p := range pieces(text) {
		switch {
		case p.id != "":
			b.WriteString(p.text)
			continue
		case l.Direction == locale.RTL:
			b.WriteString(strings.Map(arabicOf, p.text))
		default:
			b.WriteString(accented.Replace(p.text))
		}
		n += letters(p.text)
	}
	b.WriteString(" " + strings.Repeat(map[locale.Direction]string{locale.LTR: "ö", locale.RTL: "و"}[l.Direction], n/2) + "»")
	return b.String()
}

// arabicOf gives an Arabic letter for a Latin one.
func arabicOf(r rune) rune {
	if c := unicode.ToLower(r); c >= 'a' && c <= 'z' {
		return arabic[int(c-'a')%len(arabic)]
	}
	return r
}

// Pseudo proposes pseudo texts for all texts that a language lacks.
func (b *Book) Pseudo(tag locale.Tag, f Filter) *Document {
	f.Only = []string{"missing"}
	d, _ := b.Document(tag, f)
	for i := range d.Units {
		u := &d.Units[i]
		u.Target, u.Suggested = maps.Clone(u.Source), PseudoTag
		if u.Plural {
			u.Target = map[string]string{}
			for _, form := range u.Forms(tag) {
				u.Target[form] = u.SourceOf(form)
			}
			u.Target = complete(tag, u.Target, nil)
		}
		for form, text := range u.Target {
			u.Target[form] = Pseudo(tag, text)
		}
	}
	return d
}
