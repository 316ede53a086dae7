package proof

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

// glyph is one letter where it stands on the page.
type glyph struct {
	// index is PDFium's number of the character.
	index int
	runes []rune
	// x, y is the origin on the baseline, right the end of the advance, in the
	// units of the file; em is the type size.
	x, y, right, em float64
	// font is the name in the file.
	font *face
	// space is true where the file has a space before it, as PDFium reads it.
	space bool
}

// face is one font of the page.
type face struct{ name string }

// segment is a run of glyphs on one baseline without a wide gap, from left to
// right: a line, or a line of one column.
type segment struct {
	page   *page
	number int
	glyphs []glyph
	y, em  float64
	// plain and units are the letters in both ways of reading; see runes and line.
	plain, units []unit
	// plainAt and unitAt give the glyph of each letter.
	plainAt, unitAt []int
}

// box gives the rectangle around the glyphs from x-height depth to ascender,
// between two glyph indexes.
func (s *segment) box(from, to int) box {
	b := box{s.glyphs[from].x, s.y - 0.25*s.em, s.glyphs[to-1].right, s.y + 0.85*s.em}
	for _, g := range s.glyphs[from:to] {
		b.x0, b.x1 = min(b.x0, g.x), max(b.x1, g.right)
	}
	return b
}

// maxGlyphs bounds the work on a hostile page.
const maxGlyphs = 60_000

// segments reads the letters of a page that stand on the finished piece.
func (p *page) segments(number int, thorough bool) ([]*segment, error) {
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
	p     *page
	text  references.FPDF_TEXTPAGE
	fonts map[string]*face
	lines []*segment
	last  *segment
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
	if ignorable(c) {
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
	g := glyph{index: i, runes: fold(c), x: r.x, y: r.y, right: max(r.x, float64(at.Rect.Right))}
	if !r.p.sheet().has(g.x, g.y) {
		return nil
	}
	if fresh {
		if err := r.typeAt(i); err != nil {
			return err
		}
	}
	g.space, r.space = r.space, false
	g.em, g.font = r.em, r.font
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
func (r *reader) place(g glyph) {
	on := func(s *segment) bool { return s != nil && math.Abs(s.y-g.y) < 0.12*max(g.em, 1) }
	if !on(r.last) {
		i := slices.IndexFunc(r.lines, on)
		if i < 0 {
			r.lines = append(r.lines, &segment{page: r.p, y: g.y, em: g.em})
			i = len(r.lines) - 1
		}
		r.last = r.lines[i]
	}
	r.last.glyphs = append(r.last.glyphs, g)
	r.last.em = max(r.last.em, g.em)
}

// wide is the gap, in ems, that parts columns; a word space is about a quarter.
const wide = 0.7

// cut sorts every line from left to right and cuts it at wide gaps.
func (r *reader) cut(number int) []*segment {
	var out []*segment
	for _, line := range r.lines {
		g := line.glyphs
		slices.SortStableFunc(g, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
		from, right := 0, math.Inf(-1)
		for i := range g {
			if i > from && g[i].x-right > wide*min(g[i].em, g[i-1].em) {
				out = append(out, part(line, number, g[from:i]))
				from, right = i, math.Inf(-1)
			}
			right = max(right, g[i].right)
		}
		out = append(out, part(line, number, g[from:]))
	}
	slices.SortStableFunc(out, func(a, b *segment) int { return cmp.Compare(lowest(a.glyphs), lowest(b.glyphs)) })
	return out
}

// part makes a segment of some glyphs of a line.
func part(line *segment, number int, g []glyph) *segment {
	s := &segment{page: line.page, number: number, glyphs: slices.Clip(g), y: line.y}
	for _, one := range g {
		s.em = max(s.em, one.em)
	}
	return s
}

// lowest gives the first index in PDFium's order.
func lowest(g []glyph) int {
	low := g[0].index
	for _, one := range g {
		low = min(low, one.index)
	}
	return low
}

// ignorable reports a character without ink or width: controls, joiners, soft
// hyphens, byte order marks.
func ignorable(c rune) bool { return unicode.Is(unicode.Cf, c) || c >= 0xFE00 && c <= 0xFE0F }

// fold gives the letters of a character as both sides of a comparison write
// them: canonically decomposed (UAX 15), all hyphens alike.
func fold(c rune) []rune {
	if c = hyphen(c); c < 0x80 {
		return ascii[c : c+1 : c+1]
	}
	return []rune(norm.NFD.String(string(c)))
}

// hyphen writes every hyphen as the one of ASCII.
func hyphen(c rune) rune {
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
