package office

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"html/template"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/web/view"
)

// pair is one sheet of a page for people: with the change and as the base has it, a
// picture for each side.
type pair struct {
	Name      string
	Own, Base []string
}

// change is one text that the adaptation adds or changes.
type change struct{ Tag, What, Was, Is string }

// pictured are the sheets of a build by name, and the logo as pages show it, as
// addresses that need no other file.
type pictured struct {
	sheets map[string][]string
	logo   string
}

// summarise makes the page for people.
func summarise(ctx context.Context, o build.Options, l *build.Loaded) ([]byte, error) {
	a := l.Set.Adaptation
	own, err := previews(ctx, o, false)
	if err != nil {
		return nil, err
	}
	base, err := previews(ctx, o, true)
	if err != nil {
		return nil, err
	}
	var pairs []pair
	for _, name := range slices.Sorted(maps.Keys(own.sheets)) {
		pairs = append(pairs, pair{name, own.sheets[name], base.sheets[name]})
	}
	was, list, err := campaign.Load(l.Files.(*adapt.Files).Base)
	if err != nil {
		return nil, fmt.Errorf("read the base: %w", err)
	}
	if list.Stops() {
		return nil, build.Defects{List: ofBase(list, a.Base.From)}
	}
	var buf bytes.Buffer
	err = summaryPage.Execute(&buf, map[string]any{"Title": "Adaptation by " + a.Organisation.English, "OwnIs": "adapted", "BaseIs": "base", "A": a, "Logo": own.logo, "Pairs": pairs, "Changes": changes(a, was, l.Set)})
	return buf.Bytes(), err
}

// changes lists every text that the adaptation brings: messages, its own lines, and
// pages of languages that the base lacks.
func changes(a *campaign.Adaptation, was, is *campaign.Set) []change {
	var out []change
	for _, f := range a.Messages {
		for _, m := range f.Messages {
			old, _ := was.Catalogue.Message(m.Tag, m.ID)
			out = append(out, change{string(m.Tag), m.ID, old.Forms["other"], m.Forms["other"]})
		}
	}
	address := map[locale.Tag]string{}
	for tag := range a.Partner.Line {
		address[tag] = a.Partner.Address(tag)
	}
	for _, row := range []struct {
		what string
		text map[locale.Tag]string
	}{{"name", a.Organisation.Names}, {"partner line", address}, {"place", a.Partner.Place}} {
		for _, tag := range slices.Sorted(maps.Keys(row.text)) {
			out = append(out, change{string(tag), row.what, "", row.text[tag]})
		}
	}
	for _, h := range a.Partner.Hours {
		out = append(out, change{"", "hours of its office", "", strings.Join(h.Days, ", ") + " " + h.From + "–" + h.To})
	}
	if a.Partner.Date != "" {
		out = append(out, change{"", "day", "", a.Partner.Date})
	}
	for _, name := range slices.Sorted(maps.Keys(is.Pages)) {
		for _, tag := range a.Languages {
			p := is.Pages[name][tag]
			if p == nil || was.Pages[name][tag] != nil {
				continue
			}
			var text []string
			for _, s := range p.Passages {
				text = append(text, s.Text)
			}
			out = append(out, change{string(tag), "page " + name, "", p.Title + ". " + strings.Join(text, " ¶ ")})
		}
	}
	return out
}

// sheetHigh is how high the pictures of sheets are, in pixels: the foot can be read.
const sheetHigh = 900

// previews builds into a folder of its own and paints the sheets.
func previews(ctx context.Context, o build.Options, base bool) (*pictured, error) {
	dir, err := os.MkdirTemp("", "pharos-summary-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	o.Out, o.BaseOnly = dir, base
	result, err := build.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	if bad := lost(result.Findings); !base && len(bad) > 0 {
		return nil, build.Defects{List: bad}
	}
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: 1})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	out := &pictured{sheets: map[string][]string{}}
	for _, of := range []made.Output{made.Press, made.Badge, made.Preview} {
		ending := "." + of.Traits().Ending
		files, _ := filepath.Glob(filepath.Join(dir, "*", "print", "*", "*"+ending))
		for _, f := range files {
			name := filepath.Base(filepath.Dir(f)) + "/" + strings.TrimSuffix(filepath.Base(f), ending)
			if out.sheets[name] != nil {
				continue // a preview of what was painted
			}
			if out.sheets[name], err = pictures(reader, f); err != nil {
				return nil, err
			}
		}
	}
	logos, _ := filepath.Glob(filepath.Join(dir, "*", view.LogoFile))
	for _, f := range logos {
		all, err := pictures(reader, f)
		if err != nil {
			return nil, err
		}
		out.logo = all[0]
	}
	return out, nil
}

// pictures gives a file as pictures: each page of a PDF, or the file itself.
func pictures(reader *paint.Reader, name string) ([]string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	address := func(kind string, data []byte) string {
		return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
	}
	switch filepath.Ext(name) {
	case ".svg":
		return []string{address("svg+xml", data)}, nil
	case ".png":
		return []string{address("png", data)}, nil
	}
	file, err := reader.Read(data)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var out []string
	for page := range file.Pages() {
		shot, err := file.Preview(page, 0, sheetHigh)
		if err != nil {
			return nil, err
		}
		out = append(out, address("png", shot))
	}
	return out, nil
}

// lost are the errors that left a sheet out: a letter that no font has, a text that
// does not fit.
func lost(list diag.List) diag.List {
	return slices.DeleteFunc(list.Errors(), func(f diag.Finding) bool { return f.Gate == diag.Release }).Sorted()
}

// pageHead is the head of a page for people. It needs no script and no other file.
const pageHead = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#181715;background:#fffcf5}h1{line-height:1.2}h2{margin-top:2.5rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}td,th{text-align:start;vertical-align:top;border-top:1px solid #bbb;padding:.4rem;overflow-wrap:anywhere}td:first-child,th:first-child{width:6rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:700}dd{margin:0;overflow-wrap:anywhere}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr));gap:1rem}figure{margin:0}figcaption{font-weight:700}img{max-width:100%;height:auto;border:1px solid #bbb;background:#fff}.logo{max-height:7rem;width:auto}code{background:#eee7d6;padding:0 .25rem}</style>
`

// sheetPairs shows sheets beside each other.
const sheetPairs = `{{range .Pairs}}{{$name := .Name}}<h3>{{.Name}}</h3><div class="two"><figure><figcaption>{{$.OwnIs}}</figcaption>{{range .Own}}<img alt="{{$name}}, {{$.OwnIs}}" src="{{picture .}}">{{else}}It cannot be made.{{end}}</figure><figure><figcaption>{{$.BaseIs}}</figcaption>{{range .Base}}<img alt="{{$name}}, {{$.BaseIs}}" src="{{picture .}}">{{else}}The base has no such sheet.{{end}}</figure></div>{{end}}
</html>
`

// peoplePage makes the template of a page for people.
func peoplePage(name, body string) *template.Template {
	funcs := template.FuncMap{"picture": func(s string) template.URL { return template.URL(s) }}
	return template.Must(template.New(name).Funcs(funcs).Parse(pageHead + body + sheetPairs))
}

var summaryPage = peoplePage("summary", `<h1>Adaptation by {{.A.Organisation.English}}</h1>
<p>The office checks everything again; nothing here is a check. Look at the logo and at the foot of each sheet.</p>
<dl><dt>Country</dt><dd>{{.A.Country}}</dd><dt>Base</dt><dd>{{.A.Base.Release}}</dd><dt>Languages</dt><dd>{{range $i, $l := .A.Languages}}{{if $i}}, {{end}}{{$l}}{{end}}</dd>
<dt>Materials</dt><dd>{{range $i, $m := .A.Materials}}{{if $i}}, {{end}}{{$m}}{{end}}{{range .A.Own}} <strong>own: {{.Audience}}/{{.Material.ID}}</strong>{{end}}</dd>
{{with .A.Ground}}<dt>Ground</dt><dd>{{.}}</dd>{{end}}<dt>Logo</dt><dd>{{with .Logo}}<img class="logo" alt="the logo" src="{{picture .}}">{{else}}none{{end}}</dd></dl>
<h2>Texts</h2><table><tr><th>Language<th>What<th>Base<th>Now</tr>
{{range .Changes}}<tr><td>{{.Tag}}<td>{{.What}}<td>{{if .Was}}<bdi>{{.Was}}</bdi>{{else}}–{{end}}<td><bdi>{{.Is}}</bdi></tr>{{end}}</table>
<h2>Sheets</h2>`)

var conflictsPage = peoplePage("update", `<h1>You and the base changed the same texts</h1>
<p>Nothing was changed. Decide each, then run the same command again.</p>
<ul>{{range .Conflicts}}<li><bdi>{{.}}</bdi>.<br>{{if not .Locked}}Keep yours: <code>--mine {{.ID}}</code> · {{end}}Take the base’s: <code>--base {{.ID}}</code></li>{{end}}</ul>
<h2>Sheets</h2>`)
