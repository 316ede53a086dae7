package typeset

import "testing"

// TestFewer: a circle of many chords keeps its form with fewer, corners stay, and a
// contour with curves is not touched.
func TestFewer(t *testing.T) {
	circle := Circle(Point{0, 0}, 10*Pt).Union()
	thinned := circle.Fewer(Pt / 4)
	if len(thinned) >= len(circle) || len(thinned) < 12 {
		t.Errorf("%d of %d segments stay", len(thinned), len(circle))
	}
	for _, g := range thinned {
		if r := g.P[0].Reach(); g.Op != Close && (r < 9*Pt || r > 11*Pt) {
			t.Errorf("a point lies at %s", r)
		}
	}
	if a, b := circle.Bounds(), thinned.Bounds(); a.W()-b.W() > Pt || a.H()-b.H() > Pt {
		t.Errorf("the bounds went from %s to %s", a, b)
	}
	square := RectOutline(Box(0, 0, 10*Pt, 10*Pt))
	two := append(append(Outline{}, square...), thinned...)
	if got := two.Fewer(Pt / 100); len(got) != len(two) {
		t.Errorf("%d of %d segments stay the second time", len(got), len(two))
	}
	if c := Circle(Point{}, Pt); len(c.Fewer(Pt)) != len(c) {
		t.Error("curves are changed")
	}
}
