package evaluate

import (
	"slices"
	"time"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Plan is evaluation/<cc>/plan.yaml: all that is decided before the first sheet hangs.
// Its digest is registered in the ledger.
type Plan struct {
	// Question is what the evaluation asks, in one sentence.
	Question string `yaml:"question" req:"true"`
	// Fictional is true where counts are made up for show; every page says so then.
	Fictional bool `yaml:"fictional"`
	// Measure is what the verdict on calls is about; Lines are the telephone lines that
	// count it.
	Measure Measure  `yaml:"measure" req:"true"`
	Lines   []string `yaml:"lines" req:"true"`
	// Start is the day on which the first sheets hang, a Monday; where counts come by
	// the month, the first of one.
	Start string `yaml:"start" req:"true"`
	// Blocks are four weeks or months, as counts come.
	Blocks string `yaml:"blocks" enum:"weeks,months"`
	// Transition is how many blocks after the start are left out, while sheets go up.
	Transition int `yaml:"transition"`
	// Impact is how the campaign is thought to work: a step that stays, or one that
	// halves every three blocks.
	Impact string `yaml:"impact" enum:"step,fading"`
	// NoSeason leaves out the yearly wave.
	NoSeason bool `yaml:"no_season"`
	// Smallest is the smallest change that matters, in per cent; 25 where it is left out.
	Smallest int `yaml:"smallest"`
	// Areas are where callers ring from, as far as the line notes it. Those without
	// sheets are the comparison.
	Areas []Area `yaml:"areas"`
	// Thresholds are what the decision rule asks of each step; a step without one gives
	// a direction and no verdict.
	Thresholds Thresholds `yaml:"thresholds"`
	// Floor is the smallest number that the public sees, at least 5; 10 where it is left
	// out.
	Floor int `yaml:"floor"`
	// NameAreas allows public reports to name areas.
	NameAreas bool `yaml:"name_areas"`
	// Changed are days on which the definition of a measure changed: counts before and
	// after are not compared.
	Changed []Definition `yaml:"changed"`
}

// Area is a part of a country.
type Area struct {
	// Key stands in counts.csv and in the ledger, Name on paper.
	Key  string `yaml:"key" req:"true"`
	Name string `yaml:"name" req:"true"`
	// Sheets is the day from which the area has sheets; empty for a comparison area.
	Sheets string `yaml:"sheets"`
}

// Thresholds are numbers of the decision rule, all in per cent but Trained.
type Thresholds struct {
	// Placed is the share of printed sheets that hang, Answered that of received calls.
	Placed   int `yaml:"placed"`
	Answered int `yaml:"answered"`
	// Known is by how many points of hundred the share that knows the line should rise.
	Known int `yaml:"known"`
	// Led is the share of passed tips that led to a perpetrator.
	Led int `yaml:"led"`
	// Trained is how many people should finish a training.
	Trained int `yaml:"trained"`
}

// Definition is a change of what a measure counts.
type Definition struct {
	Measure Measure `yaml:"measure" req:"true"`
	From    string  `yaml:"from" req:"true"`
	Note    string  `yaml:"note" req:"true"`
}

// Event is something beside the campaign that moves calls: evaluation/<cc>/events.yaml.
type Event struct {
	From  string `yaml:"from" req:"true"`
	Until string `yaml:"until" req:"true"`
	// What is closed (an outage, a strike), moved (the number), campaign (somebody
	// else's) or other.
	What string `yaml:"what" req:"true" enum:"closed,moved,campaign,other"`
	// Open is how much of its usual hours the line was open meanwhile, in per cent; of
	// what is closed it is 0 where it is left out.
	Open *int   `yaml:"open"`
	Note string `yaml:"note" req:"true"`
}

// open is the share of its hours that the line was open during an event.
func (e Event) open() float64 {
	switch {
	case e.Open != nil:
		return float64(*e.Open) / 100
	case e.What == "closed":
		return 0
	}
	return 1
}

// read fills a plan from its file and says what is wrong.
func (p *Plan) read(file string, data []byte, country *campaign.Country) diag.List {
	root, list := tree.Parse(file, data)
	list = append(list, tree.Decode(root, p)...)
	if p.Blocks == "" {
		p.Blocks = "weeks"
	}
	if p.Impact == "" {
		p.Impact = "step"
	}
	if p.Smallest == 0 {
		p.Smallest = 25
	}
	if p.Floor == 0 {
		p.Floor = 10
	}
	if root == nil || list.Stops() {
		return list
	}
	c := &planCheck{Plan: p, root: root, list: list}
	c.start()
	c.numbers()
	c.measures()
	c.areas()
	for i, id := range p.Lines {
		if line(country, id) == nil {
			c.bad(indexed("lines", i), tree.DidYouMean(id, lineIDs(country)), "the country has no line %q", id)
		}
	}
	return c.list
}

// planCheck is the work on one plan.
type planCheck struct {
	*Plan
	root *tree.Node
	list diag.List
}

// bad adds a finding at a value; an empty hint is that of the rule.
func (c *planCheck) bad(at string, hint diag.Sentence, format diag.Format, args ...any) {
	f := c.list.Errorf(rule.EvaluatePlan, c.root.At(at), "", format, args...)
	if f.Path = at; hint.Text != "" {
		f.Hint = hint
	}
}

func (c *planCheck) start() {
	day, ok := parseDay(c.Start)
	switch {
	case !ok:
		c.bad("start", diag.Say("Write it as YYYY-MM-DD, in quotes."), "%q is not a day", c.Start)
	case c.Blocks == "weeks" && day.Weekday() != time.Monday:
		c.bad("start", diag.Say("Take the Monday before or after."),
			"%s is a %s, and blocks of four weeks begin on a Monday", c.Start, day.Weekday().String())
	case c.Blocks == "months" && day.Day() != 1:
		c.bad("start", diag.Say("Take the first of a month."), "%s is not the first of a month", c.Start)
	}
}

func (c *planCheck) numbers() {
	for _, n := range []struct {
		at               string
		value, low, high int
	}{
		{"smallest", c.Smallest, 5, 900}, {"floor", c.Floor, 5, 1000}, {"transition", c.Transition, 0, 13},
		{"thresholds.placed", c.Thresholds.Placed, 0, 100}, {"thresholds.answered", c.Thresholds.Answered, 0, 100},
		{"thresholds.known", c.Thresholds.Known, 0, 100}, {"thresholds.led", c.Thresholds.Led, 0, 100},
		{"thresholds.trained", c.Thresholds.Trained, 0, 1_000_000},
	} {
		if n.value < n.low || n.value > n.high {
			c.bad(n.at, diag.Sentence{}, "%s is %d and should be from %d to %d", n.at, n.value, n.low, n.high)
		}
	}
}

func (c *planCheck) measures() {
	check := func(at string, m Measure) {
		if !m.Known() {
			c.bad(at, tree.DidYouMean(string(m), names()), "there is no measure %q", string(m))
		}
	}
	check("measure", c.Measure)
	for i, d := range c.Changed {
		check(indexed("changed", i)+".measure", d.Measure)
		if _, ok := parseDay(d.From); !ok {
			c.bad(indexed("changed", i)+".from", diag.Sentence{}, "%q is not a day", d.From)
		}
	}
}

func (c *planCheck) areas() {
	seen := map[string]bool{}
	for i, a := range c.Areas {
		at := indexed("areas", i)
		if seen[a.Key] {
			c.bad(at+".key", diag.Sentence{}, "the area %q stands in the plan twice", a.Key)
		}
		seen[a.Key] = true
		if a.Sheets == "" {
			continue
		}
		if _, ok := parseDay(a.Sheets); !ok || a.Sheets < c.Start {
			c.bad(at+".sheets", diag.Sentence{}, "%q is not a day from the start on", a.Sheets)
		} else if g := newGrid(c.Plan); g.from(g.at(dayNumber(a.Sheets))) != dayNumber(a.Sheets) {
			c.bad(at+".sheets", diag.Say("Let areas begin where blocks do, four weeks or more apart."),
				"%s is not the first day of a block", a.Sheets)
		}
	}
	with := slices.ContainsFunc(c.Areas, func(a Area) bool { return a.Sheets != "" })
	if len(c.Areas) > 0 && !with {
		c.bad("areas", diag.Sentence{}, "no area gets sheets")
	}
}

// area finds an area of the plan.
func (p *Plan) area(key string) (Area, bool) {
	i := slices.IndexFunc(p.Areas, func(a Area) bool { return a.Key == key })
	if i < 0 {
		return Area{}, false
	}
	return p.Areas[i], true
}

// HasArea reports whether the plan has an area.
func (p *Plan) HasArea(key string) bool {
	_, ok := p.area(key)
	return ok
}

// checkEvents says which days of events are none.
func checkEvents(root *tree.Node, events []Event) diag.List {
	var list diag.List
	for i, e := range events {
		from, ok1 := parseDay(e.From)
		until, ok2 := parseDay(e.Until)
		if at := indexed("", i); !ok1 || !ok2 || until.Before(from) {
			list.Errorf(rule.EvaluatePlan, root.At(at), "Write both days as YYYY-MM-DD, the first one first.",
				"the event is from %q until %q", e.From, e.Until)
		} else if e.Open != nil && (*e.Open < 0 || *e.Open > 100) {
			list.Errorf(rule.EvaluatePlan, root.At(at+".open"), "", "the line was open for %d per cent", *e.Open)
		}
	}
	return list
}
