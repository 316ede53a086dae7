package typeset

// Op says how a Segment goes on.
type Op uint8

// The four operations of a path (ISO 32000-1, 8.5.2).
const (
	Move Op = iota
	LineTo
	Cubic
	Close
)

// Segment is one step of an Outline. Move and LineTo use P[0]; Cubic uses the
// two control points P[0], P[1] and the end P[2]; Close uses none.
type Segment struct {
	Op Op
	P  [3]Point
}

// Outline is a number of contours in page places.
type Outline []Segment

// Move begins a contour.
func (o *Outline) Move(p Point) { *o = append(*o, Segment{Op: Move, P: [3]Point{p}}) }

// Line goes straight to p.
func (o *Outline) Line(p Point) { *o = append(*o, Segment{Op: LineTo, P: [3]Point{p}}) }

// Cubic goes to p along a cubic Bézier curve with the control points a and b.
func (o *Outline) Cubic(a, b, p Point) { *o = append(*o, Segment{Op: Cubic, P: [3]Point{a, b, p}}) }

// Close goes straight back to the contour's begin.
func (o *Outline) Close() { *o = append(*o, Segment{Op: Close}) }

// Polygon gives a closed contour through the points.
func Polygon(points ...Point) Outline {
	o := make(Outline, 0, len(points)+1)
	for i, p := range points {
		if i == 0 {
			o.Move(p)
			continue
		}
		o.Line(p)
	}
	if len(o) > 0 {
		o.Close()
	}
	return o
}

// Rect adds the contour of a rectangle.
func (o *Outline) Rect(r Rect) {
	o.Move(r.Min)
	o.Line(Point{r.Max.X, r.Min.Y})
	o.Line(r.Max)
	o.Line(Point{r.Min.X, r.Max.Y})
	o.Close()
}

// RectOutline gives the contour of a rectangle.
func RectOutline(r Rect) Outline {
	o := make(Outline, 0, 5)
	o.Rect(r)
	return o
}

// Circle gives a circle of four cubic curves; the radius is off by less than
// 0.03 %.
func Circle(c Point, r Length) Outline {
	const num, den = 5523, 10000 // 4/3 (√2 - 1)
	k := r.Scale(num, den)
	at := func(x, y Length) Point { return Point{c.X + x, c.Y + y} }
	var o Outline
	o.Move(at(r, 0))
	o.Cubic(at(r, k), at(k, r), at(0, r))
	o.Cubic(at(-k, r), at(-r, k), at(-r, 0))
	o.Cubic(at(-r, -k), at(-k, -r), at(0, -r))
	o.Cubic(at(k, -r), at(r, -k), at(r, 0))
	o.Close()
	return o
}

// Bounds gives the rectangle around all points, control points included.
func (o Outline) Bounds() Rect {
	var r Rect
	first := true
	for i := range o {
		for _, p := range o[i].points() {
			if first {
				r, first = Rect{p, p}, false
			}
			r.Min = Point{min(r.Min.X, p.X), min(r.Min.Y, p.Y)}
			r.Max = Point{max(r.Max.X, p.X), max(r.Max.Y, p.Y)}
		}
	}
	return r
}

// Bounds gives the rectangle around the path with its stroke.
func (p *Path) Bounds() Rect {
	r := p.Outline.Bounds()
	if p.Stroke != nil {
		r = r.Inset(-p.Width / 2)
	}
	return r
}

// Bounds gives the frame.

// points gives the points a segment uses.
func (s *Segment) points() []Point {
	switch s.Op {
	case Close:
		return nil
	case Cubic:
		return s.P[:]
	}
	return s.P[:1]
}

// Map gives the outline with every point replaced.
func (o Outline) Map(f func(Point) Point) Outline {
	out := make(Outline, len(o))
	for i, s := range o {
		for k := range s.points() {
			s.P[k] = f(s.P[k])
		}
		out[i] = s
	}
	return out
}

// Shift gives the outline moved by d.
func (o Outline) Shift(d Point) Outline { return o.Map(d.Add) }

// Turn gives the outline turned around c so that what ran to the right now
// runs along the direction from the origin to along. Turn(c, Point{W, -H})
// makes a line rise like the diagonal of a W x H sheet.
func (o Outline) Turn(c, along Point) Outline {
	x, y := int64(along.X), int64(along.Y)
	h := int64(Root(uint64(x*x + y*y)))
	if h == 0 {
		return o
	}
	return o.Map(func(p Point) Point {
		dx, dy := int64(p.X-c.X), int64(p.Y-c.Y)
		return Point{c.X + Length(round(dx*x-dy*y, h)), c.Y + Length(round(dx*y+dy*x, h))}
	})
}
