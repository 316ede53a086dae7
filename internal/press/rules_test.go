package press

import (
	"testing"

	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// TestJudgeEqual sees that a joint sheet whose languages differ in size by more
// than 2 % is found, and one within 2 % is not.
func TestJudgeEqual(t *testing.T) {
	m := plan.Material{Audience: "citizen", ID: "poster", Name: "poster.sq+sr-cyrl", Columns: make([]plan.Column, 2)}
	doc := func(second typeset.Length) typeset.Document {
		text := func(slot, lang string, size typeset.Length) typeset.Item {
			return &typeset.Text{Mark: typeset.Mark{Role: slot}, Lang: lang, Size: size}
		}
		return typeset.Document{Pages: []typeset.Page{{Items: []typeset.Item{text("number", "sq", 90*typeset.Pt), text("points", "sq", 20*typeset.Pt), text("points", "sr-Cyrl", second)}}}}
	}
	for size, want := range map[typeset.Length]int{20 * typeset.Pt: 0, 20*typeset.Pt + 400: 0, 20*typeset.Pt - 400: 0, 20*typeset.Pt + 401: 1, 19 * typeset.Pt: 1} {
		list := Judge(m, doc(size))
		if len(list) != want || want > 0 && list[0].Rule != rule.PosterEqual {
			t.Errorf("%s points: %v", points(size), list)
		}
	}
}
