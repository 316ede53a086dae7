package evaluate

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"pharos/internal/locale"
)

var (
	//go:embed report.html
	pageText string
	//go:embed report.css
	pageStyle string
	page      = template.Must(template.New("report").Parse(pageText))
)

// sheetTable is a table of the second side.
type sheetTable struct {
	ID, Title string
	Head      []string
	Rows      [][]string
	Notes     []string
}

// titled is a headline with lines.
type titled struct {
	Title string
	Lines []string
}

// pageLamp is a lamp with its words.
type pageLamp struct {
	Lamp       template.HTML
	Kind       Lamp
	Name, Fact string
}

// WriteHTML writes both sides as one page that needs nothing else and has no script.
func WriteHTML(to io.Writer, r *Report, w *Words) error {
	v := &view{r, w, map[string]any{}}
	v.first()
	v.second()
	l, _ := w.Catalogue.Languages().Lookup(w.Tag)
	v.set("Lang", string(w.Tag), "Dir", string(l.Direction))
	v.data["Style"] = template.CSS(pageStyle)
	v.data["Marks"] = v.marks()
	return page.Execute(to, v.data)
}

// view is the work on one page.
type view struct {
	*Report
	w    *Words
	data map[string]any
}

func (v *view) set(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		v.data[pairs[i]] = pairs[i+1]
	}
}

// marks are the warnings of both sides.
func (v *view) marks() []string {
	var out []string
	if v.Fictional {
		out = append(out, v.w.Say("fiction"))
	}
	if v.Office {
		out = append(out, v.w.Say("office"))
	}
	if v.w.Draft && v.w.Tag != locale.Source {
		out = append(out, v.w.Say("draft"))
	}
	return out
}

// seal says when the plan was fixed.
func (v *view) seal() string {
	return v.w.Say("seal."+v.Seal.State, "Day", v.w.Day(v.Seal.Day), "Ahead", strconv.Itoa(v.Seal.Ahead))
}

// first fills the side for a minister.
func (v *view) first() {
	w := v.w
	country := w.Catalogue.Languages().CountryName(w.Tag, v.Country)
	if v.Country == "zz" {
		country = w.Say("country.zz")
	}
	days := []string{"Country", country, "From", w.Day(v.From), "Until", w.Day(v.Until)}
	reading, next := w.read(v.Report)
	sub := "chart.sub." + v.Plan.Blocks
	size := max(1, v.Group)
	if v.Plan.Blocks == "weeks" {
		size *= 4
	}
	v.set("Title", w.Say("title", days...), "Place", w.Say("place", days...), "Seal", v.seal(),
		"Verdict", w.verdict(v.Calls), "Sure", w.sure(v.Calls),
		"ChartTitle", w.Say("chart."+string(v.Calls.Verdict)), "ChartSub", w.Say(sub, "Size", strconv.Itoa(size)),
		"ChartTable", w.Say("chart.table"), "ChartNone", w.Say("chart.none"), "Chain", w.Say("chain"),
		"ReadingTitle", w.Say("reading"), "Reading", reading, "Next", next, "LimitsTitle", w.Say("limits"))
	v.data["Wide"] = template.HTML(Chart(v.Report, w, 680))
	v.data["Narrow"] = template.HTML(Chart(v.Report, w, 340))
	v.data["Limits"] = []string{w.Say("limit.calls"), w.Say("limit.time"), w.Say("limit.small")}
	var legend, chain, aside []pageLamp
	for _, l := range []Lamp{Lit, Striped, Dark} {
		name := w.Say("lamp." + string(l))
		legend = append(legend, pageLamp{template.HTML(lamp(l, name)), l, name, ""})
	}
	for _, s := range v.Steps {
		one := pageLamp{template.HTML(lamp(s.Lamp, w.Say("lamp."+string(s.Lamp)))), s.Lamp,
			w.Say("step." + s.ID), w.fact(s)}
		if s.Aside {
			aside = append(aside, one)
		} else {
			chain = append(chain, one)
		}
	}
	v.data["Legend"], v.data["Main"], v.data["Aside"] = legend, chain, aside
}

// second fills the side for an evaluator.
func (v *view) second() {
	w := v.w
	v.set("Side2", w.Say("side2"), "PlanTitle", w.Say("plan"), "ModelTitle", w.Say("model"))
	v.data["PlanRows"] = [][2]string{
		{w.Say("plan.question"), v.Plan.Question}, {w.Say("plan.measure"), w.measure(string(v.Plan.Measure))},
		{w.Say("plan.design"), w.Say("design." + string(v.Calls.Design))}, {w.Say("plan.start"), w.Day(v.Plan.Start)},
		{w.Say("plan.smallest"), "× " + w.Number(1+float64(v.Plan.Smallest)/100, 2)},
		{w.Say("plan.seal"), v.seal()}, {w.Say("plan.print"), v.PlanDigest[:16]},
	}
	v.data["ModelRows"] = v.model()
	if t := v.measures(); len(t.Rows) > 0 {
		v.data["Measures"] = t
	}
	if t := v.period(); len(t.Rows) > 0 {
		v.data["Period"] = t
	}
	if len(v.Purpose) > 0 {
		t := sheetTable{Title: w.Say("purposes"), Head: []string{w.Say("column.measure"), w.Say("column.count")}}
		for _, c := range v.Purpose {
			t.Rows = append(t.Rows, []string{w.measure(c.Name), strconv.Itoa(c.N)})
		}
		v.data["Purposes"] = t
	}
	if s := v.Survey; s != nil {
		v.data["Survey"] = titled{w.Say("survey"), []string{
			w.Say("survey.text", "Before", w.Percent(100*s.Before), "After", w.Percent(100*s.After),
				"Change", w.Number(100*s.Change, 0), "Low", w.Number(100*s.Low, 0), "High", w.Number(100*s.High, 0)),
			w.Say("survey.size", "PeopleBefore", strconv.Itoa(s.PeopleBefore), "PeopleAfter",
				strconv.Itoa(s.PeopleAfter),
				"ClustersBefore", strconv.Itoa(s.ClustersBefore), "ClustersAfter", strconv.Itoa(s.ClustersAfter),
				"Effect", w.Number(s.Effect, 1))}}
	}
	v.data["Out"] = titled{w.Say("out"), v.out()}
	v.data["Again"] = titled{w.Say("again"), v.again()}
}

// ratio writes a ratio with its interval.
func (w *Words) ratio(ratio, low, high float64) string {
	return fmt.Sprintf("%s (%s – %s)", w.Number(ratio, 2), w.Number(low, 2), w.Number(high, 2))
}

// chance writes a small probability.
func (w *Words) chance(p float64) string {
	if p < 0.001 {
		return "< " + w.Number(0.001, 3)
	}
	return w.Number(p, 3)
}

// model are the rows about the estimate.
func (v *view) model() [][2]string {
	w, c := v.w, v.Calls
	before, after := c.parts()
	rows := [][2]string{
		{w.Say("model.method"), w.Say("model." + string(c.Design))},
		{w.Say("model.points"), fmt.Sprintf("%d, %d", len(before), len(after))},
	}
	if r := c.Change; r != nil {
		rows = append(rows, [2]string{w.Say("model.interval"), w.ratio(r.Ratio, r.Low, r.High)},
			[2]string{w.Say("model.p"), w.chance(r.P)},
			[2]string{w.Say("model.spread"), w.Number(r.Dispersion, 2) + " · " + w.Number(r.Correlation, 2)})
	}
	if c.Placebos > 0 {
		rows = append(rows, [2]string{w.Say("model.placebo"),
			w.Say("fact.of", "A", strconv.Itoa(c.Found), "B", strconv.Itoa(c.Placebos))})
	}
	return rows
}

// measures is the table of everything that was counted before and after.
func (v *view) measures() sheetTable {
	w := v.w
	t := sheetTable{Title: w.Say("measures")}
	for _, c := range []string{"measure", "before", "after", "change", "source"} {
		t.Head = append(t.Head, w.Say("column."+c))
	}
	var years [2]float64
	for _, r := range v.Rows {
		before, after, change := strconv.Itoa(r.Before), strconv.Itoa(r.After), "–"
		if r.Hidden {
			before, after = "–", "–"
		}
		if r.Change != nil {
			change = w.ratio(r.Change.Ratio, r.Change.Low, r.Change.High)
			years = [2]float64{r.YearsBefore, r.YearsAfter}
		}
		t.Rows = append(t.Rows, []string{w.measure(string(r.Measure)), before, after, change,
			strings.Join(r.Sources, ", ")})
	}
	if years[0] > 0 {
		t.Notes = append(t.Notes, w.Say("note.rate", "Before", w.Number(years[0], 1), "After", w.Number(years[1], 1)))
	}
	if !v.Office {
		t.Notes = append(t.Notes, w.Say("note.floor", "Floor", strconv.Itoa(v.Plan.Floor)))
	}
	return t
}

// period is the table of the figure.
func (v *view) period() sheetTable {
	w := v.w
	t := sheetTable{ID: "period", Title: w.Say("period")}
	if v.Group == 0 {
		return t
	}
	areas := v.Calls.Design != Line
	t.Head = []string{w.Say("column.from"), w.Say("column.until"), w.Say("column.count")}
	if areas {
		t.Head = append(t.Head, w.Say("column.control"))
	}
	if v.Calls.Change != nil {
		t.Head = append(t.Head, w.Say("column.expected"))
	}
	for _, b := range v.Groups(v.Group) {
		row := []string{dayOf(b.From), dayOf(b.Until), w.Number(b.Seen, 0)}
		if areas {
			row = append(row, w.Number(b.Control, 0))
		}
		if v.Calls.Change != nil {
			row = append(row, fmt.Sprintf("%s (%s – %s)", w.Number(b.Expected, 0), w.Number(b.Low, 0),
				w.Number(b.High, 0)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// out lists what was left out, and why.
func (v *view) out() []string {
	var lines []string
	n := map[string]int{"tests": v.Calls.Tests, "cross": v.Calls.Cross, "spilled": len(v.Calls.Spilled)}
	for _, b := range v.Calls.Blocks {
		n[b.Out]++
	}
	for _, why := range []string{"tests", "gap", "transition", "closed", "definition", "cross", "spilled"} {
		if n[why] > 0 {
			lines = append(lines, v.w.Say("out."+why, "N", strconv.Itoa(n[why])))
		}
	}
	for _, e := range v.Events {
		lines = append(lines, v.w.Say("out.event", "From", v.w.Day(e.From), "Until", v.w.Day(e.Until),
			"Open", v.w.Percent(100*e.open()), "Note", e.Note))
	}
	if lines == nil {
		lines = []string{v.w.Say("out.nothing")}
	}
	return lines
}

// again says how to do it again.
func (v *view) again() []string {
	first := "again.1"
	if !v.repeatable() {
		first = "again.small"
	}
	return []string{v.w.Say(first), v.w.Say("again.2"),
		v.w.Say("again.3", "Counts", v.CountsDigest[:16], "Program", v.Program)}
}
