package picture

import (
	"errors"
	"strings"

	"pharos/internal/typeset"
)

// shapes are the elements that draw.
var shapes = map[string]bool{
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true,
}

// shape draws one element: its ground, and over it its stroke.
func (d *drawing) shape(n *node, s *style) error {
	local, err := d.outline(n)
	if err != nil {
		return err
	}
	if d.segments += len(local); d.segments > maxSegments {
		return errors.New("the drawing has more than 20000 pieces of line; simplify it")
	}
	fill, stroke := s.fill.in(s.colour), s.stroke.in(s.colour)
	if s.width == 0 {
		stroke = nil
	}
	if len(local) == 0 || fill == nil && stroke == nil {
		return nil
	}
	o, err := s.to.outline(local)
	if err != nil {
		return err
	}
	p := typeset.Path{Outline: o, Fill: fill, EvenOdd: s.evenOdd}
	if stroke == nil {
		return d.add(p, s)
	}
	if s.soft() {
		p.Stroke, p.Round = stroke, true
		p.Width = typeset.Length(min(div(int64(s.width)*s.to.stretch(), one), farthest))
		return d.add(p, s)
	}
	if n.attr["pathLength"] != "" && len(s.dashes) > 0 {
		return errors.New("dashes by pathLength are not part of the safe subset")
	}
	if fill != nil {
		if err := d.add(p, s); err != nil {
			return err
		}
	}
	around, err := d.around(local, s)
	if err != nil || len(around) == 0 {
		return err
	}
	return d.add(typeset.Path{Outline: around, Fill: stroke}, s)
}

// add keeps a path, cut by the clips around it.
func (d *drawing) add(p typeset.Path, s *style) error {
	if s.clip != nil {
		ink := p.Bounds()
		switch {
		case s.clip.Contains(ink):
		case ink.Empty() || s.clip.Intersect(ink).Empty():
			return nil
		default:
			edge := typeset.RectOutline(*s.clip)
			p.Clip = &edge
		}
	}
	d.out.Paths = append(d.out.Paths, p)
	return nil
}

// outline gives the path of an element in its own places.
func (d *drawing) outline(n *node) (typeset.Outline, error) {
	g := &geometry{d: d, n: n}
	var o typeset.Outline
	switch n.name {
	case "path":
		if strings.TrimSpace(n.attr["d"]) == "" {
			return nil, nil
		}
		return readPath(n.attr["d"], d.unit, d.limit)
	case "rect":
		r := typeset.Box(g.get("x", d.wide), g.get("y", d.high), g.get("width", d.wide), g.get("height", d.high))
		rx, ry := g.radii()
		o = rounded(r, rx, ry)
	case "circle":
		if r := g.get("r", 0); r > 0 {
			o = oval(typeset.Point{X: g.get("cx", d.wide), Y: g.get("cy", d.high)}, r, r)
		}
	case "ellipse":
		rx, ry := g.radii()
		if c := (typeset.Point{X: g.get("cx", d.wide), Y: g.get("cy", d.high)}); rx > 0 && ry > 0 {
			o = oval(c, rx, ry)
		}
	case "line":
		o.Move(typeset.Point{X: g.get("x1", d.wide), Y: g.get("y1", d.high)})
		o.Line(typeset.Point{X: g.get("x2", d.wide), Y: g.get("y2", d.high)})
	default:
		o, g.err = d.points(n.attr["points"])
		if n.name == "polygon" && len(o) > 0 {
			o.Close()
		}
	}
	return o, g.err
}

// geometry reads the lengths of one element and keeps the first that cannot be.
type geometry struct {
	d   *drawing
	n   *node
	err error
}

func (g *geometry) get(key string, side typeset.Length) typeset.Length {
	l, err := g.d.length(g.n.attr[key], side)
	if err != nil && g.err == nil {
		g.err = errors.New(key + ": " + err.Error())
	}
	return l
}

// radii reads rx and ry; the one that is not given is as the other.
func (g *geometry) radii() (rx, ry typeset.Length) {
	given := func(key string) bool {
		v := strings.TrimSpace(g.n.attr[key])
		return v != "" && v != "auto"
	}
	if given("rx") {
		rx = g.get("rx", g.d.wide)
	}
	if given("ry") {
		ry = g.get("ry", g.d.high)
	}
	switch {
	case !given("rx"):
		rx = ry
	case !given("ry"):
		ry = rx
	}
	if (rx < 0 || ry < 0) && g.err == nil {
		g.err = errors.New("a radius is negative")
	}
	return rx, ry
}

// points reads the corners of a polyline.
func (d *drawing) points(s string) (typeset.Outline, error) {
	v, err := numbers(s, 2*maxSegments)
	if err == nil && len(v)%2 != 0 {
		err = errors.New("a place has two numbers")
	}
	var o typeset.Outline
	for i := 0; err == nil && i < len(v); i += 2 {
		x, errX := scaled(v[i], d.unit, d.limit)
		y, errY := scaled(v[i+1], d.unit, d.limit)
		if err = errors.Join(errX, errY); i == 0 {
			o.Move(typeset.Point{X: x, Y: y})
		} else {
			o.Line(typeset.Point{X: x, Y: y})
		}
	}
	return o, err
}

// rounded is a rectangle, with corners that are quarters of ellipses.
func rounded(r typeset.Rect, rx, ry typeset.Length) typeset.Outline {
	if r.Empty() {
		return nil
	}
	rx, ry = min(max(rx, 0), r.W()/2), min(max(ry, 0), r.H()/2)
	if rx == 0 || ry == 0 {
		return typeset.RectOutline(r)
	}
	kx, ky := rx.Scale(4477, 10000), ry.Scale(4477, 10000) // 1 - 4/3 (√2 - 1)
	a, b := r.Min, r.Max
	pt := func(x, y typeset.Length) typeset.Point { return typeset.Point{X: x, Y: y} }
	var o typeset.Outline
	o.Move(pt(a.X+rx, a.Y))
	o.Line(pt(b.X-rx, a.Y))
	o.Cubic(pt(b.X-kx, a.Y), pt(b.X, a.Y+ky), pt(b.X, a.Y+ry))
	o.Line(pt(b.X, b.Y-ry))
	o.Cubic(pt(b.X, b.Y-ky), pt(b.X-kx, b.Y), pt(b.X-rx, b.Y))
	o.Line(pt(a.X+rx, b.Y))
	o.Cubic(pt(a.X+kx, b.Y), pt(a.X, b.Y-ky), pt(a.X, b.Y-ry))
	o.Line(pt(a.X, a.Y+ry))
	o.Cubic(pt(a.X, a.Y+ky), pt(a.X+kx, a.Y), pt(a.X+rx, a.Y))
	o.Close()
	return o
}

// oval is an ellipse that begins at its right, as browsers begin its dashes.
func oval(c typeset.Point, rx, ry typeset.Length) typeset.Outline {
	const whole = 100_000
	unit := typeset.Circle(typeset.Point{}, whole)
	return unit.Map(func(p typeset.Point) typeset.Point {
		return typeset.Point{X: c.X + rx.Scale(int(p.X), whole), Y: c.Y + ry.Scale(int(p.Y), whole)}
	})
}
