package photo

import (
	"image"
	"math"

	"pharos/internal/paint"
)

// How many figures make a row that is looked at, and how alike picture and drawing are
// where the row is the released one.
const (
	leastFigures = 5
	leastAlike   = 0.5
)

// Elsewhere reads the rows of figures on the sheet that the drawing does not have: a
// number that was pasted, stamped or written beside the released one. It sees what
// Rows sees, on this side of the sheet.
func (s Sight) Elsewhere(r *paint.Reader) []string {
	if s.view == nil {
		return nil
	}
	drawing := s.view.painted
	seen, _ := s.view.flat(drawing.PageBox, drawing.Sx)
	a, b := paint.GrayOf(drawing.RGBA), paint.GrayOf(seen.RGBA)
	var out []string
	var places []image.Rectangle
	for _, row := range figures(r, seen.RGBA) {
		if len(row.text) < leastFigures || alike(a, b, row.Rectangle) >= leastAlike || covered(places, row.Rectangle) {
			continue
		}
		places = append(places, row.Rectangle)
		out = append(out, row.text)
	}
	return out
}

// covered reports whether a place was read already: a row is found at several levels
// of gray.
func covered(places []image.Rectangle, r image.Rectangle) bool {
	for _, p := range places {
		if p.Overlaps(r) {
			return true
		}
	}
	return false
}

// alike is the correlation of two pictures in a place, by the mean of squares that are
// a third as high as its figures; the second may lie a square beside.
func alike(a, b *image.Gray, place image.Rectangle) float64 {
	side := max(2, place.Dy()/6)
	most := 0.0
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			most = max(most, correlation(a, b, place.Inset(-side), side, dx*side/2, dy*side/2))
		}
	}
	return most
}

// correlation compares the squares of a place, the second picture moved.
func correlation(a, b *image.Gray, place image.Rectangle, side, dx, dy int) float64 {
	var n, sa, sb, saa, sbb, sab float64
	for y := place.Min.Y; y+side <= place.Max.Y; y += side {
		for x := place.Min.X; x+side <= place.Max.X; x += side {
			va, _ := patch(a, x, y, side)
			vb, _ := patch(b, x+dx, y+dy, side)
			n, sa, sb = n+1, sa+va, sb+vb
			saa, sbb, sab = saa+va*va, sbb+vb*vb, sab+va*vb
		}
	}
	spread := (n*saa - sa*sa) * (n*sbb - sb*sb)
	if n == 0 || spread <= 1e-6 || n*saa-sa*sa < n*n { // the drawing is even there
		return 0
	}
	return (n*sab - sa*sb) / math.Sqrt(spread)
}
