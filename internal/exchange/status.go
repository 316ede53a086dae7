package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"pharos/internal/locale"
)

// Row is how far one catalogue is in one language of a country.
type Row struct {
	Country   string     `json:"country"`
	Catalogue string     `json:"audience"`
	Language  locale.Tag `json:"language"`
	Total     int        `json:"total"`
	// Every text is counted once in these five.
	Reviewed   int `json:"reviewed"`
	Translated int `json:"translated"`
	Draft      int `json:"draft"`
	Stale      int `json:"stale"`
	Missing    int `json:"missing"`
	// Long counts the texts that do not fit, of whatever state.
	Long int `json:"does_not_fit"`
}

// Status counts the states of all texts by country, catalogue and language; the
// source language is left out. Length counts characters as printed.
func (b *Book) Status(length func(string) int) []Row {
	if length == nil {
		length = plainLength
	}
	counted := map[locale.Tag]map[string]Row{}
	var out []Row
	for _, c := range b.set.Countries {
		for _, name := range b.Catalogues() {
			for _, l := range c.Languages {
				if _, known := locale.Lookup(l.Tag); !known || l.Tag == locale.Source {
					continue
				}
				if counted[l.Tag] == nil {
					counted[l.Tag] = b.count(l.Tag, length)
				}
				row := counted[l.Tag][name]
				row.Country, row.Catalogue, row.Language = c.Code, name, l.Tag
				out = append(out, row)
			}
		}
	}
	return out
}

// count counts one language by catalogue. A page whose passages cannot be told
// apart counts as stale, as a whole.
func (b *Book) count(tag locale.Tag, length func(string) int) map[string]Row {
	rows, seen := map[string]Row{}, 0
	b.each(tag, func(u Unit) {
		row := rows[u.Catalogue]
		seen++
		row.Total++
		switch u.Status() {
		case "reviewed":
			row.Reviewed++
		case "translated":
			row.Translated++
		case "stale":
			row.Stale++
		case "missing":
			row.Missing++
		default:
			row.Draft++
		}
		if slices.ContainsFunc(locale.Forms, func(f string) bool { return u.Max > 0 && u.Target[f] != "" && length(u.Target[f]) > u.Max }) {
			row.Long++
		}
		rows[u.Catalogue] = row
	})
	if skipped := len(b.sources) - seen; skipped > 0 {
		row := rows["pages"]
		row.Total, row.Stale = row.Total+skipped, row.Stale+skipped
		rows["pages"] = row
	}
	return rows
}

// numbers are the counts of a row in the order of the table.
func (r Row) numbers() []int {
	return []int{r.Reviewed, r.Translated, r.Draft, r.Stale, r.Missing, r.Long}
}

// heads are the words above the table.
var heads = []string{"reviewed", "translated", "draft", "stale", "missing", "does not fit"}

// WriteStatusText writes the table for people, one block a country; a zero is a
// point, so that the eye finds what is left to do.
func WriteStatusText(w io.Writer, rows []Row) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	country := ""
	for _, r := range rows {
		if r.Country != country {
			if country != "" {
				fmt.Fprintln(t)
			}
			country = r.Country
			fmt.Fprintf(t, "%s\t%s\t%s\t\n", strings.ToUpper(country), "language", strings.Join(heads, "\t"))
		}
		fmt.Fprintf(t, "%s\t%s\t", r.Catalogue, r.Language)
		for _, n := range r.numbers() {
			if n == 0 {
				fmt.Fprint(t, "·\t")
			} else {
				fmt.Fprintf(t, "%d\t", n)
			}
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// WriteStatusJSON writes the table as one JSON array.
func WriteStatusJSON(w io.Writer, rows []Row) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if rows == nil {
		rows = []Row{}
	}
	return e.Encode(rows)
}
