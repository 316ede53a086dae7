package build_test

import (
	"testing"

	"pharos/internal/build"
)

// TestLight builds the same with sites that are kept and with sites that are
// planned again: every byte and every count is the same.
func TestLight(t *testing.T) {
	o := small(t)
	o.NoCache = true
	want, kept := run(t, o)
	defer func(n int) { *build.WholeSites = n }(*build.WholeSites)
	*build.WholeSites = 0
	got, again := run(t, o)
	same(t, "planned again", got, want)
	if a, b := again.Countries[0], kept.Countries[0]; a.Pages != b.Pages || a.Materials != b.Materials || len(a.Languages) != len(b.Languages) {
		t.Errorf("the summary is %+v; want %+v", a, b)
	}
}
