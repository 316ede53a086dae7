package press

import (
	"cmp"
	"slices"

	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// place finds the frame of a node within a frame and goes on with what is in
// it; col is the language, -1 for all.
func (s *sheet) place(pg *page, n *template.Node, f typeset.Rect, col int) {
	c := &scope{sheet: s, frame: f, col: col}
	if !c.holds(n) {
		return
	}
	f = c.at(n)
	if f.W() < 0 || f.H() < 0 {
		s.wrong(rule.TemplateSize, n.Pos, "Make the frame around it larger or what stands beside it smaller.",
			"on %s the %s is %s wide and %s high", s.stock.Name, n.Kind, f.W(), f.H())
		return
	}
	c = &scope{sheet: s, frame: f, col: col}
	switch n.Kind {
	case "layer":
		for _, k := range n.Kids {
			s.place(pg, k, f, col)
		}
	case "stack", "row":
		s.arrange(pg, n, c)
	case "use":
		for _, k := range s.p.theme.Parts[c.word(n, "use", "")].Nodes {
			s.place(pg, k, f, col)
		}
	case "text", "inline", "number", "notes":
		s.text(pg, n, c)
	case "senders":
		s.senders(pg, n, c)
	case "code":
		s.code(pg, n, c)
	case "picture":
		s.picture(pg, n, c)
	default:
		s.shape(pg, n, c)
	}
}

// at applies "at" and "pad" of a node to the frame.
func (c *scope) at(n *template.Node) typeset.Rect {
	f := c.frame
	if p := n.Props["at"]; p != nil {
		if len(p.List) != 4 {
			c.wrong(
				rule.TemplateValue,
				p.Pos,
				"Write [x, y, width, height].",
				"a box has four lengths, and here are %d",
				len(p.List),
			)
			return f
		}
		tall := *c
		tall.tall = true
		x, y := c.length(p.List[0]), tall.length(p.List[1])
		f = typeset.Box(c.frame.Min.X+x, c.frame.Min.Y+y, c.length(p.List[2]), tall.length(p.List[3]))
	}
	if p := n.Props["pad"]; p != nil {
		f = f.Inset(c.length(p))
	}
	return f
}

// slot is one place in a stack or a row.
type cell struct {
	n    *template.Node
	col  int
	size typeset.Length
	rest bool
}

// arrange sets the children of a stack one below the other, those of a row one
// after the other. Children without a size share what is left.
func (s *sheet) arrange(pg *page, n *template.Node, c *scope) {
	down := n.Kind == "stack"
	cells := s.cells(n, c)
	gap := c.len(n, "gap", 0)
	whole := c.frame.W()
	if down {
		whole = c.frame.H()
	}
	free := whole - gap*typeset.Length(max(len(cells)-1, 0))
	rests := s.measure(cells, c, down, free)
	for i := range cells {
		free -= cells[i].size
	}
	if rests > 0 {
		share := free / typeset.Length(rests)
		for i := range cells {
			if cells[i].rest {
				cells[i].size = share
			}
		}
		free = 0
	}
	pos := typeset.Length(0)
	switch c.word(n, "place", "start") {
	case "middle":
		pos = free / 2
	case "end":
		pos = free
	}
	for i, k := range cells {
		f := typeset.Box(c.frame.Min.X+pos, c.frame.Min.Y, k.size, c.frame.H())
		if down {
			f = typeset.Box(c.frame.Min.X, c.frame.Min.Y+pos, c.frame.W(), k.size)
		}
		if i > 0 {
			s.between(pg, n, c, f, gap)
		}
		s.place(pg, k.n, f, k.col)
		pos += k.size + gap
	}
}

// cells lists the children that are there, repeated for each language where
// they ask for it.
func (s *sheet) cells(n *template.Node, c *scope) []cell {
	var out []cell
	for _, k := range n.Kids {
		from, to := c.col, c.col
		if k.Per != "" && c.col < 0 {
			from, to = 0, len(s.m.Columns)-1
		}
		for col := from; col <= to; col++ {
			kc := &scope{sheet: s, frame: c.frame, col: col}
			if kc.holds(k) && !s.wordless(k, kc) {
				out = append(out, cell{n: k, col: col})
			}
		}
	}
	return out
}

// measure fills the sizes that are given; those that follow the text take what
// it needs, of what is left. It counts the cells that share the rest.
func (s *sheet) measure(cells []cell, c *scope, down bool, free typeset.Length) (rests int) {
	key := "width"
	if down {
		key = "height"
	}
	var natural []int
	for i := range cells {
		k := &cells[i]
		p := k.n.Props[key]
		kc := &scope{sheet: s, frame: c.frame, col: k.col, tall: down}
		switch {
		case p == nil:
			k.rest = true
			rests++
		case !down && p.Is("text"):
			natural = append(natural, i)
		default:
			k.size = kc.length(p)
			free -= k.size
		}
	}
	// Numbers keep their width; words can give way by breaking.
	slices.SortStableFunc(natural, func(a, b int) int {
		return cmp.Compare(weight(cells[a].n), weight(cells[b].n))
	})
	for _, i := range natural {
		cells[i].size = min(s.natural(cells[i].n, &scope{sheet: s, frame: c.frame, col: cells[i].col}), max(free, 0))
		free -= cells[i].size
	}
	return rests
}

// weight sorts numbers before words.
func weight(n *template.Node) int {
	if n.Kind == "number" {
		return 0
	}
	return 1
}

// between draws the line in the gap before a cell, where the node asks for one.
func (s *sheet) between(pg *page, n *template.Node, c *scope, f typeset.Rect, gap typeset.Length) {
	col := c.words(n, "between")
	if col == nil {
		return
	}
	thick := c.len(n, "line", 0)
	r := typeset.Box(f.Min.X-gap/2-thick/2, f.Min.Y, thick, f.H())
	if n.Kind == "stack" {
		r = typeset.Box(f.Min.X, f.Min.Y-gap/2-thick/2, f.W(), thick)
	}
	pg.leaves = append(pg.leaves, &shapeLeaf{role: "rule", outline: s.box(r), fill: col})
}

// flip gives a logical place as a place on the page.
func (s *sheet) flip(p typeset.Point) typeset.Point {
	if s.rtl {
		p.X = s.stock.W - p.X
	}
	return p
}

// onPage gives a logical frame as a frame on the page.
func (s *sheet) onPage(r typeset.Rect) typeset.Rect {
	if s.rtl {
		r.Min.X, r.Max.X = s.stock.W-r.Max.X, s.stock.W-r.Min.X
	}
	return r
}

// box gives a logical frame as an outline on the page.
func (s *sheet) box(r typeset.Rect) typeset.Outline { return typeset.RectOutline(s.onPage(r)) }
