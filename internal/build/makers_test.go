package build

import (
	"slices"
	"testing"

	"pharos/internal/made"
)

// TestMakers: each kind of output that a template draws, and the badge, has one
// maker; a text needs none.
func TestMakers(t *testing.T) {
	var of []made.Output
	for _, m := range makers {
		of = append(of, m.of...)
	}
	for _, o := range made.Outputs {
		want := 1
		if o.Output == made.Text {
			want = 0
		}
		if got := len(slices.DeleteFunc(slices.Clone(of), func(m made.Output) bool { return m != o.Output })); got != want {
			t.Errorf("%s has %d makers, want %d", o.Output, got, want)
		}
	}
}
