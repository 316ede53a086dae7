package press

import (
	"errors"

	"pharos/internal/typeset"
)

// arc reads A: radii, turn, two flags and the end. Only circles are read
// (SVG 1.1, F.6): icons have no others. The arc is halved until each piece
// spans less than a right angle, and each piece becomes one cubic curve.
func (p *pathReader) arc(out *typeset.Outline) error {
	var v [5]typeset.Length
	for i := range v {
		var err error
		if i >= 3 {
			v[i], err = p.flag()
		} else {
			v[i], err = p.number()
		}
		if err != nil {
			return err
		}
	}
	end, err := p.point()
	if err != nil {
		return err
	}
	if v[0] != v[1] || v[0] <= 0 {
		return errors.New("an arc of the path is not part of a circle")
	}
	from := p.pen
	p.pen = end
	if from == end {
		return nil
	}
	c, r := centre(from, end, v[0], v[3] != v[4])
	arcTo(out, c, r, from, end, v[3] != 0, v[4] != 0)
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
	d := root(dx, dy)
	if 2*r < d {
		r = (d + 1) / 2
	}
	h2 := int64(r)*int64(r) - int64(d)*int64(d)/4
	h := typeset.Length(isqrt(uint64(max(h2, 0))))
	if !left {
		h = -h
	}
	mid := typeset.Point{X: (a.X + b.X) / 2, Y: (a.Y + b.Y) / 2}
	return typeset.Point{X: mid.X - dy.Scale(int(h), int(d)), Y: mid.Y + dx.Scale(int(h), int(d))}, r
}

// arcTo draws the arc from a to b around c. Clockwise is on the page, where y
// runs down (the sweep flag).
func arcTo(out *typeset.Outline, c typeset.Point, r typeset.Length, a, b typeset.Point, large, clockwise bool) {
	if large {
		far := middle(c, r, a, b)
		far = typeset.Point{X: 2*c.X - far.X, Y: 2*c.Y - far.Y}
		if typeset.Length(abs(int64(2*c.X-a.X-b.X)))+typeset.Length(abs(int64(2*c.Y-a.Y-b.Y))) < iconUnit/50 {
			far = quarter(c, a, clockwise)
		}
		arcTo(out, c, r, a, far, false, clockwise)
		arcTo(out, c, r, far, b, false, clockwise)
		return
	}
	ax, ay, bx, by := int64(a.X-c.X), int64(a.Y-c.Y), int64(b.X-c.X), int64(b.Y-c.Y)
	rr := int64(r) * int64(r)
	if dot := ax*bx + ay*by; dot < rr/10 { // more than 84 degrees
		m := middle(c, r, a, b)
		if dot < -rr*99/100 { // nearly half a circle: the middle is not sure
			m = quarter(c, a, clockwise)
		}
		arcTo(out, c, r, a, m, false, clockwise)
		arcTo(out, c, r, m, b, false, clockwise)
		return
	}
	// The handle of a piece: 4/3 tan(angle/4) r, with tan(angle/2) = chord/2 over
	// the distance of the chord, and tan(t/2) = sin t / (1 + cos t) twice.
	chord := root(b.X-a.X, b.Y-a.Y)
	dist := root((a.X+b.X)/2-c.X, (a.Y+b.Y)/2-c.Y)
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
	d := root(x, y)
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

func isqrt(n uint64) uint64 {
	var r uint64
	for b := uint64(1) << 31; b > 0; b >>= 1 {
		if t := r | b; t*t <= n {
			r = t
		}
	}
	return r
}
