package picture

import (
	"errors"

	"pharos/internal/typeset"
)

// A stroke is drawn as the shape that it covers, so that caps, joins, dashes and
// uneven maps look the same in every painter: the line is flattened, cut into
// dashes, and each piece is walked along one side and back along the other
// (SVG 1.1, 11.4). All in whole numbers.

// polyline is a flattened contour; smooth tells the places within a curve.
type polyline struct {
	at     []typeset.Point
	smooth []bool
	closed bool
}

func (l *polyline) add(p typeset.Point, smooth bool) {
	if n := len(l.at); n > 0 && l.at[n-1] == p {
		l.smooth[n-1] = l.smooth[n-1] && smooth
		return
	}
	l.at, l.smooth = append(l.at, p), append(l.smooth, smooth)
}

// around gives the outline around a stroke, on the page.
func (d *drawing) around(o typeset.Outline, s *style) (typeset.Outline, error) {
	fine := max(d.out.Box.W(), d.out.Box.H()) / 10_000
	k := &stroker{style: s, half: (s.width + 1) / 2,
		fine: max(1, typeset.Length(int64(fine)*one/max(s.to.stretch(), 1)))}
	for _, line := range k.flat(o) {
		if len(line.at) == 1 {
			k.dot(line.at[0])
			continue
		}
		for _, piece := range s.dashed(line) {
			k.walk(piece)
			if len(k.out)+d.stroked > maxStroked {
				return nil, errors.New("its strokes have too many pieces of line; simplify it")
			}
		}
	}
	d.stroked += len(k.out)
	return s.to.outline(k.out)
}

// stroker walks around lines.
type stroker struct {
	*style
	half, fine typeset.Length
	out        typeset.Outline
}

// flat gives the contours of an outline as straight lines.
func (k *stroker) flat(o typeset.Outline) (out []polyline) {
	var line polyline
	var pen, begin typeset.Point
	drawn := false
	flush := func() {
		if drawn {
			out = append(out, line)
		}
		line, drawn = polyline{}, false
	}
	for _, s := range o {
		if s.Op != typeset.Move && len(line.at) == 0 {
			line.add(pen, false) // after a closed contour
		}
		switch s.Op {
		case typeset.Move:
			flush()
			pen, begin = s.P[0], s.P[0]
			line.add(pen, false)
			continue
		case typeset.LineTo:
			line.add(s.P[0], false)
			pen = s.P[0]
		case typeset.Cubic:
			k.curve(&line, pen, s.P)
			pen = s.P[2]
		case typeset.Close:
			line.add(begin, false)
			if n := len(line.at); n > 1 {
				line.at, line.smooth, line.closed = line.at[:n-1], line.smooth[:n-1], n > 2
				if n == 2 {
					line.at, line.smooth = append(line.at, begin), append(line.smooth, false)
				}
			}
			drawn, pen = true, begin
			flush()
			continue
		}
		drawn = true
	}
	flush()
	return out
}

// curve adds a cubic in as many pieces as its bend asks for.
func (k *stroker) curve(line *polyline, p typeset.Point, c [3]typeset.Point) {
	bend := func(a, b, c typeset.Point) typeset.Length {
		return typeset.Point{X: a.X - 2*b.X + c.X, Y: a.Y - 2*b.Y + c.Y}.Reach()
	}
	n := int64(1)
	if most := max(bend(p, c[0], c[1]), bend(c[0], c[1], c[2])); most > 0 {
		n = int64(typeset.Root(uint64(most+k.half)/uint64(k.fine))) + 2
	}
	n = min(n, 64)
	for i := int64(1); i <= n; i++ {
		j := n - i
		mix := func(a, b, c, d typeset.Length) typeset.Length {
			return typeset.Length(div(j*j*j*int64(a)+3*j*j*i*int64(b)+3*j*i*i*int64(c)+i*i*i*int64(d), n*n*n))
		}
		line.add(typeset.Point{X: mix(p.X, c[0].X, c[1].X, c[2].X), Y: mix(p.Y, c[0].Y, c[1].Y, c[2].Y)}, i < n)
	}
}

// vector is a direction of length one, in millionths.
type vector struct{ x, y int64 }

func between(a, b typeset.Point) vector { return unitOf(int64(b.X-a.X), int64(b.Y-a.Y)) }

func unitOf(x, y int64) vector {
	long := int64(typeset.Root(uint64(x*x + y*y)))
	if long == 0 {
		return vector{one, 0}
	}
	for long < 1000 { // finer for short ones
		x, y, long = x*1000, y*1000, int64(typeset.Root(uint64(x*x*one+y*y*one)))
	}
	return vector{div(x*one, long), div(y*one, long)}
}

// left is the direction a quarter turn away.
func (v vector) left() vector { return vector{-v.y, v.x} }

func (v vector) from(p typeset.Point, l typeset.Length) typeset.Point {
	return typeset.Point{X: p.X + typeset.Length(div(v.x*int64(l), one)),
		Y: p.Y + typeset.Length(div(v.y*int64(l), one))}
}

// dot draws a line without length: its caps alone.
func (k *stroker) dot(p typeset.Point) {
	switch h := k.half; k.cap {
	case "round":
		k.out = append(k.out, typeset.Circle(p, h)...)
	case "square":
		k.out.Rect(typeset.Box(p.X-h, p.Y-h, 2*h, 2*h))
	}
}

// walk draws around one line.
func (k *stroker) walk(l polyline) {
	n := len(l.at)
	if n == 1 {
		k.dot(l.at[0])
		return
	}
	back := polyline{closed: l.closed}
	for i := n - 1; i >= 0; i-- {
		back.at, back.smooth = append(back.at, l.at[i]), append(back.smooth, l.smooth[i])
	}
	one, two := k.side(l), k.side(back)
	if l.closed {
		k.out = append(append(k.out, typeset.Polygon(one...)...), typeset.Polygon(two...)...)
		return
	}
	one = append(one, k.end(l.at[n-1], between(l.at[n-2], l.at[n-1]))...)
	one = append(one, two...)
	one = append(one, k.end(l.at[0], between(l.at[1], l.at[0]))...)
	k.out = append(k.out, typeset.Polygon(one...)...)
}

// side walks along a line at its left.
func (k *stroker) side(l polyline) (out []typeset.Point) {
	n := len(l.at)
	for i, p := range l.at {
		first, last := i == 0 && !l.closed, i == n-1 && !l.closed
		switch {
		case first:
			out = append(out, between(p, l.at[1]).left().from(p, k.half))
		case last:
			out = append(out, between(l.at[i-1], p).left().from(p, k.half))
		default:
			out = k.turn(out, p, between(l.at[(i+n-1)%n], p), between(p, l.at[(i+1)%n]), l.smooth[i])
		}
	}
	return out
}

// turn goes around a corner at the left of the line.
func (k *stroker) turn(out []typeset.Point, p typeset.Point, from, to vector, smooth bool) []typeset.Point {
	a, b := from.left(), to.left()
	cross := div(from.x*to.y-from.y*to.x, one)
	dot := div(from.x*to.x+from.y*to.y, one)
	out = append(out, a.from(p, k.half))
	switch {
	case cross > 0: // the inner side: through the corner, so that it winds once
		out = append(out, p)
	case smooth || k.join == "bevel":
	case k.join == "round":
		out = k.arc(out, p, a, b, from, 4)
	case dot > -one+1000 && div((one+dot)*div(k.miter*k.miter, one), 2*one) >= one:
		tip := func(u, v int64) typeset.Length { return typeset.Length(div((u+v)*int64(k.half), one+dot)) }
		out = append(out, typeset.Point{X: p.X + tip(a.x, b.x), Y: p.Y + tip(a.y, b.y)})
	}
	return append(out, b.from(p, k.half))
}

// arc goes from a to b around p by halves; through is the way where they are opposite.
func (k *stroker) arc(out []typeset.Point, p typeset.Point, a, b, through vector, depth int) []typeset.Point {
	mid := vector{a.x + b.x, a.y + b.y}
	if abs(mid.x)+abs(mid.y) < one/100 {
		mid = through
	} else {
		mid = unitOf(mid.x, mid.y)
	}
	if depth > 0 {
		out = k.arc(out, p, a, mid, through, depth-1)
	}
	out = append(out, mid.from(p, k.half))
	if depth > 0 {
		out = k.arc(out, p, mid, b, through, depth-1)
	}
	return out
}

// end is the cap behind a line's end in its direction.
func (k *stroker) end(p typeset.Point, along vector) (out []typeset.Point) {
	a := along.left()
	b := vector{-a.x, -a.y}
	switch k.cap {
	case "round":
		return k.arc(nil, p, a, b, along, 5)
	case "square":
		far := along.from(p, k.half)
		return []typeset.Point{a.from(far, k.half), b.from(far, k.half)}
	}
	return nil
}

// dashed cuts a line into its dashes; those that meet where a closed line begins
// are one.
func (s *style) dashed(l polyline) []polyline {
	if len(s.dashes) == 0 {
		return []polyline{l}
	}
	at, smooth := l.at, l.smooth
	if l.closed {
		at, smooth = append(at[:len(at):len(at)], at[0]), append(smooth[:len(smooth):len(smooth)], false)
	}
	which, left := s.phase()
	starts := which%2 == 0
	var out []polyline
	piece := polyline{}
	if starts {
		piece.add(at[0], false)
	}
	for i := 1; i < len(at); i++ {
		a, b := at[i-1], at[i]
		long := typeset.Point{X: b.X - a.X, Y: b.Y - a.Y}.Reach()
		gone := typeset.Length(0)
		for long-gone > left && len(out) < maxStroked {
			gone += left
			p := typeset.Point{X: a.X + (b.X-a.X).Scale(int(gone), int(long)),
				Y: a.Y + (b.Y-a.Y).Scale(int(gone), int(long))}
			if piece.add(p, false); which%2 == 0 {
				out, piece = append(out, piece), polyline{}
			} else {
				piece = polyline{}
				piece.add(p, false)
			}
			which = (which + 1) % len(s.dashes)
			left = s.dashes[which]
		}
		if left -= long - gone; which%2 == 0 {
			piece.add(b, smooth[i])
		}
	}
	if which%2 == 0 && len(piece.at) > 0 {
		if starts && l.closed && len(out) > 0 {
			for i, p := range out[0].at {
				piece.add(p, out[0].smooth[i] && i > 0)
			}
			out[0] = piece
			return out
		}
		out = append(out, piece)
	}
	return out
}

// phase gives the dash in which a line begins, and how much of it is left.
func (s *style) phase() (which int, left typeset.Length) {
	var sum int64
	for _, l := range s.dashes {
		sum += int64(l)
	}
	off := (int64(s.offset)%sum + sum) % sum
	for which = 0; off >= int64(s.dashes[which]); which = (which + 1) % len(s.dashes) {
		off -= int64(s.dashes[which])
	}
	return which, s.dashes[which] - typeset.Length(off)
}
