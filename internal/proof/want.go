package proof

import (
	"math"
	"slices"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/locale"
)

// want is one text that must be on the sheet, prepared for the search.
type want struct {
	text locale.Text
	// units are the letters in reading order, without spaces.
	units []unit
	// rtl is the direction of the paragraph, bidi true where any letter runs
	// against left to right.
	rtl, bidi bool
}

// unit is a letter with its marks.
type unit struct {
	// runes are decomposed; the marks are sorted.
	runes string
	level int
	// space is true where a space or a line break stands before the letter.
	space bool
	// digit is true for 0 to 9 of any script.
	digit bool
}

// prepare makes a want of a text. Direction counts only for text with letters
// of both directions; numbers are always left to right.
func prepare(t locale.Text) want {
	w := want{text: t, rtl: t.Direction == locale.RTL}
	runes := kept(t.Value)
	level := levels(runes, w.rtl)
	space := false
	for i, c := range runes {
		switch {
		case c >= lri && c <= pdi:
		case unicode.IsSpace(c):
			space = true
		case unicode.Is(unicode.Mn, c) && len(w.units) > 0 && !space:
			last := &w.units[len(w.units)-1]
			last.runes = marked(last.runes, c)
		default:
			w.units = append(w.units, unit{runes: oneRune(c), level: level[i], space: space, digit: unicode.IsDigit(c)})
			w.bidi = w.bidi || level[i]&1 == 1
			space = false
		}
	}
	return w
}

// kept gives the runes of a text as a comparison writes them, isolates included.
func kept(s string) []rune {
	var out []rune
	for _, c := range norm.NFD.String(s) {
		switch {
		case c >= lri && c <= pdi:
			out = append(out, c)
		case c == '\u200b': // a place to break, no space
		case !ignorable(c):
			out = append(out, hyphen(c))
		}
	}
	return out
}

// marked adds a mark to a letter, marks in order.
func marked(letter string, mark rune) string {
	r := append([]rune(letter), mark)
	slices.Sort(r[1:])
	return string(r)
}

// spaced is the gap, in ems, that a reader takes for a space; the word space of
// the fonts is 0.26.
const spaced = 0.13

// runes gives the letters of a segment from left to right, for text that runs
// left to right only: marks follow their letter in PDFium's order.
func (s *segment) runes() []unit {
	if s.plain != nil {
		return s.plain
	}
	right, over := math.Inf(1), false
	for i, g := range s.glyphs {
		space := g.x-right > spaced*g.em || over && g.space && g.x > right
		right, over = g.right, overhangs(g.runes)
		for _, c := range g.runes {
			if unicode.Is(unicode.Mn, c) && len(s.plain) > 0 && !space {
				last := &s.plain[len(s.plain)-1]
				last.runes = marked(last.runes, c)
				continue
			}
			s.plain = append(s.plain, unit{runes: oneRune(c), space: space, digit: unicode.IsDigit(c)})
			s.plainAt = append(s.plainAt, i)
			space = false
		}
	}
	return s.plain
}

// caron is the mark of ť, ď, ľ and Ľ; in type it stands beside the letter.
const caron = '\u030c'

// overhangs reports a letter whose mark reaches into the space after it, so that
// the gap is no measure of the space: the file's own space then counts.
func overhangs(runes []rune) bool {
	return len(runes) == 2 && runes[1] == caron && slices.Contains([]rune("tdlL"), runes[0])
}

// line gives the letters of a segment from left to right, for text of both
// directions: marks with their letters, whichever of them PDFium names first;
// brackets flat.
func (s *segment) line() []unit {
	if s.units != nil {
		return s.units
	}
	var pending []rune
	for i, g := range s.glyphs {
		same := i > 0 && g.x-s.glyphs[i-1].x < 0.004*g.em && len(s.units) > 0 && len(pending) == 0
		for _, c := range g.runes {
			switch mark := unicode.Is(unicode.Mn, c); {
			case mark && same:
				last := &s.units[len(s.units)-1]
				last.runes = marked(last.runes, c)
			case mark:
				pending = append(pending, c)
			default:
				letter := oneRune(flat(c))
				for _, m := range pending {
					letter = marked(letter, m)
				}
				s.units = append(s.units, unit{runes: letter, digit: unicode.IsDigit(c)})
				s.unitAt = append(s.unitAt, i)
				pending, same = nil, true
			}
		}
	}
	return s.units
}

// oneRune gives a string of one rune; those of ASCII need no memory.
func oneRune(c rune) string {
	if c < 0x80 {
		return asciiText[c : c+1]
	}
	return string(c)
}

// asciiText holds the first 128 characters.
var asciiText = string(ascii)

// find looks for the whole text on the sheet. It gives the places of its parts
// in reading order, or how many letters were found at most in one go. Of several
// places it takes the first that is good, else the first: the same words may
// stand there twice, or as the beginning of others.
func (w *want) find(segments []*segment, good func([]place) bool) (parts []place, most int) {
	if len(w.units) == 0 {
		return nil, 0
	}
	t := &trail{want: w, segments: segments, budget: 100_000}
	for i, s := range segments {
		for o := range s.size(w) {
			if w.cannot(s, o, 0) {
				continue
			}
			if t.parts = nil; !t.follow(i, o, 0) {
				continue
			}
			if good(t.parts) {
				return t.parts, len(w.units)
			}
			if parts == nil {
				parts = t.parts
			}
		}
	}
	return parts, t.most
}

// ends reports whether a place reaches to the end of its segment.
func (p place) ends(rtl bool) bool {
	switch {
	case !p.bidi:
		return p.to == len(p.segment.plain)
	case rtl:
		return p.from == 0
	}
	return p.to == len(p.segment.units)
}

// cannot is a quick look whether the letter at an offset, in reading order, is
// surely not the wanted one.
func (w *want) cannot(s *segment, o, at int) bool {
	u := &w.units[at]
	switch {
	case !w.bidi:
		return s.runes()[o].runes != u.runes
	case w.rtl && u.level == 1:
		line := s.line()
		return line[len(line)-1-o].runes != flatten(u.runes)
	case !w.rtl && u.level == 0:
		return s.line()[o].runes != flatten(u.runes)
	}
	return false
}

// place is a part of a text on the page: glyphs or units of one segment, left
// to right.
type place struct {
	segment  *segment
	from, to int
	// bidi says which of the two ways of counting letters from and to are in.
	bidi bool
}

// size gives the number of letters in a segment, as the want counts them.
func (s *segment) size(w *want) int {
	if w.bidi {
		return len(s.line())
	}
	return len(s.runes())
}

// trail is one attempt to follow a text over the sheet.
type trail struct {
	want     *want
	segments []*segment
	parts    []place
	most     int
	// budget bounds the work on a hostile page.
	budget int
}

// follow matches the units from at on, in segment i from offset o in reading
// order, and then in any other segment.
func (t *trail) follow(i, o, at int) bool {
	if t.budget--; t.budget < 0 {
		return false
	}
	s := t.segments[i]
	n := 0
	if t.want.bidi {
		n = t.want.both(s, o, at)
	} else {
		n = t.want.straight(s, o, at)
	}
	if n == 0 {
		return false
	}
	t.most = max(t.most, at+n)
	p := place{s, o, o + n, t.want.bidi}
	if t.want.bidi && t.want.rtl {
		size := len(s.line())
		p = place{s, size - o - n, size - o, true}
	}
	t.parts = append(t.parts, p)
	if at+n == len(t.want.units) {
		return true
	}
	// A line break may come anywhere but inside a number.
	if o+n == s.size(t.want) && !(t.want.units[at+n-1].digit && t.want.units[at+n].digit && !t.want.units[at+n].space) {
		for k := 1; k < len(t.segments); k++ {
			next := (i + k) % len(t.segments)
			if !t.want.cannot(t.segments[next], 0, at+n) && t.follow(next, 0, at+n) {
				return true
			}
		}
	}
	t.parts = t.parts[:len(t.parts)-1]
	return false
}

// straight matches text that runs left to right only. It gives the number of
// units: as many as the segment or the text has left, or 0.
func (w *want) straight(s *segment, o, at int) int {
	runes := s.runes()
	n, k := 0, o
	for at+n < len(w.units) && k < len(runes) {
		u := &w.units[at+n]
		if u.runes != runes[k].runes || n > 0 && u.space != runes[k].space {
			return 0
		}
		n, k = n+1, k+1
	}
	return n
}

// both matches text of both directions: the units of one line, put in visual
// order, must be the line.
func (w *want) both(s *segment, o, at int) int {
	line := s.line()
	n := min(len(w.units)-at, len(line)-o)
	part := line[o : o+n]
	if w.rtl {
		part = line[len(line)-o-n : len(line)-o]
	}
	level := make([]int, n)
	for i := range n {
		level[i] = w.units[at+i].level
	}
	for i, k := range visual(level) {
		if part[i].runes != flatten(w.units[at+k].runes) {
			return 0
		}
	}
	return n
}

// flatten writes a bracket as its opening one.
func flatten(s string) string {
	if len(s) > 2 {
		return s
	}
	for _, c := range s {
		return string(flat(c))
	}
	return s
}
