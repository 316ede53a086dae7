package press

import (
	"cmp"
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
	for _, side := range s.t.sides {
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
	now, _, _ := l.placed()
	least, height, over := l.set(l.group.floor)
	for i := range now {
		q := now[i].q
		if q.aside || q.id == "" {
			continue
		}
		one := made.Room{Language: q.tag, Country: s.m.Country, Sheet: strings.TrimSuffix(s.m.Path(""), "."), Page: page,
			Width: int(s.stock.w), Height: int(s.stock.h), Lead: int(now[i].lead), Size: int(now[i].size), Floor: int(l.group.floor.Scale(q.scale, 1000)),
			Leading: q.p.Style.Leading, Tracking: q.style.tracking, Weight: q.style.weight, Balanced: q.p.Style.Balanced, Breaks: q.hard,
			Align: map[typeset.Align]string{typeset.Centre: "middle", typeset.End: "end"}[l.align(s, q)], Place: l.c.word(l.n, "place", "start"),
			Over: over > 0 && q == l.longest()}
		one.Align = cmp.Or(one.Align, "start")
		f := s.onPage(now[i].frame)
		one.Frame = made.Frame{X: int(f.Min.X), Y: int(f.Min.Y), W: int(f.W()), H: int(f.H())}
		one.Characters, one.Lines = r.capacity(l, least, q, height)
		if have := letters(q.value); over == 0 {
			one.Characters = max(one.Characters, have)
		}
		out = append(out, q.rooms(one)...)
	}
	return out
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

// capacity gives how many characters of typical text, in how many lines, one text
// of a block may have at the smallest size while the others stay as they are.
func (r *Ruler) capacity(l *textLeaf, set []placed, q *para, height typeset.Length) (characters, lines int) {
	p := &set[slices.IndexFunc(set, func(p placed) bool { return p.q == q })]
	if l.shape == "rows" {
		return r.inRow(l, set, p), 1
	}
	free := l.c.frame.H() - (height - p.frame.H())
	if l.shape == "notes" {
		free = l.c.frame.H() / typeset.Length(len(l.paras))
	}
	lines = 1
	for p.q.p.Height(lines+1, p.size) <= free && (l.lines == 0 || lines < l.lines) {
		lines++
	}
	return r.fill(p.q, l.c.frame.W()-p.lead, p.size, lines), lines
}

// inRow gives the room of an item in a row: its own width and what its row has
// left.
func (r *Ruler) inRow(l *textLeaf, set []placed, p *placed) int {
	if len(p.lines) > 1 {
		return r.fill(p.q, l.c.frame.W()-p.lead, p.size, len(p.lines))
	}
	end := p.frame.Max.X
	for j := range set {
		if sameRow(&set[j], p) {
			end = max(end, set[j].frame.Max.X)
		}
	}
	return r.fill(p.q, p.frame.W()-p.lead+max(l.c.frame.W()-end, 0), p.size, 1)
}

// sameRow reports whether two items of a block stand beside each other.
func sameRow(a, b *placed) bool {
	return a.frame.Min.Y < b.frame.Max.Y && b.frame.Min.Y < a.frame.Max.Y
}

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
	key := fillKey{q.tag, q.style.weight, q.style.tracking}
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
