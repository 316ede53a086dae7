package exchange

import (
	"html/template"
	"io"
	"strings"

	"pharos/internal/locale"
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
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.45 var(--latin)}
header{background:var(--ground);color:var(--on-ground);padding:1.5rem}
main{padding:1.5rem;max-width:66rem;margin:auto}
h1{font-size:1.5rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem}
.scroll{overflow-x:auto;background:var(--sheet);border:1px solid var(--edge);border-radius:var(--round)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.5rem .75rem;text-align:right;border-top:1px solid var(--edge);white-space:nowrap}
thead th{border-top:0;color:var(--soft);font-weight:400}
th[scope=row],th:first-child{text-align:left}
.bar{display:flex;width:8rem;height:.75rem;border-radius:.375rem;overflow:hidden;background:var(--edge)}
.bar i{display:block}.r{background:var(--good)}.t{background:var(--link)}.d{background:var(--draft)}.s{background:var(--warn)}
.warn{color:var(--warn);font-weight:700}.good{color:var(--good);font-weight:700}.none{color:var(--soft)}
.key{color:var(--soft);font-size:.9375rem}.key b{display:inline-block;width:.75rem;height:.75rem;border-radius:.1875rem;margin:0 .25rem 0 .75rem}
</style>
</head>
<body>
<header><h1>State of the texts</h1></header>
<main>
<p class="key"><b class="r"></b>reviewed<b class="t"></b>translated<b class="d"></b>draft<b class="s"></b>stale<b style="background:var(--edge)"></b>missing</p>
{{range .Countries}}<section>
<h2>{{.Name}}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="{{.Name}}"><table>
<thead><tr><th scope="col">audience</th><th scope="col">language</th>{{range $.Heads}}<th scope="col">{{.}}</th>{{end}}<th scope="col">share</th></tr></thead>
<tbody>
{{range .Rows}}<tr><th scope="row">{{.Catalogue}}</th><td>{{.Language}}</td>{{range .Cells}}<td class="{{.Class}}">{{.N}}</td>{{end}}<td><div class="bar" role="img" aria-label="{{.Reviewed}} of {{.Total}} reviewed"><i class="r" style="flex:{{.Reviewed}}"></i><i class="t" style="flex:{{.Translated}}"></i><i class="d" style="flex:{{.Draft}}"></i><i class="s" style="flex:{{.Stale}}"></i><i style="flex:{{.Missing}}"></i></div></td></tr>
{{end}}</tbody>
</table></div>
</section>
{{end}}</main>
</body>
</html>
`))

type statusCell struct {
	N     int
	Class string
}

type statusRow struct {
	Row
	Cells []statusCell
}

type statusCountry struct {
	Name string
	Rows []statusRow
}

// WriteStatusHTML writes the table as one page. Tokens is the style sheet with
// the site's colours.
func WriteStatusHTML(w io.Writer, rows []Row, tokens string) error {
	var countries []statusCountry
	code := ""
	for _, r := range rows {
		if r.Country != code {
			code = r.Country
			countries = append(countries, statusCountry{Name: locale.CountryName(locale.Source, code)})
		}
		last := &countries[len(countries)-1]
		last.Rows = append(last.Rows, statusRow{r, cells(r)})
	}
	return statusPage.Execute(w, map[string]any{"Countries": countries, "Heads": heads, "Tokens": template.CSS(strings.ReplaceAll(tokens, "</", ""))})
}

// cells marks what needs work and what is finished.
func cells(r Row) []statusCell {
	var out []statusCell
	for i, n := range r.numbers() {
		class := ""
		switch {
		case n == 0:
			class = "none"
		case i == 0:
			class = "good"
		case i >= 3:
			class = "warn"
		}
		out = append(out, statusCell{n, class})
	}
	return out
}
