package web

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"pharos/internal/web/host"
)

// TestKeepServesWhenTheHostIsDown: a kept page with the number stands in where the
// host answers with an error of its own, and gives way to every answer that is one.
func TestKeepServesWhenTheHostIsDown(t *testing.T) {
	node, err := exec.LookPath("node")
	need(t, "node", err == nil)
	script, err := host.Keep([]string{"index.html"})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "keep.js")
	if err := os.WriteFile(file, script, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), node, filepath.Join("testdata", "keep.cjs"), file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := map[string]string{"first": "page", "500": "page", "502": "page", "503": "page", "504": "page",
		"404": "error of the host", "none": "page", "again": "newer page", "newer": "newer page", "removed": "error of the host"}
	if !maps.Equal(got, want) {
		t.Errorf("a visitor gets %v, want %v", got, want)
	}
}
