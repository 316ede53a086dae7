package exchange

import (
	_ "embed"
	"html/template"
	"io"
	"strconv"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/made"
)

// statusPage is the status as one file without anything from elsewhere; its
// colours are the tokens of the site, so that a change there shows here.
//
//go:embed status.html
var statusText string

var statusPage = template.Must(template.New("status").Parse(statusText))

// statusCell is a number of the table; a zero is a point, so that the eye finds
// what is left to do.
type statusCell struct{ Text, Class string }

type statusRow struct {
	Row
	Endonym string
	Cells   []statusCell
}

type statusAudience struct {
	Name, Label string
	// Ground is the swatch of the audience.
	Ground made.Ground
	Total  int
	Rows   []statusRow
}

type statusCountry struct {
	Code, Name string
	Long       int
	Audiences  []statusAudience
}

// WriteStatusHTML writes the table as one page. Tokens is the style sheet with
// the site's colours.
func (b *Book) WriteStatusHTML(w io.Writer, rows []Row, tokens string) error {
	var countries []statusCountry
	for _, r := range rows {
		if n := len(countries); n == 0 || countries[n-1].Code != r.Country {
			countries = append(
				countries,
				statusCountry{Code: r.Country, Name: b.set.Languages.CountryName(locale.Source, r.Country)},
			)
		}
		c := &countries[len(countries)-1]
		if n := len(c.Audiences); n == 0 || c.Audiences[n-1].Name != r.Catalogue {
			c.Audiences = append(c.Audiences, statusAudience{Name: r.Catalogue,
				Label: c.Name + ", " + r.Catalogue, Ground: b.set.GroundOf(r.Catalogue), Total: r.Total})
		}
		a := &c.Audiences[len(c.Audiences)-1]
		l, _ := b.set.Languages.Lookup(r.Language)
		a.Rows = append(a.Rows, statusRow{r, l.Endonym, cells(r)})
		c.Long += r.Long
	}
	return statusPage.Execute(
		w,
		map[string]any{
			"Countries": countries,
			"Heads":     heads,
			"Tokens":    template.CSS(strings.ReplaceAll(tokens, "</", "")),
		},
	)
}

// cells marks what needs work and what is finished.
func cells(r Row) []statusCell {
	var out []statusCell
	for i, n := range r.numbers() {
		class, text := "", strconv.Itoa(n)
		switch {
		case n == 0:
			class, text = "none", "·"
		case i == 0:
			class = "good"
		case i >= 3:
			class = "warn"
		}
		out = append(out, statusCell{text, class})
	}
	return out
}
