package plan

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Takedown is what a letter to the holder of old sheets says.
type Takedown struct {
	// Country is the code; Holder is as the ledger has it.
	Country, Holder string
	// Lots are what is to come down: MostLots at most.
	Lots []Lot
	// New is the number that holds; empty where the line is dead.
	New string
	// Day is the day of the letter, YYYY-MM-DD.
	Day string
	// Sender is the office's name by language, Contact whom to tell.
	Sender  campaign.Body
	Contact string
	// Picture is the sheet of the first lot as PNG; none where it is not at hand.
	Picture []byte
}

// Lot is sheets of one batch at one place.
type Lot struct {
	// Batch and Sheet are ids, Kind and Headline the messages that name the sheet in
	// words; they are empty where nobody knows it any more.
	Batch, Sheet, Kind, Headline string
	Languages                    []locale.Tag
	Place                        string
	Count                        int
	// Old is the number on the sheets.
	Old string
}

// MostLots is how many lots one letter has room for.
const MostLots = 4

// Letter plans the letter that asks the holder of old sheets, in one language, to
// take them down. False where the language lacks a text.
func Letter(cat *locale.Catalogue, d Takedown, tag locale.Tag) (Material, bool) {
	o := newOffice(cat, tag)
	why, now, caption := "letter.dead", o.text("letter.none", nil), []Line(nil)
	if d.New != "" {
		why, now = "ticket.takedown", o.text("letter.new", map[string]any{"Number": code(d.New)})
		caption = []Line{o.text("letter.code", nil)}
	}
	var batches, sheets, numbers []string
	var facts []Line
	for _, lot := range d.Lots {
		batches, sheets, numbers = once(batches, lot.Batch), once(sheets, lot.Sheet), once(numbers, lot.Old)
		facts = append(facts, o.lot(lot))
	}
	for _, old := range numbers {
		facts = append(facts, o.text("letter.old", map[string]any{"Number": code(old)}))
	}
	m := Material{
		Country:  d.Country,
		ID:       "letter",
		Kind:     made.KindLetter,
		Name:     "letter." + batches[0],
		Template: "letter",
	}
	if d.Picture != nil {
		alt := o.plain(locale.Run{Text: o.called(d.Lots[0])}).Text
		m.Pictures = sheetPicture(d.Lots[0].Sheet, d.Picture, alt)
	}
	sender, _ := named(d.Sender.Names, d.Sender.English, tag)
	return o.sheet(m, map[made.Slot][]Line{
		made.SlotLead:    {o.code(d.Holder), o.plain(locale.Run{Text: o.day(d.Day)})},
		made.SlotTitle:   {o.text("letter.title", nil)},
		made.SlotSteps:   {o.text(why, map[string]any{"Batch": code(group(batches))})},
		made.SlotFacts:   facts,
		made.SlotLabel:   {now},
		made.SlotSafety:  {o.text("letter.do", nil)},
		made.SlotCaption: caption,
		made.SlotPoints:  {o.text("letter.tell", map[string]any{"Contact": code(d.Contact)}), o.code(sender)},
		made.SlotImprint: {o.code(strings.Join(sheets, ", "))},
	})
}

// once adds a word that a list lacks.
func once(list []string, word string) []string {
	if slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// group names batches in one word: the batch itself, or the releases that they are of,
// such as rs-3; each lot names its own.
func group(batches []string) string {
	if len(batches) == 1 {
		return batches[0]
	}
	var out []string
	for _, b := range batches {
		country, rest, _ := strings.Cut(b, "-")
		number, _, _ := strings.Cut(rest, "-")
		out = once(out, country+"-"+number)
	}
	return strings.Join(out, ", ")
}

// called is a sheet in words: its kind, its headline and its languages; its id where
// nobody knows them.
func (o *office) called(lot Lot) string {
	var parts []string
	for _, id := range []string{lot.Kind, lot.Headline} {
		if t, err := o.catalogue.Resolve(o.locale.Tag, id, nil); id != "" && err == nil {
			parts = append(parts, t.Value)
		}
	}
	for _, t := range lot.Languages {
		if known, found := o.catalogue.Languages().Lookup(t); found {
			parts = append(parts, known.Endonym)
		}
	}
	if len(parts) == 0 {
		return lot.Sheet
	}
	return strings.Join(parts, " · ")
}

// lot is one line about a lot.
func (o *office) lot(lot Lot) Line {
	runs := []locale.Run{{Text: o.called(lot)}}
	add := func(id string, data map[string]any) {
		t := o.text(id, data).Text
		runs = append(runs, locale.Run{Text: " · "})
		if len(t.Runs) == 0 {
			t.Runs = []locale.Run{{Text: t.Value}}
		}
		runs = append(runs, t.Runs...)
	}
	add("letter.count", map[string]any{"Count": lot.Count})
	if lot.Place != "" {
		add("letter.place", map[string]any{"Place": code(lot.Place)})
	}
	runs = append(runs, locale.Run{Text: " · "}, code(lot.Batch))
	return o.plain(runs...)
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
	made.SlotPoints,
	made.SlotImprint,
}
