package plan

import (
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
)

// unshown names what the record lets be shown and no reader sees: a second line of the
// police, a second number of a line; and the lines that stand on pages alone, because a
// sheet has one number of its kind.
func (p *planner) unshown(n *nation) {
	for i := range n.Hotlines {
		h := &n.Hotlines[i]
		pos := n.lineAt(h)
		switch {
		case !h.Status.Shows():
			continue
		case !slices.Contains(n.shown(), h):
			shown := n.police
			if h.Kind == campaign.Emergency {
				shown = n.emergency
			}
			p.list.Add(rule.NumUnshown.At(pos, "%s is shown nowhere: the first line of its kind is %s", h.ID, shown.ID))
		case n.main != nil && h != n.main && !slices.Contains([]*campaign.Hotline{n.police, n.emergency}, h) &&
			!p.second(h.Kind):
			f := p.list.Add(rule.NumUnshown.At(pos, "%s stands on pages alone: sheets show %s", h.ID, n.main.ID))
			f.Hint = diag.Say("Put it first among the lines if it is the one for sheets; "+
				"a material with second: %s shows it below.", string(h.Kind))
		}
		for j := range h.Contacts {
			if j > 0 {
				at := n.at(index("hotlines", i) + "." + index("contacts", j) + ".dial")
				f := p.list.Add(rule.NumUnshown.At(at,
					"%s: %q is shown nowhere: of the contacts of a line the first is shown",
					h.ID, h.Contacts[j].Dial))
				f.Hint = diag.Say("Give it a line of its own if people shall see it.")
			}
		}
	}
}

// second reports whether a material shows a line of the kind below the main one.
func (p *planner) second(kind campaign.Kind) bool {
	return slices.ContainsFunc(p.set.Audiences, func(a *campaign.Audience) bool {
		return slices.ContainsFunc(a.Materials, func(m campaign.Material) bool { return m.Second == kind })
	})
}
