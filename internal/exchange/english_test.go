package exchange

import (
	"strings"
	"testing"

	"pharos/internal/locale"
)

// TestEnglish sends English out in every format and takes it back as read: nothing but
// the records changes, and what the reviewer altered or left open stays as it was.
func TestEnglish(t *testing.T) {
	b := open(t, project(nil))
	ana := Options{Reviewer: "Ana B.", Date: "2026-11-24"}
	for _, f := range Formats {
		if f == Form {
			continue // its answer is XLIFF
		}
		d, list := b.Document(locale.Source, Filter{})
		if len(list) > 0 || len(d.Units) != 10 {
			t.Fatalf("%d texts: %v", len(d.Units), list)
		}
		data, _ := Encode(d, f)
		back, list := Decode(locale.Builtin(), "en"+f.Ending(), data)
		if back == nil || len(list) > 0 {
			t.Fatalf("%s: %v", f, list)
		}
		if r := b.take(back, ana); r.Reviewed != 0 || r.Unchanged != 10 || len(r.Findings) > 0 {
			t.Errorf("%s: what nobody ticked is read: %+v", f, r)
		}
		r := b.take(finish(back), ana)
		if r.Reviewed != 10 || len(r.Findings) > 0 {
			t.Errorf("%s: %+v", f, r)
		}
		files, err := b.Files(project(nil), r)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range files {
			if !strings.HasSuffix(name, ".state.yaml") || !strings.Contains(string(data), `reviewer: "Ana B."`) {
				t.Errorf("%s: %s is written:\n%s", f, name, data)
			}
		}
		if again := open(t, project(map[string]string{
			"campaigns/x/messages/en.state.yaml": string(files["campaigns/x/messages/en.state.yaml"]),
			"content/en/rights.state.yaml":       string(files["content/en/rights.state.yaml"]),
		})); true {
			for _, row := range []string{"x", "pages"} {
				if n := again.count(locale.Source, plainLength).rows[row]; n.Reviewed != n.Total || n.Total == 0 {
					t.Errorf("%s: %+v", f, n)
				}
			}
		}
	}
	changed := returned(b, locale.Source, map[string]string{"a.police": "The police", "rights.1": "First words of two lines."})
	r := b.take(changed, ana)
	if r.Refused != 1 || r.Reviewed != 1 || !strings.Contains(messages(r.Findings), "is another one") {
		t.Errorf("%+v", r)
	}
}
