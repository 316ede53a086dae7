package press

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// Ruler measures how much text the blocks of sheets hold. How much a block holds
// depends on the words, so it is filled with typical text: excerpts of the
// language's own messages, shaped once for each style and broken by the
// layout's own rules at the block's smallest size. A frame that grows with its
// text is measured as it is, and an item of a row in one line, so that the
// limit is rather too low than too high. Safe for concurrent use.
type Ruler struct {
	press *Press
	// typical is running text of a language.
	typical map[locale.Tag]string
	// fills are the shaped excerpts: fillKey -> []*typeset.Paragraph.
	fills sync.Map
}

// fillKey is all of a style that the widths depend on.
type fillKey struct {
	tag              locale.Tag
	weight, tracking int
}

// excerpts is how many pieces of typical text are measured; their mean counts.
// excerpt is the length of one in characters.
const (
	excerpts = 4
	excerpt  = 600
)

// Ruler gives a Ruler with the typical text of each language.
func (p *Press) Ruler(typical map[locale.Tag]string) *Ruler {
	return &Ruler{press: p, typical: typical}
}

// Rooms gives the place of every message on a sheet, in the order in which they
// are drawn. Findings are those of Compose.
func (r *Ruler) Rooms(m plan.Material) ([]made.Room, diag.List) {
	s, ok := r.press.newSheet(m, nil)
	if !ok {
		return nil, s.list
	}
	for _, side := range s.t.Sides {
		s.side(side)
	}
	s.fit()
	var out []made.Room
	for i, pg := range s.pages {
		for _, l := range pg.leaves {
			if l, ok := l.(*textLeaf); ok {
				out = append(out, r.block(s, i, l)...)
			}
		}
	}
	return out, s.list.Sorted()
}

// block measures the messages of one block.
func (r *Ruler) block(s *sheet, page int, l *textLeaf) []made.Room {
	var out []made.Room
	size := l.group.size
	onPage, _, _ := l.placed()
	now := space{}
	now.set, now.height, _ = l.set(size)
	least, over := space{}, 0
	least.set, least.height, over = l.set(l.group.floor)
	for i := range onPage {
		q := onPage[i].q
		if q.aside || q.id == "" {
			continue
		}
		one := r.room(s, l, &onPage[i])
		one.Page, one.Over = page, over > 0 && q == l.longest()
		one.Measure[0], one.Free[0] = now.of(l, q)
		one.Measure[1], one.Free[1] = least.of(l, q)
		p := least.find(q)
		one.Floor, one.Lines = int(p.size), 1
		for l.shape != "rows" && int(q.p.Height(one.Lines+1, p.size)) <= one.Free[1] &&
			(l.lines == 0 || one.Lines < l.lines) {
			one.Lines++
		}
		if l.shape == "rows" {
			one.Lines = max(len(p.lines), 1)
		}
		one.Characters = r.fill(q, typeset.Length(one.Measure[1]), p.size, one.Lines)
		if over == 0 {
			one.Characters = max(one.Characters, letters(q.value))
		}
		out = append(out, q.rooms(one)...)
	}
	return out
}

// room describes how a paragraph is set now.
func (r *Ruler) room(s *sheet, l *textLeaf, p *placed) made.Room {
	q := p.q
	tracking := q.style.Tracking
	for i := range p.lines {
		tracking = int(p.lines[i].Tracking / typeset.EmUnit)
	}
	one := made.Room{
		Language: q.tag,
		Country:  s.m.Country,
		Sheet:    strings.TrimSuffix(s.m.Path(""), "."),
		Width:    int(s.stock.W),
		Height:   int(s.stock.H),
		Size: int(
			p.size,
		),
		Leading:  int(q.p.Height(1, typeset.Pt)),
		Baseline: int(q.p.Baseline(typeset.Pt)),
		Tracking: tracking,
		Weight:   q.style.Weight,
		Balanced: q.p.Style.Balanced,
		Breaks:   q.style.Leading.Column == "headline",
		Align:    "start",
		Place:    l.c.word(l.n, "place", "start"),
		Text:     q.value,
		Values:   q.values,
	}
	switch l.align(s, q) {
	case typeset.Centre:
		one.Align = "middle"
	case typeset.End:
		one.Align = "end"
	}
	body := p.frame
	body.Min.X += p.lead
	body.Min.Y += l.sink(p)
	f := s.onPage(body)
	one.Frame = made.Frame{X: int(f.Min.X), Y: int(f.Min.Y), W: int(f.W()), H: int(q.p.Height(len(p.lines), p.size))}
	for _, line := range p.lines {
		one.Set = append(one.Set, line.Text)
	}
	return one
}

// space is a block laid out at a size.
type space struct {
	set    []placed
	height typeset.Length
}

// find gives the paragraph among the placed ones.
func (c space) find(q *para) *placed {
	return &c.set[slices.IndexFunc(c.set, func(p placed) bool { return p.q == q })]
}

// of gives how wide a line of a text may be and how high all its lines, while
// the other texts of the block stay as they are. An item of a row has its own
// width and what its row has left.
func (c space) of(l *textLeaf, q *para) (measure, free int) {
	p := c.find(q)
	w, h := l.c.frame.W(), l.c.frame.H()-(c.height-p.frame.H())
	switch {
	case l.shape == "notes":
		h = l.c.frame.H() / typeset.Length(len(l.paras))
	case l.shape == "rows" && len(p.lines) < 2:
		end := p.frame.Max.X
		for j := range c.set {
			if o := &c.set[j]; o.frame.Min.Y < p.frame.Max.Y && p.frame.Min.Y < o.frame.Max.Y {
				end = max(end, o.frame.Max.X)
			}
		}
		w, h = p.frame.W()+max(w-end, 0), p.frame.H()
	case l.shape == "rows":
		h = p.frame.H()
	}
	return int(w - p.lead), int(h)
}

// rooms gives the place of a paragraph's message, or of each of the messages
// that are joined in it: what the others take is not there for one.
func (q *para) rooms(one made.Room) []made.Room {
	if len(q.joined) == 0 {
		one.Message = q.id
		return []made.Room{one}
	}
	var out []made.Room
	total := letters(q.value)
	for i, l := range q.joined {
		if l.Text.ID == "" {
			continue
		}
		o := one
		o.Message = l.Text.ID
		o.Text, o.Values = l.Text.Value, l.Text.Values
		o.Characters -= total - letters(l.Text.Value)
		var before, after []string
		for j, other := range q.joined {
			switch {
			case j < i:
				before = append(before, other.Text.Value)
			case j > i:
				after = append(after, other.Text.Value)
			}
		}
		o.Before, o.After = strings.Join(before, " "), strings.Join(after, " ")
		out = append(out, o)
	}
	return out
}

// letters counts the characters that are printed.
func letters(text string) int { return utf8.RuneCountInString(typeset.Plain(text)) }

// fill gives the mean of the excerpts.
func (r *Ruler) fill(q *para, width, size typeset.Length, lines int) int {
	list := r.excerpts(q)
	if len(list) == 0 {
		return 0
	}
	sum := 0
	for _, p := range list {
		sum += p.Room(width, size, lines)
	}
	return sum / len(list)
}

// excerpts gives the shaped excerpts for a paragraph's language and style.
func (r *Ruler) excerpts(q *para) []*typeset.Paragraph {
	key := fillKey{q.tag, q.style.Weight, q.style.Tracking}
	if list, ok := r.fills.Load(key); ok {
		return list.([]*typeset.Paragraph)
	}
	style := q.p.Style
	style.Balanced, style.KeepBreaks = false, false
	var list []*typeset.Paragraph
	for _, text := range cut(r.typical[q.tag]) {
		if p, err := r.press.fonts.Shape(text, style); err == nil { // a text without a glyph is found by Compose
			list = append(list, p)
		}
	}
	r.fills.Store(key, list)
	return list
}

// cut takes excerpts of whole words out of a text, evenly spread.
func cut(text string) []string {
	words := strings.Fields(text)
	var out []string
	for i := range excerpts {
		var b strings.Builder
		for n, at := 0, len(words)*i/excerpts; n < len(words) && b.Len() < excerpt; n++ {
			if n > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[(at+n)%len(words)])
		}
		if b.Len() > 0 {
			out = append(out, b.String())
		}
	}
	return out
}
