package proof

import (
	"strings"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// A screen reader takes voice and rules from the language that the structure
// gives each passage (ISO 14289-1, 7.2). Two languages exchanged there look
// right and sound wrong, so the structure is read back too.

// languages sees that every text of a screen file is marked with its language.
func (c *comparison) languages(f *paint.File) {
	if !c.kind.Tagged {
		return
	}
	of := map[*paint.Page]map[int]string{}
	for _, p := range c.pages {
		found, err := p.Languages(f.Language())
		if err != nil {
			c.wrong(rule.ProofLanguage, c.m.From, "%v", err)
			return
		}
		of[p.Page] = found
	}
	for i, col := range c.m.Columns {
		for _, slot := range slots {
			for k, l := range col.Slots[slot] {
				if at, ok := c.where[spot{i, slot, k}]; ok && l.Text.Class != locale.Number {
					c.language(spot{i, slot, k}, l.Text, at, of[at.Segment.Page])
				}
			}
		}
	}
}

// language compares the mark of one text with the plan.
func (c *comparison) language(at spot, t locale.Text, p paint.Part, of map[int]string) {
	found, ok := of[p.Segment.Page.Content(p.Segment.Glyphs[p.Glyph()])]
	switch {
	case !ok:
		c.wrong(rule.ProofLanguage, t.From, "the %s %q is in no part of the structure", at.slot, shorten(t.Value))
	case !strings.EqualFold(found, string(t.Tag)) && !c.shared(at.slot, t.Value, found):
		c.wrong(rule.ProofLanguage, t.From, "the %s %q is marked as %q and is in %q", at.slot, shorten(t.Value), found,
			t.Tag)
	}
}

// shared reports whether the same words stand in a slot in another language,
// too, as in Bosnian and Croatian: the place found may then be the other's.
func (c *comparison) shared(slot made.Slot, value, lang string) bool {
	for _, col := range c.m.Columns {
		for _, l := range col.Slots[slot] {
			if l.Text.Value == value && strings.EqualFold(lang, string(l.Text.Tag)) {
				return true
			}
		}
	}
	return false
}
