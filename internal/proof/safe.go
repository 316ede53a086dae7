package proof

import (
	"strings"

	"pharos/internal/paint"
	"pharos/internal/rule"
)

// safeArea is how far from the cut nothing may stand that is read, in points: the
// design's 5 mm, 3 mm on a card. A picture for a screen is not cut.
func safeArea(stock string) float64 {
	switch _, _, ok := trimOf(stock); {
	case !ok || strings.Contains(stock, "x") || stock == "slide":
		return 0
	case stock == "card":
		return 3 * paint.MM
	}
	return 5 * paint.MM
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
		for _, piece := range c.pieces(p.Page) {
			inner := piece.Grow(-margin)
			for _, s := range c.segments {
				if s.Page != p.Page {
					continue
				}
				b := paint.Box{X0: s.Glyphs[0].X, Y0: s.Y, X1: s.Glyphs[0].Right, Y1: s.Y + 0.7*s.Em}
				for _, g := range s.Glyphs {
					b.X0, b.X1 = min(b.X0, g.X), max(b.X1, g.Right)
				}
				if piece.Has(b.X0, b.Y0) && !b.Inside(inner, 1+letterSlack*s.Em) {
					c.wrong(
						rule.ProofSafe,
						c.m.From,
						"%q stands %.1f mm from the cut; %.1f mm is the least",
						shorten(s.Words(0, len(s.Glyphs))),
						b.Clearance(piece)/paint.MM,
						margin/paint.MM,
					)
				}
			}
			for _, b := range p.codes {
				if b.Inside(piece, 0) && !b.Inside(inner, 0.5) {
					c.wrong(
						rule.ProofSafe,
						c.m.From,
						"the code stands %.1f mm from the cut; %.1f mm is the least",
						b.Clearance(piece)/paint.MM,
						margin/paint.MM,
					)
				}
			}
		}
	}
}
