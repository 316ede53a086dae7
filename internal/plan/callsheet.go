package plan

import (
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// callQuestions are the messages of a call sheet that leave a line to write on,
// in the order in which they are asked.
var callQuestions = []string{"callsheet.heard", "callsheet.operator", "callsheet.hours", "callsheet.languages", "callsheet.cost",
	"callsheet.data", "callsheet.police", "callsheet.consent", "callsheet.record"}

// CallSheet plans the sheet on which a test call of a line is noted, in one
// language. It is for the office, not for the public: it shows the number whatever
// its status, and it is no part of a Plan. False where the line is not known, or
// the language lacks one of the texts.
func CallSheet(set *campaign.Set, line string, tag locale.Tag) (Material, bool) {
	country, _, _ := strings.Cut(line, ".")
	l, known := set.Languages.Lookup(tag)
	if !known {
		return Material{}, false
	}
	for _, c := range set.Countries {
		for i := range c.Hotlines {
			h := &c.Hotlines[i]
			if h.ID != line || len(h.Contacts) == 0 {
				continue
			}
			m := Material{Country: country, Audience: "office", ID: "call-sheet", Kind: "material.callsheet", Name: "call-sheet." + line + "." + tag.Address(),
				Template: "call-sheet", Stock: "A4", Outputs: []string{"screen"}, From: set.Places.At(c.File(), index("hotlines", i))}
			ok := fillCallSheet(set, &m, h, l)
			return m, ok
		}
	}
	return Material{}, false
}

// fillCallSheet writes the words; false where one is missing.
func fillCallSheet(set *campaign.Set, m *Material, h *campaign.Hotline, l locale.Locale) bool {
	ok := true
	text := func(id string) Line {
		t, err := set.Catalogue.Resolve(l.Tag, id, nil)
		ok = ok && err == nil
		return Line{Text: t}
	}
	way := h.Contacts[0]
	m.Number = Contact{ID: h.ID, Kind: string(h.Kind), Shown: way.Dial, Link: link(way), Label: text(h.Label).Text, From: m.From}
	id := locale.Text{Value: isolate(h.ID), Tag: l.Tag, Direction: l.Direction, Class: locale.Information, State: locale.Reviewed, From: m.From}
	m.Columns = []Column{{Locale: l, Slots: map[Slot][]Line{
		SlotTitle: {text("callsheet.title")}, SlotLabel: {{Text: m.Number.Label}}, SlotLead: {text("callsheet.intro")}, SlotImprint: {{Text: id}},
	}}}
	for _, q := range callQuestions {
		m.Columns[0].Slots[SlotNotes] = append(m.Columns[0].Slots[SlotNotes], text(q))
	}
	return ok
}
