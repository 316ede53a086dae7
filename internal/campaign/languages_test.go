package campaign

import (
	"os"
	"path/filepath"
	"testing"

	"pharos/internal/locale"
)

// TestLanguagesFollowTheirProject: a row goes with its file when the project is
// loaded again, as a preview does, and another project in the same process has
// its own.
func TestLanguagesFollowTheirProject(t *testing.T) {
	row := func(tag, name string) string {
		return "- {tag: " + tag + ", name: " + name + ", english: E, script: Latn, direction: ltr}\n"
	}
	load := func(dir, table string) *Set {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(locale.TableFile))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
		if table == "" {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		p, _, err := Open(os.DirFS("../.."), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		set, _, err := Load(p)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	names := func(when string, set *Set, sk, hr, cs string) {
		t.Helper()
		for tag, want := range map[locale.Tag]string{"sk": sk, "hr": hr, "cs": cs} {
			if l, _ := set.Languages.Lookup(tag); l.Endonym != want {
				t.Errorf("%s: %s is %q, want %q", when, tag, l.Endonym, want)
			}
		}
	}
	dir := t.TempDir()
	one := load(dir, row("sk", "Slovenčina")+row("hr", "Other"))
	other := load(t.TempDir(), row("cs", "Čeština")+row("hr", "Another"))
	changed := load(dir, row("sk", "Slovensky"))
	gone := load(dir, "")
	names("a first project", one, "Slovenčina", "Other", "")
	names("a second project", other, "", "Another", "Čeština")
	names("after a change", changed, "Slovensky", "Hrvatski", "")
	names("after the file has gone", gone, "", "Hrvatski", "")
}
