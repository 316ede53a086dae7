package evaluate

import (
	"cmp"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/estimate"
	"pharos/internal/release"
)

// Report is what an evaluation says, before it is put into words.
type Report struct {
	Country   string
	Fictional bool
	// Office is true for the edition of the office, which has small numbers.
	Office bool
	// From and Until are the first and last day of what was counted.
	From, Until string
	Plan        *Plan
	Seal        Seal
	Calls       Calls
	// Steps are the chain, Reading the step at which the rule stops; "" where all are lit.
	Steps   []Step
	Reading string
	Rows    []Row
	Purpose []Cell
	Survey  *Known
	// Group is how many blocks stand together in the public edition so that no number is
	// below the floor; 0 where even a year of them is. Shown are the figures.
	Group  int
	Shown  []Figure
	Events []Event
	// PlanDigest, CountsDigest and Program say what the numbers were made from.
	PlanDigest, CountsDigest, Program string
}

// Seal says when the plan was fixed.
type Seal struct {
	// State is before (the first sheet), after, changed (the plan is another one than the
	// registered one) or never.
	State string
	// Day is when it was registered, Ahead how many days before the first sheet, or before
	// the start where no sheet is on record.
	Day   string
	Ahead int
}

// Row compares a measure before and after.
type Row struct {
	Measure Measure
	// Before and After are what was counted; Years how long.
	Before, After           int
	YearsBefore, YearsAfter float64
	// days are the first and last day counted, before and after; 0 for none.
	days [2][2]int
	// Change is the ratio of the rates; nil where it says nothing.
	Change *estimate.Ratio
	// Hidden is true where a number is too small for the public.
	Hidden  bool
	Sources []string
}

// Known is the survey: how many know the line.
type Known struct {
	estimate.Difference
	PeopleBefore, PeopleAfter     int
	ClustersBefore, ClustersAfter int
}

// Make evaluates the data up to a day; office gives the edition with small numbers.
func Make(d *Data, until string, office bool, program string) (*Report, diag.List) {
	r := &Report{Country: d.Country.Code, Fictional: d.Plan.Fictional, Office: office, Plan: d.Plan,
		PlanDigest: d.PlanDigest, CountsDigest: d.CountsDigest, Program: program, Events: d.Events}
	last := d.lastDay(until)
	r.Until = dayOf(last)
	r.Calls = d.calls(last)
	r.From = r.Until
	if len(r.Calls.Blocks) > 0 {
		r.From = dayOf(r.Calls.Blocks[0].From)
	}
	r.Seal = d.seal()
	r.Survey = d.known()
	r.Rows = d.rows(last)
	r.Purpose = d.purposes(last)
	r.steps(d)
	if r.group(); office {
		return r, nil
	}
	r.floor()
	r.compared(d.Ledger)
	return r, r.published(d.Ledger)
}

// lastDay is the last day that is looked at: the one asked for, else the end of the last
// whole block of the plan's measure.
func (d *Data) lastDay(until string) int {
	if until != "" {
		return dayNumber(until)
	}
	g, last := newGrid(d.Plan), 0
	for _, c := range d.Counts {
		if c.Measure == d.Plan.Measure {
			last = max(last, c.Until)
		}
	}
	if at := g.at(last); g.until(at) != last {
		return g.until(at - 1)
	}
	return last
}

// seal compares the plan with the registered one.
func (d *Data) seal() Seal {
	e := d.registered()
	if e == nil {
		return Seal{State: "never"}
	}
	first := cmp.Or(d.firstSheet(), d.Plan.Start)
	s := Seal{State: "before", Day: e.Day, Ahead: dayNumber(first) - dayNumber(e.Day)}
	if e.Plan != d.PlanDigest {
		s.State = "changed"
	} else if s.Ahead <= 0 {
		s.State = "after"
	}
	return s
}

// known estimates the change of the share that knows the line; nil without two rounds.
func (d *Data) known() *Known {
	before, after := clusters(d.Survey, "before", KnowsLine, Yes), clusters(d.Survey, "after", KnowsLine, Yes)
	diff, err := estimate.Clusters(before, after, level)
	if err != nil {
		return nil
	}
	people := func(list []estimate.Cluster) (n int) {
		for _, c := range list {
			n += int(c.N)
		}
		return n
	}
	return &Known{diff, people(before), people(after), len(before), len(after)}
}

// rows sums every measure up before and after the start; the plan's own measure by areas
// has a better estimate and stands in the figure.
func (d *Data) rows(last int) []Row {
	start := dayNumber(d.Plan.Start)
	byMeasure := map[Measure]*Row{}
	days := map[Measure]*[2]map[int]bool{}
	national := map[Measure]bool{} // counted for the country, and not only by area
	for _, c := range d.Counts {
		national[c.Measure] = national[c.Measure] || c.Area == ""
	}
	for _, c := range d.Counts {
		own := c.Measure == d.Plan.Measure && len(d.Plan.Areas) > 0 // sums of areas stand in the figure
		if own || c.Until > last || c.From < start && c.Until >= start || c.Area != "" && national[c.Measure] {
			continue
		}
		if kind, _, _ := strings.Cut(string(c.Measure), "."); kind == "purpose" || kind == "visits" || kind == "heard" {
			continue
		}
		if byMeasure[c.Measure] == nil {
			byMeasure[c.Measure] = &Row{Measure: c.Measure}
			days[c.Measure] = &[2]map[int]bool{{}, {}}
		}
		r, side := byMeasure[c.Measure], 0
		if c.From >= start {
			r.After += c.N
			side = 1
		} else {
			r.Before += c.N
		}
		for day := c.From; day <= c.Until; day++ {
			days[c.Measure][side][day] = true
		}
		if ends := &r.days[side]; ends[0] == 0 {
			*ends = [2]int{c.From, c.Until}
		} else {
			*ends = [2]int{min(ends[0], c.From), max(ends[1], c.Until)}
		}
		if !slices.Contains(r.Sources, c.Source) {
			r.Sources = append(r.Sources, c.Source)
		}
	}
	var out []Row
	for _, m := range measures {
		r := byMeasure[m]
		if r == nil {
			continue
		}
		r.YearsBefore, r.YearsAfter = float64(len(days[m][0]))/365.25, float64(len(days[m][1]))/365.25
		if slices.Contains(yearly, m) && r.YearsBefore > 0 && r.YearsAfter > 0 {
			if change, err := estimate.Rates(r.Before, r.After, r.YearsBefore, r.YearsAfter, level); err == nil {
				r.Change = &change
			}
		}
		slices.Sort(r.Sources)
		out = append(out, *r)
	}
	return out
}

// row finds the row of a measure.
func (r *Report) row(m Measure) (Row, bool) {
	i := slices.IndexFunc(r.Rows, func(row Row) bool { return row.Measure == m })
	if i < 0 {
		return Row{}, false
	}
	return r.Rows[i], true
}

// purposes sums up why people rang, from the start on.
func (d *Data) purposes(last int) []Cell {
	start := dayNumber(d.Plan.Start)
	n := map[Measure]int{}
	for _, c := range d.Counts {
		if strings.HasPrefix(string(c.Measure), "purpose.") && c.From >= start && c.Until <= last {
			n[c.Measure] += c.N
		}
	}
	var out []Cell
	stated := 0
	for _, m := range measures {
		if _, ok := n[m]; ok {
			out = append(out, Cell{Name: string(m), N: n[m]})
			stated += n[m]
		}
	}
	total := 0
	for _, c := range d.Counts {
		if c.Measure == Substantive && c.From >= start && c.Until <= last {
			total += c.N
		}
	}
	if len(out) > 0 && total > stated { // else the rest could be told from the sum
		out = append(out, Cell{Name: "unstated", N: total - stated})
	}
	return out
}

// sheets sums the ledger up to a day: what was printed, and what hangs.
func (d *Data) sheets(until string) (printed, placed int) {
	var entries []release.Entry
	for _, e := range d.Ledger {
		if e.Day <= until {
			entries = append(entries, e)
		}
	}
	for _, e := range release.Lots(entries) {
		if e.What == release.Printed {
			printed += e.Count
		} else {
			placed += e.Count
		}
	}
	return printed, placed
}
