package build

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/cache"
	"pharos/internal/check"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/release"
)

// Summary says what a build made, country by country.
type Summary struct {
	Date      string           `json:"date"`
	Out       string           `json:"out"`
	Seconds   float64          `json:"seconds"`
	Warnings  int              `json:"warnings"`
	Countries []CountrySummary `json:"countries"`
	// Cache says how many sheets and sites were taken from the cache and made anew.
	Cache cache.Counts `json:"cache"`
	// Exceptions are the rules that were set aside, where one country was built.
	Exceptions []release.Exception `json:"-"`
	// Findings are the warnings and notes of the run, and errors that refuse a
	// release only.
	Findings diag.List `json:"-"`
}

// CountrySummary is one country's share.
type CountrySummary struct {
	Country   string       `json:"country"`
	Languages []locale.Tag `json:"languages"`
	Pages     int          `json:"pages"`
	Materials int          `json:"materials"`
	Files     int          `json:"files"`
	Warnings  int          `json:"warnings"`
	// Drafts is how many materials are drafts; Reasons say why, most common first.
	Drafts  int           `json:"drafts"`
	Reasons []ReasonCount `json:"reasons"`
	Omitted []ReasonCount `json:"omitted"`
	// Seconds is the time spent on this country's sheets and site.
	Seconds float64 `json:"seconds"`
	// Folder is what to open.
	Folder string `json:"folder"`
}

// ReasonCount is a reason for drafts or omissions: how many there are, and the
// detail of the first.
type ReasonCount struct {
	Reason plan.Reason   `json:"reason"`
	Count  int           `json:"count"`
	Detail diag.Sentence `json:"detail"`
}

// summary counts what was made.
func (o Options) summary(l *Loaded, countries []*country) *Summary {
	found := concerning(l.Findings.Sorted(), countries)
	s := &Summary{Date: l.Plan.Date, Out: o.Out, Findings: found, Warnings: found.Count(diag.Warning)}
	if len(countries) == 1 {
		s.Exceptions = []release.Exception{}
		for _, e := range l.exceptions.Used(countries[0].site.Country) {
			s.Exceptions = append(s.Exceptions, release.Exception{
				Rule: e.Rule, Material: e.Subject(), Who: e.By + ", " + e.Role, Why: e.Why, Until: e.Until,
			})
		}
	}
	for _, c := range countries {
		cs := CountrySummary{Country: c.site.Country, Materials: len(c.sheets), Files: c.files,
			Seconds:  c.spent.Seconds(),
			Warnings: warnings(found, c.site.Country), Folder: filepath.Join(o.Out, c.site.Country)}
		for _, f := range c.site.Faces {
			cs.Languages = append(cs.Languages, f.Locale.Tag)
			cs.Pages += len(f.Pages)
		}
		why, out := tally{}, tally{}
		for _, d := range c.site.Drafts {
			why.add(d.Reason, d.Detail, 0)
		}
		for _, sh := range c.sheets {
			if len(sh.material.Drafts) > 0 {
				cs.Drafts++
			}
			last := plan.Reason("")
			for _, d := range sh.material.Drafts { // sorted by reason: each counts once a sheet
				if d.Reason != last {
					why.add(d.Reason, d.Detail, 1)
				}
				last = d.Reason
			}
		}
		for _, om := range c.omitted {
			out.add(om.Reason, om.Detail, 1)
		}
		cs.Reasons, cs.Omitted = why.sorted(), out.sorted()
		s.Countries = append(s.Countries, cs)
	}
	return s
}

// concerning leaves out what is about the definition of a country that was not built.
func concerning(list diag.List, built []*country) diag.List {
	return slices.DeleteFunc(list, func(f diag.Finding) bool {
		of := check.CountryOf(f.Pos.File)
		return of != "" && !slices.ContainsFunc(built, func(c *country) bool { return c.site.Country == of })
	})
}

// warnings counts those that are about one country: its definitions or its files.
func warnings(list diag.List, country string) int {
	n := 0
	for _, f := range list {
		own := check.CountryOf(f.Pos.File) == country || strings.HasPrefix(f.Path, country+"/")
		if f.Severity == diag.Warning && own {
			n++
		}
	}
	return n
}

// tally counts reasons and keeps the first detail of each.
type tally map[plan.Reason]*ReasonCount

func (t tally) add(r plan.Reason, detail diag.Sentence, n int) {
	if t[r] == nil {
		t[r] = &ReasonCount{Reason: r, Detail: detail}
	}
	t[r].Count += n
}

// sorted gives the rows, most common first.
func (t tally) sorted() []ReasonCount {
	out := []ReasonCount{}
	for _, v := range t {
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b ReasonCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}
