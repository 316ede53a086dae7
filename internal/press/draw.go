package press

import (
	"cmp"
	"slices"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// tag is an element of the page's structure before it is put in reading order.
type tag struct {
	typeset.Tag
	rank, order int
}

// addTag adds an element and gives its index for now.
func (p *page) addTag(rank int, t typeset.Tag) int {
	p.tags = append(p.tags, tag{t, rank, len(p.tags)})
	return len(p.tags) - 1
}

// inOrder sorts the elements into reading order and lets the items follow.
func (p *page) inOrder() {
	sorted := slices.Clone(p.tags)
	slices.SortStableFunc(
		sorted,
		func(a, b tag) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.order, b.order)) },
	)
	at := make([]int, len(sorted))
	for i, t := range sorted {
		at[t.order] = i
	}
	p.out.Tags = nil
	for _, t := range sorted {
		if t.Parent >= 0 {
			t.Parent = at[t.Parent]
		}
		p.out.Tags = append(p.out.Tags, t.Tag)
	}
	for _, it := range p.out.Items {
		if m := it.Info(); m.Tag >= 0 {
			m.Tag = at[m.Tag]
		}
	}
}

// draw paints all pages in three layers: grounds, devices and pictures, then the
// draft mark, then words and codes. So no shape of a template can cover a number,
// and every digit and every code of a draft is read as on the finished sheet.
func (s *sheet) draw() {
	for _, pg := range s.pages {
		var above []leaf
		for _, l := range pg.leaves {
			switch l.(type) {
			case *shapeLeaf, *pictureLeaf, *iconLeaf:
				l.draw(s, pg)
			default:
				above = append(above, l)
			}
		}
		s.draftMark(pg)
		slices.SortStableFunc(above, func(a, b leaf) int { return cmp.Compare(layer(a), layer(b)) })
		for _, l := range above {
			l.draw(s, pg)
		}
		pg.inOrder()
	}
}

// layer puts codes above words.
func layer(l leaf) int {
	if _, ok := l.(*codeLeaf); ok {
		return 1
	}
	return 0
}

// document gathers the pages.
func (s *sheet) document() typeset.Document {
	d := typeset.Document{Title: s.title(), Lang: string(s.m.Columns[0].Locale.Tag), Identifier: s.m.Batch}
	for _, pg := range s.pages {
		d.Pages = append(d.Pages, pg.out)
	}
	return d
}

// title is what the reader's window shows: the headline, else the label.
func (s *sheet) title() string {
	for _, slot := range []string{"headline", "title", "label"} {
		if l := s.lines(slot, 0); len(l) > 0 {
			return typeset.Plain(join(l[:1], "").Text.Value)
		}
	}
	return s.m.Name
}

// localeOf gives the language of a paragraph.
func (s *sheet) localeOf(q *para) locale.Locale {
	l, ok := s.p.languages.Lookup(q.tag)
	if !ok {
		return s.m.Columns[0].Locale
	}
	return l
}

// placed sets a block at its group's size and places it on the page, logical.
func (l *textLeaf) placed() (set []placed, height typeset.Length, over int) {
	set, height, over = l.set(l.group.size)
	f := l.c.frame
	top := f.Min.Y
	switch l.c.word(l.n, "place", "start") {
	case "middle":
		top += (f.H() - height) / 2
	case "end":
		top += f.H() - height
	}
	by := typeset.Point{X: f.Min.X, Y: top}
	for i := range set {
		set[i].frame = typeset.Rect{Min: set[i].frame.Min.Add(by), Max: set[i].frame.Max.Add(by)}
	}
	return set, height, over
}

// draw paints a block.
func (l *textLeaf) draw(s *sheet, pg *page) {
	set, _, _ := l.placed()
	colour := l.c.words(l.n, "swatch")
	if colour == nil {
		ink := s.p.theme.Tokens.Swatches["ink"]
		colour = &ink
	}
	lists := map[string]int{}
	for i := range set {
		p := &set[i]
		l.paint(s, pg, p, *colour, l.tagOf(pg, p.q, lists))
	}
}

// tagOf gives the element of a paragraph. Paragraphs of one slot that come in
// several make a list.
func (l *textLeaf) tagOf(pg *page, q *para, lists map[string]int) int {
	if q.aside {
		return typeset.Artifact
	}
	rank := made.Slot(q.slot).Traits().Rank
	n := 0
	for i := range l.paras {
		if l.paras[i].slot == q.slot && l.paras[i].tag == q.tag {
			n++
		}
	}
	list := q.slot == "facts" || q.slot == "points" || q.slot == "steps" || q.slot == "notes"
	if !list || n < 2 {
		return pg.addTag(rank, typeset.Tag{Role: typeset.Role(q.style.Role), Lang: string(q.tag), Parent: -1})
	}
	key := q.slot + string(q.tag)
	parent, ok := lists[key]
	if !ok {
		parent = pg.addTag(rank, typeset.Tag{Role: typeset.RoleL, Lang: string(q.tag), Parent: -1})
		lists[key] = parent
	}
	item := pg.addTag(rank, typeset.Tag{Role: typeset.RoleLI, Parent: parent})
	return pg.addTag(rank, typeset.Tag{Role: typeset.RoleLBody, Parent: item})
}

// paint draws one paragraph with its icon, numeral, line and crossing.
func (l *textLeaf) paint(s *sheet, pg *page, p *placed, colour typeset.Colour, tagged int) {
	f := s.onPage(p.frame)
	body := f
	if p.q.rtl || p.q.style.LTR && s.rtl {
		body.Max.X -= p.lead
	} else {
		body.Min.X += p.lead
	}
	body.Min.Y += l.sink(p)
	t := p.q.p.Lay(p.lines, body, p.size, l.align(s, p.q))
	t.Mark = typeset.Mark{Tag: tagged, Role: p.q.slot, ID: p.q.id}
	t.Colour = colour
	pg.out.Items = append(pg.out.Items, t)
	l.crossing(s, pg, t)
	if len(p.lines) == 0 {
		return
	}
	base := t.Lines[0].At.Y
	if p.q.icon != "" {
		side, _ := l.iconBox(p.size)
		at := typeset.Point{X: f.Min.X, Y: base - p.q.p.Cap(p.size)/2 - side/2}
		if p.q.rtl {
			at.X = f.Max.X - side
		}
		pg.out.Items = append(
			pg.out.Items,
			s.icon(p.q.icon, at, side, l.c.num(l.n, "stroke", template.Value{}).Hundredths(), p.q.rtl, colour)...)
	}
	if p.q.number != nil {
		k := p.q.number.Lay(p.q.number.Wrap(p.lead, p.size), f, p.size, typeset.Left)
		for i := range k.Lines {
			k.Lines[i].At.Y = base
			if p.q.rtl {
				k.Lines[i].At.X = f.Max.X - k.Lines[i].Line.Width.At(p.size)
			}
		}
		k.Mark, k.Colour = typeset.Mark{Tag: tagged, Role: p.q.slot, ID: p.q.id}, colour
		pg.out.Items = append(pg.out.Items, k)
	}
	if l.shape == "notes" {
		l.rule(s, pg, p, colour)
	}
}

// sink lowers a text in a frame that its icon made higher.
func (l *textLeaf) sink(p *placed) typeset.Length {
	return (p.frame.H() - p.q.p.Height(len(p.lines), p.size)) / 2
}

// rule draws the line to write on below a note.
func (l *textLeaf) rule(s *sheet, pg *page, p *placed, colour typeset.Colour) {
	if own := l.c.words(l.n, "line"); own != nil {
		colour = *own
	}
	thick := typeset.Pt / 2
	foot := p.frame.Max.Y + p.size.Scale(25, 100)
	if f := l.c.frame; l.above() {
		share := f.H() / typeset.Length(len(l.paras))
		foot = f.Min.Y + ((p.frame.Min.Y-f.Min.Y)/share+1)*share
	}
	r := typeset.Box(p.frame.Min.X, foot, p.frame.W(), thick)
	(&shapeLeaf{role: "rule", outline: s.box(r), fill: &colour}).draw(s, pg)
}

// align gives where the lines of a paragraph stand in their frame. Text that is
// always set from left to right begins at the start edge of the sheet.
func (l *textLeaf) align(s *sheet, q *para) typeset.Align {
	switch a := l.c.word(l.n, "align", "start"); {
	case a == "middle":
		return typeset.Centre
	case q.style.LTR && (a == "start") == s.rtl:
		return typeset.Right
	case q.style.LTR:
		return typeset.Left
	case a == "end":
		return typeset.End
	}
	return typeset.Start
}

// textOutline gives a text as filled shapes.
func textOutline(t *typeset.Text) typeset.Outline {
	var o typeset.Outline
	for i := range t.Lines {
		o = t.Lines[i].Line.AppendOutline(o, t.Lines[i].At, t.Size)
	}
	return o
}

// icon draws an icon whose upper left corner is at a place; stroke is in
// hundredths of the grid, 0 for the usual one.
func (s *sheet) icon(
	name string,
	at typeset.Point,
	side typeset.Length,
	stroke int,
	rtl bool,
	colour typeset.Colour,
) []typeset.Item {
	o := s.p.icons[name]
	if o == nil {
		return nil
	}
	if stroke == 0 {
		stroke = s.p.theme.Tokens.Icons.Stroke
	}
	mirrored := rtl && s.p.theme.Tokens.Mirrors(name)
	o = o.Map(func(p typeset.Point) typeset.Point {
		if mirrored {
			p.X = 24*iconUnit - p.X
		}
		return typeset.Point{
			X: at.X + side.Scale(int(p.X), int(24*iconUnit)),
			Y: at.Y + side.Scale(int(p.Y), int(24*iconUnit)),
		}
	})
	return []typeset.Item{
		&typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: "icon", ID: name}, Outline: o, Stroke: &colour,
			Width: side.Scale(stroke, 2400), Round: true},
	}
}
