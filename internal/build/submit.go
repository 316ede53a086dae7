package build

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// Submit builds an adaptation and the same sheets of its base, and packs the
// folder with a summary that shows both. The digest is that of the file.
func Submit(ctx context.Context, o Options) (data []byte, digest string, err error) {
	l, err := Load(o)
	if err != nil {
		return nil, "", err
	}
	defer l.Files.Close()
	if l.Findings.Stops() {
		return nil, "", Defects{l.Findings.Sorted()}
	}
	if err := o.rests(l); err != nil {
		return nil, "", err
	}
	a := l.Set.Adaptation
	summary, err := o.summarise(ctx, l)
	if err != nil {
		return nil, "", err
	}
	if data, err = adapt.Submit(o.Project, a, summary); err != nil {
		return nil, "", err
	}
	if _, err := adapt.Receive(data); err != nil { // read back as the office will
		return nil, "", fmt.Errorf("read back the submission: %w", err)
	}
	return data, digestOf(data), nil
}

// pair is one sheet of the summary: with the change, and as the base has it.
type pair struct{ Name, Own, Base string }

// change is one text that the adaptation adds or changes.
type change struct{ Tag, ID, Was, Is string }

// summarise makes the page for people.
func (o Options) summarise(ctx context.Context, l *Loaded) ([]byte, error) {
	a := l.Set.Adaptation
	own, err := o.previews(ctx, false)
	if err != nil {
		return nil, err
	}
	base, err := o.previews(ctx, true)
	if err != nil {
		return nil, err
	}
	var pairs []pair
	for _, name := range sortedNames(own) {
		pairs = append(pairs, pair{name, own[name], base[name]})
	}
	was, list, err := campaign.Load(l.Files.(*adapt.Files).Base)
	if err != nil || list.Stops() {
		return nil, fmt.Errorf("read the base: %v", err)
	}
	var changes []change
	for _, f := range a.Messages {
		for _, m := range f.Messages {
			old, _ := was.Catalogue.Message(m.Tag, m.ID)
			changes = append(changes, change{string(m.Tag), m.ID, old.Forms["other"], m.Forms["other"]})
		}
	}
	var buf bytes.Buffer
	err = summaryPage.Execute(&buf, map[string]any{"A": a, "Pairs": pairs, "Changes": changes})
	return buf.Bytes(), err
}

// previews builds into a folder of its own and gives the pictures of the sheets as
// addresses that need no other file.
func (o Options) previews(ctx context.Context, base bool) (map[string]string, error) {
	dir, err := os.MkdirTemp("", "pharos-summary-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	o.Out, o.BaseOnly = dir, base
	made, err := Run(ctx, o)
	if err != nil {
		return nil, err
	}
	if bad := lost(made.Findings); !base && len(bad) > 0 {
		return nil, Defects{bad}
	}
	out := map[string]string{}
	files, _ := filepath.Glob(filepath.Join(dir, "*", "print", "*", "*.png"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		out[filepath.Base(filepath.Dir(f))+"/"+filepath.Base(f)] = "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
	}
	return out, nil
}

// lost are the errors that left a sheet out: a letter that no font has, a text that
// does not fit.
func lost(list diag.List) diag.List {
	return slices.DeleteFunc(list.Errors(), func(f diag.Finding) bool { return f.Gate == diag.Release }).Sorted()
}

// sortedNames gives the names of pictures in order.
func sortedNames(m map[string]string) []string {
	var out []string
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// summaryPage needs no script and no other file.
var summaryPage = template.Must(template.New("summary").Funcs(template.FuncMap{"picture": func(s string) template.URL { return template.URL(s) }}).Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Adaptation by {{.A.Organisation.English}}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#181715}table{border-collapse:collapse;width:100%}td,th{text-align:start;vertical-align:top;border-top:1px solid #bbb;padding:.4rem}.two{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;flex:1 1 12rem}img{max-width:100%;border:1px solid #bbb}</style>
<h1>Adaptation by {{.A.Organisation.English}}</h1>
<p>Country {{.A.Country}}, base {{.A.Base.Release}}. The office checks everything again; nothing here is a check.</p>
<p>Languages: {{range .A.Languages}}{{.}} {{end}}<br>Materials: {{range .A.Materials}}{{.}} {{end}}{{range .A.Own}}<strong>own: {{.Audience}}/{{.Material.ID}}</strong> {{end}}{{if .A.Ground}}<br>Ground: {{.A.Ground}}{{end}}{{if .A.Logo}}<br>Logo: {{.A.Logo}}{{end}}</p>
<h2>Texts</h2><table><tr><th>Language<th>Message<th>Base<th>Now</tr>
{{range .Changes}}<tr><td>{{.Tag}}<td>{{.ID}}<td>{{if .Was}}<bdi>{{.Was}}</bdi>{{else}}–{{end}}<td><bdi>{{.Is}}</bdi></tr>{{end}}
{{range $t, $v := .A.Partner.Line}}<tr><td>{{$t}}<td>partner line<td>–<td><bdi>{{$v}}</bdi></tr>{{end}}</table>
<h2>Sheets</h2>{{range .Pairs}}<h3>{{.Name}}</h3><div class="two"><figure><figcaption>adapted</figcaption><img alt="{{.Name}} as adapted" src="{{picture .Own}}"></figure><figure><figcaption>base</figcaption>{{if .Base}}<img alt="{{.Name}} of the base" src="{{picture .Base}}">{{else}}The base has no such sheet.{{end}}</figure></div>{{end}}
</html>
`))
