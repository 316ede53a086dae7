package plan

import (
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Takedown is what a letter to the holder of old sheets says.
type Takedown struct {
	// Country is the code; Batch and Sheet name what is to come down.
	Country, Batch, Sheet string
	// Holder and Place are as the ledger has them.
	Holder, Place string
	Count         int
	// Old is the number on the sheets, New the one that holds; empty where the line is dead.
	Old, New string
	// Day is the day of the letter, YYYY-MM-DD.
	Day string
}

// Letter plans the letter that asks the holder of old sheets, in one language, to
// take them down. False where the language lacks a text.
func Letter(cat *locale.Catalogue, d Takedown, tag locale.Tag) (Material, bool) {
	o := newOffice(cat, tag)
	why, now, caption := "letter.dead", o.text("letter.none", nil), []Line(nil)
	if d.New != "" {
		why, now = "ticket.takedown", o.text("letter.new", map[string]any{"Number": code(d.New)})
		caption = []Line{o.text("letter.code", nil)}
	}
	facts := []Line{o.text("letter.count", map[string]any{"Count": d.Count})}
	if d.Place != "" {
		facts = append(facts, o.text("letter.place", map[string]any{"Place": code(d.Place)}))
	}
	facts = append(facts, o.text("letter.old", map[string]any{"Number": code(d.Old)}))
	m := Material{
		Country:  d.Country,
		ID:       "letter",
		Kind:     made.KindLetter,
		Name:     "letter." + d.Batch,
		Template: "letter",
	}
	return o.sheet(m, map[made.Slot][]Line{
		made.SlotLead: {o.code(d.Holder), o.plain(locale.Run{Text: o.day(d.Day)})},
		made.SlotTitle: {
			o.text("letter.title", nil),
		},
		made.SlotSteps:   {o.text(why, map[string]any{"Batch": code(d.Batch)})},
		made.SlotFacts:   facts,
		made.SlotLabel:   {now},
		made.SlotSafety:  {o.text("letter.do", nil)},
		made.SlotCaption: caption,
		made.SlotImprint: {o.code(d.Sheet)},
	})
}

// LetterSlots is the order in which a letter is read.
var LetterSlots = []made.Slot{
	made.SlotLead,
	made.SlotTitle,
	made.SlotSteps,
	made.SlotFacts,
	made.SlotLabel,
	made.SlotSafety,
	made.SlotCaption,
	made.SlotImprint,
}
