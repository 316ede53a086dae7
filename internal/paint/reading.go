package paint

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Letter is a letter with its marks.
type Letter struct {
	// Runes are decomposed; the marks are sorted.
	Runes string
	Level int
	// Space is true where a space or a line break stands before the letter.
	Space bool
	// Digit is true for 0 to 9 of any script.
	Digit bool
}

// Marked adds a mark to a letter, marks in order.
func Marked(letter string, mark rune) string {
	r := append([]rune(letter), mark)
	slices.Sort(r[1:])
	return string(r)
}

// spaced is the gap, in ems, that a reader takes for a space; the word space of
// the fonts is 0.26.
const spaced = 0.13

// Letters gives the letters of a segment from left to right, for text that runs
// left to right only: marks follow their letter in PDFium's order.
func (s *Segment) Letters() []Letter {
	if s.Plain != nil {
		return s.Plain
	}
	right, over := math.Inf(1), false
	for i, g := range s.Glyphs {
		space := g.X-right > spaced*g.Em || over && g.space && g.X > right
		right, over = g.Right, overhangs(g.runes)
		for _, c := range g.runes {
			if unicode.Is(unicode.Mn, c) && len(s.Plain) > 0 && !space {
				last := &s.Plain[len(s.Plain)-1]
				last.Runes = Marked(last.Runes, c)
				continue
			}
			s.Plain = append(s.Plain, Letter{Runes: OneRune(c), Space: space, Digit: unicode.IsDigit(c)})
			s.PlainAt = append(s.PlainAt, i)
			space = false
		}
	}
	return s.Plain
}

// caron is the mark of ť, ď, ľ and Ľ; in type it stands beside the letter.
const caron = '\u030c'

// overhangs reports a letter whose mark reaches into the space after it, so that
// the gap is no measure of the space: the file's own space then counts.
func overhangs(runes []rune) bool {
	return len(runes) == 2 && runes[1] == caron && slices.Contains([]rune("tdlL"), runes[0])
}

// Visual gives the letters of a segment from left to right, for text of both
// directions: marks with their letters, whichever of them PDFium names first;
// brackets flat.
func (s *Segment) Visual() []Letter {
	if s.units != nil {
		return s.units
	}
	var pending []rune
	for i, g := range s.Glyphs {
		same := i > 0 && g.X-s.Glyphs[i-1].X < 0.004*g.Em && len(s.units) > 0 && len(pending) == 0
		for _, c := range g.runes {
			switch mark := unicode.Is(unicode.Mn, c); {
			case mark && same:
				last := &s.units[len(s.units)-1]
				last.Runes = Marked(last.Runes, c)
			case mark:
				pending = append(pending, c)
			default:
				letter := OneRune(Flat(c))
				for _, m := range pending {
					letter = Marked(letter, m)
				}
				s.units = append(s.units, Letter{Runes: letter, Digit: unicode.IsDigit(c)})
				s.unitAt = append(s.unitAt, i)
				pending, same = nil, true
			}
		}
	}
	return s.units
}

// OneRune gives a string of one rune; those of ASCII need no memory.
func OneRune(c rune) string {
	if c < 0x80 {
		return asciiText[c : c+1]
	}
	return string(c)
}

// asciiText holds the first 128 characters.
var asciiText = string(ascii)

// Part is a part of a text on the page: glyphs or units of one segment, left
// to right.
type Part struct {
	Segment  *Segment
	From, To int
	// Bidi says which of the two ways of counting letters from and to are in.
	Bidi bool
}

// Ends reports whether a place reaches to the end of its segment.
func (p Part) Ends(rtl bool) bool {
	switch {
	case !p.Bidi:
		return p.To == len(p.Segment.Plain)
	case rtl:
		return p.From == 0
	}
	return p.To == len(p.Segment.units)
}

// Glyph gives the index of the first letter of a place.
func (p Part) Glyph() int {
	if p.Bidi {
		return p.Segment.unitAt[p.From]
	}
	return p.Segment.PlainAt[p.From]
}

// Words gives the letters of some glyphs.
func (s *Segment) Words(from, to int) string {
	var out []rune
	for _, g := range s.Glyphs[from:to] {
		out = append(out, g.runes...)
	}
	return string(out)
}

// Joined reports whether two neighbours are digits of one group.
func Joined(s *Segment, a, b int) bool {
	r := s.Letters()
	if !r[a].Digit || !r[b].Digit {
		return false
	}
	g, h := s.Glyphs[s.PlainAt[a]], s.Glyphs[s.PlainAt[b]]
	return h.X-g.Right < 0.15*g.Em
}

// ASCIIDigit writes a digit of any script as one of 0 to 9.
func ASCIIDigit(c rune) string {
	if c >= '0' && c <= '9' {
		return OneRune(c)
	}
	zero := c
	for zero > 0 && unicode.IsDigit(zero-1) && c-zero < 9 {
		zero--
	}
	return OneRune('0' + (c-zero)%10)
}

// OnlyDigits leaves the digits of a number.
func OnlyDigits(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, s)
}

// mirrors are the bracket pairs that our texts use.
var mirrors = map[rune]rune{'(': ')', '[': ']', '{': '}', '<': '>', '«': '»', '‹': '›'}

// Mirror gives the other bracket of a pair, or c itself.
func Mirror(c rune) rune {
	if m, ok := mirrors[c]; ok {
		return m
	}
	for a, b := range mirrors {
		if b == c {
			return a
		}
	}
	return c
}

// Flat writes both brackets of a pair as the opening one: in right-to-left text
// readers disagree on which of the two stands in the file.
func Flat(c rune) rune {
	if _, opening := mirrors[c]; opening {
		return c
	}
	return Mirror(c)
}

// Ligature reports whether a glyph is drawn together with a neighbour.
func (s *Segment) Ligature(i int) bool {
	g := s.Glyphs
	return i > 0 && g[i].X-g[i-1].X < 0.01*g[i].Em || i+1 < len(g) && g[i+1].X-g[i].X < 0.01*g[i].Em
}
