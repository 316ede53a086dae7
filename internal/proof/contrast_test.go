package proof

import (
	"slices"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// breaks gives whether a rule is broken by a file of the sample.
func breaks(t *testing.T, rule *diag.Rule, data []byte) bool {
	t.Helper()
	m := sample()
	m.Drafts = nil
	return slices.ContainsFunc(opened.Compare(m, data, "screen"), func(f diag.Finding) bool { return f.Rule == rule })
}

// Two weights of one font.
const regular, bold = "NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"

// TestContrast sets small and large text on grounds on which it is read and on
// which it is not (WCAG 2.2, 1.4.3: 4.5 : 1, and 3 : 1 for large text: 18 points, or 14 and bold). Black is
// 4.7 : 1 on 0.46 gray and 3.7 : 1 on 0.39.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		ground string
		size   float64
		weight string
		bad    bool
	}{{"1 1 1", 9, regular, false}, {"0.49 0.49 0.49", 9, regular, false}, {"0.39 0.39 0.39", 9, regular, true}, {"0.39 0.39 0.39", 24, regular, false},
		{"0.2 0.2 0.2", 24, regular, true}, {"0.5 0 0.5", 9, regular, true}, {"0.39 0.39 0.39", 17, regular, true},
		{"0.39 0.39 0.39", 15, bold, false}, {"0.39 0.39 0.39", 13, bold, true}, {"0.2 0.2 0.2", 15, bold, true}} {
		p := newPaper(148*paint.MM, 210*paint.MM, 0)
		p.fill(c.ground, 20, 100, 380, 60)
		p.text(p.font(t, c.weight), 40, 120, c.size, "Pomoc svaki dan")
		if got := breaks(t, rule.ProofContrast, p.bytes()); got != c.bad {
			t.Errorf("%g pt of %s on %s: refused is %v, want %v", c.size, c.weight, c.ground, got, c.bad)
		}
	}
}

// TestNumberContrast sees that each number stands out, in every proof.
func TestNumberContrast(t *testing.T) {
	for ground, bad := range map[string]bool{"1 0.816 0.149": false, "0.2 0.2 0.25": true} {
		p := newPaper(148*paint.MM, 210*paint.MM, 0)
		p.fill(ground, 20, 100, 380, 80)
		p.text(p.font(t, "NotoSans_900Black.ttf"), 30, 120, 48, sample().Number.Shown)
		if got := breaks(t, rule.ProofNumber, p.bytes()); got != bad {
			t.Errorf("a number on %s: refused is %v, want %v", ground, got, bad)
		}
	}
}

// TestSafeArea sets words and a code near the cut: 5 mm is the least.
func TestSafeArea(t *testing.T) {
	for x, bad := range map[float64]bool{6 * paint.MM: false, 3 * paint.MM: true} {
		p := newPaper(148*paint.MM, 210*paint.MM, 0)
		p.text(p.font(t, "NotoSans_400Regular.ttf"), x, 120, 9, "Pomoc")
		if got := breaks(t, rule.ProofSafe, p.bytes()); got != bad {
			t.Errorf("words %.0f mm from the cut: refused is %v, want %v", x/paint.MM, got, bad)
		}
		p = newPaper(148*paint.MM, 210*paint.MM, 0)
		p.code(t, sample().Code, x, 100, 20*paint.MM)
		if got := breaks(t, rule.ProofSafe, p.bytes()); got != bad {
			t.Errorf("a code %.0f mm from the cut: refused is %v, want %v", x/paint.MM, got, bad)
		}
	}
}
