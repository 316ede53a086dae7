package press

import "pharos/internal/typeset"

// crossing draws a text once more in another colour where a shape crosses it:
// as filled outlines, which are no text, so that the words are in the file once.
// The text itself is clipped to what is outside of the shape, so that its colour
// does not show around the letters inside.
func (l *textLeaf) crossing(s *sheet, pg *page, t *typeset.Text) {
	if l.n.Cross == "" {
		return
	}
	clip, colour := pg.shapes[l.n.Cross], l.c.words(l.n, "cross")
	if clip == nil || colour == nil || *colour == t.Colour {
		return
	}
	outside := s.without(clip)
	t.Clip = &outside
	o := crossed(textOutline(t), clip)
	pg.out.Items = append(
		pg.out.Items,
		&typeset.Path{
			Mark:    typeset.Mark{Tag: typeset.Artifact, Role: t.Role, ID: t.ID, Clip: &clip},
			Outline: o,
			Fill:    colour,
		},
	)
}

// without gives the page and its bleed without a shape: its contour runs against
// that of the frame, so that the winding inside is zero.
func (s *sheet) without(shape typeset.Outline) typeset.Outline {
	frame := s.box(s.whole().Inset(-s.stock.Bleed - typeset.Pt))
	if (area(frame) > 0) == (area(shape) > 0) {
		frame = typeset.Polygon(frame[0].P[0], frame[3].P[0], frame[2].P[0], frame[1].P[0])
	}
	return append(frame, shape...)
}

// area is positive for a contour that runs clockwise on the page. It is computed
// from the corners, in tenths of points, which is enough for the sign.
func area(o typeset.Outline) int64 {
	var sum int64
	var first, last typeset.Point
	const unit = int64(typeset.Pt) / 10
	for i, g := range o {
		p := g.P[0]
		switch g.Op {
		case typeset.Close:
			p = first
		case typeset.Cubic:
			p = g.P[2]
		case typeset.Move:
			first = p
		}
		if i > 0 && g.Op != typeset.Move {
			sum += int64(last.X)/unit*(int64(p.Y)/unit) - int64(p.X)/unit*(int64(last.Y)/unit)
		}
		last = p
	}
	return sum
}

// crossed gives the contours that a shape reaches: what lies beside it would only
// be cut away again by every reader of the file.
func crossed(o, shape typeset.Outline) typeset.Outline {
	var out typeset.Outline
	for from, i := 0, 1; i <= len(o); i++ {
		if i < len(o) && o[i].Op != typeset.Move {
			continue
		}
		if meets(shape, o[from:i].Bounds()) {
			out = append(out, o[from:i]...)
		}
		from = i
	}
	return out
}

// meets reports whether a shape of one contour may have a point in a box; of one
// with curves only the bounds are looked at.
func meets(shape typeset.Outline, box typeset.Rect) bool {
	if !touch(shape.Bounds(), box) {
		return false
	}
	const unit = typeset.Pt / 100 // keeps products within 64 bits
	within, mid := false, typeset.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	var first, last typeset.Point
	for i, g := range shape {
		p := g.P[0]
		switch {
		case g.Op == typeset.Cubic || g.Op == typeset.Move && i > 0:
			return true
		case g.Op == typeset.Move:
			first, last = p, p
			continue
		case g.Op == typeset.Close:
			p = first
		}
		side := func(q typeset.Point) int64 {
			return int64((p.X-last.X)/unit)*int64((q.Y-last.Y)/unit) - int64((p.Y-last.Y)/unit)*int64((q.X-last.X)/unit)
		}
		edge := typeset.Rect{
			Min: typeset.Point{X: min(p.X, last.X), Y: min(p.Y, last.Y)},
			Max: typeset.Point{X: max(p.X, last.X), Y: max(p.Y, last.Y)},
		}
		if touch(edge, box) {
			a, b := side(box.Min), side(box.Max)
			c, d := side(typeset.Point{X: box.Min.X, Y: box.Max.Y}), side(typeset.Point{X: box.Max.X, Y: box.Min.Y})
			if min(a, b, c, d) <= 0 && max(a, b, c, d) >= 0 {
				return true // the edge runs through the box
			}
		}
		if (p.Y > mid.Y) != (last.Y > mid.Y) && (side(mid) > 0) == (p.Y > last.Y) {
			within = !within
		}
		last = p
	}
	return within
}

// touch reports whether two boxes have a point in common.
func touch(a, b typeset.Rect) bool {
	return a.Min.X <= b.Max.X && b.Min.X <= a.Max.X && a.Min.Y <= b.Max.Y && b.Min.Y <= a.Max.Y
}
