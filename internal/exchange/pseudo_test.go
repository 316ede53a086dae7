package exchange

import (
	"os"
	"strings"
	"testing"

	"pharos/internal/locale"
)

// TestPseudo takes a whole pseudo language in, from left to right and from right
// to left, and wants every text of it in the project.
func TestPseudo(t *testing.T) {
	for _, tag := range []locale.Tag{"fr", "ps"} {
		d := real().pseudo(tag, Filter{})
		if len(d.Units) < 600 {
			t.Fatal(len(d.Units))
		}
		for _, f := range written {
			data, _ := Encode(d, f)
			back, list := Decode(locale.Builtin(), "x"+f.Ending(), data)
			if back == nil || len(list) > 0 {
				t.Fatal(list)
			}
			r := real().take(back, Options{By: "Pseudo", Date: "2026-11-23", Done: true})
			if r.Refused > 0 || r.Taken() != len(d.Units) {
				t.Errorf("%s %s: %d taken of %d: %v", tag, f, r.Taken(), len(d.Units), r.Findings)
			}
			files, err := real().Files(os.DirFS("../.."), r)
			if err != nil || r.Refused > 0 || f == PO && len(files) != 2*(4+len(real().pages))+1 {
				t.Errorf("%s %s: %v, %d files, %d refused", tag, f, err, len(files), r.Refused)
			}
		}
	}
}

// TestPseudoText keeps what the program fills in, and grows.
func TestPseudoText(t *testing.T) {
	for tag, want := range map[locale.Tag]string{"fr": "«", "ps": "«"} {
		got := row(tag).Pseudo("Call {{.Line}} or 112")
		if !strings.Contains(got, "{{.Line}}") || !strings.Contains(got, "112") || strings.Contains(got, "Call") || !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "»") {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

// TestSuggest proposes Croatian for missing Bosnian texts and nothing else; what
// comes back is a draft.
func TestSuggest(t *testing.T) {
	fsys := project(map[string]string{"campaigns/x/messages/hr.yaml": "a.rights:\n  other: \"Nitko vam ne može oduzeti prava\"\na.police:\n  other: \"Policija\"\n", "campaigns/x/messages/bs.yaml": "a.police: \"Policija\"\n"})
	b := open(t, fsys)
	d, err := b.Suggest("bs", "hr", Filter{})
	if err != nil || len(d.Units) != 1 || d.Units[0].ID != "a.rights" || d.Units[0].Suggested != "hr" {
		t.Fatalf("%v %+v", err, d)
	}
	for _, f := range written {
		data, _ := Encode(d, f)
		back, _ := Decode(locale.Builtin(), "x"+f.Ending(), data)
		if r := b.take(back, mira); r.Drafts != 1 || r.Changes[0].New.State != locale.Draft {
			t.Errorf("%s: %+v", f, r)
		}
		if !strings.Contains(string(data), "taken from hr") && f != XLSX { // packed
			t.Errorf("%s does not say where the text comes from", f)
		}
	}
	if _, err := b.Suggest("sq", "hr", Filter{}); err == nil {
		t.Error("Croatian was proposed for Albanian")
	}
}
