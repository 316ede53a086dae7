package evaluate

import (
	"hash/fnv"
	"math"
	"slices"

	"pharos/internal/estimate"
)

// Design is how a change of calls is told from everything else.
type Design string

// The designs, best first.
const (
	Order Design = "order" // areas in random order
	Areas Design = "areas" // areas with and without sheets
	Line  Design = "line"  // one line over time
)

// Verdict is what can be said about a change.
type Verdict string

// The verdicts.
const (
	More  Verdict = "more"
	Fewer Verdict = "fewer"
	Same  Verdict = "same" // no change that matters
	Open  Verdict = "open" // cannot tell
)

// Reason is why nobody can tell. The list is closed.
type Reason string

// The reasons.
const (
	NotYet     Reason = "notyet"     // no whole block after the start
	History    Reason = "history"    // too little history
	Few        Reason = "few"        // fewer than ten calls expected in a block
	Closed     Reason = "closed"     // the line was closed for more than a quarter of the time
	Redefined  Reason = "redefined"  // the definition changed
	Spilled    Reason = "spilled"    // comparison areas got sheets too
	Campaigns  Reason = "campaigns"  // two campaigns at once
	Placebo    Reason = "placebo"    // a change is found where none was
	Wide       Reason = "wide"       // the interval is too wide
	NoEstimate Reason = "noestimate" // one side counted nothing
)

// Calls is what is known about the measure of the plan.
type Calls struct {
	Measure Measure
	Design  Design
	Verdict Verdict
	Reason  Reason
	// Change is the ratio with its interval; nil where nothing could be estimated.
	Change *estimate.Ratio
	// Extra is what was counted after the start above expectation.
	Extra float64
	// Weeks are the weeks that are still needed where the interval is too wide, 0 if more
	// than two years.
	Weeks  int
	Blocks []Block
	// Placebos are the earlier days at which a change was looked for where none was, and
	// Found how many found one.
	Placebos, Found int
	// Tests are the office's own calls that were taken out, Cross the lines that cross
	// the edge of a block, Spilled the comparison areas that got sheets.
	Tests, Cross int
	Spilled      []string
}

// level is that of all intervals.
const level = 0.95

// leastHistory is how long, in years, one line must have been counted before.
const leastHistory = 2

// calls estimates the measure of the plan up to a day.
func (d *Data) calls(until int) Calls {
	c := Calls{Measure: d.Plan.Measure, Design: Line, Verdict: Open}
	g := newGrid(d.Plan)
	with, control, spilled := d.sides(until)
	c.Spilled = spilled
	switch {
	case len(starts(g, with)) >= 4:
		c.Design = Order
	case len(with) > 0:
		c.Design = Areas
	}
	d.cut(&c, g, with, control, until)
	if c.Reason = d.refuses(&c, control); c.Reason != "" {
		return c
	}
	r, err := d.estimate(&c, g, with, control)
	if err != nil {
		c.Reason = NoEstimate
		return c
	}
	c.Change = &r
	c.expect(r)
	d.placebos(&c)
	c.judge(float64(d.Plan.Smallest) / 100)
	return c
}

// cut makes the blocks.
func (d *Data) cut(c *Calls, g grid, with, control []Area, until int) {
	sums, cross := d.sums(c.Measure)
	tested, _ := d.sums(TestCalls)
	c.Cross = cross
	first, last, _ := span(sums)
	for at := first; at <= last && g.until(at) <= until; at++ {
		b := Block{At: at, From: g.from(at), Until: g.until(at)}
		if len(with) > 0 {
			b.Seen = side(&b, sums, with, g)
			b.Control = side(&b, sums, control, g)
		} else if s := sums[""][at]; s.whole(g, at) {
			b.Seen = float64(s.n)
			if slices.Contains(withTests, c.Measure) {
				b.Seen = c.untested(b, tested[""][at], g, d.tests(b.From, b.Until))
			}
		} else {
			b.Out = "gap"
		}
		b.Hours, b.Open = d.openness(b.From, b.Until)
		switch {
		case b.Out != "":
		case at >= 0 && at < d.Plan.Transition && c.Design != Order:
			b.Out = "transition"
		case b.Hours == 0:
			b.Out = "closed"
		case d.redefined(c.Measure, b):
			b.Out = "definition"
		}
		c.Blocks = append(c.Blocks, b)
	}
}

// side adds the areas of one side up; a block in which one of them is not whole is a gap.
func side(b *Block, sums map[string]map[int]sum, areas []Area, g grid) float64 {
	n := 0
	for _, a := range areas {
		s := sums[a.Key][b.At]
		if !s.whole(g, b.At) {
			b.Out = "gap"
		}
		n += s.n
	}
	return float64(n)
}

// untested takes the test calls of a block out: those that the line counted, else those
// on record.
func (c *Calls) untested(b Block, counted sum, g grid, recorded int) float64 {
	tests := recorded
	if counted.whole(g, b.At) {
		tests = counted.n
	}
	c.Tests += tests
	return max(0, b.Seen-float64(tests))
}

// redefined reports whether a block lies on the other side of a change of definition
// than the start does.
func (d *Data) redefined(m Measure, b Block) bool {
	start := dayNumber(d.Plan.Start)
	for _, change := range d.Plan.Changed {
		day := dayNumber(change.From)
		if change.Measure == m && (day <= start && b.From < day || day > start && b.Until >= day) {
			return true
		}
	}
	return false
}

// parts gives the blocks that count, before and from the start on.
func (c *Calls) parts() (before, after []Block) {
	for _, b := range c.Blocks {
		switch {
		case b.Out != "":
		case b.At < 0:
			before = append(before, b)
		default:
			after = append(after, b)
		}
	}
	return before, after
}

// refuses gives the reason for which nothing is estimated at all.
func (d *Data) refuses(c *Calls, control []Area) Reason {
	before, after := c.parts()
	perYear := newGrid(d.Plan).perYear()
	redefined := slices.ContainsFunc(c.Blocks, func(b Block) bool { return b.Out == "definition" })
	switch {
	case len(after) == 0 && redefined, c.Design == Line && redefined && float64(len(before)) < leastHistory*perYear-1:
		return Redefined
	case len(after) == 0:
		return NotYet
	case c.Design == Areas && len(control) == 0 && len(c.Spilled) > 0:
		return Spilled
	case c.Design == Areas && (len(control) == 0 || len(before) < 6):
		return History
	case c.Design == Order && len(before) < 3:
		return History
	case c.Design == Line && float64(len(before)) < leastHistory*perYear-1:
		return History
	}
	open, length := 0.0, 0.0
	for _, b := range c.Blocks {
		if b.At >= 0 {
			open, length = open+b.Open, length+1
		}
	}
	switch {
	case open < 0.75*length:
		return Closed
	case c.Design == Line && d.rival(after):
		return Campaigns
	}
	return ""
}

// rival reports whether somebody else's campaign ran in the blocks.
func (d *Data) rival(after []Block) bool {
	return slices.ContainsFunc(d.Events, func(e Event) bool {
		return e.What == "campaign" && dayNumber(e.From) <= after[len(after)-1].Until &&
			dayNumber(e.Until) >= after[0].From
	})
}

// estimate fits the model of the design.
func (d *Data) estimate(c *Calls, g grid, with, control []Area) (estimate.Ratio, error) {
	before, after := c.parts()
	all := slices.Concat(before, after)
	if c.Design == Order {
		return estimate.Permuted(d.areas(all, g, slices.Concat(with, control), c.Measure), d.seed(), level)
	}
	return d.fit(c.Design, all, 0, g.perYear())
}

// fit estimates the change from the block start on.
func (d *Data) fit(design Design, blocks []Block, start int, perYear float64) (estimate.Ratio, error) {
	impact := estimate.Step
	if d.Plan.Impact == "fading" {
		impact = estimate.Fading
	}
	if design == Areas {
		var pairs []estimate.Pair
		for _, b := range blocks {
			pairs = append(pairs, estimate.Pair{At: b.At, Campaign: b.Seen, Control: b.Control, OpenRatio: 1})
		}
		return estimate.Share(pairs, start, impact, level)
	}
	if d.Plan.NoSeason {
		perYear = 0
	}
	var line []estimate.Block
	for _, b := range blocks {
		line = append(line, estimate.Block{At: b.At, Count: b.Seen, Open: b.Hours})
	}
	return estimate.Series(line, start, impact, perYear, level)
}

// areas lays counts out by area and block, for areas in random order.
func (d *Data) areas(blocks []Block, g grid, areas []Area, m Measure) estimate.Areas {
	sums, _ := d.sums(m)
	var out estimate.Areas
	for _, a := range areas {
		var row []float64
		start := len(blocks)
		for i, b := range blocks {
			row = append(row, float64(sums[a.Key][b.At].n))
			if a.Sheets != "" && b.At >= g.at(dayNumber(a.Sheets)) {
				start = min(start, i)
			}
		}
		out.Count, out.Start = append(out.Count, row), append(out.Start, start)
	}
	return out
}

// seed is that of drawn orders: it follows from the plan.
func (d *Data) seed() uint64 {
	h := fnv.New64a()
	h.Write([]byte(d.PlanDigest))
	return h.Sum64()
}

// expect enters what was expected, and sums up what came on top.
func (c *Calls) expect(r estimate.Ratio) {
	i := 0
	for k := range c.Blocks {
		b := &c.Blocks[k]
		if b.Out != "" || i >= len(r.Expected) || c.Design == Areas && b.Seen+b.Control == 0 {
			continue
		}
		b.Expected = r.Expected[i]
		spread := math.Sqrt(r.Dispersion*b.Expected + math.Pow(b.Expected*r.SEExpected[i], 2))
		if c.Design == Areas { // the comparison is a count too
			spread = math.Sqrt(spread*spread + r.Dispersion*b.Expected*b.Expected/max(1, b.Control))
		}
		b.Low, b.High = max(0, b.Expected-1.96*spread), b.Expected+1.96*spread
		if b.At >= 0 {
			c.Extra += b.Seen - b.Expected
		}
		i++
	}
}

// placebos looks for changes at earlier days, where none was, with as many blocks after
// as the campaign has and enough before.
func (d *Data) placebos(c *Calls) {
	before, after := c.parts()
	perYear := newGrid(d.Plan).perYear()
	least := 8
	if c.Design == Line {
		least = int(leastHistory*perYear) - 1
	}
	if c.Design == Order {
		return // the lot excludes what placebos look for
	}
	for i := max(least, len(after)); i+len(after) <= len(before); i++ {
		r, err := d.fit(c.Design, before[:i+len(after)], before[i].At, perYear)
		if err != nil {
			continue
		}
		c.Placebos++
		if !r.Holds(1) {
			c.Found++
		}
	}
}

// judge gives the verdict; matters is the smallest change that does, as a part of one.
func (c *Calls) judge(matters float64) {
	before, after := c.parts()
	expected := 0.0
	for _, b := range after {
		expected += b.Expected
	}
	r := c.Change
	same := estimate.Interval{Low: 1 / (1 + matters), High: 1 + matters}
	switch {
	case c.Design != Order && expected < 10*float64(len(after)):
		c.Reason = Few
	case c.Placebos >= 5 && 5*c.Found > c.Placebos:
		c.Reason = Placebo
	case r.Within(same):
		c.Verdict = Same
	case r.Low > 1:
		c.Verdict = More
	case r.High < 1:
		c.Verdict = Fewer
	default:
		c.Reason, c.Weeks = Wide, needed(*r, matters, len(before), len(after))
	}
}

// needed is about how many weeks more would make the interval narrow enough to show the
// smallest change that matters; 0 if more than two years.
func needed(r estimate.Ratio, matters float64, before, after int) int {
	half := math.Log(r.High/r.Low) / 2
	share := math.Log1p(matters) / half // of the width that is wanted
	// The variance goes with 1/before + 1/after; blocks after are the ones to come.
	want := (1/float64(before)+1/float64(after))*share*share - 1/float64(before)
	if !(want > 0) || 4*(1/want-float64(after)) > 104 {
		return 0
	}
	return 4 * int(math.Ceil(1/want-float64(after)))
}
