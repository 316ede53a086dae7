package made_test

import (
	"slices"
	"testing"

	"pharos/internal/made"
)

// TestOutputs: each row of the table has a name of its own, an ending and, but for
// the small picture, which is shown and not offered, a label; no two kinds of file
// that are offered are taken for one another.
func TestOutputs(t *testing.T) {
	var names []string
	for _, o := range made.Outputs {
		if o.Output.Traits() != o || slices.Contains(names, string(o.Output)) || o.Ending == "" {
			t.Errorf("the row of %q is wrong: %+v", o.Output, o)
		}
		names = append(names, string(o.Output))
		if file := "print/citizen/poster-rights.sq." + o.Ending; o.Label != "" && made.LabelOf(file) != o.Label {
			t.Errorf("%s is offered as %q, not as %q", file, made.LabelOf(file), o.Label)
		}
	}
	if got := made.Output("").Choices(); !slices.Equal(got, names) {
		t.Errorf("the choices are %v, the rows %v", got, names)
	}
	if label := made.LabelOf("print/citizen/badge.en.html"); label != "" {
		t.Errorf("the words beside a badge are offered as %q", label)
	}
	if unknown := made.Output("postre").Traits(); unknown.Ending != "" || unknown.Paper {
		t.Errorf("an unknown output has traits: %+v", unknown)
	}
}
