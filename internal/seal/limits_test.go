package seal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/release"
)

// TestLimits lets each of the things that give a release its end come first in
// turn: it is then the last day of the manifest and of the list of materials.
func TestLimits(t *testing.T) {
	const country, calls = "campaigns/countries/zz.yaml", "campaigns/countries/zz/attestations/"
	reviewed := func(id, day string) string {
		return id + `: {state: reviewed, reviewer: "Fictional Reviewer", date: "` + day + `", text: "000000000000"}` + "\n"
	}
	for _, c := range []struct {
		name, date string
		files      map[string]string
		edits      [][3]string
		until      string
		what       string
	}{
		{"test calls", "2030-01-20", nil, nil, "2030-02-01", "the test calls of zz.line end"},
		{"source of an emergency number", "2030-01-20", nil, [][3]string{{country, `read: "2030-01-05"`, `read: "2029-01-26"`}},
			"2030-01-26", "a year since the source of the emergency number zz.police was read ends"},
		{"funding", "2030-01-20", nil, [][3]string{{country, `funded_until: {value: "2030-06-30"`, `funded_until: {value: "2030-01-25"`}}, "2030-01-25", "the funding of zz.line ends"},
		{"exception", "2030-01-20", nil, [][3]string{{country, `until: "2030-05-31"`, `until: "2030-01-22"`}}, "2030-01-22", "the exception from"},
		{"plan", "2029-12-20", nil, [][3]string{{country, "from: 2029, until: 2031", "from: 2026, until: 2029"},
			{calls + "line-2030-01-02-1.yaml", "2030-01-02", "2029-12-10"}, {calls + "line-2030-01-03-1.yaml", "2030-01-03", "2029-12-11"},
			{country, `read: "2030-01-05"`, `read: "2029-12-05"`}},
			"2029-12-31", "Fictional Plan ends"},
		{"review of a message", "2030-01-20", map[string]string{"campaigns/citizen/messages/en.state.yaml": reviewed("citizen.rights.headline", "2029-01-23")}, nil,
			"2030-01-23", "the oldest review of a text in en is 365 days old"},
		{"review of a word of the pages", "2030-01-20", map[string]string{"campaigns/interface/messages/en.state.yaml": reviewed("nav.start", "2029-01-24")}, nil,
			"2030-01-24", "the oldest review of a text in en is 365 days old"},
		{"review of a passage", "2030-01-20", map[string]string{"content/en/rights.state.yaml": reviewed("rights.1", "2029-01-25")}, nil,
			"2030-01-25", "the oldest review of a text in en is 365 days old"},
		{"review of a title", "2030-01-20", map[string]string{"content/en/rights.state.yaml": reviewed("title", "2029-01-26")}, nil,
			"2030-01-26", "the oldest review of a text in en is 365 days old"},
		{"the country's own time for reviews", "2030-01-20", map[string]string{"content/en/rights.state.yaml": reviewed("rights.1", "2029-12-25")},
			[][3]string{{country, "zone:", "review_days: 30\nzone:"}}, "2030-01-24", "the oldest review of a text in en is 30 days old"},
		{"consent", "2030-01-20", nil, [][3]string{{"campaigns/citizen/campaign.yaml", "  - id: poster-rights\n", "  - id: poster-rights\n    pictures: {scene: lighthouse}\n"},
			{"assets/pictures/lighthouse.yaml", "tags:", "consent: {record: fictional archive 1, given: \"2029-01-10\", until: \"2030-01-27\"}\ntags:"}}, "2030-01-27", "the consent for the picture lighthouse ends"},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := build.Options{
				Source:    build.Source{Defaults: buildtest.Alone{FS: pharos.Defaults}, Project: t.TempDir()},
				Selection: build.Selection{Countries: []string{"zz"}, Date: c.date},
				Making:    build.Making{Theme: "pharos", Release: 1},
			}
			if err := os.CopyFS(o.Project, os.DirFS("../../examples/fictional")); err != nil {
				t.Fatal(err)
			}
			for name, text := range c.files {
				buildtest.Write(t, o.Project, name, []byte(text))
			}
			for _, e := range c.edits {
				text := strings.Replace(string(buildtest.Source(t, o.Project, e[0])), e[1], e[2], 1)
				if to := strings.Replace(e[0], e[1], e[2], 1); to != e[0] { // the day stands in the name too
					if err := os.Remove(filepath.Join(o.Project, e[0])); err != nil {
						t.Fatal(err)
					}
					e[0] = to
				}
				buildtest.Write(t, o.Project, e[0], []byte(text))
			}
			l, err := build.Load(o)
			if err != nil {
				t.Fatal(err)
			}
			defer l.Files.Close()
			if l.Plan == nil {
				t.Fatal(l.Findings.Errors())
			}
			m := ManifestOf(l, "zz", adapt.Callers{})
			m.Number, m.Version, m.Keys = 1, "test", release.Digest(nil)
			if _, err := m.Encode(); err != nil { // puts the limits in order
				t.Fatal(err)
			}
			if m.Expires != c.until || !strings.HasPrefix(m.Limits[0].What, c.what) || lastDay(m.Limits) != c.until {
				t.Errorf("the release ends on %s: %v", m.Expires, m.Limits)
			}
			o.Until = lastDay(m.Limits)
			shown, err := build.Load(o)
			if err != nil {
				t.Fatal(err)
			}
			defer shown.Files.Close()
			day := strings.TrimLeft(c.until[8:], "0")
			if text := shown.Plan.Sites[0].Faces[0].Texts["materials.until"].Value; !strings.Contains(text, " "+day+", "+c.until[:4]) {
				t.Errorf("the list of materials says %q", text)
			}
		})
	}
}

// TestLoweredGate sees that a release says so where fewer calls were asked for.
func TestLoweredGate(t *testing.T) {
	o := build.Options{
		Source:    build.Source{Defaults: buildtest.Alone{FS: pharos.Defaults}, Project: t.TempDir()},
		Selection: build.Selection{Countries: []string{"zz"}, Date: "2030-01-20"},
		Making:    build.Making{Theme: "pharos", Release: 1},
	}
	if err := os.CopyFS(o.Project, os.DirFS("../../examples/fictional")); err != nil {
		t.Fatal(err)
	}
	o.Gate.People = 1
	l, err := build.Load(o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Files.Close()
	m := ManifestOf(l, "zz", adapt.Callers{})
	root := t.TempDir()
	if err := releaseNotes(root, l, m, nil); err != nil {
		t.Fatal(err)
	}
	notes, err := os.ReadFile(filepath.Join(root, notesName))
	if err != nil || m.Gate == "" || !strings.Contains(string(notes), "lowered gate: "+m.Gate) {
		t.Errorf("%q, %v", m.Gate, err)
	}
}
