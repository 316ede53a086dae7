package exchange

import (
	"testing"

	"pharos/internal/locale"
)

// TestSpaces takes texts in that are printed with a hole or with a number that sticks to
// a word: they are taken, and shown.
func TestSpaces(t *testing.T) {
	const english = "a.call:\n  description: \"Where: x. Class: information.\"\n  other: \"Call {{.Line}} now\"\n" +
		"a.hours:\n  description: \"Where: x. Class: information.\"\n  other: \"{{.Hours}}h\"\n"
	b := open(t, project(map[string]string{"campaigns/x/messages/en.yaml": english}))
	for text, want := range map[string]int{
		"Telefononi {{.Line}} tani": 0, "Telefononi  {{.Line}} tani": 1, "Telefononi {{.Line}}tani": 1,
		"Telefononi ({{.Line}}), tani": 0, "Telefononi  te{{.Line}} tani": 2, "Telefononi {{.Line}}’ta tani": 0,
	} {
		r := b.take(returned(b, "sq", map[string]string{"a.call": text}), Options{By: "Mira", Date: "2030-01-15"})
		if len(r.Findings) != want || r.Taken() != 1 {
			t.Errorf("%q: %v", text, r.Findings)
		}
	}
	if r := b.take(returned(b, "sq", map[string]string{"a.hours": "{{.Hours}}orë"}), Options{By: "M", Date: "2030-01-15"}); len(r.Findings) != 0 {
		t.Errorf("the English sticks, too: %v", r.Findings)
	}
}

// TestUnfinished counts what comes back as it was and without a mark: its sender is told
// how it counts.
func TestUnfinished(t *testing.T) {
	b := open(t, project(map[string]string{"campaigns/x/messages/sq.yaml": "a.police: Policia\n"}))
	d := returned(b, "sq", map[string]string{"a.police": "Policia"})
	d.Units[0].State = locale.Draft
	r := b.take(d, Options{Reviewer: "Ana", Date: "2030-01-15"})
	if r.Open != 1 || r.Unchanged != 1 {
		t.Errorf("%d open of %d unchanged", r.Open, r.Unchanged)
	}
	if r := b.take(d, Options{Reviewer: "Ana", Date: "2030-01-15", Done: true}); r.Open != 0 || r.Taken() != 1 {
		t.Errorf("with done: %d open, %d taken", r.Open, r.Taken())
	}
}
