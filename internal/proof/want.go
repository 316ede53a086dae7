package proof

import (
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/locale"
	"pharos/internal/paint"
)

// want is one text that must be on the sheet, prepared for the search.
type want struct {
	text locale.Text
	// units are the letters in reading order, without spaces.
	units []paint.Letter
	// rtl is the direction of the paragraph, bidi true where any letter runs
	// against left to right.
	rtl, bidi bool
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
			last.Runes = paint.Marked(last.Runes, c)
		default:
			w.units = append(
				w.units,
				paint.Letter{Runes: paint.OneRune(c), Level: level[i], Space: space, Digit: unicode.IsDigit(c)},
			)
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
		case !paint.Ignorable(c):
			out = append(out, paint.Hyphen(c))
		}
	}
	return out
}

// find looks for the whole text on the sheet. It gives the places of its parts
// in reading order, or how many letters were found at most in one go. Of several
// places it takes the first that is good, else the first: the same words may
// stand there twice, or as the beginning of others.
func (w *want) find(segments []*paint.Segment, good func([]paint.Part) bool) (parts []paint.Part, most int) {
	if len(w.units) == 0 {
		return nil, 0
	}
	t := &trail{want: w, segments: segments, budget: 100_000}
	for i, s := range segments {
		for o := range w.size(s) {
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

// cannot is a quick look whether the letter at an offset, in reading order, is
// surely not the wanted one.
func (w *want) cannot(s *paint.Segment, o, at int) bool {
	u := &w.units[at]
	switch {
	case !w.bidi:
		return s.Letters()[o].Runes != u.Runes
	case w.rtl && u.Level == 1:
		line := s.Visual()
		return line[len(line)-1-o].Runes != flatten(u.Runes)
	case !w.rtl && u.Level == 0:
		return s.Visual()[o].Runes != flatten(u.Runes)
	}
	return false
}

// size gives the number of letters in a segment, as the want counts them.
func (w *want) size(s *paint.Segment) int {
	if w.bidi {
		return len(s.Visual())
	}
	return len(s.Letters())
}

// trail is one attempt to follow a text over the sheet.
type trail struct {
	want     *want
	segments []*paint.Segment
	parts    []paint.Part
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
	p := paint.Part{Segment: s, From: o, To: o + n, Bidi: t.want.bidi}
	if t.want.bidi && t.want.rtl {
		size := len(s.Visual())
		p = paint.Part{Segment: s, From: size - o - n, To: size - o, Bidi: true}
	}
	t.parts = append(t.parts, p)
	if at+n == len(t.want.units) {
		return true
	}
	// A line break may come anywhere but inside a number.
	if o+n == t.want.size(s) && !(t.want.units[at+n-1].Digit && t.want.units[at+n].Digit && !t.want.units[at+n].Space) {
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
func (w *want) straight(s *paint.Segment, o, at int) int {
	runes := s.Letters()
	n, k := 0, o
	for at+n < len(w.units) && k < len(runes) {
		u := &w.units[at+n]
		if u.Runes != runes[k].Runes || n > 0 && u.Space != runes[k].Space {
			return 0
		}
		n, k = n+1, k+1
	}
	return n
}

// both matches text of both directions: the units of one line, put in visual
// order, must be the line.
func (w *want) both(s *paint.Segment, o, at int) int {
	line := s.Visual()
	n := min(len(w.units)-at, len(line)-o)
	part := line[o : o+n]
	if w.rtl {
		part = line[len(line)-o-n : len(line)-o]
	}
	level := make([]int, n)
	for i := range n {
		level[i] = w.units[at+i].Level
	}
	for i, k := range visual(level) {
		if part[i].Runes != flatten(w.units[at+k].Runes) {
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
		return string(paint.Flat(c))
	}
	return s
}
