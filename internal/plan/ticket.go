package plan

import (
	"pharos/internal/locale"
)

// Order is one order at a print shop: what of a release is printed, how often,
// and what the shop needs to see that its file is the right one.
type Order struct {
	// Country is the code; Release, Batch, Edition and Digest are those of the
	// release's manifest.
	Country                          string
	Release                          int
	Batch, Material, Edition, Digest string
	// Languages are those on the sheet; Trim is its size in words, Stock the name of
	// the size, Paper the message of the advice about paper; both may be empty.
	Languages          []locale.Tag
	Trim, Stock, Paper string
	// Number is the line on the sheet as dialled; Code what its code leads to,
	// empty where it has none, and Address the same in words.
	Number, Code, Address string
	// Count is the number of copies, Order the shop's or the office's own number.
	Count int
	Order string
	// Words are the six check words; Contact is whom to ask.
	Words, Contact string
}

// Ticket plans the print ticket of an order in one language. It is for the shop,
// not for the public, and no part of a Plan. False where the language lacks a text.
func Ticket(cat *locale.Catalogue, o Order, tag locale.Tag) (Material, bool) {
	l, ok := cat.Languages().Lookup(tag)
	if !ok {
		return Material{}, false
	}
	text := func(id string, data map[string]any) Line {
		t, err := cat.Resolve(tag, id, data)
		ok = ok && err == nil
		return Line{Text: t}
	}
	plain := func(s string) Line {
		return Line{Text: locale.Text{Value: isolate(s), Tag: tag, Direction: l.Direction, Class: locale.Information, State: locale.Reviewed}}
	}
	facts := []Line{}
	for _, t := range o.Languages {
		if known, found := cat.Languages().Lookup(t); found {
			facts = append(facts, plain(known.Endonym))
		}
	}
	size := o.Trim
	if o.Stock != "" {
		size = o.Stock + " · " + o.Trim
	}
	facts = append(facts, plain(size))
	if o.Paper != "" {
		facts = append(facts, text(o.Paper, nil))
	}
	facts = append(facts, text("ticket.copies", map[string]any{"Count": o.Count}), text("colours.cmyk", nil),
		text("imprint.batch", map[string]any{"Batch": isolate(o.Batch)}), text("imprint.edition", map[string]any{"Edition": day(cat.Languages(), tag, o.Edition)}))
	if o.Order != "" {
		facts = append(facts, plain(o.Order))
	}
	m := Material{Country: o.Country, Audience: "office", ID: "print-ticket", Kind: "material.ticket", Name: "print-ticket." + o.Batch,
		Template: "print-ticket", Stock: "A4", Outputs: []string{"screen"}, Code: o.Code, Address: o.Address,
		Number: Contact{Shown: o.Number}}
	m.Columns = []Column{{Locale: l, Slots: map[Slot][]Line{
		SlotTitle: {text("ticket.title", nil)}, SlotLead: {plain(o.Material)}, SlotFacts: facts,
		SlotSteps: {text("ticket.proof", nil)}, SlotPoints: {text("ticket.words", nil), plain(o.Words)},
		SlotSafety: {text("ticket.contact", map[string]any{"Contact": o.Contact})}, SlotCaption: {plain("100 mm")},
		SlotImprint: {plain("SHA-256 " + o.Digest)},
	}}}
	return m, ok
}
