package proof

import (
	"slices"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// TestGray sees that a home sheet whose number is dark on dark once the colours
// are gone is refused, and that the same sheet in black on light is not.
func TestGray(t *testing.T) {
	for ground, bad := range map[string]bool{"1 1 1": false, "1 0.816 0.149": false, "0.75 0.1 0.5": true, "0.35 0.35 0.35": true} {
		m := sample()
		m.Drafts = nil
		p := newPaper(148*paint.MM, 210*paint.MM, 0)
		p.fill(ground, 20, 100, 380, 80)
		p.text(p.font(t, "NotoSans_900Black.ttf"), 30, 120, 48, m.Number.Shown)
		got := slices.ContainsFunc(opened.Compare(m, p.bytes(), "home"), func(f diag.Finding) bool { return f.Rule == rule.ProofGray })
		if got != bad {
			t.Errorf("a number on %s: refused is %v, want %v", ground, got, bad)
		}
	}
}
