// Package evaluate says whether a campaign worked, from counts that offices have: it
// reads the plan and the counts of a country, estimates, decides in the order in which
// causes can be excluded, and writes a report that others can do again.
//
// In go a folder evaluation/<cc> of a project, its country, its ledger and the words of
// reports; out come a Report and its files. It knows no clock and no person: counts
// have days, areas and kinds, nothing else. Small numbers are merged before anything
// is shown to the public (floor.go).
//
//	plan.yaml    question, measure, start, areas, thresholds: fixed before the start
//	events.yaml  closed lines, moved numbers, other campaigns
//	counts.csv   from,until,area,measure,count,source
//	survey.csv   round,cluster,question,answer,count
package evaluate

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/release"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Dir is the folder of evaluations in a project.
const Dir = "evaluation"

// Folder is the folder of one country.
func Folder(country string) string { return path.Join(Dir, country) }

// Data is everything that one country's evaluation knows.
type Data struct {
	Country *campaign.Country
	Plan    *Plan
	Events  []Event
	Counts  []Count
	Survey  []Answer
	Ledger  []release.Entry
	// PlanDigest and CountsDigest are those of the files as they stand.
	PlanDigest, CountsDigest string
}

// Load reads the folder of a country. The findings are about its files; where one
// stops, the data are not to be used.
func Load(fsys fs.FS, country *campaign.Country, ledger []release.Entry) (*Data, diag.List, error) {
	d := &Data{Country: country, Plan: &Plan{}}
	for _, e := range ledger {
		if e.Country == country.Code {
			d.Ledger = append(d.Ledger, e)
		}
	}
	var list diag.List
	read := func(name string) ([]byte, error) {
		data, err := fs.ReadFile(fsys, path.Join(Folder(country.Code), name))
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return data, err
	}
	plan, err := read("plan.yaml")
	if err != nil {
		return nil, nil, err
	}
	if plan == nil {
		pos := diag.Pos{File: path.Join(Folder(country.Code), "plan.yaml")}
		list.Errorf(rule.EvaluatePlan, pos, "Write it first: docs/evaluating.md has one to copy.", "there is no plan")
		return d, list, nil
	}
	d.PlanDigest = release.Digest(plan)
	list = append(list, d.Plan.read(path.Join(Folder(country.Code), "plan.yaml"), plan, country)...)
	events, err := read("events.yaml")
	if err != nil {
		return nil, nil, err
	}
	if events != nil {
		root, found := tree.Parse(path.Join(Folder(country.Code), "events.yaml"), events)
		list = append(append(list, found...), tree.Decode(root, &d.Events)...)
		list = append(list, checkEvents(root, d.Events)...)
	}
	counts, err := read("counts.csv")
	if err != nil {
		return nil, nil, err
	}
	d.CountsDigest = release.Digest(counts)
	var found diag.List
	d.Counts, found = ReadCounts(path.Join(Folder(country.Code), "counts.csv"), counts, d.Plan)
	list = append(list, found...)
	survey, err := read("survey.csv")
	if err != nil {
		return nil, nil, err
	}
	d.Survey, found = readSurvey(path.Join(Folder(country.Code), "survey.csv"), survey)
	return d, append(list, found...), nil
}

// registered is the entry of the ledger that fixed a plan last; nil without one. The
// day of the first sheet is that of the first lot that was placed.
func (d *Data) registered() *release.Entry {
	for i := range slices.Backward(d.Ledger) {
		if d.Ledger[i].What == release.Registered {
			return &d.Ledger[i]
		}
	}
	return nil
}

// firstSheet is the day on which the first sheet was placed, "" if none was.
func (d *Data) firstSheet() string {
	first := ""
	for _, e := range release.Lots(d.Ledger) {
		if e.What == release.Placed && (first == "" || e.Day < first) {
			first = e.Day
		}
	}
	return first
}

// line finds a telephone line of the country.
func line(c *campaign.Country, id string) *campaign.Hotline {
	i := slices.IndexFunc(c.Hotlines, func(h campaign.Hotline) bool { return h.ID == id })
	if i < 0 {
		return nil
	}
	return &c.Hotlines[i]
}

// lineIDs lists the telephone lines of a country.
func lineIDs(c *campaign.Country) []string {
	var out []string
	for _, h := range c.Hotlines {
		out = append(out, h.ID)
	}
	return out
}

// under reports whether a day lies in a range of days, both included.
func under(day, from, until string) bool { return strings.Compare(from, day) <= 0 && day <= until }
