package proof

import (
	"image"
	"math"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/paint"
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
	places := map[kind][]paint.Part{}
	var order []kind
	for _, s := range c.segments {
		s.Letters()
		for i, at := range s.PlainAt {
			letter := whole(s.Plain[i].Runes)
			k := kind{s.Glyphs[at].Font.Name, letter}
			if !alone(letter) || len(places[k]) >= tries || s.Ligature(at) {
				continue
			}
			if places[k] == nil {
				order = append(order, k)
			}
			places[k] = append(places[k], paint.Part{Segment: s, From: i, To: i + 1})
		}
	}
	for _, k := range order {
		font := c.reader.Original(k.font)
		if font == nil {
			c.wrong(rule.ProofFont, c.m.From, "the original of the font %s is not in assets/fonts", k.font)
			return
		}
		if !slices.ContainsFunc(places[k], func(p paint.Part) bool { return c.looks(p, font, k.letter) }) {
			c.wrong(
				rule.ProofText,
				c.m.From,
				"the letter %q of the font %s does not look like the original",
				k.letter,
				k.font,
			)
		}
	}
}

// looks reports whether one painted letter is like the original.
func (c *comparison) looks(p paint.Part, font *paint.Original, letter rune) bool {
	s := p.Segment
	g := s.Glyphs[s.PlainAt[p.From]]
	scale := paint.PPEM / g.Em
	pic, err := s.Page.Region(
		paint.Box{X0: g.X - 0.3*g.Em, Y0: g.Y - 0.4*g.Em, X1: g.Right + 0.3*g.Em, Y1: g.Y + 1.1*g.Em},
		scale,
	)
	if err != nil {
		return false
	}
	at := pic.Spot(g)
	drawn := font.Draw(at.Drawing(letter))
	if drawn == nil {
		return true // the font has it only by composition
	}
	around := drawn.Rect.Add(pic.Rect.Min).Add(image.Pt(at.X+drawn.Left, at.Y+drawn.Top)).Intersect(pic.Rect)
	cell := paint.CellOf(pic, around, c.reach(s.Page, scale))
	if cell.Veil != nil && cell.Clear() < enoughLetter {
		return true
	}
	if math.Abs(cell.Likeness(drawn, at.X, at.Y)) >= alike {
		return true
	}
	// Where a device crosses, a letter is light on one side and dark on the other:
	// its edges are in the same places all the same.
	outline := cell.Edges()
	return outline.Likeness(drawn.Edges(), at.X, at.Y) >= alikeEdges
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
	return c != 'б' &&
		unicode.In(
			c,
			unicode.Latin,
			unicode.Greek,
			unicode.Cyrillic,
			unicode.Armenian,
			unicode.Georgian,
			unicode.Hebrew,
			unicode.Ethiopic,
		) ||
		c >= '0' && c <= '9'
}
