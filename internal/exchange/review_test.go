package exchange

import (
	"fmt"
	"strings"
	"testing"

	"pharos/internal/locale"
)

// TestReview: a text that somebody read is on record as reviewed, and nothing else of
// the file changes; what cannot be reviewed is refused with its reason.
func TestReview(t *testing.T) {
	print := locale.Fingerprint(map[string]string{"other": "No one can take your rights away"})
	fsys := project(map[string]string{
		"campaigns/x/messages/en.state.yaml": "# Kept.\na.police: {state: draft}\n",
		"campaigns/x/messages/sq.yaml":       "a.rights:\n  other: \"Askush\"\na.call:\n  other: \"Telefononi {{.Line}} ose 112\"\na.police:\n  other: \"Policia\"\n",
		"campaigns/x/messages/sq.state.yaml": fmt.Sprintf("a.rights: {state: translated, translator: \"Mira Q.\", source: %q, back: \"Nobody\"}\na.police: {state: translated, translator: \"Mira Q.\", source: \"000000000000\"}\n", print),
		"campaigns/x/messages/hr.yaml":       "a.rights:\n  other: \"Nitko\"\n",
		"campaigns/x/messages/sr-Cyrl.yaml":  "a.police:\n  other: \"Полиција\"\n",
	})
	b := open(t, fsys)
	for _, c := range []struct{ id, tag, reviewer, file, says string }{
		{"a.police", "en", "Ana R.", "campaigns/x/messages/en.state.yaml", "# Kept.\na.police: {state: reviewed, reviewer: \"Ana R.\""},
		{"rights.title", "en", "Ana R.", "content/en/rights.state.yaml", "title: {state: reviewed, reviewer: \"Ana R.\""},
		{"a.rights", "sq", "Ana R.", "campaigns/x/messages/sq.state.yaml", "a.rights: {state: reviewed, translator: \"Mira Q.\", reviewer: \"Ana R.\""},
		{"a.rights", "sq", "mira q.", "", "its translator cannot review it"},
		{"a.rights", "hr", "Ana R.", "", "nobody is on record as its translator"},
		{"a.police", "sq", "Ana R.", "", "made from another English text"},
		{"a.count", "sq", "Ana R.", "", "has no text in Albanian"},
		{"a.police", "sr-Latn", "Ana R.", "", "made by rules"},
		{"a.polic", "en", "Ana R.", "", "there is no text \"a.polic\""},
	} {
		files, err := b.Review(fsys, Review{IDs: []string{c.id}, Tag: locale.Tag(c.tag), Reviewer: c.reviewer, Date: "2026-11-23"})
		got := string(files[c.file])
		if c.file == "" {
			if got = ""; err != nil {
				got = err.Error()
			}
		} else if err != nil {
			t.Errorf("%s in %s: %v", c.id, c.tag, err)
		}
		if !strings.Contains(got, c.says) {
			t.Errorf("%s in %s by %s: %q, want %q", c.id, c.tag, c.reviewer, got, c.says)
		}
	}
}
