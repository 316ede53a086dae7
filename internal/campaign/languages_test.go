package campaign

import (
	"os"
	"path/filepath"
	"testing"

	"pharos/internal/locale"
)

// TestLanguagesFollowTheirProject sees that a row goes with its file when the
// project is loaded again, as a preview does, and that another project's stays.
func TestLanguagesFollowTheirProject(t *testing.T) {
	row := func(tag, name string) string {
		return "- {tag: " + tag + ", name: " + name + ", english: E, script: Latn, direction: ltr}\n"
	}
	load := func(dir, table string) {
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
		if _, _, err := Load(p); err != nil {
			t.Fatal(err)
		}
	}
	name := func(tag locale.Tag) string {
		l, _ := locale.Lookup(tag)
		return l.Endonym
	}
	one, other := t.TempDir(), t.TempDir()
	load(one, row("sk", "Slovenčina")+row("hr", "Other"))
	load(other, row("cs", "Čeština"))
	if name("sk") != "Slovenčina" || name("hr") != "Other" || name("cs") != "Čeština" {
		t.Error("rows are not taken in")
	}
	load(one, row("sk", "Slovensky"))
	if name("sk") != "Slovensky" || name("hr") != "Hrvatski" {
		t.Errorf("after a change: %q, %q", name("sk"), name("hr"))
	}
	load(one, "")
	if name("sk") != "" || name("cs") != "Čeština" {
		t.Errorf("after the file has gone: %q, %q", name("sk"), name("cs"))
	}
}
