package seal

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/release"
)

// Renewal is what a renewal of a release would say now: the release's own facts with the
// calls of today. The sentences say what stands against it.
func Renewal(o build.Options, l *build.Loaded, r *release.Result) (*release.Renewal, []string, error) {
	m := r.Manifest
	c := l.Set.Country(m.Country)
	if c == nil || l.Plan == nil {
		return nil, []string{fmt.Sprintf("the project has no country %s that can be planned", m.Country)}, nil
	}
	callers, err := adapt.OpenCallers(o.Project, l.Set)
	if err != nil {
		return nil, nil, err
	}
	now := ManifestOf(l, m.Country, callers)
	bad := changed(m, now)
	for _, h := range shownLines(l, c) {
		if s := h.Standing(l.Plan.Date, l.Gate); !s.Enough {
			why := s.Lacks.Text
			if len(s.Differs) > 0 {
				why = fmt.Sprintf("a call heard %q", s.Differs[0].Heard)
			}
			bad = append(bad, h.ID+": "+why)
		}
	}
	out := &release.Renewal{Date: l.Plan.Date, Limits: now.Limits, Facts: slices.Clone(m.Facts), Gate: now.Gate}
	for i, f := range out.Facts {
		j := slices.IndexFunc(now.Facts, func(n release.Fact) bool { return n.Line == f.Line && n.What == f.What })
		if j >= 0 {
			out.Facts[i].Calls, out.Facts[i].Read = now.Facts[j].Calls, now.Facts[j].Read
		}
	}
	if ends := Limits(l, m.Country); len(bad) == 0 && ends[0].Until <= r.Until() {
		bad = append(bad, fmt.Sprintf("it would end on %s, not later than now: %s. %s",
			ends[0].Until, ends[0].What, Longer(ends[0])))
	}
	return out, bad, nil
}

// changed lists what a project says otherwise about a line than a release.
func changed(m, now *release.Manifest) []string {
	stated := func(m *release.Manifest) map[string]string {
		out := map[string]string{}
		for _, f := range m.Facts {
			out[f.Line+": "+f.What] = f.Value + ", mark " + f.Mark
		}
		return out
	}
	return release.Differences(stated(m), stated(now))
}

// longer says what moves each kind of limit: how its words begin or end, and what to do.
var longer = []struct{ begins, ends, do string }{
	{"the test calls of ", "", "Newer test calls by two people move it: pharos attest. " +
		"A release that is out is then moved by pharos release renew."},
	{"a year since the source of ", "", "Reading the official source again moves it: write the day under read:."},
	{"the funding of ", "", "A newer source about the funding moves it: funded_until."},
	{"the consent for ", "", "A longer written consent moves it, or the sheets without the picture."},
	{"the exception from ", "", "Curing what was set aside moves it, or a new decision on record."},
	{"the oldest review ", "", "Reading the oldest texts again moves it: pharos translate review."},
	{"", " ends", "The plan that follows, in the country's file, moves it."},
}

// Longer says what would lengthen what a limit ends.
func Longer(limit release.Limit) string {
	for _, l := range longer {
		if strings.HasPrefix(limit.What, l.begins) && strings.HasSuffix(limit.What, l.ends) {
			return l.do
		}
	}
	return ""
}
