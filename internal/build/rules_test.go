package build_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

var update = flag.Bool("update", false, "write the wanted findings anew")

// TestRuleCases runs the cases of the rules that need the plan, the layout or the
// finished files: the fictional country, wholly reviewed, with some lines changed,
// and exactly the findings of the rule that are wanted.
func TestRuleCases(t *testing.T) {
	const dir = "../check/testdata"
	for _, r := range rule.All() {
		files, err := filepath.Glob(filepath.Join(dir, r.ID, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if r.Stage == "" {
				continue
			}
			t.Run(r.ID+"/"+filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				runCase(t, r, file)
			})
		}
	}
}

// runCase runs one case.
func runCase(t *testing.T, r *diag.Rule, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, got := "", ""
	o := fictional(t, c)
	for _, f := range found(t, o, r.Stage) {
		if f.Rule == r {
			line := fmt.Sprintf("%s: %s %s: %s\n", f.Pos, f.Severity, f.Rule, f.Message)
			if !strings.HasSuffix(got, line) { // the same on every page
				got += line
			}
		}
	}
	for i := range c.Files {
		if c.Files[i].Name != "want" {
			continue
		}
		if want = string(c.Files[i].Data); *update && want != got {
			c.Files[i].Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(c), 0o644); err != nil {
				t.Fatal(err)
			}
			want = got
		}
	}
	if want != got {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if bad := strings.HasPrefix(filepath.Base(file), "bad"); bad != (got != "") {
		t.Errorf("findings in a good case, or none in a bad one:\n%s", got)
	}
}

// found gives the findings up to a stage; those of the plan as a release names
// them.
func found(t *testing.T, o build.Options, stage string) diag.List {
	t.Helper()
	switch stage {
	case "plan":
		l, err := build.Load(o)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Files.Close()
		return append(l.Findings, build.Obstacles(l, "zz")...).Sorted()
	case "proof":
		_, err := build.Run(t.Context(), o)
		if d, ok := err.(build.Defects); ok {
			return d.List
		} else if err != nil {
			t.Fatal(err)
		}
		return nil
	}
	list, err := build.Check(t.Context(), o, true)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// fictional writes a project: the fictional country, every English text reviewed,
// and the edits of a case. A file that the example does not have is the default.
func fictional(t testing.TB, c *txtar.Archive) build.Options {
	t.Helper()
	o := options(t)
	o.Project, o.Countries, o.Date = t.TempDir(), []string{"zz"}, "2030-01-20"
	must(t, os.CopyFS(o.Project, os.DirFS("../../examples/fictional")))
	reviews(t, o.Project)
	if c == nil {
		return o
	}
	for _, f := range c.Files {
		name, edit := strings.CutPrefix(f.Name, "edit ")
		if f.Name == "want" {
			continue
		}
		data := f.Data
		if edit {
			before, err := os.ReadFile(filepath.Join(o.Project, name))
			if err != nil {
				before, err = fs.ReadFile(pharos.Defaults, name)
			}
			must(t, err)
			old, text, ok := strings.Cut(string(f.Data), "\n=>\n")
			if !ok || !strings.Contains(string(before), old) {
				t.Fatalf("%s: nothing to replace: %q", f.Name, old)
			}
			data = []byte(strings.Replace(string(before), old, strings.TrimSuffix(text, "\n"), 1))
		}
		full := filepath.Join(o.Project, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, data, 0o644))
	}
	return o
}

// reviews calls every English text reviewed by somebody who does not exist.
func reviews(t testing.TB, dir string) {
	t.Helper()
	set, _, err := campaign.Load(pharos.Defaults)
	must(t, err)
	files := map[string]string{}
	add := func(file, id string, forms map[string]string) {
		files[file] += fmt.Sprintf("%s: {state: reviewed, reviewer: \"Fictional Reviewer\", date: \"2030-01-10\", text: %q}\n", id, locale.Fingerprint(forms))
	}
	for _, id := range set.Catalogue.IDs(locale.Source) {
		m, _ := set.Catalogue.Message(locale.Source, id)
		add(locale.StateFile(m.Pos.File), id, m.Forms)
	}
	for _, tags := range set.Pages {
		p := tags[locale.Source]
		file := strings.TrimSuffix(p.File, ".md") + ".state.yaml"
		add(file, "title", map[string]string{"other": p.Title})
		add(file, "summary", map[string]string{"other": p.Summary})
		for _, s := range p.Passages {
			add(file, s.ID, map[string]string{"other": s.Text})
		}
	}
	for file, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(file))
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, []byte(text), 0o644))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
