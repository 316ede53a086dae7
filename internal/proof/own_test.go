package proof_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
)

// TestOwnDigits sees that a number may stand a second time in the language's own
// digits where the plan wants that, exactly, and nowhere else.
func TestOwnDigits(t *testing.T) {
	t.Parallel()
	for _, words := range [][]string{{"hr", "poster-confidence.ar"}, {"hr", "poster-confidence.fa"}} {
		f := finish(t, "screen", false, words...)
		with := func(number string) plan.Material {
			m := f.material
			col := m.Columns[0]
			own := locale.Text{Value: "\u2066" + col.Locale.Own(number) + "\u2069", Tag: col.Locale.Tag, Direction: locale.LTR, Class: locale.Number, From: m.Number.From}
			col.Slots = maps.Clone(col.Slots)
			col.Slots[made.SlotFacts] = append([]plan.Line{{Text: own}}, col.Slots[made.SlotFacts]...)
			m.Columns = []plan.Column{col}
			return m
		}
		write := func(m plan.Material) []byte {
			s, _ := theShop()
			doc, list := s.press.Compose(m)
			if list.Count(diag.Error) > 0 {
				t.Fatalf("%s: %v", m.Name, list)
			}
			return s.write(t, m, doc, pdf.Screen)
		}
		number := f.material.Number.Shown
		right := with(number)
		data := write(right)
		if got := f.compare(t, right, data); len(got) > 0 {
			t.Errorf("%s: the number in its own digits: %v", right.Name, got)
		}
		if got := f.compare(t, f.material, data); !slices.Contains(got, "num.samefacts") {
			t.Errorf("%s: own digits that the plan does not want: found %v, want num.samefacts", right.Name, got)
		}
		wrong := strings.NewReplacer("7", "8", "1", "2").Replace(number)
		if wrong == number {
			t.Fatalf("%s cannot be changed", number)
		}
		if got := f.compare(t, right, write(with(wrong))); !slices.Contains(got, "proof.number") || !slices.Contains(got, "proof.stranger") {
			t.Errorf("%s: other own digits: found %v, want proof.number and proof.stranger", right.Name, got)
		}
	}
}
