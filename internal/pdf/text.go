package pdf

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"pharos/internal/typeset"
)

// nudge is the largest error of a place that is not corrected: half of the unit
// of TJ, a thousandth of the type size.
const nudge = typeset.EmUnit / 2

// text writes the lines of one text (9.4).
//
// Each shaped cluster is one code of its font, whatever glyphs it has; the map
// from codes to text is therefore exact. Lines are written in logical order,
// right-to-left ones by stepping to the left: readers that follow the file, or
// the structure, then get the text as it was written.
func (c *content) text(t *typeset.Text) error {
	c.setFill(t.Colour)
	for i := range t.Lines {
		l := &t.Lines[i]
		if len(l.Line.Clusters) == 0 {
			continue
		}
		set := lineSetter{content: c, size: t.Size, tracking: l.Line.Tracking}
		c.op("BT")
		c.b = append(c.b, "1 0 0 1 "...)
		c.points("Tm", l.At)
		for _, k := range logical(l.Line.Clusters) {
			if err := set.cluster(k); err != nil {
				return err
			}
		}
		set.language("")
		if l.Line.Space && i < len(t.Lines)-1 {
			set.endSpace(&l.Line, t.RTL)
		}
		set.flush()
		c.op("ET")
	}
	return nil
}

// logical gives the clusters in the order of the source.
func logical(clusters []typeset.Cluster) []*typeset.Cluster {
	out := make([]*typeset.Cluster, len(clusters))
	for i := range clusters {
		if n := clusters[i].Order; n >= 0 && n < len(out) {
			out[n] = &clusters[i]
		}
	}
	return slices.DeleteFunc(out, func(c *typeset.Cluster) bool { return c == nil })
}

// lineSetter writes codes of one line and knows where the pen stands.
type lineSetter struct {
	*content
	size     typeset.Length
	tracking typeset.Em
	pen      typeset.Em
	open     bool
	font     *embedded
	// lang is that of the open span of foreign words; empty outside of one.
	lang string
}

// language opens and closes a span of words in another language
// (14.9.2.2); files for the press have none.
func (s *lineSetter) language(lang string) {
	if s.f.opt.press() || s.lang == lang {
		return
	}
	s.flush()
	if s.lang != "" {
		s.op("EMC")
	}
	if lang != "" {
		s.str("/Span << /Lang ", text(lang), " >> BDC\n")
	}
	s.lang = lang
}

// cluster shows one cluster.
func (s *lineSetter) cluster(c *typeset.Cluster) error {
	s.language(c.Lang)
	font, err := s.f.fonts.use(s.f.w, c.Font)
	if err != nil {
		return err
	}
	s.use(font)
	runes := utf8.RuneCountInString(c.Text)
	x, width := c.X, c.Advance
	if c.RTL && width == 0 {
		// Readers sort by place: give what has no width a place of its own.
		x -= 2 * typeset.EmUnit
	}
	if !c.RTL || runes < 2 {
		code, from := font.cluster(c, c.X-x)
		s.show(code, x+from)
		return nil
	}
	s.rightToLeft(c, x, runes)
	return nil
}

// rightToLeft shows a cluster of several letters in right-to-left text. A code
// with several letters would be turned round by readers, so the ink takes the
// first letter and a blank code stands for each other one, to its left.
func (s *lineSetter) rightToLeft(c *typeset.Cluster, x typeset.Em, runes int) {
	slot := c.Advance / typeset.Em(runes)
	last := slot * typeset.Em(runes-1)
	n := 0
	for _, r := range c.Text {
		at := x + last - slot*typeset.Em(n)
		if n == 0 {
			shape, _ := s.font.composite(c, c.X-at, slot)
			s.show(s.font.code(shape, string(r)), at)
		} else {
			s.show(s.font.code(s.font.blank(slot), string(r)), at)
		}
		n++
	}
}

// endSpace shows the space at which the line was broken.
func (s *lineSetter) endSpace(l *typeset.Line, rtl bool) {
	const wide = 250 * typeset.EmUnit
	at := l.Width
	if rtl {
		at = -wide
	}
	if s.font != nil {
		s.show(s.font.code(s.font.blank(wide), " "), at)
	}
}

// show writes one code at a place on the line.
func (s *lineSetter) show(code uint16, at typeset.Em) {
	if !s.open {
		s.b = append(s.b, "[<"...)
		s.open = true
	}
	if d := at - s.pen; d > nudge || d < -nudge {
		n := int64(d+sign(d)*nudge) / int64(typeset.EmUnit)
		s.b = append(s.b, '>')
		s.b = append(strconv.AppendInt(s.b, -n, 10), '<')
		s.pen += typeset.Em(n) * typeset.EmUnit
	}
	s.b = hex4(s.b, code)
	s.pen += s.font.advance(code) + s.tracking
}

func sign(e typeset.Em) typeset.Em {
	if e < 0 {
		return -1
	}
	return 1
}

// use selects the font, size and tracking.
func (s *lineSetter) use(font *embedded) {
	if s.font == font && s.font != nil {
		return
	}
	s.flush()
	s.font = font
	if s.content.font != font.number || s.content.size != s.size {
		s.content.font, s.content.size = font.number, s.size
		s.str("/F", strconv.Itoa(font.number), " ")
		s.b = append(number(s.b, s.size), " Tf\n"...)
	}
	if tc := s.tracking.At(s.size); s.content.spacing != tc {
		s.content.spacing = tc
		s.b = append(number(s.b, tc), " Tc\n"...)
	}
}

func (s *lineSetter) flush() {
	if s.open {
		s.op(">]TJ")
		s.open = false
	}
}
