package seal

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/locale"
	"pharos/internal/output"
	"pharos/internal/plan"
	"pharos/internal/release"
)

// ManifestOf says what a release of a country states: its facts with their
// calls, and what ends when. The calls' records are those that are published, without
// the names of callers: else their digests would tell whether a guessed name is right.
func ManifestOf(l *build.Loaded, country string, callers adapt.Callers) *release.Manifest {
	c := l.Set.Country(country)
	m := &release.Manifest{Country: country, Edition: l.Plan.Date, Limits: limits(l, c), Facts: []release.Fact{},
		Exceptions: []release.Exception{}, Gate: l.Gate.Lowered()}
	for _, h := range shownLines(l, c) {
		m.Facts = append(m.Facts, facts(l, h, callers)...)
	}
	return m
}

// shownLines are the lines of the country that some page or sheet shows.
func shownLines(l *build.Loaded, c *campaign.Country) []*campaign.Hotline {
	shown := map[string]bool{}
	for _, s := range l.Plan.Sites {
		for _, f := range s.Faces {
			if s.Country != c.Code {
				continue
			}
			shown[f.Emergency.ID] = true
			if f.Police != nil {
				shown[f.Police.ID] = true
			}
			for _, k := range f.Lines {
				shown[k.ID] = true
			}
		}
	}
	for _, m := range l.Plan.Materials {
		for _, id := range m.Hotlines {
			shown[id] = true
		}
	}
	var out []*campaign.Hotline
	for i := range c.Hotlines {
		if shown[c.Hotlines[i].ID] {
			out = append(out, &c.Hotlines[i])
		}
	}
	return out
}

// facts are the statements about one line that may be printed.
func facts(l *build.Loaded, h *campaign.Hotline, callers adapt.Callers) []release.Fact {
	var out []release.Fact
	way := h.Contacts[0]
	add := func(what, value string, mark campaign.Mark, sources []string) {
		if mark.Holds() && value != "" {
			out = append(out, release.Fact{Line: h.ID, What: what, Value: value, Mark: string(mark), Sources: sources})
		}
	}
	add("number", way.Dial, h.Mark, h.Sources)
	if len(out) == 1 && h.PublicEmergency() {
		out[0].Read = h.Read
	}
	if len(out) == 1 {
		for _, a := range h.Standing(l.Plan.Date, l.Gate).Counting {
			shown := callers.Hide(a)
			out[0].Calls = append(out[0].Calls, release.Call{
				Date: a.Date, Role: shown.Role, Network: shown.Network, Record: release.Digest([]byte(shown.Text())),
			})
		}
	}
	add("international", way.International.Value, way.International.Mark, way.International.Sources)
	add("hours", way.Hours.Written(), way.Hours.Mark, way.Hours.Sources)
	add("price", string(way.Free.Value), way.Free.Mark, way.Free.Sources)
	add("languages", fmt.Sprint(h.Languages.Value), h.Languages.Mark, h.Languages.Sources)
	add("operator", h.Operator.English, h.Operator.Mark, h.Operator.Sources)
	return out
}

// Limits are what would end a release of a country that is made now, the first first.
func Limits(l *build.Loaded, country string) []release.Limit {
	out := limits(l, l.Set.Country(country))
	slices.SortStableFunc(out, func(a, b release.Limit) int { return strings.Compare(a.Until+a.What, b.Until+b.What) })
	return out
}

// whatEnds says what a number is good by until its last day.
func whatEnds(h *campaign.Hotline) string {
	if h.PublicEmergency() {
		return "a year since the source of the emergency number " + h.ID + " was read ends"
	}
	return "the test calls of " + h.ID + " end"
}

// limits lists what gives the release an end: test calls, funding, the plan,
// exceptions on record, consents and reviews.
func limits(l *build.Loaded, c *campaign.Country) []release.Limit {
	out := []release.Limit{}
	for _, h := range shownLines(l, c) {
		if s := h.Standing(l.Plan.Date, l.Gate); s.Enough {
			out = append(out, release.Limit{Until: s.Until, What: whatEnds(h)})
		}
		if h.FundedUntil.Holds() && h.FundedUntil.Value != "" {
			out = append(out, release.Limit{Until: h.FundedUntil.Value, What: "the funding of " + h.ID + " ends"})
		}
	}
	for _, p := range c.Plans {
		if p.Mark.Holds() && fmt.Sprint(p.Until) >= l.Plan.Date[:4] {
			out = append(out, release.Limit{Until: fmt.Sprintf("%d-12-31", p.Until), What: p.Title + " ends"})
			break
		}
	}
	for _, e := range c.Exceptions {
		out = append(
			out,
			release.Limit{Until: e.Until, What: "the exception from " + e.Rule + " for " + e.Subject() + " ends"},
		)
	}
	return append(append(out, consents(l, c)...), reviews(l, c)...)
}

// lastDay is the first day on which one of the limits ends.
func lastDay(limits []release.Limit) string {
	return slices.MinFunc(limits, func(a, b release.Limit) int { return strings.Compare(a.Until, b.Until) }).Until
}

// consents lists when the consents of people in the pictures on the country's
// sheets and pages end.
func consents(l *build.Loaded, c *campaign.Country) []release.Limit {
	until := map[string]string{}
	note := func(id string) {
		if rec := l.Set.Picture(id); rec != nil && rec.Consent != nil {
			until[id] = rec.Consent.Until
		}
	}
	for _, m := range l.Plan.Materials {
		for _, p := range m.Pictures {
			if m.Country == c.Code {
				note(p.ID)
			}
		}
	}
	for _, id := range c.Pictures {
		note(id)
	}
	var out []release.Limit
	for _, id := range slices.Sorted(maps.Keys(until)) {
		out = append(out, release.Limit{Until: until[id], What: "the consent for the picture " + id + " ends"})
	}
	return out
}

// usualReview is how many days the review of a text is good for, where the country
// says nothing else: words age, and so do the facts behind them.
const usualReview = 365

// reviews lists, for each language of the country, when the oldest review of a text
// on its sheets and pages is too old.
func reviews(l *build.Loaded, c *campaign.Country) []release.Limit {
	oldest := map[locale.Tag]string{}
	add := func(tag locale.Tag, r locale.Review) {
		day := r.Date
		if r.State == locale.Reviewed && day != "" && (oldest[tag] == "" || day < oldest[tag]) {
			oldest[tag] = day
		}
	}
	message := func(tag locale.Tag, id string) {
		if msg, ok := l.Set.Catalogue.Message(tag, id); ok {
			add(tag, msg.Review)
		}
	}
	for _, m := range l.Plan.Materials {
		for _, col := range m.Columns {
			for _, id := range m.Messages {
				if m.Country == c.Code {
					message(col.Locale.Tag, id)
				}
			}
		}
	}
	for _, s := range l.Plan.Sites {
		for _, f := range s.Faces {
			if s.Country != c.Code {
				continue
			}
			for id := range f.Texts {
				message(f.Locale.Tag, id)
			}
			for _, planned := range f.Pages {
				pageReviews(l.Set.Pages[planned.Name], planned, add)
			}
		}
	}
	most := cmp.Or(c.ReviewDays, usualReview)
	var out []release.Limit
	for _, tag := range slices.Sorted(maps.Keys(oldest)) {
		if until := days.Add(oldest[tag], most); until != "" {
			what := fmt.Sprintf("the oldest review of a text in %s is %d days old", tag, most)
			out = append(out, release.Limit{Until: until, What: what})
		}
	}
	return out
}

// pageReviews hands over the reviews of what a page shows, under the
// languages that it shows it in.
func pageReviews(written map[locale.Tag]*campaign.Page, shown plan.Page, add func(locale.Tag, locale.Review)) {
	of := func(tag locale.Tag, pick func(*campaign.Page) locale.Review) {
		if p := written[tag]; p != nil {
			add(tag, pick(p))
		}
	}
	of(shown.Title.Tag, func(p *campaign.Page) locale.Review { return p.TitleReview })
	of(shown.Summary.Tag, func(p *campaign.Page) locale.Review { return p.SummaryReview })
	for _, ps := range shown.Passages {
		of(ps.Text.Tag, func(p *campaign.Page) locale.Review {
			i := slices.IndexFunc(p.Passages, func(w campaign.Passage) bool { return w.ID == ps.ID })
			if i < 0 {
				return locale.Review{}
			}
			return p.Passages[i].Review
		})
	}
}

// nameBatches gives each sheet's files their material and the batch id that the
// plan put on them.
func nameBatches(root string, l *build.Loaded, m *release.Manifest) error {
	made, err := output.ReadManifest(filepath.Join(root, "materials.json"))
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	batches := map[string]string{}
	for _, planned := range l.Plan.Materials {
		if planned.Country == m.Country {
			batches[planned.Audience+"/"+planned.Name] = planned.Batch
		}
	}
	for _, mm := range made.Materials {
		for i, f := range m.Files {
			if slices.Contains(mm.Files, f.Path) {
				m.Files[i].Material = output.SheetName(f.Path)
				m.Files[i].Batch = batches[mm.Audience+"/"+m.Files[i].Material]
			}
		}
	}
	return nil
}

// SheetLines gives the telephone lines on each sheet of a release by the path of
// its files, from its list of materials.
func SheetLines(list string) (map[string][]string, error) {
	made, err := output.ReadManifest(list)
	if err != nil {
		return nil, fmt.Errorf("list of materials: %w", err)
	}
	out := map[string][]string{}
	for _, m := range made.Materials {
		for _, f := range m.Files {
			out[f] = m.Hotlines
		}
	}
	return out, nil
}
