package press

import (
	"cmp"

	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// textLeaf is a block of words in a frame: paragraphs one below the other, or
// items in rows.
type textLeaf struct {
	n     *template.Node
	c     *scope
	paras []para
	group *group
	// shape is how the words run: "flow", "rows" or "notes".
	shape string
	sep   *para
	lines int
}

// text places a node with words.
func (s *sheet) text(pg *page, n *template.Node, c *scope) {
	l := &textLeaf{
		n:     n,
		c:     c,
		paras: s.paras(n, c),
		shape: map[string]string{"inline": "rows", "notes": "notes"}[n.Kind],
	}
	l.shape = cmp.Or(l.shape, "flow")
	s.join(pg, l)
}

// join puts a block into its fit group and onto the page.
func (s *sheet) join(pg *page, l *textLeaf) {
	if len(l.paras) == 0 {
		return
	}
	if icon := l.c.word(l.n, "icon", ""); icon != "" {
		l.paras[0].icon = icon
	}
	if sep := l.c.word(l.n, "separator", ""); sep != "" {
		l.sep = s.separator(l, sep)
	}
	l.lines = l.c.num(l.n, "lines", template.Value{}).Int()
	st := l.paras[0].style
	floor, ceiling := s.range_(l, st)
	name := l.c.word(l.n, "fit", st.Name)
	g := s.groups[name]
	if g == nil {
		g = &group{name: name, floor: floor, ceiling: ceiling}
		s.groups[name] = g
		s.order = append(s.order, g)
	}
	g.floor, g.ceiling = max(g.floor, floor), min(g.ceiling, ceiling)
	g.leaves = append(g.leaves, l)
	l.group = g
	pg.leaves = append(pg.leaves, l)
}

// separator shapes the sign between the items of a row.
func (s *sheet) separator(l *textLeaf, sign string) *para {
	first := l.paras[0]
	line := s.lines(first.slot, max(l.c.col, 0))
	if len(line) == 0 {
		return nil
	}
	one := line[0]
	one.Text.Value, one.Text.ID = sign, ""
	q, ok := s.para(one, first.style, first.slot, s.m.Columns[max(l.c.col, 0)].Locale, false)
	if !ok {
		return nil
	}
	q.aside = true
	return &q
}

// range_ gives the sizes a block may have: the tokens', unless the node has its
// own with a reason.
func (s *sheet) range_(l *textLeaf, st *template.Style) (floor, ceiling typeset.Length) {
	floor, ceiling, ok := s.sizes(st.Name)
	step := func(v typeset.Length) typeset.Length { return v / typeset.Step * typeset.Step }
	if p := l.n.Props["floor"]; p != nil {
		own := step(l.c.length(p))
		if ok && own < floor && l.n.Props["why"] == nil {
			s.wrong(
				rule.TemplateValue,
				p.Pos,
				"Add \"why:\" with the reason.",
				"the floor is lower than that of the tokens, and no reason is given",
			)
		}
		floor = own
	}
	if p := l.n.Props["ceiling"]; p != nil {
		ceiling = step(l.c.length(p))
	}
	if !ok && (l.n.Props["floor"] == nil || l.n.Props["ceiling"] == nil) {
		s.wrong(
			rule.TemplateSize,
			l.n.Pos,
			"Add the style to the sizes of the stock, or give the node \"floor\" and \"ceiling\".",
			"there are no type sizes for the style %q on %s",
			st.Name,
			s.stock.Name,
		)
	}
	return max(floor, typeset.Step), max(ceiling, floor)
}

// em gives the scope of a block at a size.
func (l *textLeaf) em(size typeset.Length) *scope {
	c := *l.c
	c.em = size
	return &c
}

// iconBox gives the size of an icon before a text and its distance to it.
func (l *textLeaf) iconBox(size typeset.Length) (side, gap typeset.Length) {
	t := l.c.p.theme.Tokens
	c := l.em(size)
	side = c.len(l.n, "iconSize", max(size.Scale(t.Icons.Size, 1000), t.Icons.Least))
	return side, c.len(l.n, "iconGap", size.Scale(8, 10))
}

// lead gives the room before a paragraph: an icon, a numeral, or none.
func (l *textLeaf) lead(q *para, size typeset.Length) typeset.Length {
	switch {
	case q.icon != "":
		side, gap := l.iconBox(size)
		return side + gap
	case q.number != nil:
		return size.Scale(175, 100)
	}
	return 0
}

// placed is a paragraph with its lines and its frame, logical, from the block's
// top start corner. While a size is only tried it has no lines, just their
// number and the width of the widest at the measure.
type placed struct {
	q               *para
	lines           []typeset.Line
	count           int
	widest, measure typeset.Length
	size            typeset.Length
	frame           typeset.Rect
	lead            typeset.Length
}

// set lays the block out at a size. Over is by how many thousandths it is too
// long or too wide for its frame; height is what it needs.
func (l *textLeaf) set(size typeset.Length) (out []placed, height typeset.Length, over int) {
	out, height, over = l.try(size)
	for i := range out {
		p := &out[i]
		p.lines = p.q.p.Wrap(p.measure, p.size)
	}
	return out, height, over
}

// try is set without lines.
func (l *textLeaf) try(size typeset.Length) (out []placed, height typeset.Length, over int) {
	switch l.shape {
	case "rows":
		return l.rows(size)
	case "notes":
		return l.notes(size)
	}
	return l.flow(size)
}

// flow sets paragraphs one below the other.
func (l *textLeaf) flow(size typeset.Length) (out []placed, y typeset.Length, over int) {
	w := l.c.frame.W()
	for i := range l.paras {
		q := &l.paras[i]
		em := size.Scale(q.scale, 1000)
		if i > 0 {
			y += l.space(q, em)
		}
		p, wide := l.one(q, em, w)
		p.frame = typeset.Box(0, y, w, p.frame.H())
		out = append(out, p)
		y += p.frame.H()
		over = max(over, wide)
	}
	return out, y, max(over, excess(y, l.c.frame.H()))
}

// space is the distance before a paragraph.
func (l *textLeaf) space(q *para, em typeset.Length) typeset.Length {
	return l.em(em).len(l.n, "space", em.Scale(q.style.Space, 1000))
}

// above reports notes whose words stand above the room to write.
func (l *textLeaf) above() bool { return l.c.word(l.n, "place", "") == "start" }

// one breaks a paragraph at a width, its icon included.
func (l *textLeaf) one(q *para, em, w typeset.Length) (placed, int) {
	p := placed{q: q, size: em, lead: l.lead(q, em)}
	p.measure = w - p.lead
	p.count, p.widest = q.p.Extent(p.measure, em)
	h := q.p.Height(p.count, em)
	if q.icon != "" {
		side, _ := l.iconBox(em)
		h = max(h, side.Scale(92, 100))
	}
	p.frame = typeset.Box(0, 0, w, h)
	over := excess(p.widest, p.measure)
	if l.lines > 0 && p.count > l.lines {
		over = max(over, excess(typeset.Length(p.count), typeset.Length(l.lines)))
	}
	return p, over
}

// notes sets each text at the foot of an equal share of the height, to be
// written beside, or at its head, to be written below.
func (l *textLeaf) notes(size typeset.Length) (out []placed, y typeset.Length, over int) {
	share := l.c.frame.H() / typeset.Length(len(l.paras))
	for i := range l.paras {
		p, wide := l.one(&l.paras[i], size, l.c.frame.W())
		over = max(over, wide, excess(p.frame.H(), share))
		top := share*typeset.Length(i+1) - p.frame.H() - size.Scale(25, 100)
		if l.above() {
			top = share*typeset.Length(i) + size.Scale(60, 100)
			over = max(over, excess(p.frame.H()+size.Scale(60, 100), share))
		}
		p.frame = typeset.Box(0, top, l.c.frame.W(), p.frame.H())
		out = append(out, p)
	}
	return out, l.c.frame.H(), over
}

// rows sets items one after the other and begins a new row where one has no
// room left; the sign between two items then falls away. An item that is wider
// than a row is broken within.
func (l *textLeaf) rows(size typeset.Length) (out []placed, y typeset.Length, over int) {
	w := l.c.frame.W()
	gap := l.em(size).len(l.n, "gap", size)
	var x, up, down, indent typeset.Length
	begin, rows := 0, 0
	broken := false               // the item before has several lines: nothing stands beside it
	if l.n.Props["icon"] != nil { // rows below begin under the words, not under the icon
		indent = l.lead(&l.paras[0], size)
	}
	finish := func() {
		for i := begin; i < len(out); i++ {
			p := &out[i]
			p.frame = typeset.Box(p.frame.Min.X, y+up-p.q.p.Baseline(p.size), p.frame.W(), p.frame.H())
		}
		y += up + down
		begin, x, up, down = len(out), 0, 0, 0
		rows++
	}
	for i := range l.paras {
		q := &l.paras[i]
		em := size.Scale(q.scale, 1000)
		p, wide := l.one(q, em, w)
		if p.count > 1 { // the lines may be balanced, and narrower then
			p.widest = widest(q.p.Wrap(p.measure, em), em)
		}
		p.frame.Max.X = p.lead + p.widest
		before := gap
		if l.sep != nil {
			_, sign := l.sep.p.Extent(w, em)
			before = sign + 2*em.Scale(27, 100)
		}
		if x > 0 && (broken || x+before+p.frame.W() > w) {
			finish()
			y += l.em(size).len(l.n, "space", em.Scale(q.style.Space, 1000))
		}
		if x > 0 {
			if l.sep != nil {
				s, _ := l.one(l.sep, em, w)
				s.frame = typeset.Box(x+em.Scale(27, 100), 0, before, s.frame.H())
				out = append(out, s)
			}
			x += before
		}
		if x == 0 && i > 0 {
			x = indent
			over = max(over, excess(x+p.frame.W(), w))
		}
		p.frame = typeset.Box(x, 0, p.frame.W(), p.frame.H())
		out = append(out, p)
		x, broken = x+p.frame.W(), p.count > 1
		base := q.p.Baseline(em)
		up, down = max(up, base), max(down, p.frame.H()-base)
		over = max(over, wide)
	}
	finish()
	if l.lines > 0 && rows > l.lines {
		over = max(over, excess(typeset.Length(rows), typeset.Length(l.lines)))
	}
	return out, y, max(over, excess(y, l.c.frame.H()))
}

// widest gives the width of the longest line.
func widest(lines []typeset.Line, em typeset.Length) (w typeset.Length) {
	for i := range lines {
		w = max(w, lines[i].Width.At(em))
	}
	return w
}

// excess gives in thousandths by how much the need is more than what is there.
func excess(need, have typeset.Length) int {
	if need <= have {
		return 0
	}
	return max(1, int(int64(need-have)*1000/int64(max(have, 1))))
}

// natural gives the width that a text node needs in one line at its ceiling.
func (s *sheet) natural(n *template.Node, c *scope) typeset.Length {
	l := &textLeaf{n: n, c: c, paras: s.paras(n, c), shape: "flow"}
	if len(l.paras) == 0 {
		return 0
	}
	if icon := c.word(n, "icon", ""); icon != "" {
		l.paras[0].icon = icon
	}
	_, size := s.range_(l, l.paras[0].style)
	var w typeset.Length
	for i := range l.paras {
		q := &l.paras[i]
		em := size.Scale(q.scale, 1000)
		_, wide := q.p.Extent(1<<28, em)
		w = max(w, l.lead(q, em)+wide)
	}
	return w + typeset.Pt/50
}
