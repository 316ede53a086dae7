package plan

import (
	"cmp"
	"fmt"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// siteDrafts lists why a country's site may not be released, apart from texts.
func (p *planner) siteDrafts(n *nation) []Draft {
	var out []Draft
	add := func(r Reason, path, detail string) { out = append(out, Draft{r, detail, n.at(path)}) }
	if n.Base == "" {
		add(NoBase, "base", "no published address on record: "+n.base+" is a placeholder")
	}
	if n.Exit == "" {
		add(NoExit, "exit", "no neutral exit page on record: "+n.exit+" is the pattern's default")
	}
	if n.StatusNote != nil && *n.StatusNote == "" {
		add(NoStatus, "status_note", "the owner's wording on status is missing")
	}
	if n.plan == nil && len(n.Plans) > 0 {
		add(NoPlan, "plans[0].until", fmt.Sprintf("%s ended in %d", n.Plans[0].Title, n.Plans[0].Until))
	}
	for _, h := range n.shown() {
		out = append(out, n.lineDrafts(h)...)
	}
	return out
}

// shown lists every line that the site shows.
func (n *nation) shown() []*campaign.Hotline {
	out := slices.Clone(n.lines)
	for _, h := range []*campaign.Hotline{n.police, n.emergency} {
		if h != nil && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// lineDrafts lists why a number may not be released.
func (n *nation) lineDrafts(h *campaign.Hotline) []Draft {
	var out []Draft
	if s := n.standing(h); !s.Enough {
		out = append(out, Draft{Untested, h.ID + ": no valid test calls on record: " + s.Lacks, n.lineAt(h)})
	}
	if !h.Mark.Holds() {
		out = append(out, Draft{Doubtful, h.ID + ": the line is not marked A or B", n.lineAt(h)})
	}
	return out
}

// faceDrafts lists what is a draft in one language: its texts.
func (p *planner) faceDrafts(n *nation, f Face) []Draft {
	var texts []locale.Text
	for _, id := range slices.Sorted(mapKeys(f.Texts)) {
		texts = append(texts, f.Texts[id])
	}
	for _, pg := range f.Pages {
		for _, ps := range pg.Passages {
			texts = append(texts, ps.Text)
		}
	}
	return textDrafts(f.Locale, texts)
}

// mapKeys is the sequence of a map's keys.
func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// textDrafts counts the texts that nobody has reviewed as they stand, those that
// are older than their source, and those that stand in English; each is one reason that names the first of its texts.
func textDrafts(l locale.Locale, texts []locale.Text) []Draft {
	var draft, stale, away []locale.Text
	for _, t := range texts {
		switch {
		case t.IsZero() || t.ID == "":
		case t.Fallback:
			away = append(away, t)
		case fresh(t):
			draft = append(draft, t)
			if t.Stale {
				stale = append(stale, t)
			}
		}
	}
	var out []Draft
	if len(draft) > 0 {
		out = append(out, Draft{Unreviewed, fmt.Sprintf("%s: %d texts not reviewed, first %s", l.English, len(draft), draft[0].ID), draft[0].From})
	}
	if len(stale) > 0 {
		out = append(out, Draft{OutOfDate, fmt.Sprintf("%s: %d texts older than the English source, first %s", l.English, len(stale), stale[0].ID), stale[0].From})
	}
	if len(away) > 0 {
		out = append(out, Draft{FellBack, fmt.Sprintf("%s: %d texts shown in English, first %s", l.English, len(away), away[0].ID), away[0].From})
	}
	return out
}

// fresh reports a text that nobody has reviewed as it stands.
func fresh(t locale.Text) bool { return t.State != locale.Reviewed || t.Stale }

// uniqueDrafts drops reasons given twice and puts them into a fixed order.
func uniqueDrafts(in []Draft) []Draft {
	slices.SortStableFunc(in, func(a, b Draft) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Detail, b.Detail))
	})
	return slices.Compact(in)
}
