package made

import "slices"

// Slot names a place for words on a sheet. Templates refer to slots by name. A new
// slot is a row of Slots; what fills it is a material's definition or package plan.
type Slot string

// The closed set of slots, and what belongs to the whole sheet.
const (
	SlotHeadline  Slot = "headline"  // one line: the words on the wall
	SlotLead      Slot = "lead"      // one sentence under the headline
	SlotTitle     Slot = "title"     // heading of a card's back
	SlotLabel     Slot = "label"     // the exact label above the number
	SlotFacts     Slot = "facts"     // hours, languages, free, name not needed; with icons
	SlotPoints    Slot = "points"    // sentences in the pool or on the back
	SlotSteps     Slot = "steps"     // numbered duties
	SlotNotes     Slot = "notes"     // lines to write on, with icons
	SlotLaw       Slot = "law"       // the law sentence and its reference
	SlotRails     Slot = "rails"     // one word a rail
	SlotWords     Slot = "words"     // everyday words on a sticker
	SlotCaption   Slot = "caption"   // words beside the code
	SlotSafety    Slot = "safety"    // the safety sentence in the foot
	SlotEmergency Slot = "emergency" // words before the emergency number
	SlotText      Slot = "text"      // the whole text of a text file
	SlotSenders   Slot = "senders"   // who signs
	SlotPartner   Slot = "partner"   // below the name of who adapted the sheet
	SlotImprint   Slot = "imprint"   // edition, batch, test call, why a draft
	SlotBand      Slot = "band"      // why it is a draft, where there is no imprint
	SlotDraft     Slot = "draft"     // the word for draft

	SlotNumber          Slot = "number"
	SlotSecond          Slot = "second"
	SlotSecondLabel     Slot = "second-label"
	SlotEmergencyNumber Slot = "emergency-number"
	SlotPicture         Slot = "picture"
	SlotCode            Slot = "code"
	SlotAddress         Slot = "address"
)

// SlotTraits say what fills a slot and how it is shown.
type SlotTraits struct {
	Slot
	// Style is the style of its words where the template names none.
	Style string
	// Rank is its place in the reading order of a sheet; 0 is no text to read.
	Rank int
	// Defined is true where the definition of a material may fill it with messages.
	Defined bool
	// Judged is true where what is said in it can make the sheet a draft.
	Judged bool
	// Whole is true for what belongs to the sheet and not to one language on it.
	Whole bool
	// Named is true where a template may name it, Printed where its words stand on
	// a sheet as text.
	Named, Printed bool
	// Body is true for words that a notice must set large enough.
	Body bool
}

// words is the row of a slot of a language that is printed and that templates name.
func words(s Slot, style string, rank int) SlotTraits {
	return SlotTraits{Slot: s, Style: style, Rank: rank, Named: true, Printed: true}
}

// defined is the row of a slot that the definition of a material fills.
func defined(s Slot, style string, rank int, body bool) SlotTraits {
	t := words(s, style, rank)
	t.Defined, t.Judged, t.Body = true, true, body
	return t
}

// told is the row of a slot that the program fills with words that count.
func told(s Slot, style string, rank int) SlotTraits {
	t := words(s, style, rank)
	t.Judged = true
	return t
}

// whole is the row of a part of the whole sheet.
func whole(s Slot, style string, rank int) SlotTraits {
	return SlotTraits{Slot: s, Style: style, Rank: rank, Whole: true, Named: true}
}

// Slots is the table of slots, those of a language first, in the order in which
// they are filled and read.
var Slots = []SlotTraits{
	defined(SlotHeadline, "headline", 1, false),
	defined(SlotLead, "point", 3, true),
	defined(SlotTitle, "title", 2, false),
	told(SlotLabel, "label", 4),
	told(SlotFacts, "fact", 8),
	defined(SlotPoints, "point", 9, true),
	defined(SlotSteps, "step", 9, false),
	defined(SlotNotes, "note", 10, false),
	defined(SlotLaw, "point", 11, false),
	defined(SlotRails, "rail", 12, false),
	defined(SlotWords, "words", 3, false),
	defined(SlotCaption, "address", 19, false),
	defined(SlotSafety, "safety", 13, true),
	told(SlotEmergency, "emergency", 14),
	{Slot: SlotText, Defined: true, Judged: true},
	words(SlotSenders, "sender", 16),
	{Slot: SlotPartner, Style: "sender", Rank: 16, Printed: true},
	words(SlotImprint, "imprint", 20),
	words(SlotBand, "imprint", 21),
	{Slot: SlotDraft, Style: "draft", Named: true}, // it is drawn as a shape

	whole(SlotNumber, "number", 5),
	whole(SlotSecond, "number", 7),
	whole(SlotSecondLabel, "label", 6),
	whole(SlotEmergencyNumber, "emergency_number", 15),
	whole(SlotPicture, "", 2),
	whole(SlotCode, "", 17),
	whole(SlotAddress, "address", 18),
}

// Traits gives the row of a slot; the zero SlotTraits for an unknown one.
func (s Slot) Traits() SlotTraits {
	if i := slices.IndexFunc(Slots, func(t SlotTraits) bool { return t.Slot == s }); i >= 0 {
		return Slots[i]
	}
	return SlotTraits{Slot: s}
}

// SlotsWith lists the slots with a trait.
func SlotsWith(has func(SlotTraits) bool) []Slot {
	var out []Slot
	for _, t := range Slots {
		if has(t) {
			out = append(out, t.Slot)
		}
	}
	return out
}
