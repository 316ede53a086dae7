package exchange

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"pharos/internal/campaign"
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

// Status counts the states of all texts by country, catalogue and language, English
// first: it is read like any other. Countries select, none means all; length counts
// characters as printed.
func (b *Book) Status(length func(string) int, countries ...string) []Row {
	if length == nil {
		length = plainLength
	}
	counted := map[locale.Tag]tally{}
	var out []Row
	for _, c := range b.set.Countries {
		if len(countries) > 0 && !slices.Contains(countries, c.Code) {
			continue
		}
		for _, name := range b.Catalogues() {
			for _, tag := range b.spoken(c) {
				if counted[tag].rows == nil {
					counted[tag] = b.count(tag, length)
				}
				row, some := counted[tag].rows[name]
				if !some {
					continue
				}
				for _, u := range counted[tag].over {
					if u.Catalogue == name && b.overfull(u, tag, c.Code) {
						row.Long++
					}
				}
				row.Country, row.Catalogue, row.Language = c.Code, name, tag
				out = append(out, row)
			}
		}
	}
	return out
}

// spoken lists the languages of a country, English first.
func (b *Book) spoken(c *campaign.Country) []locale.Tag {
	out := []locale.Tag{locale.Source}
	for _, l := range c.Languages {
		if _, known := b.set.Languages.Lookup(l.Tag); known && l.Tag != locale.Source {
			out = append(out, l.Tag)
		}
	}
	return out
}

// tally is the counts of one language by catalogue, and the texts that the
// layout found too long in some country.
type tally struct {
	rows map[string]Row
	over []Unit
}

// count counts one language. A page whose passages cannot be told apart counts
// as stale, as a whole.
func (b *Book) count(tag locale.Tag, length func(string) int) tally {
	var over []Unit
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
		switch p := b.places[tag][u.ID]; {
		case u.Missing():
		case b.beyond(u, length):
			row.Long++
		case p != nil && len(p.over) > 0:
			over = append(over, u)
		}
		rows[u.Catalogue] = row
	})
	if skipped := len(b.texts(tag)) - seen; skipped > 0 {
		row := rows["pages"]
		row.Total, row.Stale = row.Total+skipped, row.Stale+skipped
		rows["pages"] = row
	}
	return tally{rows, over}
}

// beyond reports whether a text is longer than its author allows. The limit of
// the layout is for typical text; whether this one fits was measured itself.
func (b *Book) beyond(u Unit, length func(string) int) bool {
	most := b.set.Catalogue.Max(u.ID)
	return most > 0 &&
		slices.ContainsFunc(
			locale.Forms,
			func(f string) bool { return u.Target[f] != "" && length(u.Target[f]) > most },
		)
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
