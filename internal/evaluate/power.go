package evaluate

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"text/tabwriter"

	"pharos/internal/estimate"
)

// Power says which change can be found with which design.
type Power struct {
	// Rate are the calls a week.
	Rate    float64
	Designs []DesignPower
	// Order are the areas in an order drawn by lot.
	Order []string
	Plan  *Plan
}

// DesignPower is the smallest change that a design finds in 80 of 100 campaigns, by the
// weeks after the start; 0 where it finds none up to five times.
type DesignPower struct {
	Name    string
	History int
	Weeks   []int
	Least   []float64
}

// powerRuns is how many campaigns are simulated for each change that is tried.
const powerRuns = 120

// powerWeeks are the lengths after the start.
var powerWeeks = []int{12, 24, 48}

// PowerOf measures what can be found; a rate of 0 is taken from the counts before the
// start. False where there are none.
func PowerOf(d *Data, rate float64) (*Power, bool) {
	if rate == 0 {
		rate = d.rate()
	}
	if rate == 0 {
		return nil, false
	}
	p := &Power{Rate: rate, Plan: d.Plan}
	p.add("one line (one year before would tell nothing)", 104, func(weeks int) found {
		return estimate.SeriesFinds(estimate.Lively(rate, 104, weeks, 1))
	})
	p.add("areas with and without sheets, half of the calls each", 52, func(weeks int) found {
		return estimate.ShareFinds(estimate.Lively(rate, 52, weeks, 1), 0.5)
	})
	areas := max(8, len(d.Plan.Areas))
	p.add(fmt.Sprintf("%d areas in random order, one more every four weeks", areas), 24, func(weeks int) found {
		return estimate.PermutedFinds(estimate.Lively(rate, 24, weeks+4*areas, 1), areas, 1)
	})
	r := rand.New(rand.NewPCG(d.seed(), 1))
	for _, i := range r.Perm(len(d.Plan.Areas)) {
		p.Order = append(p.Order, d.Plan.Areas[i].Name)
	}
	return p, true
}

// found is whether a drawn campaign with an effect is found.
type found = func(*rand.Rand, float64) bool

func (p *Power) add(name string, history int, finds func(weeks int) found) {
	d := DesignPower{Name: name, History: history, Weeks: powerWeeks}
	for _, weeks := range powerWeeks {
		d.Least = append(d.Least, estimate.Detectable(powerRuns, 0.8, uint64(weeks), finds(weeks)))
	}
	p.Designs = append(p.Designs, d)
}

// rate is how many calls a week were counted before the start.
func (d *Data) rate() float64 {
	start, n := dayNumber(d.Plan.Start), 0
	days := map[int]bool{}
	for _, c := range d.Counts {
		if c.Measure != d.Plan.Measure || c.Until >= start {
			continue
		}
		n += c.N
		for day := c.From; day <= c.Until; day++ {
			days[day] = true
		}
	}
	if len(days) == 0 {
		return 0
	}
	return 7 * float64(n) / float64(len(days))
}

// Write prints the answer for people.
func (p *Power) Write(to io.Writer) error {
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "%.1f calls a week. Smallest change found in 80 of 100 campaigns (times the calls expected):\n",
		p.Rate)
	fmt.Fprintf(w, "design\tweeks before\t%d weeks\t%d weeks\t%d weeks\n", p.Designs[0].Weeks[0],
		p.Designs[0].Weeks[1], p.Designs[0].Weeks[2])
	best := 0.0
	for _, d := range p.Designs {
		fmt.Fprintf(w, "%s\t%d", d.Name, d.History)
		for _, x := range d.Least {
			if x == 0 {
				fmt.Fprint(w, "\tnone up to 5")
				continue
			}
			fmt.Fprintf(w, "\t%.1f", x)
			if best == 0 || x < best {
				best = x
			}
		}
		fmt.Fprintln(w)
	}
	matters := 1 + float64(p.Plan.Smallest)/100
	fmt.Fprintf(w, "\nThe plan wants to find a change of %.2f. ", matters)
	switch {
	case best == 0:
		fmt.Fprintln(w, "No design finds one that small: count yearly results and ask people instead.")
	case best > matters:
		fmt.Fprintf(w, "The best of these designs finds %.1f: a smaller change will end as \"cannot tell\".\n", best)
	default:
		fmt.Fprintln(w, "At least one of these designs finds it.")
	}
	fmt.Fprintf(w, "\nSurvey, from 30 to 40 of 100 who know the line: %d people in each round, %d in clusters "+
		"(at least 20 places).\n", estimate.SurveySize(.3, .4, .8, 1), estimate.SurveySize(.3, .4, .8, 2))
	fmt.Fprintln(w, "Prosecutions: fewer than 30 a year cannot speak within a year unless they about double.")
	if len(p.Order) >= 4 {
		fmt.Fprintf(w, "\nAreas in an order drawn by lot from the plan: %s.\n", strings.Join(p.Order, ", "))
		fmt.Fprintln(w, "If printing takes weeks anyway, let sheets begin in this order, four weeks apart: "+
			"it costs patience, and finds most.\nNever hold back a correction, a wrong number or the site.")
	}
	return w.Flush()
}

// Figures are the counts that a report shows, as the ledger keeps them.
func (r *Report) Figures() map[string]int {
	out := map[string]int{}
	for _, f := range slices.Concat(r.Shown, r.purposes()) {
		out[f.key()] = f.N
	}
	for _, row := range r.Rows {
		for _, f := range row.figures() {
			out[f.key()] = f.N
		}
	}
	return out
}
