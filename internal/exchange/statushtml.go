package exchange

import (
	"html/template"
	"io"
	"strconv"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/made"
)

// statusPage is the status as one file without anything from elsewhere; its
// colours are the tokens of the site, so that a change there shows here.
var statusPage = template.Must(template.New("status").Parse(`<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>State of the texts</title>
<style>
{{.Tokens}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.45 var(--latin)}
a{color:var(--link)}
header{padding:1.5rem clamp(1rem,4vw,3rem) 1rem}
h1{font-size:1.75rem;line-height:1.2;margin:0}
header p{margin:.25rem 0 0;color:var(--soft)}
nav{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;padding:.5rem clamp(1rem,4vw,3rem);background:var(--paper);border-block:1px solid var(--edge)}
nav a{text-transform:uppercase;display:inline-flex;align-items:center;min-height:2.75rem;font-weight:600}
nav .key{margin-inline-start:auto}
.country{scroll-margin-top:4rem}
.country>h2{margin:0;padding:2rem clamp(1rem,4vw,3rem) .75rem;font-size:1.5rem}
h2 small,h3 small{font-weight:400;font-size:1rem;margin-inline-start:.5rem}
h2 small{color:var(--soft);margin-inline-start:.75rem}
.audience>h3{margin:0;padding:1rem clamp(1rem,4vw,3rem);font-size:1.25rem;color:var(--on-ground)}
.scroll{overflow-x:auto;margin:1.25rem clamp(1rem,4vw,3rem);background:var(--sheet);border:1px solid var(--edge);border-radius:var(--round)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.5rem .75rem;text-align:end;border-top:1px solid var(--edge);white-space:nowrap}
thead th{border-top:0;color:var(--soft);font-weight:400}
th[scope=row],th:first-child{text-align:start;font-weight:600}
th[scope=row] span{font-weight:400;color:var(--soft);margin-inline-start:.5rem}
.bar{display:flex;width:10rem;height:.75rem;border-radius:.375rem;overflow:hidden;background:var(--edge)}
.bar i{display:block}.r{background:var(--good)}.t{background:var(--link)}.d{background:var(--light)}.s{background:var(--warn)}.m{background:var(--edge)}
.warn{color:var(--warn);font-weight:700}.good{color:var(--good);font-weight:700}.none{color:var(--soft)}
.key{color:var(--soft);font-size:.9375rem}.key b{display:inline-block;width:.75rem;height:.75rem;border-radius:.1875rem;margin:0 .25rem 0 .75rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
@media print{nav a{display:none}.audience>h3,.bar,.bar i{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
</style>
</head>
<body>
<header><h1>State of the texts</h1><p>Every text of the project, by country, audience and language. What does not fit was found by laying the sheets out.</p></header>
<nav aria-label="Countries">{{range .Countries}}<a href="#{{.Code}}">{{.Code}}</a>{{end}}<span class="key"><b class="r"></b>reviewed<b class="t"></b>translated<b class="d"></b>draft<b class="s"></b>stale<b class="m"></b>missing</span></nav>
<main>
{{range .Countries}}<section class="country" id="{{.Code}}"><h2>{{.Name}}{{if .Long}}<small class="warn">{{.Long}} do not fit</small>{{end}}</h2>
{{range .Audiences}}<section class="audience"><h3 style="background:var(--{{.Ground}})">{{.Name}}<small>{{.Total}} texts</small></h3>
<div class="scroll" tabindex="0" role="region" aria-label="{{.Label}}"><table>
<thead><tr><th scope="col">language</th>{{range $.Heads}}<th scope="col">{{.}}</th>{{end}}<th scope="col">share</th></tr></thead>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Language}}<span lang="{{.Language}}">{{.Endonym}}</span></th>{{range .Cells}}<td class="{{.Class}}">{{.Text}}</td>{{end}}<td><div class="bar" role="img" aria-label="{{.Reviewed}} of {{.Total}} reviewed"><i class="r" style="flex:{{.Reviewed}}"></i><i class="t" style="flex:{{.Translated}}"></i><i class="d" style="flex:{{.Draft}}"></i><i class="s" style="flex:{{.Stale}}"></i><i class="m" style="flex:{{.Missing}}"></i></div></td></tr>
{{end}}</tbody>
</table></div></section>
{{end}}</section>
{{end}}</main>
</body>
</html>
`))

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
