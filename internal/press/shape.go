package press

import (
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// shapeLeaf is a flat shape.
type shapeLeaf struct {
	role         string
	outline      typeset.Outline
	fill, stroke *typeset.Colour
	width        typeset.Length
	round        bool
}

// overlap is by how much a device reaches into the pool below it, so that no
// hairline shows between the two.
var overlap = typeset.MM(600)

func (l *shapeLeaf) draw(s *sheet, p *page) {
	if s.home != nil {
		p.out.Items = append(p.out.Items, s.atHome(l)...)
		return
	}
	p.out.Items = append(p.out.Items, &typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: l.role},
		Outline: l.outline, Fill: l.fill, Stroke: l.stroke, Width: l.width, Round: l.round})
}

// shape places a node that is a shape.
func (s *sheet) shape(pg *page, n *template.Node, c *scope) {
	add := func(role string, o typeset.Outline, fill *typeset.Colour) {
		pg.leaves = append(pg.leaves, &shapeLeaf{role: role, outline: o, fill: fill})
		if n.Name != "" {
			pg.shapes[n.Name] = append(pg.shapes[n.Name], o...)
		}
	}
	switch n.Kind {
	case "fill":
		fill := c.swatch(n, "fill")
		add("ground", s.box(s.frames(c.frame, fill)), fill)
	case "rule":
		add("rule", s.box(c.frame), c.words(n, "rule"))
	case "polygon":
		add("device", typeset.Polygon(s.points(c, n.Props["points"])...), c.swatch(n, "polygon"))
	case "disc":
		if p := s.point(c, n, "centre"); n.Props["radius"] != nil {
			add("device", typeset.Circle(p, c.len(n, "radius", 0)), c.swatch(n, "disc"))
		}
	case "icon":
		s.iconLeaf(pg, n, c)
	case "device":
		s.device(pg, n, c, add)
	}
}

// points reads pairs of places, relative to the frame.
func (s *sheet) points(c *scope, p *template.Prop) []typeset.Point {
	if p == nil {
		return nil
	}
	if len(p.List)%2 != 0 {
		c.wrong(rule.TemplateValue, p.Pos, "Write pairs of x and y.", "a place has two lengths")
		return nil
	}
	tall := *c
	tall.tall = true
	var out []typeset.Point
	for i := 0; i < len(p.List); i += 2 {
		out = append(
			out,
			s.flip(typeset.Point{X: c.frame.Min.X + c.length(p.List[i]), Y: c.frame.Min.Y + tall.length(p.List[i+1])}),
		)
	}
	return out
}

// point reads one place.
func (s *sheet) point(c *scope, n *template.Node, key string) typeset.Point {
	if ps := s.points(c, n.Props[key]); len(ps) > 0 {
		return ps[0]
	}
	return typeset.Point{}
}

// device places one of the devices.
func (s *sheet) device(pg *page, n *template.Node, c *scope, add func(string, typeset.Outline, *typeset.Colour)) {
	switch c.word(n, "device", "") {
	case "beam":
		s.beam(pg, n, c, add)
	case "routes":
		s.routes(pg, n, c)
	case "rails":
		s.rails(n, c, add)
	case "windows":
		s.windows(n, c, add)
	}
}

// three reads a list of three lengths, such as a disc.
func (s *sheet) three(c *scope, p *template.Prop) (v [3]typeset.Length) {
	if len(p.List) != 3 {
		c.wrong(
			rule.TemplateValue,
			p.Pos,
			"Write [x, y, radius].",
			"a disc has three lengths, and here are %d",
			len(p.List),
		)
		return v
	}
	for i := range v {
		v[i] = c.length(p.List[i])
	}
	return v
}

// pair reads a list of two lengths.
func (s *sheet) pair(c *scope, p *template.Prop) (x, y typeset.Length) {
	if len(p.List) != 2 {
		c.wrong(rule.TemplateValue, p.Pos, "Write [x, y].", "a place has two lengths, and here are %d", len(p.List))
		return 0, 0
	}
	return c.length(p.List[0]), c.length(p.List[1])
}

// beam is a wedge from a lamp onto the edge from-to of the pool, which it
// overlaps a little. Where the edge begins or ends at the trim, the beam runs
// on to the bleed along the same line.
func (s *sheet) beam(pg *page, n *template.Node, c *scope, add func(string, typeset.Outline, *typeset.Colour)) {
	lamp := s.three(c, n.Props["lamp"])
	l := typeset.Point{X: lamp[0], Y: lamp[1]}
	var a, b typeset.Point
	a.X, a.Y = s.pair(c, n.Props["from"])
	b.X, b.Y = s.pair(c, n.Props["to"])
	dx, dy := s.pair(c, n.Props["overlap"])
	a, b = s.runOn(l, a), s.runOn(l, b)
	over := typeset.Point{X: dx, Y: dy}
	var o typeset.Outline
	for i, p := range []typeset.Point{l, b, b.Add(over), a.Add(over), a} {
		if i == 0 {
			o.Move(s.flip(p))
		} else {
			o.Line(s.flip(p))
		}
	}
	o.Close()
	add("device", o, c.swatch(n, "light"))
	pg.leaves = append(
		pg.leaves,
		&shapeLeaf{role: "device", outline: typeset.Circle(s.flip(l), lamp[2]), fill: c.swatch(n, "lampSwatch")},
	)
}

// runOn moves a place on the trim's start or end edge, or on its upper edge, to
// the bleed, along the line from the lamp.
func (s *sheet) runOn(l, p typeset.Point) typeset.Point {
	if s.home != nil { // office printers do not reach the edge
		edge := s.stock.Hundredths(s.home.Edge)
		p.X = min(max(p.X, edge), s.stock.W-edge)
		return p
	}
	bleed := s.stock.Bleed
	x := p.X
	switch {
	case p.X == 0:
		x = -bleed
	case p.X == s.stock.W:
		x = s.stock.W + bleed
	}
	if x == p.X || p.X == l.X {
		return p
	}
	return typeset.Point{X: x, Y: l.Y + (p.Y-l.Y).Scale(int(x-l.X), int(p.X-l.X))}
}

// routes are tracks that come in from the end edge, pass a station and flow as
// light in nested quarter turns into the pool.
func (s *sheet) routes(pg *page, n *template.Node, c *scope) {
	t, gap := c.len(n, "track", 0), c.len(n, "gap", 0)
	top, foot := c.len(n, "top", 0), c.len(n, "foot", 0)
	start, xs := c.len(n, "start", 0), c.len(n, "station", 0)
	count := s.count(c, n, "stations")
	tail := foot - top - t*typeset.Length(count) - gap*typeset.Length(count-1)
	if tail < 0 {
		s.wrong(
			rule.TemplateSize,
			n.Pos,
			"Begin the routes higher or make the tracks thinner.",
			"on %s the routes are %s too high for their place",
			s.stock.Name,
			-tail,
		)
		return
	}
	line := func(o typeset.Outline, swatch string) {
		pg.leaves = append(
			pg.leaves,
			&shapeLeaf{role: "device", outline: o.Map(s.flip), stroke: c.swatch(n, swatch), width: t},
		)
	}
	disc := func(x, y, r typeset.Length, swatch string) {
		pg.leaves = append(
			pg.leaves,
			&shapeLeaf{
				role:    "device",
				outline: typeset.Circle(s.flip(typeset.Point{X: x, Y: y}), r),
				fill:    c.swatch(n, swatch),
			},
		)
	}
	for i := range typeset.Length(count) {
		y, x := top+i*(t+gap)+t/2, start+i*(t+gap)+t/2
		r := (typeset.Length(count)-1-i)*(t+gap) + t/2 + tail.Scale(92, 100)
		line(turn(xs, y, x, r, foot+overlap), "light")
		line(straight(xs, s.stock.W-s.reach(), y), "rail")
		disc(xs, y, (t+gap)/2, "ground")
		disc(xs, y, t.Scale(36, 100), "hole")
	}
}

// reach is where a device that comes from outside begins: at the bleed, or in a
// home edition as near to the edge as an office printer gets.
func (s *sheet) reach() typeset.Length {
	if s.home != nil {
		return s.stock.Hundredths(s.home.Edge)
	}
	return -s.stock.Bleed
}

// turn goes from xs, y level to the start, around a quarter circle and down.
func turn(xs, y, x, r, foot typeset.Length) typeset.Outline {
	k := r.Scale(4477, 10000) // 1 - 4/3 (√2 - 1)
	var o typeset.Outline
	o.Move(typeset.Point{X: xs, Y: y})
	o.Line(typeset.Point{X: x + r, Y: y})
	o.Cubic(typeset.Point{X: x + k, Y: y}, typeset.Point{X: x, Y: y + k}, typeset.Point{X: x, Y: y + r})
	o.Line(typeset.Point{X: x, Y: foot})
	return o
}

func straight(from, to, y typeset.Length) typeset.Outline {
	var o typeset.Outline
	o.Move(typeset.Point{X: from, Y: y})
	o.Line(typeset.Point{X: to, Y: y})
	return o
}

// count evaluates a whole number from 1 to 100.
func (s *sheet) count(c *scope, n *template.Node, key string) int {
	v := c.num(n, key, template.NumberOf(1))
	if v.Dim != template.Number || v.Int() < 1 || v.Int() > 100 {
		s.wrong(
			rule.TemplateExpression,
			n.Props[key].Pos,
			"Write a whole number from 1 to 100.",
			"%q is not a count",
			key,
		)
		return 1
	}
	return v.Int()
}

// rails are straight tracks from the bleed to a station, and as light from
// there into the pool.
func (s *sheet) rails(n *template.Node, c *scope, add func(string, typeset.Outline, *typeset.Colour)) {
	t, gap := c.len(n, "track", 0), c.len(n, "gap", 0)
	xs, end := c.len(n, "station", 0), c.len(n, "end", 0)
	for i := range typeset.Length(s.count(c, n, "stations")) {
		y := c.len(n, "top", 0) + i*(t+gap)
		add("device", s.box(typeset.Box(s.reach(), y, xs-s.reach(), t)), c.swatch(n, "rail"))
		add("device", s.box(typeset.Box(xs, y, end-xs+overlap, t)), c.swatch(n, "light"))
		at := s.flip(typeset.Point{X: xs, Y: y + t/2})
		add("device", typeset.Circle(at, (t+gap)/2), c.swatch(n, "ground"))
		add("device", typeset.Circle(at, t/2), c.swatch(n, "rail"))
		add("device", typeset.Circle(at, t.Scale(26, 100)), c.swatch(n, "ground"))
	}
}

// windows is a field of panes; the lit ones have pupils that look at one place.
func (s *sheet) windows(n *template.Node, c *scope, add func(string, typeset.Outline, *typeset.Colour)) {
	cw, ch := s.pair(c, n.Props["pitch"])
	w, h := s.pair(c, n.Props["pane"])
	x0, y0 := c.len(n, "start", 0), c.len(n, "top", 0)
	var look typeset.Point
	look.X, look.Y = s.pair(c, n.Props["look"])
	dark, light := c.swatch(n, "dark"), c.swatch(n, "light")
	for j := range s.count(c, n, "rows") {
		for i := range s.count(c, n, "columns") {
			pane := typeset.Box(x0+cw*typeset.Length(i), y0+ch*typeset.Length(j), w, h)
			if n.Cells[[2]int{i, j}] {
				add("device", s.box(pane), dark)
				continue
			}
			add("device", s.box(pane), light)
			at, r := pupil(pane, look, cw)
			add("device", typeset.Circle(s.flip(at), r), c.swatch(n, "pupil"))
			if blind := (7*i + 13*j + i*j) % 5; blind > 1 {
				pane.Max.Y = pane.Min.Y + h.Scale(blind*24, 500)
				add("device", s.box(pane), c.swatch(n, "blind"))
			}
		}
	}
}

// pupil gives the place and radius of a pupil that looks from a pane at a place.
func pupil(pane typeset.Rect, look typeset.Point, pitch typeset.Length) (typeset.Point, typeset.Length) {
	r := pane.W().Scale(27, 100)
	at := typeset.Point{X: (pane.Min.X + pane.Max.X) / 2, Y: (pane.Min.Y + pane.Max.Y) / 2}
	dx, dy := look.X-at.X, look.Y-at.Y
	d := typeset.Point{X: dx, Y: dy}.Reach()
	if d == 0 {
		return at, r
	}
	far := min(d, 3*pitch) // k = far / 3 pitch
	move := func(half, part typeset.Length) typeset.Length {
		reach := (half-r).Scale(92, 100).Scale(int(far), int(3*pitch))
		return reach.Scale(int(part), int(d))
	}
	return typeset.Point{X: at.X + move(pane.W()/2, dx), Y: at.Y + move(pane.H()/2, dy)}, r
}
