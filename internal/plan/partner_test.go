package plan

import (
	"testing"

	"pharos/internal/campaign"
)

// TestPartnerPlace: an organisation signs behind those of its kind and before those
// that come after it; the country's own order of senders stays.
func TestPartnerPlace(t *testing.T) {
	for _, c := range []struct {
		kinds []string
		kind  string
		want  int
	}{
		{nil, "ngo", 0},
		{[]string{"government", "ngo", "international"}, "ngo", 2},
		{[]string{"government", "ngo", "international"}, "international", 3},
		{[]string{"government", "international"}, "ngo", 1},
		{[]string{"government"}, "ngo", 1},
		{[]string{"international"}, "ngo", 0},
		{[]string{"international", "government"}, "ngo", 2}, // never before the government
	} {
		var senders []campaign.Sender
		for _, k := range c.kinds {
			senders = append(senders, campaign.Sender{Kind: k})
		}
		if got := partnerPlace(senders, c.kind); got != c.want {
			t.Errorf("%s among %v: place %d, not %d", c.kind, c.kinds, got, c.want)
		}
	}
}

// TestDraftBand: one short line on the card of an adaptation, whole sentences else.
func TestDraftBand(t *testing.T) {
	has := map[Reason]bool{Untested: true, Unreviewed: true}
	if got := draftBand(has, true); len(got) != 1 || got[0] != "draft.both.short" {
		t.Error(got)
	}
	if got := draftBand(has, false); len(got) != 2 {
		t.Error(got)
	}
	if got := draftBand(map[Reason]bool{OutOfDate: true}, true); len(got) != 1 || got[0] != "draft.stale" {
		t.Error(got)
	}
	if got := draftBand(nil, true); got != nil {
		t.Error(got)
	}
}
