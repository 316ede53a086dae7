package plan

import (
	"cmp"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// siteDrafts lists why a country's site may not be released, apart from texts.
func (p *planner) siteDrafts(n *nation) []Draft {
	var out []Draft
	add := func(r Reason, path string, format diag.Format, args ...any) {
		out = append(out, Draft{Reason: r, Detail: diag.Say(format, args...), Pos: n.at(path)})
	}
	if n.Base == "" {
		add(NoBase, "base", "no published address on record: %s is a placeholder", n.base)
	}
	if n.Exit == "" {
		add(NoExit, "exit", "no neutral exit page on record: %s is the pattern's default", n.exit)
	}
	if n.StatusNote != nil && *n.StatusNote == "" {
		add(NoStatus, "status_note", "the owner's wording on status is missing")
	}
	if n.plan == nil && len(n.Plans) > 0 {
		add(NoPlan, "plans[0].until", "%s ended in %d", n.Plans[0].Title, n.Plans[0].Until)
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
	switch s := n.standing(h); {
	case !s.Enough && len(s.Differs) > 0:
		d := s.Differs[0]
		out = append(out, Draft{Untested, diag.Say("%s: the call of %s heard %q where the record says %q (%s)",
			h.ID, d.Call.Date, d.Heard, d.Says, d.What), n.lineAt(h), h.ID})
	case !s.Enough && h.PublicEmergency():
		out = append(out, Draft{Unconfirmed, diag.Say("%s: the emergency number is not confirmed: %s", h.ID, s.Lacks),
			n.lineAt(h), h.ID})
	case !s.Enough:
		out = append(out, Draft{Untested, diag.Say("%s: no valid test calls on record: %s", h.ID, s.Lacks),
			n.lineAt(h), h.ID})
	}
	if !h.Mark.Holds() {
		out = append(out, Draft{Doubtful, diag.Say("%s: the line is not marked A or B", h.ID), n.lineAt(h), h.ID})
	}
	return out
}

// faceDrafts lists what is a draft in one language: its texts.
func (p *planner) faceDrafts(f *Face) []Draft {
	var c textCount
	for _, id := range slices.Sorted(mapKeys(f.Texts)) {
		c.add(f.Texts[id])
	}
	for i := range f.Pages {
		for j := range f.Pages[i].Passages {
			c.add(f.Pages[i].Passages[j].Text)
		}
	}
	return c.drafts(f.Locale)
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

// textCount counts the texts that nobody has reviewed as they stand, those that
// are older than their source, and those that stand in English; it keeps the first
// of each.
type textCount struct {
	draft, stale, away tally
}

// tally is a number of texts and the first of them.
type tally struct {
	n     int
	first locale.Text
}

func (c *tally) add(t locale.Text) {
	if c.n++; c.n == 1 {
		c.first = t
	}
}

// add counts a text.
func (c *textCount) add(t locale.Text) {
	switch unready(t) {
	case FellBack:
		c.away.add(t)
	case OutOfDate:
		c.stale.add(t)
	case Unreviewed:
		c.draft.add(t)
	}
}

// unready is why a text may not be released; empty where it may.
func unready(t locale.Text) Reason {
	switch {
	case t.IsZero() || t.ID == "":
	case t.Fallback:
		return FellBack
	case t.Stale: // reviewed or not, it says what the English said before
		return OutOfDate
	case fresh(t):
		return Unreviewed
	}
	return ""
}

// Unready lists the ids of the texts on the pages and sheets of a country that may not
// be released, by language and reason.
func (p *Plan) Unready(country string) map[locale.Tag]map[Reason][]string {
	out, seen := map[locale.Tag]map[Reason][]string{}, map[string]bool{}
	p.eachText(country, func(tag locale.Tag, t locale.Text) {
		r, key := unready(t), string(tag)+" "+t.ID
		if r == "" || seen[key] {
			return
		}
		seen[key] = true
		if out[tag] == nil {
			out[tag] = map[Reason][]string{}
		}
		out[tag][r] = append(out[tag][r], t.ID)
	})
	for _, reasons := range out {
		for _, ids := range reasons {
			slices.Sort(ids)
		}
	}
	return out
}

// eachText visits every text on the pages and sheets of a country that somebody reads
// before a release.
func (p *Plan) eachText(country string, visit func(locale.Tag, locale.Text)) {
	for i := range p.Sites {
		for _, f := range p.Sites[i].Faces {
			if p.Sites[i].Country != country {
				continue
			}
			for _, t := range f.Texts {
				visit(f.Locale.Tag, t)
			}
			for _, page := range f.Pages {
				for _, passage := range page.Passages {
					visit(f.Locale.Tag, passage.Text)
				}
			}
		}
	}
	for i := range p.Materials {
		m := &p.Materials[i]
		for j, col := range m.Columns {
			if m.Country != country {
				continue
			}
			for _, s := range judged {
				for _, line := range col.Slots[s] {
					visit(col.Locale.Tag, line.Text)
				}
			}
			for _, picture := range m.Pictures {
				visit(col.Locale.Tag, picture.Alt[j])
			}
		}
	}
}

// drafts gives one reason for each kind, which names the first of its texts.
func (c *textCount) drafts(l locale.Locale) []Draft {
	var out []Draft
	for _, k := range []struct {
		tally
		reason Reason
		what   diag.Format
	}{{c.draft, Unreviewed, "not reviewed"}, {c.stale, OutOfDate, "older than the English source"},
		{c.away, FellBack, "shown in English"}} {
		if k.n > 0 {
			out = append(
				out,
				Draft{
					k.reason,
					diag.Say("%s: %d texts %s, first %s", l.English, k.n, diag.Say(k.what), k.first.ID),
					k.first.From,
					string(l.Tag),
				},
			)
		}
	}
	return out
}

// fresh reports a text that nobody has reviewed as it stands.
func fresh(t locale.Text) bool { return t.State != locale.Reviewed || t.Stale }

// uniqueDrafts drops reasons given twice and puts them into a fixed order.
func uniqueDrafts(in []Draft) []Draft {
	slices.SortStableFunc(in, func(a, b Draft) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Detail.Text, b.Detail.Text))
	})
	return slices.CompactFunc(in, func(a, b Draft) bool {
		return a.Reason == b.Reason && a.Detail.Text == b.Detail.Text && a.Pos == b.Pos
	})
}
