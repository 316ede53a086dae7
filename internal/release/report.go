package release

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/days"
)

// Row is one line of a report: what happened to one audience's materials in one
// language of one country. It says nothing about readers or places.
type Row struct {
	Country, Audience, Language string
	// Released and Expired count batches; Printed, Placed and Recalled count sheets.
	Released, Printed, Placed, Recalled, Expired int
}

// Period is the days that a report is about, both included. Nothing that follows from a
// last day is counted before it is over: Today is the calendar's day.
type Period struct{ From, To, Today string }

// Summary is a report: a row for each language, one for each audience, and one for all.
// A sheet in several languages counts in each of them, and once in the sums.
type Summary struct {
	Period
	Rows, Audiences []Row
	Total           Row
}

// Report sums up the ledger. What was released expires on the day after its last one,
// unless an entry says that it ended before.
func Report(entries []Entry, p Period) *Summary {
	rows, audiences := map[string]*Row{}, map[string]*Row{}
	out := &Summary{Period: p}
	in := func(to map[string]*Row, r Row, e Entry) {
		key := strings.Join([]string{r.Country, r.Audience, r.Language}, "\x00")
		if to[key] == nil {
			to[key] = &r
		}
		to[key].add(e)
	}
	for _, e := range slices.Concat(entries, expiries(entries, p.Today)) {
		if e.Day < p.From || e.Day > p.To || !sums(e.What) {
			continue
		}
		languages := e.Languages
		if len(languages) == 0 {
			languages = []string{""}
		}
		for _, tag := range languages {
			in(rows, Row{Country: e.Country, Audience: e.Audience, Language: tag}, e)
		}
		in(audiences, Row{Country: e.Country, Audience: e.Audience}, e)
		out.Total.add(e)
	}
	out.Rows, out.Audiences = inRows(rows), inRows(audiences)
	return out
}

// inRows gives rows in their order.
func inRows(rows map[string]*Row) []Row {
	var out []Row
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, *rows[key])
	}
	return out
}

// sums reports whether a report counts a kind of entry.
func sums(w What) bool { return slices.Contains([]What{Released, Printed, Placed, Recalled, Ended}, w) }

// expiries are the ends that follow, until today, from the last days of what was released.
func expiries(entries []Entry, today string) []Entry {
	ended, until := map[string]bool{}, map[string]string{}
	for _, e := range entries {
		if e.What == Ended {
			ended[e.Batch] = true
		}
		until[e.Batch] = max(until[e.Batch], e.Until)
	}
	var out []Entry
	for _, e := range entries {
		e.Until = until[e.Batch]
		after := days.Add(e.Until, 1)
		if e.What != Released || after == "" || ended[e.Batch] || e.Until >= today {
			continue
		}
		e.What, e.Day = Ended, after
		out = append(out, e)
	}
	return out
}

// add counts one entry.
func (r *Row) add(e Entry) {
	switch e.What {
	case Released:
		r.Released++
	case Printed:
		r.Printed += e.Count
	case Placed:
		r.Placed += e.Count
	case Recalled:
		r.Recalled += e.Count
	case Ended:
		r.Expired++
	}
}

// reportHead names the columns.
var reportHead = []string{
	"country",
	"audience",
	"language",
	"released batches",
	"printed sheets",
	"placed sheets",
	"recalled sheets",
	"expired batches",
}

// cells are the values of a row in the order of the columns.
func (r Row) cells() []string {
	out := []string{r.Country, r.Audience, r.Language}
	for _, n := range []int{r.Released, r.Printed, r.Placed, r.Recalled, r.Expired} {
		out = append(out, strconv.Itoa(n))
	}
	return out
}

// total is the last row of a table.
func (s *Summary) total() []string {
	cells := s.Total.cells()
	cells[0] = "all, each sheet once"
	return cells
}

// WriteCSV writes a report as CSV (RFC 4180).
func WriteCSV(w io.Writer, s *Summary) error {
	c := csv.NewWriter(w)
	if err := c.Write(reportHead); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	for _, r := range s.Rows {
		if err := c.Write(r.cells()); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	if err := c.Write(s.total()); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	c.Flush()
	return c.Error()
}

// Bar is one bar of the plot of an audience: how many sheets, and how long it is in
// hundredths of the longest.
type Bar struct {
	Name  string
	Count int
	Share int
}

// Plot is an audience with its bars.
type Plot struct {
	Name string
	Bars []Bar
}

// Plots are the bars of every audience: printed, placed and recalled sheets.
func (s *Summary) Plots() []Plot {
	longest := 1
	for _, r := range s.Audiences {
		longest = max(longest, r.Printed, r.Placed, r.Recalled)
	}
	var out []Plot
	for _, r := range s.Audiences {
		p := Plot{Name: strings.ToUpper(r.Country) + " " + r.Audience}
		for _, b := range []Bar{{"printed", r.Printed, 0}, {"placed", r.Placed, 0}, {"recalled", r.Recalled, 0}} {
			if b.Share = 100 * b.Count / longest; b.Share == 0 && b.Count > 0 {
				b.Share = 1
			}
			p.Bars = append(p.Bars, b)
		}
		out = append(out, p)
	}
	return out
}

// barWidth is how many signs the longest bar of a text has.
const barWidth = 40

// WriteText writes a report for a terminal: the sums, and bars of signs.
func WriteText(w io.Writer, s *Summary) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s to %s: %d batches released, %d expired; %d sheets printed, %d placed, %d recalled\n",
		s.From, s.To, s.Total.Released, s.Total.Expired, s.Total.Printed, s.Total.Placed, s.Total.Recalled)
	for _, p := range s.Plots() {
		fmt.Fprintf(&b, "\n%s\n", p.Name)
		for _, bar := range p.Bars {
			signs := (bar.Share*barWidth + 99) / 100
			fmt.Fprintf(&b, "  %-8s %s %d\n", bar.Name, strings.Repeat("#", signs), bar.Count)
		}
	}
	b.WriteString("\nEach sheet counts once. pharos report --format csv has a row for each language.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

//go:embed report.html
var reportText string

var reportPage = template.Must(template.New("report").Parse(reportText))

// chart is a plot with its places on the page.
type chart struct {
	Plot
	Y     int
	Lines []chartLine
}

// chartLine is a bar with its places.
type chartLine struct {
	Bar
	Y, Top, Width, End int
}

// charts lays plots out one below the other, and gives the height of all.
func charts(plots []Plot) (out []chart, height int) {
	for _, p := range plots {
		c := chart{Plot: p, Y: height + 20}
		height = c.Y
		for _, b := range p.Bars {
			height += 20
			width := b.Share * 5
			c.Lines = append(c.Lines, chartLine{b, height, height - 12, width, 90 + width + 8})
		}
		height += 12
		out = append(out, c)
	}
	return out, height
}

// WriteHTML writes a report as one page that needs nothing else.
func WriteHTML(w io.Writer, s *Summary) error {
	var cells [][]string
	for _, r := range s.Rows {
		cells = append(cells, r.cells())
	}
	drawn, height := charts(s.Plots())
	return reportPage.Execute(w, struct {
		*Summary
		Charts []chart
		Height int
		Head   []string
		Cells  [][]string
		Sums   []string
	}{s, drawn, height, reportHead, cells, s.total()})
}
