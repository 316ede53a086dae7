package office

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pharos/internal/campaign"
)

// TestSummary: the page that is sent shows each text and each sheet, its own and the
// base's, needs no other file and no script, and nothing in it is markup of the sender.
func TestSummary(t *testing.T) {
	o := newOfficeOf(t)
	dir := t.TempDir()
	logo, err := os.ReadFile(filepath.Join("..", "..", "examples", "harbour", "logo.svg"))
	if err != nil {
		t.Fatal(err)
	}
	more := "logo: logo.svg\nground: \"#1f4d3a\"\npartner:\n  line: {en: \"Example Street {{.House}}, and & more\"}\n  house: \"4\"\n  hours:\n    - {days: [mon, fri], from: \"09:00\", to: \"17:00\"}\n  date: \"2030-10-18\"\nsentences:\n  - {material: citizen/poster-rights, use: harbour.visit}\n"
	sheet := strings.Replace(o.adaptation(more), "[citizen/poster-rights]", "[citizen/poster-rights, citizen/badge, law-enforcement/soldier-card]", 1)
	write(t, dir, map[string][]byte{campaign.AdaptationFile: []byte(sheet), "logo.svg": logo,
		"messages/en.yaml": []byte("harbour.visit:\n  description: \"Where: poster. Max: 80. Class: information. Fact: none.\"\n  other: \"Come & ask “us”.\"\n")})
	build := o.options()
	build.Project = dir
	sent, err := Submit(t.Context(), build)
	data, digest := sent.Data, sent.Digest
	if err != nil || len(digest) != 64 {
		t.Fatal(err, digest)
	}
	look, err := LookAt(t.Context(), build, data, filepath.Join(o.dir, "base"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(look.Page)
	for _, want := range []string{"Come &amp; ask “us”.", "Example Street 4, and &amp; more", "mon, fri 09:00–17:00", "2030-10-18", "#1f4d3a", "harbour.visit", `alt="the logo" src="data:image/png`,
		`alt="citizen/poster-rights.en, adapted" src="data:image/png`, `alt="citizen/poster-rights.en, base" src="data:image/png`, `alt="citizen/badge.en, adapted" src="data:image/svg`, "default-src 'none'"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n := strings.Count(page, `alt="law-enforcement/soldier-card.en, adapted"`); n != 2 {
		t.Errorf("%d sides of the card, not 2", n)
	}
	if found := regexp.MustCompile(`(?i)<script|https?:|href=| on[a-z]+=|<iframe|<form`).FindString(page); found != "" {
		t.Errorf("the page holds %q", found)
	}
	if out := os.Getenv("PHAROS_TEST_PAGE"); out != "" { // to be looked at
		if err := os.WriteFile(out, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
