package press

import (
	"pharos/internal/made"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// markSize is the size at which a draft mark is kept, before it is scaled.
const markSize = 100 * typeset.Pt

// markKey names a kept draft mark: at markSize, or on a sheet of some width and
// height at a size.
type markKey struct {
	word, tag  string
	w, h, size typeset.Length
}

// draftMark draws the word for draft over the whole page, on every page of a
// draft, whatever the template says: an outline that rises to the right, first
// in paper, over it in the draft colour, so that it is seen on every ground.
func (s *sheet) draftMark(pg *page) {
	if len(s.m.Drafts) == 0 {
		return
	}
	word := s.m.Columns[0].First(made.SlotDraft)
	q, ok := s.para(word, s.p.theme.Tokens.Styles["draft"], "draft", s.m.Columns[0].Locale, false)
	if !ok {
		s.list.Errorf(rule.PosterDraft, s.m.From, "Add the message draft.mark.",
			"%s is a draft, and the word for draft is missing in its language", s.m.Name)
		return
	}
	t := s.p.theme.Tokens
	o := s.p.across(&q, s.stock, s.stock.Hundredths(t.Draft.Size))
	for _, line := range []struct {
		swatch string
		width  int
	}{{"paper", t.Draft.Outer}, {"draft", t.Draft.Inner}} {
		colour := t.Swatches[line.swatch]
		pg.out.Items = append(
			pg.out.Items,
			&typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: "draft", ID: q.id}, Outline: o,
				Stroke: &colour, Width: s.stock.Hundredths(line.width), Round: true},
		)
	}
}

// across gives the outline of a word in the middle of a stock, along its diagonal
// and no longer than the tokens allow; all sheets of the stock share it.
func (p *Press) across(q *para, k *template.Stock, size typeset.Length) typeset.Outline {
	key := markKey{q.value, string(q.tag), k.W, k.H, size}
	if o, ok := p.marks.Load(key); ok {
		return o.(typeset.Outline)
	}
	o := p.mark(q)
	b := o.Bounds()
	longest := typeset.Point{X: k.W, Y: k.H}.Reach().Scale(p.theme.Tokens.Draft.Width, 100)
	if w := b.W().Scale(int(size), int(markSize)); w > longest {
		size = size.Scale(int(longest), int(w))
	}
	centre := typeset.Point{X: k.W / 2, Y: k.H / 2}
	mid := typeset.Point{X: (b.Min.X + b.Max.X) / 2, Y: (b.Min.Y + b.Max.Y) / 2}
	have, _ := p.marks.LoadOrStore(key, o.Map(func(p typeset.Point) typeset.Point {
		return typeset.Point{
			X: centre.X + (p.X-mid.X).Scale(int(size), int(markSize)),
			Y: centre.Y + (p.Y-mid.Y).Scale(int(size), int(markSize)),
		}
	}).Turn(centre, typeset.Point{X: k.W, Y: -k.H}))
	return have.(typeset.Outline)
}

// mark gives the outline of a word at markSize, its letters made one shape; it
// is computed once for each word.
func (p *Press) mark(q *para) typeset.Outline {
	key := markKey{word: q.value, tag: string(q.tag)}
	if o, ok := p.marks.Load(key); ok {
		return o.(typeset.Outline)
	}
	lines := q.p.Wrap(1<<28, markSize)
	var o typeset.Outline
	for i := range lines {
		o = append(o, lines[i].Outline(typeset.Point{Y: q.p.Height(i, markSize)}, markSize)...)
	}
	have, _ := p.marks.LoadOrStore(key, o.Union().Fewer(markSize/500))
	return have.(typeset.Outline)
}

// iconLeaf places an icon node: a square at the start of its frame.
func (s *sheet) iconLeaf(pg *page, n *template.Node, c *scope) {
	name := c.word(n, "icon", "")
	if s.p.icons[name] == nil {
		s.wrong(rule.TemplateValue, n.Pos, "Use an icon of assets/icons.", "there is no icon %q", name)
		return
	}
	pg.leaves = append(pg.leaves, &iconLeaf{n: n, c: c, name: name})
}

// iconLeaf is an icon that stands for itself.
type iconLeaf struct {
	n    *template.Node
	c    *scope
	name string
}

func (l *iconLeaf) draw(s *sheet, p *page) {
	side := min(l.c.frame.W(), l.c.frame.H())
	f := s.onPage(typeset.Box(l.c.frame.Min.X, l.c.frame.Min.Y+(l.c.frame.H()-side)/2, side, side))
	colour := s.p.theme.Tokens.Swatches["ink"]
	if own := l.c.words(l.n, "swatch"); own != nil {
		colour = *own
	}
	p.out.Items = append(
		p.out.Items,
		s.icon(l.name, f.Min, side, l.c.num(l.n, "stroke", template.Value{}).Hundredths(), s.rtl, colour)...)
}
