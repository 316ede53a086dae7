package plan

import (
	"pharos/internal/locale"
	"pharos/internal/made"
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
	// Until is the last day of the release, YYYY-MM-DD.
	Until string
	// Several is true for the file with several pieces on one sheet. Picture is the
	// first page as PNG; none where it is not at hand.
	Several bool
	Picture []byte
	// Count is the number of copies, Order the shop's or the office's own number.
	Count int
	Order string
	// Words are the six check words; Contact is whom to ask.
	Words, Contact string
}

// Ticket plans the print ticket of an order in one language, for the shop. False
// where the language lacks a text.
func Ticket(cat *locale.Catalogue, order Order, tag locale.Tag) (Material, bool) {
	o := newOffice(cat, tag)
	m := Material{
		Country:  order.Country,
		ID:       "print-ticket",
		Kind:     made.KindTicket,
		Name:     "print-ticket." + order.Batch,
		Template: "print-ticket",
		Code:     order.Code,
		Address:  order.Address,
		Number:   Contact{Shown: order.Number},
	}
	if order.Picture != nil {
		alt := o.code(order.Material).Text
		m.Pictures = sheetPicture(order.Batch, order.Picture, alt)
	}
	return o.sheet(m, map[made.Slot][]Line{
		made.SlotTitle: {
			o.text("ticket.title", nil),
		},
		made.SlotLead:   {o.code(order.Material)},
		made.SlotFacts:  o.order(order),
		made.SlotSteps:  {o.text("ticket.proof", nil)},
		made.SlotPoints: {o.text("ticket.words", nil), o.code(order.Words)},
		made.SlotSafety: {
			o.text("ticket.contact", map[string]any{"Contact": order.Contact}),
		},
		made.SlotCaption: {o.code("100 mm")},
		made.SlotImprint: {o.code("SHA-256 " + order.Digest)},
	})
}

// order lists what is ordered.
func (o *office) order(order Order) []Line {
	facts := []Line{}
	for _, t := range order.Languages {
		if known, found := o.catalogue.Languages().Lookup(t); found {
			facts = append(facts, o.code(known.Endonym))
		}
	}
	size := order.Trim
	if order.Stock != "" {
		size = order.Stock + " · " + order.Trim
	}
	facts = append(facts, o.code(size))
	if order.Several {
		facts = append(facts, o.text(made.Sheet.Traits().Label, nil))
	}
	if order.Paper != "" {
		facts = append(facts, o.text(order.Paper, nil))
	}
	facts = append(facts, o.text("ticket.copies", map[string]any{"Count": order.Count}), o.text("colours.cmyk", nil),
		o.text("imprint.batch", map[string]any{"Batch": code(order.Batch)}),
		o.text("imprint.edition", map[string]any{"Edition": o.day(order.Edition)}),
		o.text("materials.until", map[string]any{"Date": o.day(order.Until)}))
	if order.Order != "" {
		facts = append(facts, o.text("ticket.order", map[string]any{"Order": code(order.Order)}))
	}
	return facts
}

// sheetPicture is the picture of the sheet that a ticket or a letter is about.
func sheetPicture(id string, data []byte, alt locale.Text) map[string]Picture {
	return map[string]Picture{"sheet": {ID: id, Data: data, Alt: []locale.Text{alt}, Focus: [2]int{50, 50}}}
}
