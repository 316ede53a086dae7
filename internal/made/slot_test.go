package made_test

import (
	"strings"
	"testing"

	"pharos/internal/made"
)

// TestSlots: each slot stands once; what is printed has a style and a place in the
// reading order; the number is never among the parts that a kind leaves out.
func TestSlots(t *testing.T) {
	seen := map[made.Slot]bool{}
	for _, s := range made.Slots {
		if seen[s.Slot] || s.Slot.Traits() != s {
			t.Errorf("the slot %q stands twice", s.Slot)
		}
		seen[s.Slot] = true
		if s.Printed && (s.Style == "" || s.Rank == 0) {
			t.Errorf("the slot %q is printed and has no style or no rank: %+v", s.Slot, s)
		}
		if s.Defined && !s.Judged {
			t.Errorf("the words of the slot %q can be unreviewed without making a draft", s.Slot)
		}
	}
	if made.Slot("headlin").Traits().Named {
		t.Error("an unknown slot can be named")
	}
	for _, k := range []made.Kind{made.KindPoster, made.KindSoldier, made.KindIndex, made.KindAgenda, made.KindSticker,
		made.KindSocial, made.KindBadge, "material.flag"} {
		of := k.Traits()
		if of.Kind != k || !strings.HasPrefix(of.Alt, "alt.") {
			t.Errorf("the kind %q has the traits %+v", k, of)
		}
		for _, s := range of.Drops {
			if !seen[s] || s == made.SlotNumber {
				t.Errorf("the kind %q leaves out %q", k, s)
			}
		}
	}
	if !made.KindPoster.Traits().Notice || made.KindSoldier.Traits().Alt != "alt.card" {
		t.Error("a poster is a notice, and a soldier's card is described as a card")
	}
}
