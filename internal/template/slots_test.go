package template

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// TestSlots: the words of a template are those of its nodes and parts and of the
// conditions and lengths that they need, and none that only a comment, an example
// or another template names.
func TestSlots(t *testing.T) {
	const tokens = `swatches: {ink: {cmyk: [0, 0, 0, 100], srgb: "#000000"}}
styles: {draft: {weight: 900}, fact: {weight: 400}}
leading: {Latn: {text: 1.2}}
type: {A4: {fact: [6pt, 12pt]}}
stocks: {A4: {size: [210mm, 297mm]}}
let: {unused: {has steps: 1u, else: 2u}, room: {has law: 1u, else: 2u}}
`
	files := fstest.MapFS{
		"themes/x/tokens/print.yaml": {Data: []byte(tokens)},
		"themes/x/print/parts.yaml":  {Data: []byte("foot:\n  nodes:\n    - {code: ink, at: [0, 0, 1u, 1u]}\nother:\n  nodes:\n    - {text: notes, style: fact}\n")},
		"themes/x/print/one.yaml": {Data: []byte(`about: the headline and the title # rails
stocks: [A4]
sides:
  front:
    - {text: [{of: facts, style: fact}], style: fact, at: [0, 0, W, room]}
    - {fill: ink, when: has safety, at: [0, 0, W, H]}
    - stack:
        - {use: foot}
examples:
  - {show: a sheet, words: {en: {points: Words.}}}
`)},
	}
	theme, list, err := Read(files, locale.Builtin(), "x")
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	got := strings.Join(slices.Sorted(maps.Keys(theme.Slots("one"))), " ")
	if want := "address caption code facts law safety"; got != want {
		t.Errorf("slots %q, want %q", got, want)
	}
	if theme.Slots("two") != nil {
		t.Error("a template that is not there has slots")
	}
}
