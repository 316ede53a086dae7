package plan

import (
	"pharos/internal/locale"
	"pharos/internal/made"
)

// office makes the words of a sheet for the office in one language. Such a sheet
// is for no reader of the campaign and no part of a Plan.
type office struct {
	catalogue *locale.Catalogue
	locale    locale.Locale
	// lacks is true once the language had no text for a message.
	lacks bool
}

// newOffice prepares a language; one that the table lacks has no texts.
func newOffice(catalogue *locale.Catalogue, tag locale.Tag) *office {
	l, known := catalogue.Languages().Lookup(tag)
	return &office{catalogue: catalogue, locale: l, lacks: !known}
}

// text is a message; nothing stands in for one that the language lacks.
func (o *office) text(id string, data map[string]any) Line {
	t, err := o.catalogue.Resolve(o.locale.Tag, id, data)
	o.lacks = o.lacks || err != nil
	return Line{Text: t}
}

// plain is what comes from the data and no catalogue.
func (o *office) plain(runs ...locale.Run) Line {
	t := locale.Text{Tag: o.locale.Tag, Direction: o.locale.Direction, Class: locale.Information,
		State: locale.Reviewed}
	return Line{Text: t.Of(runs...)}
}

// code is a name, a batch or a number as it is on record.
func (o *office) code(s string) Line { return o.plain(code(s)) }

// day is a date in words.
func (o *office) day(date string) string {
	return day(o.catalogue.Languages(), o.locale.Tag, date)
}

// sheet gives a material its words; false where one was missing.
func (o *office) sheet(m Material, words map[made.Slot][]Line) (Material, bool) {
	m.Audience, m.Stock, m.Outputs = "office", "A4", []made.Output{made.Screen}
	m.Columns = []Column{{Locale: o.locale, Slots: words}}
	return m, !o.lacks
}
