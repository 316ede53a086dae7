package check

import (
	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// numHeard finds test calls that heard something else than the record says.
func numHeard(w *work) {
	if w.date == "" {
		return
	}
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, _ string, _ func(string, diag.Format, ...any)) {
		for _, d := range h.Standing(w.date, w.gate).Differs {
			w.bad(w.set.Places.At(d.Call.File, heardKey(d.What)), heardKey(d.What),
				"the call to %s heard %q where the record says %q (%s)", h.ID, d.Heard, d.Says, d.What)
		}
	})
}

// heardKey is the key of the attestation that holds what was heard.
func heardKey(what string) string {
	if what == "announcement" {
		return "heard"
	}
	return what
}
