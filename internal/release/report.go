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

// Report sums up the ledger from one day to another, both included. A sheet in
// several languages counts in each of them. What was released expires on the day
// after its last one, unless an entry says that it ended before.
func Report(entries []Entry, from, to string) []Row {
	rows := map[string]*Row{}
	for _, e := range slices.Concat(entries, expiries(entries)) {
		if e.Day < from || e.Day > to {
			continue
		}
		languages := e.Languages
		if len(languages) == 0 {
			languages = []string{""}
		}
		for _, tag := range languages {
			key := strings.Join([]string{e.Country, e.Audience, tag}, "\x00")
			if rows[key] == nil {
				rows[key] = &Row{Country: e.Country, Audience: e.Audience, Language: tag}
			}
			rows[key].add(e)
		}
	}
	var out []Row
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, *rows[key])
	}
	return out
}

// expiries are the ends that follow from the last days of what was released.
func expiries(entries []Entry) []Entry {
	ended := map[string]bool{}
	for _, e := range entries {
		if e.What == Ended {
			ended[e.Batch] = true
		}
	}
	var out []Entry
	for _, e := range entries {
		after := days.Add(e.Until, 1)
		if e.What != Released || after == "" || ended[e.Batch] {
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

// WriteCSV writes a report as CSV (RFC 4180).
func WriteCSV(w io.Writer, rows []Row) error {
	c := csv.NewWriter(w)
	if err := c.Write(reportHead); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	for _, r := range rows {
		if err := c.Write(r.cells()); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	c.Flush()
	return c.Error()
}

//go:embed report.html
var reportText string

var reportPage = template.Must(template.New("report").Parse(reportText))

// WriteHTML writes a report as one page that needs nothing else.
func WriteHTML(w io.Writer, rows []Row, from, to string) error {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, r.cells())
	}
	return reportPage.Execute(w, map[string]any{"From": from, "To": to, "Head": reportHead, "Rows": cells})
}
