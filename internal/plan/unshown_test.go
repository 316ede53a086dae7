package plan

import (
	"slices"
	"strings"
	"testing"

	"pharos/internal/rule"
)

// TestUnshown: a line or a number that the record lets be shown and no reader sees is
// named, with its place.
func TestUnshown(t *testing.T) {
	const more = `
  - {id: zz.other, kind: office, status: print, label: line.kind.office, mark: A, sources: [made], contacts: [{dial: "0800 000 222"}]}
  - {id: zz.police2, kind: police, status: label, label: line.kind.police, mark: A, sources: [made], contacts: [{dial: "222"}]}
`
	said := func(text string) (out []string) {
		_, list := Make(load(t, map[string]string{"campaigns/countries/zz.yaml": text}), Request{})
		for _, f := range list {
			if f.Rule == rule.NumUnshown {
				out = append(out, f.Message.Text)
				if f.Pos.Line == 0 || !strings.Contains(f.Pos.Text, "dial") {
					t.Errorf("no place: %s", f.Message.Text)
				}
			}
		}
		return out
	}
	if got := said(fictional); len(got) > 0 {
		t.Errorf("every line is shown: %v", got)
	}
	text := strings.Replace(fictional, "\nsources:", more+"sources:", 1)
	text = strings.Replace(text, `- dial: "0800 000 000"`, "- dial: \"0800 000 000\"\n      - dial: \"0800 000 333\"", 1)
	want := []string{
		`zz.line: "0800 000 333" is shown nowhere: of the contacts of a line the first is shown`,
		"zz.other stands on pages alone: sheets show zz.line",
		"zz.police2 is shown nowhere: the first line of its kind is zz.police",
	}
	if got := said(text); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
