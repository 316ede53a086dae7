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
// take them down. It is no part of a Plan. False where the language lacks a text.
func Letter(cat *locale.Catalogue, d Takedown, tag locale.Tag) (Material, bool) {
	l, ok := cat.Languages().Lookup(tag)
	if !ok {
		return Material{}, false
	}
	text := func(id string, data map[string]any) Line {
		t, err := cat.Resolve(tag, id, data)
		ok = ok && err == nil && !t.Fallback
		return Line{Text: t}
	}
	plain := func(s string) Line {
		return Line{Text: locale.Text{Value: s, Tag: tag, Direction: l.Direction, Class: locale.Information, State: locale.Reviewed}}
	}
	why, now, code := "letter.dead", text("letter.none", nil), []Line(nil)
	if d.New != "" {
		why, now, code = "ticket.takedown", text("letter.new", map[string]any{"Number": isolate(d.New)}), []Line{text("letter.code", nil)}
	}
	facts := []Line{text("letter.count", map[string]any{"Count": d.Count})}
	if d.Place != "" {
		facts = append(facts, text("letter.place", map[string]any{"Place": isolate(d.Place)}))
	}
	facts = append(facts, text("letter.old", map[string]any{"Number": isolate(d.Old)}))
	m := Material{Country: d.Country, Audience: "office", ID: "letter", Kind: "material.letter", Name: "letter." + d.Batch, Template: "letter", Stock: "A4", Outputs: []string{"screen"}}
	m.Columns = []Column{{Locale: l, Slots: map[Slot][]Line{
		SlotLead: {plain(isolate(d.Holder)), plain(day(cat.Languages(), tag, d.Day))}, SlotTitle: {text("letter.title", nil)}, SlotSteps: {text(why, map[string]any{"Batch": isolate(d.Batch)})},
		SlotFacts: facts, SlotLabel: {now}, SlotSafety: {text("letter.do", nil)}, SlotCaption: code, SlotImprint: {plain(isolate(d.Sheet))},
	}}}
	return m, ok
}

// LetterSlots is the order in which a letter is read.
var LetterSlots = []Slot{SlotLead, SlotTitle, SlotSteps, SlotFacts, SlotLabel, SlotSafety, SlotCaption, SlotImprint}
