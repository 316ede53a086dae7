package proof

import (
	"image"
	"math"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/rule"
)

// A letter is compared in at most so many places: one that a device crosses or
// that a draft mark hides looks different there and right elsewhere.
const tries = 4

// alike is how much a painted letter must resemble the original. It is less
// than for digits: some languages have forms of their own for a few letters.
const (
	alike      = 0.65
	alikeEdges = 0.45
	// enoughLetter is the clear share of a letter of which something can be said.
	enoughLetter = 0.70
)

// letters compares every letter of every font with the original in pixels, once
// each. Only scripts whose letters stand by themselves can be compared so; in
// joined ones the character map and the shapes are proved by their order alone.
// It takes too long for a build and belongs to a release.
func (c *comparison) letters() {
	type kind struct {
		font   string
		letter rune
	}
	places := map[kind][]place{}
	var order []kind
	for _, s := range c.segments {
		s.runes()
		for i, at := range s.plainAt {
			letter := whole(s.plain[i].runes)
			k := kind{s.glyphs[at].font.name, letter}
			if !alone(letter) || len(places[k]) >= tries || s.ligature(at) {
				continue
			}
			if places[k] == nil {
				order = append(order, k)
			}
			places[k] = append(places[k], place{segment: s, from: i, to: i + 1})
		}
	}
	for _, k := range order {
		font := c.reader.fonts.find(k.font)
		if font == nil {
			c.wrong(rule.ProofFont, c.m.From, "the original of the font %s is not in assets/fonts", k.font)
			return
		}
		if !slices.ContainsFunc(places[k], func(p place) bool { return c.looks(p, font, k.letter) }) {
			c.wrong(rule.ProofText, c.m.From, "the letter %q of the font %s does not look like the original", k.letter, k.font)
		}
	}
}

// ligature reports whether a glyph is drawn together with a neighbour.
func (s *segment) ligature(i int) bool {
	g := s.glyphs
	return i > 0 && g[i].x-g[i-1].x < 0.01*g[i].em || i+1 < len(g) && g[i+1].x-g[i].x < 0.01*g[i].em
}

// looks reports whether one painted letter is like the original.
func (c *comparison) looks(p place, font *original, letter rune) bool {
	s := p.segment
	g := s.glyphs[s.plainAt[p.from]]
	scale := ppem / g.em
	pic, err := s.page.region(box{g.x - 0.3*g.em, g.y - 0.4*g.em, g.right + 0.3*g.em, g.y + 1.1*g.em}, scale)
	if err != nil {
		return false
	}
	x, y := pic.at(g.x, g.y)
	ox, px := phase(x)
	oy, py := phase(y)
	drawn := font.draw(drawing{letter, px, py})
	if drawn == nil {
		return true // the font has it only by composition
	}
	around := drawn.Rect.Add(pic.Rect.Min).Add(image.Pt(ox+drawn.left, oy+drawn.top)).Intersect(pic.Rect)
	cell := cellOf(pic, around, c.reach(s.page, scale))
	if cell.veil != nil && cell.clear() < enoughLetter {
		return true
	}
	if math.Abs(cell.likeness(drawn, ox, oy)) >= alike {
		return true
	}
	// Where a device crosses, a letter is light on one side and dark on the other:
	// its edges are in the same places all the same.
	outline := cell.edges()
	return outline.likeness(drawn.edges(), ox, oy) >= alikeEdges
}

// edges gives the steps of brightness in place of the brightness.
func (c *cell) edges() cell {
	out := cell{Rectangle: c.Rectangle, veil: c.veil, dark: make([]float64, len(c.dark))}
	w := c.Dx()
	for i := range c.dark {
		if x := i % w; x+1 < w && i+w < len(c.dark) {
			out.dark[i] = min(255, math.Abs(c.dark[i+1]-c.dark[i])+math.Abs(c.dark[i+w]-c.dark[i]))
		}
	}
	return out
}

// edges gives the outline of a letter's ink.
func (i *ink) edges() *ink {
	out := &ink{image.NewAlpha(i.Rect), i.left, i.top}
	for y := range i.Rect.Dy() - 1 {
		for x := range i.Rect.Dx() - 1 {
			at := y*i.Stride + x
			step := absInt(int(i.Pix[at+1])-int(i.Pix[at])) + absInt(int(i.Pix[at+i.Stride])-int(i.Pix[at]))
			out.Pix[at] = uint8(min(255, step))
		}
	}
	return out
}

// whole gives the one character that a letter with its marks is, or 0.
func whole(s string) rune {
	r := []rune(norm.NFC.String(s))
	if len(r) != 1 {
		return 0
	}
	return r[0]
}

// alone reports whether a letter looks the same in every word: those of Latin,
// Greek, Cyrillic, Armenian, Georgian, Hebrew and Ethiopic, and digits.
// Serbian and Macedonian have a small be of their own.
func alone(c rune) bool {
	return c != 'б' && unicode.In(c, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Hebrew, unicode.Ethiopic) ||
		c >= '0' && c <= '9'
}
