package proof

import (
	"math"
	"slices"

	"pharos/internal/paint"
	"pharos/internal/rule"
)

// leastContrast is what a number needs on its ground (WCAG 2.2, 1.4.3).
const leastContrast = 4.5

// gray sees that a home sheet is good on a printer without colours: turned gray,
// every number is clear of its ground. Codes are always read in gray.
func (c *comparison) gray() {
	for _, n := range c.contacts() {
		for _, p := range occurrences(n.Shown, c.segments) {
			s := p.Segment
			first, last := s.PlainAt[p.From], s.PlainAt[p.To-1]+1
			em := s.Glyphs[first].Em
			pic, err := s.Page.Region(s.Box(first, last).Grow(0.1*em), paint.PPEM/em)
			if err != nil {
				c.wrong(rule.ProofOpen, n.From, "%v", err)
				return
			}
			if got := contrast(pic); got < leastContrast {
				c.wrong(
					rule.ProofGray,
					n.From,
					"in gray the number %s has a contrast of %.1f : 1 to its ground; %.1f : 1 is the least",
					n.Shown,
					got,
					leastContrast,
				)
				return
			}
		}
	}
}

// contrast gives the ratio of the lightest to the darkest gray of a picture, a
// fiftieth of the pixels left out at either end, and those of a draft mark.
func contrast(pic *paint.Picture) float64 {
	var gray []uint8
	all := paint.GrayOf(pic.RGBA)
	for i, v := range all.Pix {
		if p := pic.Pix[4*i:]; !paint.Red(p[0], p[1], p[2]) {
			gray = append(gray, v)
		}
	}
	if len(gray) == 0 {
		return 1
	}
	slices.Sort(gray)
	dark, light := luminance(gray[len(gray)/50]), luminance(gray[len(gray)-1-len(gray)/50])
	return (light + 0.05) / (dark + 0.05)
}

// luminance is the relative luminance of a gray (WCAG 2.2, definitions).
func luminance(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
