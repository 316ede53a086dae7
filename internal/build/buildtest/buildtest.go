// Package buildtest gives the tests of build, and of the tools that use it, projects
// to work on: the real one, and the fictional country in a folder of its own.
package buildtest

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pharos"
	"pharos/internal/build"
	"pharos/internal/campaign/campaigntest"
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
	Must(t, campaigntest.Review(pharos.Defaults, o.Project))
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
