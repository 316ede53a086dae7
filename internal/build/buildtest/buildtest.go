// Package buildtest gives the tests of build, and of the tools that use it, projects
// to work on: the real one, and the fictional country in a folder of its own.
package buildtest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// Options builds the real project into a folder of the test.
func Options(t testing.TB) build.Options {
	cache, err := os.UserCacheDir()
	Must(t, err)
	return build.Options{
		Source: build.Source{Defaults: pharos.Defaults},
		Making: build.Making{Theme: "pharos"},
		Means:  build.Means{Jobs: runtime.GOMAXPROCS(0), Cache: filepath.Join(cache, "pharos")},
		Out:    t.TempDir(),
	}
}

// Fictional writes a project: the fictional country, every English text reviewed,
// and the edits of a case. A file that the example does not have is the default.
func Fictional(t testing.TB, c *txtar.Archive) build.Options {
	t.Helper()
	o := Options(t)
	o.Project, o.Countries, o.Date = t.TempDir(), []string{"zz"}, "2030-01-20"
	Must(t, os.CopyFS(o.Project, os.DirFS("../../examples/fictional")))
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
			before := Source(t, o.Project, name)
			old, text, ok := strings.Cut(string(f.Data), "\n=>\n")
			if !ok || !strings.Contains(string(before), old) {
				t.Fatalf("%s: nothing to replace: %q", f.Name, old)
			}
			data = []byte(strings.Replace(string(before), old, strings.TrimSuffix(text, "\n"), 1))
		}
		Write(t, o.Project, name, data)
	}
	return o
}

// reviews calls every English text reviewed by somebody who does not exist.
func reviews(t testing.TB, dir string) {
	t.Helper()
	set, _, err := campaign.Load(pharos.Defaults)
	Must(t, err)
	files := map[string]string{}
	add := func(file, id string, forms map[string]string) {
		files[file] += fmt.Sprintf(
			"%s: {state: reviewed, reviewer: \"Fictional Reviewer\", date: \"2030-01-10\", text: %q}\n",
			id,
			locale.Fingerprint(forms),
		)
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
		Write(t, dir, file, []byte(text))
	}
}

// Must ends a test with an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Write writes a file of a project.
func Write(t testing.TB, project, name string, data []byte) {
	t.Helper()
	full := filepath.Join(project, filepath.FromSlash(name))
	Must(t, os.MkdirAll(filepath.Dir(full), 0o755))
	Must(t, os.WriteFile(full, data, 0o644))
}

// Source reads a file of the project, or of the defaults.
func Source(t testing.TB, project, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(project, name))
	if err != nil {
		data, err = fs.ReadFile(pharos.Defaults, name)
	}
	Must(t, err)
	return data
}
