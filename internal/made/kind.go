package made

import (
	"slices"
	"strings"
)

// Kind is the kind of a material: the message of its name. A project may have kinds
// of its own; those of the table are treated in a way of their own.
type Kind string

// The kinds that stages know.
const (
	KindPoster    Kind = "material.poster"
	KindSoldier   Kind = "material.soldier"
	KindIndex     Kind = "material.index"
	KindAgenda    Kind = "material.agenda"
	KindSticker   Kind = "material.sticker"
	KindSocial    Kind = "material.social"
	KindBadge     Kind = "material.badge"
	KindLetter    Kind = "material.letter"
	KindTicket    Kind = "material.ticket"
	KindCallSheet Kind = "material.callsheet"
)

// KindTraits say what is its own about a kind of material.
type KindTraits struct {
	Kind
	// Alt is the message that describes its picture.
	Alt string
	// Notice is true for what hangs in public and has to say so large enough.
	Notice bool
	// Drops are the parts that the kind leaves out by design, so that nothing is
	// missing where they are not shown: a sticker and the outside of a card say
	// nothing that gives the holder away, a picture on a screen is not scanned, a
	// badge is a number beside a sign. The number is never among them.
	Drops []Slot
}

// kinds is the table of kinds that have something of their own.
var kinds = []KindTraits{
	{Kind: KindPoster, Notice: true},
	{Kind: KindSoldier, Alt: "alt.card", Drops: []Slot{SlotLabel}},
	{Kind: KindIndex, Alt: "alt.card"},
	{Kind: KindAgenda, Alt: "alt.slip"},
	{Kind: KindSticker, Drops: []Slot{SlotLabel, SlotEmergency, SlotSenders}},
	{Kind: KindSocial, Drops: []Slot{SlotCode, SlotSenders, SlotImprint, SlotBand}},
	{Kind: KindBadge, Drops: []Slot{SlotCode, SlotAddress, SlotEmergency, SlotSenders, SlotImprint, SlotBand, SlotFacts,
		SlotDraft}},
}

// Traits gives the row of a kind; a kind of a project has a picture described by a
// message of its own and drops nothing.
func (k Kind) Traits() KindTraits {
	t := KindTraits{Kind: k}
	if i := slices.IndexFunc(kinds, func(t KindTraits) bool { return t.Kind == k }); i >= 0 {
		t = kinds[i]
	}
	if t.Alt == "" {
		t.Alt = "alt." + strings.TrimPrefix(string(k), "material.")
	}
	return t
}
