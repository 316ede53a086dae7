package picture

import (
	"errors"

	"pharos/internal/typeset"
)

// arc reads A: radii, turn, two flags and the end (SVG 1.1, F.6). An ellipse is
// drawn as a circle on a page that is turned and stretched. The arc is halved
// until each piece spans less than a right angle, and each piece becomes one
// cubic curve.
func (p *pathReader) arc(out *typeset.Outline) error {
	var r [2]typeset.Length
	var f [2]typeset.Length
	var err error
	for i := range r {
		if r[i], err = p.number(); err != nil {
			return err
		}
	}
	p.space()
	turn, used, err := micro(p.src[p.at:])
	if err != nil {
		return err
	}
	p.at += used
	for i := range f {
		if f[i], err = p.flag(); err != nil {
			return err
		}
	}
	end, err := p.point()
	if err != nil {
		return err
	}
	from := p.pen
	p.pen = end
	rx, ry := typeset.Length(abs(int64(r[0]))), typeset.Length(abs(int64(r[1])))
	switch {
	case from == end:
		return nil
	case rx == 0 || ry == 0:
		out.Line(end)
		return nil
	case rx == ry:
		circle(out, from, end, rx, f[0] != 0, f[1] != 0)
		return nil
	}
	return ellipse(out, from, end, rx, ry, turn, f[0] != 0, f[1] != 0)
}

// circle draws an arc of a circle between two places.
func circle(out *typeset.Outline, from, end typeset.Point, r typeset.Length, large, sweep bool) {
	c, r := centre(from, end, r, large != sweep)
	arcTo(out, c, r, from, end, large, sweep, 6)
}

// ellipse draws an arc of an ellipse whose x axis is turned by millionths of a
// degree.
func ellipse(
	out *typeset.Outline,
	from, end typeset.Point,
	rx, ry typeset.Length,
	turn int64,
	large, sweep bool,
) error {
	sin, cos := sincos(turn)
	flat := int64(rx) * one / int64(ry)
	if flat > maxFactor || flat < one/1000 {
		return errors.New("an arc is too flat")
	}
	to := matrix{a: cos, b: div(-sin*flat, one), c: sin, d: div(cos*flat, one)} // turn back, then stretch y
	a, errA := to.point(from)
	b, errB := to.point(end)
	if errA != nil || errB != nil || a == b {
		return errors.Join(errA, errB)
	}
	var o typeset.Outline
	circle(&o, a, b, rx, large, sweep)
	back := int64(ry) * one / int64(rx)
	from2 := matrix{a: cos, b: sin, c: div(-sin*back, one), d: div(cos*back, one)}
	o, err := from2.outline(o)
	if err != nil {
		return err
	}
	if len(o) > 0 {
		o[len(o)-1].P[2] = end
	}
	*out = append(*out, o...)
	return nil
}

// flag reads one digit 0 or 1; flags may stand without a space.
func (p *pathReader) flag() (typeset.Length, error) {
	p.space()
	if p.at < len(p.src) && (p.src[p.at] == '0' || p.src[p.at] == '1') {
		p.at++
		return typeset.Length(p.src[p.at-1] - '0'), nil
	}
	return 0, errors.New("a flag of an arc is missing in the path")
}

// centre gives the centre of the circle of radius r through two places; of the
// two the one to the left of the way is taken if left. A radius that is too
// small grows (SVG 1.1, F.6.6).
func centre(a, b typeset.Point, r typeset.Length, left bool) (typeset.Point, typeset.Length) {
	dx, dy := b.X-a.X, b.Y-a.Y
	d := typeset.Point{X: dx, Y: dy}.Reach()
	if 2*r < d {
		r = (d + 1) / 2
	}
	h2 := int64(r)*int64(r) - int64(d)*int64(d)/4
	h := typeset.Length(typeset.Root(uint64(max(h2, 0))))
	if !left {
		h = -h
	}
	mid := typeset.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	return typeset.Point{X: mid.X - dy.Scale(int(h), int(d)), Y: mid.Y + dx.Scale(int(h), int(d))}, r
}

// arcTo draws the arc from a to b around c. Clockwise is on the page, where y
// runs down (the sweep flag). Depth bounds how often it is halved.
func arcTo(
	out *typeset.Outline,
	c typeset.Point,
	r typeset.Length,
	a, b typeset.Point,
	large, clockwise bool,
	depth int,
) {
	if large && depth > 0 {
		far := middle(c, r, a, b)
		far = typeset.Point{X: 2*c.X - far.X, Y: 2*c.Y - far.Y}
		if typeset.Length(abs(int64(2*c.X-a.X-b.X)))+typeset.Length(abs(int64(2*c.Y-a.Y-b.Y))) < typeset.Pt/50 {
			far = quarter(c, a, clockwise)
		}
		arcTo(out, c, r, a, far, false, clockwise, depth-1)
		arcTo(out, c, r, far, b, false, clockwise, depth-1)
		return
	}
	ax, ay, bx, by := int64(a.X-c.X), int64(a.Y-c.Y), int64(b.X-c.X), int64(b.Y-c.Y)
	rr := int64(r) * int64(r)
	if dot := ax*bx + ay*by; dot < rr/10 && depth > 0 { // more than 84 degrees
		m := middle(c, r, a, b)
		if dot < -rr*99/100 { // nearly half a circle: the middle is not sure
			m = quarter(c, a, clockwise)
		}
		arcTo(out, c, r, a, m, false, clockwise, depth-1)
		arcTo(out, c, r, m, b, false, clockwise, depth-1)
		return
	}
	// The handle of a piece: 4/3 tan(angle/4) r, with tan(angle/2) = chord/2 over
	// the distance of the chord, and tan(t/2) = sin t / (1 + cos t) twice.
	chord := typeset.Point{X: b.X - a.X, Y: b.Y - a.Y}.Reach()
	dist := typeset.Point{X: (a.X+b.X)/2 - c.X, Y: (a.Y+b.Y)/2 - c.Y}.Reach()
	// angle/2: sin = chord/2r, cos = dist/r; so tan(angle/4) = (chord/2) / (r + dist).
	k := (chord / 2).Scale(4*int(r), 3*int(r+dist))
	along := func(p typeset.Point, k typeset.Length) typeset.Point { // the tangent at p
		x, y := -(p.Y - c.Y), p.X-c.X
		if !clockwise {
			x, y = -x, -y
		}
		return typeset.Point{X: p.X + x.Scale(int(k), int(r)), Y: p.Y + y.Scale(int(k), int(r))}
	}
	out.Cubic(along(a, k), along(b, -k), b)
}

// middle gives the place on the circle halfway between two places, on the
// shorter way.
func middle(c typeset.Point, r typeset.Length, a, b typeset.Point) typeset.Point {
	x, y := (a.X-c.X)+(b.X-c.X), (a.Y-c.Y)+(b.Y-c.Y)
	d := typeset.Point{X: x, Y: y}.Reach()
	if d == 0 {
		return quarter(c, a, true)
	}
	return typeset.Point{X: c.X + x.Scale(int(r), int(d)), Y: c.Y + y.Scale(int(r), int(d))}
}

// quarter gives the place a right angle further.
func quarter(c, a typeset.Point, clockwise bool) typeset.Point {
	x, y := -(a.Y - c.Y), a.X-c.X
	if !clockwise {
		x, y = -x, -y
	}
	return typeset.Point{X: c.X + x, Y: c.Y + y}
}

func abs(n int64) int64 { return max(n, -n) }
