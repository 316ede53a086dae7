package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOutputIsOurs: a build takes an empty folder, a new one and one of its own, and no
// folder of somebody's files, the one it is started in or one around it.
func TestOutputIsOurs(t *testing.T) {
	here := t.TempDir()
	inner := filepath.Join(here, "project")
	if err := os.MkdirAll(filepath.Join(inner, "photos"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inner, "photos", "one.jpg"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inner)
	for dir, want := range map[string]string{
		"/": "around it", "..": "around it", ".": "around it", "photos": "one.jpg", here: "around it",
	} {
		if out, err := Open(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v %v, want %s", dir, out, err, want)
		}
	}
	if entries, err := os.ReadDir("photos"); err != nil || len(entries) != 1 {
		t.Error("something was written", entries, err)
	}
	for range 2 { // a new folder, then the same one again
		out, err := Open("public")
		if err != nil {
			t.Fatal(err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
