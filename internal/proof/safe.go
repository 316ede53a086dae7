package proof

import "pharos/internal/rule"

import "strings"

// safeArea is how far from the cut nothing may stand that is read, in points: the
// design's 5 mm, 3 mm on a card. A picture for a screen is not cut.
func safeArea(stock string) float64 {
	switch _, _, ok := trimOf(stock); {
	case !ok || strings.Contains(stock, "x") || stock == "slide":
		return 0
	case stock == "card":
		return 3 * mm
	}
	return 5 * mm
}

// letterSlack is how far the ink of a letter may reach beyond its place: round
// letters and the tails of italics do.
const letterSlack = 0.08

// safe sees that words, numbers and codes keep clear of the cut on every piece.
func (c *comparison) safe() {
	margin := safeArea(c.m.Stock)
	if margin == 0 {
		return
	}
	for _, p := range c.pages {
		for _, piece := range c.pieces(p.page) {
			inner := piece.grow(-margin)
			for _, s := range c.segments {
				if s.page != p.page {
					continue
				}
				b := box{s.glyphs[0].x, s.y, s.glyphs[0].right, s.y + 0.7*s.em}
				for _, g := range s.glyphs {
					b.x0, b.x1 = min(b.x0, g.x), max(b.x1, g.right)
				}
				if piece.has(b.x0, b.y0) && !b.inside(inner, 1+letterSlack*s.em) {
					c.wrong(rule.ProofSafe, c.m.From, "%q stands %.1f mm from the cut; %.1f mm is the least", shorten(s.words(0, len(s.glyphs))), b.clearance(piece)/mm, margin/mm)
				}
			}
			for _, b := range p.codes {
				if b.inside(piece, 0) && !b.inside(inner, 0.5) {
					c.wrong(rule.ProofSafe, c.m.From, "the code stands %.1f mm from the cut; %.1f mm is the least", b.clearance(piece)/mm, margin/mm)
				}
			}
		}
	}
}

// clearance gives the smallest distance of b to an edge of the box around it.
func (b box) clearance(around box) float64 {
	return min(b.x0-around.x0, around.x1-b.x1, b.y0-around.y0, around.y1-b.y1)
}
