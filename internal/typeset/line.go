package typeset

// Line is one broken line in visual order, without a size yet.
type Line struct {
	// Clusters are in visual order, from left to right.
	Clusters []Cluster
	// Text is the line's source in logical order without direction controls
	// and without the spaces at its end.
	Text string
	// Space says that the line ended at a space of the source, which a reader
	// of the file wants back.
	Space bool
	// Width is the sum of the advances.
	Width Em
	// Tracking is added to most advances already; a writer can set it once
	// instead of correcting each cluster.
	Tracking Em
}

// Cluster is the smallest part of the text that has its own glyphs.
type Cluster struct {
	// Text is the source in logical order, without direction controls.
	Text string
	Font *Font
	// X is the left edge, from the line's left end.
	X Em
	// Advance is the distance to the next cluster, tracking included.
	Advance Em
	// Lang is a BCP 47 tag where it is not the text's.
	Lang string
	// RTL says that the cluster was shaped from right to left.
	RTL bool
	// Order is the cluster's place in the logical order of the line.
	Order int
	// Glyphs are what is painted; none for a space.
	Glyphs []Glyph
}

// Glyph is one shape of a font, placed from its cluster's left edge.
type Glyph struct {
	ID uint16
	// X runs right and Y up, as in OpenType.
	X, Y Em
}

// Ink gives the rectangle around the glyphs of a line that stands at a place
// in a size; empty for a line without ink.
func (l *Line) Ink(at Point, size Length) Rect {
	var r Rect
	for i := range l.Clusters {
		c := &l.Clusters[i]
		for _, g := range c.Glyphs {
			d := c.Font.Glyph(g.ID)
			x, y := c.X+g.X, g.Y
			one := Rect{
				Point{at.X + (x + c.Font.em(i16(d, 2))).At(size), at.Y - (y + c.Font.em(i16(d, 8))).At(size)},
				Point{at.X + (x + c.Font.em(i16(d, 6))).At(size), at.Y - (y + c.Font.em(i16(d, 4))).At(size)},
			}
			r = r.Union(one)
		}
	}
	return r
}

// Bounds gives the rectangle around the ink of all lines.
func (t *Text) Bounds() Rect {
	var r Rect
	for i := range t.Lines {
		r = r.Union(t.Lines[i].Line.Ink(t.Lines[i].At, t.Size))
	}
	return r
}
