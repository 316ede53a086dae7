// Package webtest makes plans to test the site with: a country that does not
// exist, and the real ones. It is used by tests only.
package webtest

import (
	"cmp"
	_ "embed"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/web/view"
)

// Date is the edition date of every plan made here.
const Date = "2026-11-23"

//go:embed samplia.yaml
var samplia []byte

// Root is the folder of the module, seen from the caller's package.
type Root string

// Plan plans countries: none named means the real ones; "zz" is Samplia, which
// does not exist, and stands alone.
func (r Root) Plan(t testing.TB, countries []string, languages ...locale.Tag) *plan.Plan {
	t.Helper()
	return r.Make(t, plan.Request{Countries: countries, Languages: languages, Date: Date})
}

// Make plans what a request asks for.
func (r Root) Make(t testing.TB, req plan.Request) *plan.Plan {
	t.Helper()
	dir := ""
	if slices.Contains(req.Countries, "zz") {
		dir = overlay(t)
	}
	project, _, err := campaign.Open(os.DirFS(string(r)), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	set, list, err := campaign.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	if list.Stops() {
		t.Fatalf("the definitions do not load: %v", list.Sorted())
	}
	p, list := plan.Make(set, req)
	if list.Stops() {
		t.Fatalf("the plan has findings: %v", list)
	}
	for i := range p.Sites {
		if p.Sites[i].Country == "zz" {
			name(&p.Sites[i])
		}
	}
	return p
}

// overlay is a project folder with Samplia alone; a project with countries of
// its own does not build the real ones.
func overlay(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "campaigns", "countries", "zz.yaml")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, samplia, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// name gives the country that does not exist a name.
func name(s *plan.Site) {
	names := map[string]string{"Cyrl": "Самплија", "Arab": "سامبليا"}
	for i := range s.Faces {
		f := &s.Faces[i]
		unknown := f.Country
		f.Country = cmp.Or(names[f.Locale.Script], "Samplia")
		for id, t := range f.Texts {
			runs := slices.Clone(t.Runs)
			if runs == nil {
				runs = []locale.Run{{Text: t.Value}}
			}
			for i := range runs {
				runs[i].Text = strings.ReplaceAll(runs[i].Text, unknown, f.Country)
			}
			f.Texts[id] = t.Of(runs...)
		}
	}
}

// Samplia is the site of the country that does not exist, in English, Serbian
// in Cyrillic letters and Arabic, with its materials as if they were finished.
func (r Root) Samplia(t testing.TB) (plan.Site, []view.Print) {
	t.Helper()
	p := r.Plan(t, []string{"zz"}, "en", "sr-Cyrl", "ar")
	return p.Sites[0], Prints(p, "zz")
}

// Prints pretends that the materials of a country are finished.
func Prints(p *plan.Plan, country string) []view.Print {
	var out []view.Print
	for _, m := range p.Materials {
		if m.Country != country {
			continue
		}
		v := view.Print{Material: m, Trim: "297 × 420 mm", Width: 248, Height: 351}
		file := func(o made.Output) *made.File {
			name := m.Path(o.Traits().Ending)
			f := made.Of(name, made.MediaType(name), []byte(name))
			f.Size = int64(90_000 + 1000*len(name))
			return &f
		}
		for _, o := range m.Outputs {
			switch o {
			case made.Press:
				v.Press = file(o)
			case made.Screen:
				v.Screen = file(o)
			case made.Preview:
				v.Preview = file(o)
			case made.Picture:
				v.Files = append(v.Files, *file(o))
				v.Preview = file(o)
			default:
				v.Files = append(v.Files, *file(o))
			}
		}
		out = append(out, v)
	}
	return out
}
