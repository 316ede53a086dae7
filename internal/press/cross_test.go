package press

import (
	"testing"

	"pharos/internal/typeset"
)

// TestCrossed: of a row of small squares those stay that a wedge reaches, also one
// that lies wholly in it and one that holds a corner of it.
func TestCrossed(t *testing.T) {
	at := func(x, y int) typeset.Point {
		return typeset.Point{X: typeset.Length(x) * typeset.Pt, Y: typeset.Length(y) * typeset.Pt}
	}
	wedge := typeset.Polygon(at(500, 0), at(900, 1000), at(100, 1000))
	for _, reverse := range []bool{false, true} {
		if reverse {
			wedge = typeset.Polygon(at(100, 1000), at(900, 1000), at(500, 0))
		}
		for _, one := range []struct {
			what       string
			x, y, side int
			want       bool
		}{
			{"left of the edge, within the bounds", 110, 100, 50, false},
			{"right of the edge, within the bounds", 850, 100, 50, false},
			{"inside", 480, 500, 40, true},
			{"on the left edge", 290, 480, 60, true},
			{"on the right edge", 690, 480, 60, true},
			{"around the tip", 480, -20, 40, true},
			{"around all of it", 0, -10, 1100, true},
			{"below", 500, 1010, 40, false},
		} {
			square := typeset.RectOutline(typeset.Box(at(one.x, one.y).X, at(one.x, one.y).Y, typeset.Length(one.side)*typeset.Pt, typeset.Length(one.side)*typeset.Pt))
			two := append(append(typeset.Outline{}, square...), typeset.RectOutline(typeset.Box(at(480, 500).X, at(480, 500).Y, typeset.Pt, typeset.Pt))...)
			want := len(two) / 2
			if one.want {
				want = len(two)
			}
			if got := len(crossed(two, wedge)); got != want {
				t.Errorf("%s: %d of %d segments stay, want %d", one.what, got, len(two), want)
			}
		}
	}
	// A shape with curves is judged by its bounds alone.
	if disc := typeset.Circle(at(0, 0), 100*typeset.Pt); !meets(disc, typeset.Box(90*typeset.Pt, 90*typeset.Pt, typeset.Pt, typeset.Pt)) {
		t.Error("a corner of the bounds of a disc is not reached")
	}
}
