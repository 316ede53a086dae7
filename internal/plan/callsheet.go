package plan

import (
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// callQuestions are the messages of a call sheet that leave a line to write on,
// in the order in which they are asked.
var callQuestions = []string{
	"callsheet.heard",
	"callsheet.operator",
	"callsheet.hours",
	"callsheet.languages",
	"callsheet.cost",
	"callsheet.data",
	"callsheet.police",
	"callsheet.consent",
	"callsheet.record",
}

// CallSheet plans the sheet on which a test call of a line is noted, in one
// language. It shows the number whatever its status. False where the line is not
// known, or the language lacks one of the texts.
func CallSheet(set *campaign.Set, line string, tag locale.Tag) (Material, bool) {
	c, h, path := set.Line(line)
	if h == nil || len(h.Contacts) == 0 {
		return Material{}, false
	}
	return callSheet(set.Catalogue, c.Code, h, tag, set.Places.At(c.File(), path))
}

// callSheet writes the sheet of a line.
func callSheet(
	cat *locale.Catalogue,
	country string,
	h *campaign.Hotline,
	tag locale.Tag,
	from diag.Pos,
) (Material, bool) {
	o := newOffice(cat, tag)
	text := func(id string) Line { return o.text(id, nil) }
	way, label := h.Contacts[0], text(h.Label).Text
	contact := Contact{ID: h.ID, Kind: string(h.Kind), Shown: way.Dial, Link: link(way), Label: label, From: from}
	id := o.code(h.ID)
	id.Text.From = from
	m := Material{
		Country:  country,
		ID:       "call-sheet",
		Kind:     made.KindCallSheet,
		Name:     "call-sheet." + h.ID + "." + tag.Address(),
		Template: "call-sheet",
		From:     from,
		Number:   contact,
	}
	var notes []Line
	for _, q := range callQuestions {
		notes = append(notes, text(q))
	}
	return o.sheet(m, map[made.Slot][]Line{
		made.SlotTitle: {
			text("callsheet.title"),
		},
		made.SlotLabel:   {{Text: label}},
		made.SlotLead:    {text("callsheet.intro")},
		made.SlotImprint: {id},
		made.SlotNotes:   notes,
	})
}
