package plan

import "pharos/internal/locale"

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
	m := Material{Country: d.Country, ID: "letter", Kind: "material.letter", Name: "letter." + d.Batch, Template: "letter"}
	return o.sheet(m, map[Slot][]Line{
		SlotLead:  {o.code(d.Holder), o.plain(locale.Run{Text: o.day(d.Day)})},
		SlotTitle: {o.text("letter.title", nil)}, SlotSteps: {o.text(why, map[string]any{"Batch": code(d.Batch)})},
		SlotFacts: facts, SlotLabel: {now}, SlotSafety: {o.text("letter.do", nil)},
		SlotCaption: caption, SlotImprint: {o.code(d.Sheet)},
	})
}

// LetterSlots is the order in which a letter is read.
var LetterSlots = []Slot{SlotLead, SlotTitle, SlotSteps, SlotFacts, SlotLabel, SlotSafety, SlotCaption, SlotImprint}
