package evaluate

import (
	"slices"

	"pharos/internal/estimate"
)

// Lamp is how a step of the chain stands.
type Lamp string

// The lamps.
const (
	Lit     Lamp = "lit"
	Dark    Lamp = "dark"
	Striped Lamp = "striped" // cannot tell
)

// Step is one link of the chain from a sheet to a prosecution.
type Step struct {
	// ID names its words, Lamp says how it stands.
	ID   string
	Lamp Lamp
	// Fact names the words of what backs the lamp, with its numbers in order.
	Fact    string
	Numbers []Number
	// Aside is true for the second row: trainings.
	Aside bool
}

// Number is a number of a fact: a count, a share, or a number that is too small to show.
type Number struct {
	Value   float64
	Percent bool
	// Count is true for a count of people or calls, which the floor holds back; of a rate
	// that is Of.
	Count bool
	Of    int
}

// below reports whether a number is one that the public must not see.
func (n Number) below(floor int) bool {
	count := n.Of
	if count == 0 {
		count = int(n.Value)
	}
	return n.Count && count > 0 && count < floor
}

// of reports whether a step shows the numbers of a measure.
func (s Step) of(m Measure) bool {
	return slices.Contains(map[string][]Measure{"line": {Received, Answered}, "cases": {Cases},
		"tips": {TipsPassed, TipsLed}, "prosecutions": {Prosecutions}, "trained": {Finished},
		"investigations": {Investigations}}[s.ID], m)
}

// steps makes the chain, in the order in which causes can be excluded: nobody can say
// that a message does not work before it is known that sheets hung, the line answered,
// and people know it.
func (r *Report) steps(d *Data) {
	t := r.Plan.Thresholds
	r.Steps = []Step{
		r.sheets(d, t.Placed), r.answered(t.Answered), r.knows(t.Known), r.rang(),
		r.rose("cases", Cases), r.led(t.Led), r.rose("prosecutions", Prosecutions),
		r.trained(t.Trained), r.rose("investigations", Investigations),
	}
	stopped := false
	for i := range r.Steps {
		s := &r.Steps[i]
		s.Aside = i >= 7
		if i == 7 {
			stopped = false
		}
		if stopped && s.Lamp == Dark {
			s.Lamp = Striped // nobody knows whether it could have been lit
		}
		stopped = stopped || s.Lamp == Striped
		if r.Reading == "" && s.Lamp != Lit {
			r.Reading = s.ID
		}
	}
}

// sheets asks whether what was printed hangs.
func (r *Report) sheets(d *Data, least int) Step {
	printed, placed := d.sheets(r.Until)
	s := Step{ID: "sheets", Lamp: Striped, Fact: "none"}
	if printed == 0 && placed == 0 {
		return s
	}
	s.Fact = "of"
	s.Numbers = []Number{{Value: float64(placed)}, {Value: float64(max(printed, placed))}}
	return s.judged(least, 100*float64(placed)/float64(max(printed, placed)))
}

// judged lights a lamp where a value reaches its threshold; without one nobody judges.
func (s Step) judged(least int, value float64) Step {
	switch {
	case least == 0:
		s.Lamp = Striped
	case value >= float64(least):
		s.Lamp = Lit
	default:
		s.Lamp = Dark
	}
	return s
}

// share is the part of one count in another from the start on, with both counts; false
// where one is missing or they do not fit together.
func (r *Report) share(part, of Measure) (p estimate.Proportion, some, all int, ok bool) {
	a, ok1 := r.row(part)
	b, ok2 := r.row(of)
	if !ok1 || !ok2 || b.After == 0 || a.After > b.After {
		return p, 0, 0, false
	}
	return estimate.Wilson(a.After, b.After, level), a.After, b.After, true
}

// answered asks whether the line answered, from the start on.
func (r *Report) answered(least int) Step {
	s := Step{ID: "line", Lamp: Striped, Fact: "none"}
	p, _, _, ok := r.share(Answered, Received)
	if !ok {
		return s
	}
	s.Fact, s.Numbers = "answered", []Number{{Value: 100 * p.Share, Percent: true}}
	return s.judged(least, 100*p.Share)
}

// knows asks whether more people know the line.
func (r *Report) knows(least int) Step {
	s := Step{ID: "known", Lamp: Striped, Fact: "none"}
	if r.Survey == nil {
		return s
	}
	s.Fact = "change"
	s.Numbers = []Number{{Value: 100 * r.Survey.Before, Percent: true}, {Value: 100 * r.Survey.After, Percent: true}}
	switch {
	case least == 0:
	case r.Survey.Low > 0 && 100*r.Survey.Change >= float64(least):
		s.Lamp = Lit
	case 100*r.Survey.High < float64(least):
		s.Lamp = Dark
	}
	return s
}

// rang is the verdict on calls.
func (r *Report) rang() Step {
	s := Step{ID: "calls", Lamp: Striped, Fact: "reason." + string(r.Calls.Reason)}
	switch r.Calls.Verdict {
	case More:
		s.Lamp, s.Fact, s.Numbers = Lit, "extra", []Number{{Value: r.Calls.Extra}}
	case Fewer, Same:
		s.Lamp, s.Fact = Dark, string(r.Calls.Verdict)
	}
	return s
}

// rose asks whether a yearly result rose: lit where its interval lies above 1, dark where
// it lies below the smallest change that matters.
func (r *Report) rose(id string, m Measure) Step {
	s := Step{ID: id, Lamp: Striped, Fact: "none"}
	row, ok := r.row(m)
	if !ok {
		return s
	}
	s.Fact = "after"
	s.Numbers = []Number{{Value: float64(row.After), Count: true}}
	if row.YearsBefore > 0 && row.YearsAfter > 0 {
		s.Fact = "rate"
		s.Numbers = []Number{
			{Value: float64(row.Before) / row.YearsBefore, Of: row.Before, Count: true},
			{Value: float64(row.After) / row.YearsAfter, Of: row.After, Count: true}}
	}
	switch c := row.Change; {
	case c == nil:
	case c.Low > 1:
		s.Lamp = Lit
	case c.High < 1+float64(r.Plan.Smallest)/100:
		s.Lamp = Dark
	}
	return s
}

// led asks how many tips that were passed on led to a perpetrator.
func (r *Report) led(least int) Step {
	s := Step{ID: "tips", Lamp: Striped, Fact: "none"}
	p, led, passed, ok := r.share(TipsLed, TipsPassed)
	if !ok {
		return s
	}
	s.Fact = "of"
	s.Numbers = []Number{{Value: float64(led), Count: true}, {Value: float64(passed), Count: true}}
	switch {
	case least == 0:
	case 100*p.Share >= float64(least):
		s.Lamp = Lit
	case 100*p.High < float64(least):
		s.Lamp = Dark
	}
	return s
}

// trained asks whether as many people finished a training as the plan wants.
func (r *Report) trained(least int) Step {
	s := Step{ID: "trained", Lamp: Striped, Fact: "none"}
	row, ok := r.row(Finished)
	if !ok {
		return s
	}
	s.Fact, s.Numbers = "people", []Number{{Value: float64(row.After), Count: true}}
	if least > 0 {
		s.Fact, s.Numbers = "of", append(s.Numbers, Number{Value: float64(least)})
	}
	return s.judged(least, float64(row.After))
}
