package diag

import (
	"bytes"
	"strings"
	"testing"
)

// TestBrief: errors stand in full, and the many findings of one rule on one line
// with the number and the first of them; nothing is lost in the counts.
func TestBrief(t *testing.T) {
	l := sample()
	small := &Rule{ID: "poster.type"}
	for i := range 40 {
		l.Warnf(small, Pos{File: "campaigns/citizen/campaign.yaml", Line: 50 - i, Text: "x"}, "Shorten it.", "sheet %d has small type", i)
	}
	l.Warnf(&Rule{ID: "text.long"}, Pos{}, "", "a %s", strings.Repeat("word ", 60))
	var more bool
	golden(t, "brief.txt", func(b *bytes.Buffer) (err error) {
		more, err = l.WriteBrief(b, false, nil)
		return err
	})
	if !more {
		t.Error("nobody is told where the others are")
	}
	var full, brief bytes.Buffer
	if err := l.Errors().WriteText(&full, true, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := l.WriteBrief(&brief, true, nil); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(brief.String(), full.String()) {
		t.Error("the errors are not in full")
	}
	n := 0
	for _, g := range l.groups() {
		n += g.n
	}
	if want := l.Sorted().Count(Warning) + l.Sorted().Count(Note); n != want {
		t.Errorf("%d of %d are counted", n, want)
	}
	if more, err := (List{}).WriteBrief(&full, false, nil); more || err != nil {
		t.Error(more, err)
	}
}
