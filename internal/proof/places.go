package proof

import (
	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// pieces gives the boxes of the finished pieces on a page: its places, or the
// whole sheet.
func (c *comparison) pieces(p *page) []box {
	for i, one := range c.pages {
		if one.page != p || i >= len(c.places) || len(c.places[i]) == 0 {
			continue
		}
		var out []box
		top := p.box.y1
		for _, k := range c.places[i] {
			out = append(out, box{p.box.x0 + k.X, top - k.Y - k.H, p.box.x0 + k.X + k.W, top - k.Y})
		}
		return out
	}
	return []box{p.sheet()}
}

// everywhere sees that every place of a page has the numbers and the codes that
// the first one has, and that the first has all that the plan wants.
func (c *comparison) everywhere() {
	if len(c.places) != len(c.pages) {
		c.wrong(rule.ProofBox, c.m.From, "the file has %d pages, and %d sheets were planned", len(c.pages), len(c.places))
		return
	}
	for _, n := range c.contacts() {
		if n.Shown == "" {
			continue
		}
		found := occurrences(n.Shown, c.segments)
		c.same(rule.ProofNumber, "the number "+n.Shown, n, func(p *page, b box) (count int) {
			for _, o := range found {
				s := o.segment
				if s.page == p && s.box(s.plainAt[o.from], s.plainAt[o.to-1]+1).inside(b, 0) {
					count++
				}
			}
			return count
		})
	}
	if c.m.Code == "" {
		return
	}
	c.same(rule.ProofCode, "the code", c.m.Number, func(p *page, b box) (count int) {
		for _, one := range c.pages {
			for _, code := range one.codes {
				if one.page == p && code.inside(b, 0) {
					count++
				}
			}
		}
		return count
	})
}

// same sees that a thing is on all places of a page as often as on the first.
func (c *comparison) same(rule *diag.Rule, what string, n plan.Contact, count func(*page, box) int) {
	total := 0
	for i, p := range c.pages {
		boxes := c.pieces(p.page)
		total += count(p.page, boxes[0])
		for k, b := range boxes {
			if first, here := count(p.page, boxes[0]), count(p.page, b); here != first {
				c.wrong(rule, n.From, "on page %d %s is %d times on place %d and %d times on place 1", i+1, what, here, k+1, first)
				return
			}
		}
	}
	if total == 0 && n.Shown == c.m.Number.Shown {
		c.wrong(rule, n.From, "%s is on none of the pieces", what)
	}
}
