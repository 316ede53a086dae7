package rule

import (
	"slices"
	"testing"

	"pharos/internal/diag"
)

// TestRules sees that each rule stands in the table once and has a reason, a
// source, a severity with its gate, and something to do.
func TestRules(t *testing.T) {
	ids := IDs()
	if len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("a rule stands in the table twice: %s", ids)
	}
	for _, r := range All() {
		if r.Rationale == "" || r.Source == "" || r.Hint == "" {
			t.Errorf("%s lacks its reason, its source or its hint", r.ID)
		}
		if Find(r.ID) != r || r.Severity == diag.Warning && r.Gate != diag.Release {
			t.Errorf("%s is %s at the gate %q", r.ID, r.Severity, r.Gate)
		}
	}
	if Find("no.such") != nil {
		t.Error("a rule is found that is not there")
	}
}
