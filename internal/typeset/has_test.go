package typeset

import "testing"

func TestHas(t *testing.T) {
	box, circle := RectOutline(Box(10, 10, 100, 50)), Circle(Point{1000, 1000}, 500)
	ring := append(Circle(Point{1000, 1000}, 500), RectOutline(Box(900, 900, 200, 200))...)
	for _, c := range []struct {
		name string
		o    Outline
		at   Point
		in   bool
	}{
		{"in a box", box, Point{50, 30}, true}, {"left of it", box, Point{5, 30}, false}, {"right of it", box, Point{115, 30}, false}, {"below it", box, Point{50, 70}, false},
		{"in a circle", circle, Point{1300, 1300}, true}, {"in the corner of its box", circle, Point{1460, 1460}, false},
		{"in two that turn alike", ring, Point{1000, 1000}, true}, {"in none", nil, Point{}, false},
	} {
		if got := c.o.Has(c.at); got != c.in {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
