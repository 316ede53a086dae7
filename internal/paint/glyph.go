package paint

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
	"golang.org/x/text/unicode/norm"
)

// Glyph is one letter where it stands on the page.
type Glyph struct {
	// index is PDFium's number of the character.
	index int
	runes []rune
	// x, y is the origin on the baseline, right the end of the advance, in the
	// units of the file; em is the type size.
	X, Y, Right, Em float64
	// Font is the name in the file.
	Font *face
	// space is true where the file has a space before it, as PDFium reads it.
	space bool
}

// face is one font of the page.
type face struct{ Name string }

// Segment is a run of glyphs on one baseline without a wide gap, from left to
// right: a line, or a line of one column.
type Segment struct {
	Page   *Page
	Number int
	Glyphs []Glyph
	Y, Em  float64
	// Plain and units are the letters in both ways of reading; see runes and line.
	Plain, units []Letter
	// PlainAt and unitAt give the glyph of each letter.
	PlainAt, unitAt []int
}

// Box gives the rectangle around the glyphs from x-height depth to ascender,
// between two glyph indexes.
func (s *Segment) Box(from, to int) Box {
	b := Box{s.Glyphs[from].X, s.Y - 0.25*s.Em, s.Glyphs[to-1].Right, s.Y + 0.85*s.Em}
	for _, g := range s.Glyphs[from:to] {
		b.X0, b.X1 = min(b.X0, g.X), max(b.X1, g.Right)
	}
	return b
}

// maxGlyphs bounds the work on a hostile page.
const maxGlyphs = 60_000

// Segments reads the letters of a page that stand on the finished piece.
func (p *Page) Segments(number int, thorough bool) ([]*Segment, error) {
	loaded, err := p.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: p.ref})
	if err != nil {
		return nil, fmt.Errorf("read text: %w", err)
	}
	text := loaded.TextPage
	p.text = text // closed with the file
	count, err := p.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, fmt.Errorf("read text: %w", err)
	}
	if count.Count > maxGlyphs {
		return nil, fmt.Errorf("%d letters on a page", count.Count)
	}
	r := reader{p: p, text: text, fonts: map[string]*face{}, thorough: thorough}
	for i := range count.Count {
		if err := r.add(i); err != nil {
			return nil, fmt.Errorf("read text: %w", err)
		}
	}
	return r.cut(number), nil
}

// reader gathers the glyphs of one page into lines.
type reader struct {
	p     *Page
	text  references.FPDF_TEXTPAGE
	fonts map[string]*face
	lines []*Segment
	last  *Segment
	space bool
	// x, y is the origin of the last character and loose its box; level is true
	// where the box begins at the origin.
	x, y  float64
	loose structs.FPDF_FS_RECTF
	level bool
	// thorough asks for the face of every word.
	thorough bool
	// em and font are those of the last word.
	em   float64
	font *face
}

// add reads one character and puts it on its line.
func (r *reader) add(i int) error {
	u, err := r.p.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	c := rune(uint32(u.Unicode))
	if c == 2 || c == 0xFFFE { // PDFium's mark for a hyphen at the end of a line
		c = '-'
	}
	if unicode.IsSpace(c) || c < ' ' {
		r.space = true
		return nil
	}
	if Ignorable(c) {
		return nil
	}
	at, err := r.p.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	// A face changes between words; digits are judged by it, so they ask again. Of
	// the face of other letters only the thorough look makes use, and what else is
	// taken from it, the size, shows in the height of the box.
	same := !r.thorough && r.level && simple(c) && at.Rect.Top == r.loose.Top && at.Rect.Bottom == r.loose.Bottom
	fresh := r.font == nil || unicode.IsDigit(c) || r.space && !same
	if err := r.originOf(i, at.Rect, fresh || !same); err != nil {
		return err
	}
	g := Glyph{index: i, runes: fold(c), X: r.x, Y: r.y, Right: max(r.x, float64(at.Rect.Right))}
	if !r.p.Sheet().Has(g.X, g.Y) {
		return nil
	}
	if fresh {
		if err := r.typeAt(i); err != nil {
			return err
		}
	}
	g.space, r.space = r.space, false
	g.Em, g.Font = r.em, r.font
	r.place(g)
	return nil
}

// originOf sets x and y to a character's origin. PDFium's loose box goes from the
// origin, or the ink left of it as in a j, to the end of the advance, and from
// descender to ascender: where it has the height and level of the last one, it says
// well enough in which place of a line a letter stands, which saves most of the
// questions. Digits, and all letters that are compared in pixels, ask.
func (r *reader) originOf(i int, at structs.FPDF_FS_RECTF, ask bool) error {
	if !ask {
		r.x, r.loose = float64(at.Left), at
		return nil
	}
	o, err := r.p.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	r.x, r.y, r.loose = o.X, o.Y, at
	r.level = o.X == float64(at.Left) && o.Y > float64(at.Bottom) && o.Y < float64(at.Top)
	return nil
}

// simple reports a letter of the scripts that run from left to right and stand by
// themselves: Latin, Greek, Cyrillic and Armenian.
func simple(c rune) bool { return c < 0x0590 }

// typeAt reads font and size.
func (r *reader) typeAt(i int) error {
	size, err := r.p.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	m, err := r.p.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	r.em = size.FontSize * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
	info, err := r.p.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: r.text, Index: i})
	if err != nil {
		return err
	}
	if r.font = r.fonts[info.FontName]; r.font == nil {
		r.font = &face{info.FontName}
		r.fonts[info.FontName] = r.font
	}
	return nil
}

// place puts a glyph on the line with its baseline.
func (r *reader) place(g Glyph) {
	on := func(s *Segment) bool { return s != nil && math.Abs(s.Y-g.Y) < 0.12*max(g.Em, 1) }
	if !on(r.last) {
		i := slices.IndexFunc(r.lines, on)
		if i < 0 {
			r.lines = append(r.lines, &Segment{Page: r.p, Y: g.Y, Em: g.Em})
			i = len(r.lines) - 1
		}
		r.last = r.lines[i]
	}
	r.last.Glyphs = append(r.last.Glyphs, g)
	r.last.Em = max(r.last.Em, g.Em)
}

// wide is the gap, in ems, that parts columns; a word space is about a quarter.
const wide = 0.7

// cut sorts every line from left to right and cuts it at wide gaps.
func (r *reader) cut(number int) []*Segment {
	var out []*Segment
	for _, line := range r.lines {
		g := line.Glyphs
		slices.SortStableFunc(g, func(a, b Glyph) int { return cmp.Compare(a.X, b.X) })
		from, right := 0, math.Inf(-1)
		for i := range g {
			if i > from && g[i].X-right > wide*min(g[i].Em, g[i-1].Em) {
				out = append(out, part(line, number, g[from:i]))
				from, right = i, math.Inf(-1)
			}
			right = max(right, g[i].Right)
		}
		out = append(out, part(line, number, g[from:]))
	}
	slices.SortStableFunc(out, func(a, b *Segment) int { return cmp.Compare(lowest(a.Glyphs), lowest(b.Glyphs)) })
	return out
}

// part makes a segment of some glyphs of a line.
func part(line *Segment, number int, g []Glyph) *Segment {
	s := &Segment{Page: line.Page, Number: number, Glyphs: slices.Clip(g), Y: line.Y}
	for _, one := range g {
		s.Em = max(s.Em, one.Em)
	}
	return s
}

// lowest gives the first index in PDFium's order.
func lowest(g []Glyph) int {
	low := g[0].index
	for _, one := range g {
		low = min(low, one.index)
	}
	return low
}

// Ignorable reports a character without ink or width: controls, joiners, soft
// hyphens, byte order marks.
func Ignorable(c rune) bool { return unicode.Is(unicode.Cf, c) || c >= 0xFE00 && c <= 0xFE0F }

// fold gives the letters of a character as both sides of a comparison write
// them: canonically decomposed (UAX 15), all hyphens alike.
func fold(c rune) []rune {
	if c = Hyphen(c); c < 0x80 {
		return ascii[c : c+1 : c+1]
	}
	return []rune(norm.NFD.String(string(c)))
}

// Hyphen writes every hyphen as the one of ASCII.
func Hyphen(c rune) rune {
	if c == 0x2010 || c == 0x2011 {
		return '-'
	}
	return c
}

// ascii holds the characters that fold to themselves, so that they need no memory.
var ascii = func() []rune {
	out := make([]rune, 0x80)
	for i := range out {
		out[i] = rune(i)
	}
	return out
}()
