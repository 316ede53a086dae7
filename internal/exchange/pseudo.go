package exchange

import (
	"maps"

	"pharos/internal/locale"
)

// pseudo proposes pseudo texts for all texts that a language lacks.
func (b *Book) pseudo(tag locale.Tag, f Filter) *Document {
	f.Only = []string{"missing"}
	d, _ := b.Document(tag, f)
	for i := range d.Units {
		u := &d.Units[i]
		u.Target, u.Suggested = maps.Clone(u.Source), locale.PseudoTag
		if u.Plural {
			u.Target = map[string]string{}
			for _, form := range u.Forms(d.Locale) {
				u.Target[form] = u.SourceOf(form)
			}
			u.Target = complete(d.Locale, u.Target, nil)
		}
		for form, text := range u.Target {
			u.Target[form] = d.Locale.Pseudo(text)
		}
	}
	return d
}
