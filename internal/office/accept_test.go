package office

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/adapt"
	"pharos/internal/release"
)

// TestAnotherOfOneName: an id belongs to the organisation that was accepted first.
func TestAnotherOfOneName(t *testing.T) {
	home := t.TempDir()
	zeros := strings.Repeat("0", 64)
	m := &release.Manifest{Country: "zz", Number: 1, Edition: "2030-01-22", Keys: zeros, Limits: []release.Limit{{Until: "2030-02-01", What: "a test"}},
		Files: []release.File{}, Facts: []release.Fact{}, Exceptions: []release.Exception{}, Adaptation: &release.Adaptation{Organisation: "harbour", Name: "Harbour Office", Names: []string{"Harbour Office", "Luka"}}}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(home, "1")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, release.ManifestName), data, 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"Harbour Office": "", "Harbour Club": "Harbour Office"} {
		if got := another(m, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	to := t.TempDir()
	if err := os.CopyFS(filepath.Join(to, "zz-harbour"), os.DirFS(home)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ country, id, name, want string }{
		{"zz", "quai", "Harbour Office", "harbour"}, {"zz", "quai", "Hаrbour  0ffice", "harbour"}, {"zz", "quai", "The Harbour Bureau", "harbour"}, {"zz", "quai", "Luka", "harbour"}, {"zz", "quai", "Harbour Club", ""},
		{"zz", "harbour", "Harbour Office", ""}, {"rs", "quai", "Harbour Office", ""},
	} {
		if got, err := namesake(release.Folder(to), c.country, c.id, c.name); got != c.want || err != nil {
			t.Errorf("%+v: got %q, %v", c, got, err)
		}
	}
	if got := another(nil, "Harbour Club"); got != "" {
		t.Errorf("nothing accepted yet: got %q", got)
	}
}

// TestOwnWork: whoever translated or reviewed a text of an adaptation does not accept it,
// however the name is spelled.
func TestOwnWork(t *testing.T) {
	data, err := (&adapt.Submission{Organisation: "harbour", Country: "zz", Folder: adapt.Packed{
		"adaptation.yaml": []byte("country: zz\n"),
		"campaigns/citizen/messages/fr.state.yaml": []byte(
			"harbour.one: {state: translated, translator: \"Mira Q. <mira@example.org>\"}\n" +
				"harbour.two: {state: reviewed, reviewer: \"Толга Зета\", date: \"2030-01-10\", text: 0123456789ab}\n"),
	}}).Pack()
	if err != nil {
		t.Fatal(err)
	}
	for name, same := range map[string]bool{"Mira Q": true, "mira q.": true, "Tolga Zeta": true, "Zeta, Tolga": true, "Ana": false, "": false} {
		if bad := (Acceptance{Data: data}).alone(name); (len(bad) > 0) != same {
			t.Errorf("%q: %v", name, bad)
		}
	}
}
