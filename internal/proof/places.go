package proof

import (
	"pharos/internal/diag"
	"pharos/internal/paint"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// pieces gives the boxes of the finished pieces on a page: its places, or the
// whole sheet.
func (c *comparison) pieces(p *paint.Page) []paint.Box {
	for i, one := range c.pages {
		if one.Page != p || i >= len(c.places) || len(c.places[i]) == 0 {
			continue
		}
		var out []paint.Box
		top := p.Box.Y1
		for _, k := range c.places[i] {
			out = append(out, paint.Box{X0: p.Box.X0 + k.X, Y0: top - k.Y - k.H, X1: p.Box.X0 + k.X + k.W,
				Y1: top - k.Y})
		}
		return out
	}
	return []paint.Box{p.Sheet()}
}

// everywhere sees that every place of a page has the numbers and the codes that
// the first one has, and that the first has all that the plan wants.
func (c *comparison) everywhere() {
	if len(c.places) != len(c.pages) {
		c.wrong(rule.ProofBox, c.m.From, "the file has %d pages, and %d sheets were planned", len(c.pages),
			len(c.places))
		return
	}
	for _, n := range c.contacts() {
		if n.Shown == "" {
			continue
		}
		found := occurrences(n.Shown, c.segments)
		c.same(rule.ProofNumber, diag.Say("the number %s", n.Shown), n, func(p *paint.Page, b paint.Box) (count int) {
			for _, o := range found {
				s := o.Segment
				if s.Page == p && s.Box(s.PlainAt[o.From], s.PlainAt[o.To-1]+1).Inside(b, 0) {
					count++
				}
			}
			return count
		})
	}
	if c.m.Code == "" {
		return
	}
	c.same(rule.ProofCode, diag.Say("the code"), c.m.Number, func(p *paint.Page, b paint.Box) (count int) {
		for _, one := range c.pages {
			for _, code := range one.codes {
				if one.Page == p && code.Inside(b, 0) {
					count++
				}
			}
		}
		return count
	})
}

// same sees that a thing is on all places of a page as often as on the first.
func (c *comparison) same(rule *diag.Rule, what diag.Sentence, n plan.Contact, count func(*paint.Page, paint.Box) int) {
	total := 0
	for i, p := range c.pages {
		boxes := c.pieces(p.Page)
		total += count(p.Page, boxes[0])
		for k, b := range boxes {
			if first, here := count(p.Page, boxes[0]), count(p.Page, b); here != first {
				c.wrong(rule, n.From, "on page %d %s is %d times on place %d and %d times on place 1", i+1, what, here,
					k+1, first)
				return
			}
		}
	}
	if total == 0 && n.Shown == c.m.Number.Shown {
		c.wrong(rule, n.From, "%s is on none of the pieces", what)
	}
}
