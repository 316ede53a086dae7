package press

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// group is all blocks of one role: they share one size.
type group struct {
	name           string
	floor, ceiling typeset.Length
	leaves         []*textLeaf
	size           typeset.Length
}

// fit finds the size of every group: the largest at which all its blocks fit.
func (s *sheet) fit() {
	for _, g := range s.order {
		ok := g.find()
		if !ok && s.rebreak(g) {
			ok = g.find()
		}
		if !ok {
			s.tooLong(g)
			continue
		}
		g.calm()
	}
}

// find searches by halves, because a smaller size never needs more room.
func (g *group) find() bool {
	steps := int(max(g.ceiling-g.floor, 0) / typeset.Step)
	at := func(i int) typeset.Length { return g.floor + typeset.Step*typeset.Length(steps-i) }
	k := sort.Search(steps, func(i int) bool { return g.over(at(i)) == 0 })
	g.size = at(k)
	return k < steps || g.over(g.size) == 0
}

// calm gives up at most three hundredths of a headline's size where it then
// needs a line less: the largest size of all can break every word off the next.
func (g *group) calm() {
	if g.leaves[0].paras[0].style.Leading.Column != "headline" {
		return
	}
	now, least := g.lines(g.size), max(g.floor, g.size.Scale(97, 100))
	for size := g.size - typeset.Step; size >= least; size -= typeset.Step {
		if g.lines(size) < now {
			g.size = size
			return
		}
	}
}

// lines counts the lines of all blocks at a size.
func (g *group) lines(size typeset.Length) (n int) {
	for _, l := range g.leaves {
		set, _, _ := l.try(size)
		for i := range set {
			n += set[i].count
		}
	}
	return n
}

// over gives the worst block's excess at a size.
func (g *group) over(size typeset.Length) int {
	for _, l := range g.leaves {
		if _, _, over := l.try(size); over > 0 {
			return over
		}
	}
	return 0
}

// rebreak lets go of the breaks that a headline prefers, where they make it too
// wide even at the smallest size; it reports whether there were any.
func (s *sheet) rebreak(g *group) bool {
	found := false
	for _, l := range g.leaves {
		for i := range l.paras {
			q := &l.paras[i]
			if !q.hard {
				continue
			}
			line := plan.Line{}
			line.Text.Value, line.Text.ID, line.Text.From, line.Text.Tag = strings.ReplaceAll(
				q.value,
				"\n",
				" ",
			), q.id, q.from, q.tag
			if again, ok := s.para(line, q.style, q.slot, s.localeOf(q), false); ok {
				q.p, q.hard, found = again.p, false, true
			}
		}
	}
	return found
}

// tooLong says which text does not fit, and by how much.
func (s *sheet) tooLong(g *group) {
	for _, l := range g.leaves {
		_, _, over := l.try(g.floor)
		if over == 0 {
			continue
		}
		q := l.longest()
		mark := diag.Sentence{}
		if s.localeOf(q).Spaceless() && !strings.Contains(q.value, "\u200b") {
			mark = diag.Say(" Lines end only at spaces or at U+200B (zero width space): put one between words.")
		}
		runes := utf8.RuneCountInString(q.value)
		cut := max(1, runes*over/(1000+over))
		f := s.list.Add(
			rule.PosterFit.At(q.from, "%s is %d %% too long for %q on %s (%s) at its smallest size of %s pt",
				s.where(q.id, q.tag), max(1, over/10), label(l.n), s.m.Name, s.stock.Name, points(g.floor)),
		)
		f.Path, f.Hint = q.id, diag.Say("Shorten it by about %d of %d characters.%s", cut, runes, mark)
	}
}

// label names a node by its words.
func label(n *template.Node) string {
	if len(n.Parts) > 0 {
		return n.Parts[0].Of
	}
	return n.Kind
}

// longest gives the paragraph with the most characters.
func (l *textLeaf) longest() *para {
	best := &l.paras[0]
	for i := range l.paras {
		if len(l.paras[i].value) > len(best.value) {
			best = &l.paras[i]
		}
	}
	return best
}

// points prints a size in points.
func points(l typeset.Length) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%03d", l/typeset.Pt, l%typeset.Pt), "0"), ".")
}

// asked reports a slot whose words somebody asked for: those of the definition, and
// the line of who adapted the sheet. The others every material has, whether its
// template shows them or not.
func asked(s made.Slot) bool {
	t := s.Traits()
	return t.Defined && t.Printed || s == made.SlotPartner
}

// unused warns of words that the template has no place for; a second number
// without a place is an error, because the plan says that it is on the sheet.
func (s *sheet) unused() {
	for _, name := range slices.Sorted(maps.Keys(s.m.Pictures)) {
		if !s.shown["picture "+name] {
			s.list.Warnf(
				rule.PosterSlot,
				s.m.From,
				"Name the picture as the template does, or choose a template that shows it.",
				"%s has a picture %q, and the template %q has no place for it",
				s.m.ID,
				name,
				s.t.Name,
			)
		}
	}
	if s.m.Second != nil && !s.shown["second"] {
		s.list.Errorf(
			rule.PosterSlot,
			s.m.From,
			"Take \"second\" out of the material, or choose a template that shows it.",
			"%s has a second number, and the template %q has no place for it",
			s.m.ID,
			s.t.Name,
		)
	}
	for i, col := range s.m.Columns {
		for _, slot := range slices.Sorted(maps.Keys(col.Slots)) {
			lines := col.Slots[slot]
			if len(lines) == 0 || s.shown[string(slot)] || i > 0 || !asked(slot) {
				continue
			}
			pos := lines[0].Text.From
			if pos.IsZero() {
				pos = s.m.From
			}
			s.list.Warnf(rule.PosterSlot, pos, "Take the slot out of the material, or choose a template that shows it.",
				"%s has words for %q, and the template %q has no place for them", s.m.ID, slot, s.t.Name)
		}
	}
}
