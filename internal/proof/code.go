package proof

import (
	"slices"

	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// codes sees that every code on the sheet is the plan's, and that there is one.
func (c *comparison) codes() {
	if c.m.Code == "" || c.drops(made.SlotCode) && !c.anyCode() {
		return
	}
	found, said := 0, "no code is on the sheet"
	for _, p := range c.pages {
		for _, b := range p.codes {
			if !b.Inside(p.Sheet(), 0.5) {
				said = "the code does not lie on the sheet"
				continue
			}
			text, err := p.Decode(b, c.reader.options.Thorough)
			switch {
			case err != nil && c.veiled(p.Page, b):
				c.warn(rule.ProofCode, c.m.From,
					"the draft mark lies over the code, which cannot be read in this draft")
			case err != nil:
				c.wrong(rule.ProofCode, c.m.From, "the code cannot be read at %d dpi: %v", paint.CodeDPI, err)
				return
			case text != c.m.Code:
				c.wrong(rule.ProofCode, c.m.From, "the code leads to %q, the plan says %q", text, c.m.Code)
				return
			}
			found++
		}
	}
	if found == 0 {
		c.wrong(rule.ProofCode, c.m.From, "%s; it should lead to %q", said, c.m.Code)
	}
}

// anyCode reports whether any page has a code.
func (c *comparison) anyCode() bool {
	return slices.ContainsFunc(c.pages, func(p *sheetPage) bool { return len(p.codes) > 0 })
}

// veiled reports whether a draft mark lies over a part of the page.
func (c *comparison) veiled(p *paint.Page, b paint.Box) bool {
	if len(c.m.Drafts) == 0 {
		return false
	}
	pic, err := p.Region(b, 2)
	if err != nil {
		return false
	}
	n := 0
	for i := 0; i < len(pic.Pix); i += 4 {
		if paint.Red(pic.Pix[i], pic.Pix[i+1], pic.Pix[i+2]) {
			n++
		}
	}
	return n > 20
}
