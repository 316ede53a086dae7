package build_test

import (
	"context"
	"testing"

	"pharos/internal/build"
)

// TestLight builds two countries with sites that are kept, with sites that are
// planned again, and one after the other: every byte and every count is the same.
func TestLight(t *testing.T) {
	o := small(t)
	o.Countries = []string{"al", "mk"}
	want, kept := run(t, o)
	defer func(n int) { *build.WholeSites = n }(*build.WholeSites)
	*build.WholeSites = 0
	uncached := o
	uncached.NoCache = true
	got, again := run(t, uncached)
	same(t, "planned again", got, want)
	for i, a := range again.Countries {
		if b := kept.Countries[i]; a.Pages != b.Pages || a.Materials != b.Materials || len(a.Languages) != len(b.Languages) {
			t.Errorf("the summary of %s is %+v; want %+v", a.Country, a, b)
		}
	}
	o.Out = t.TempDir()
	for _, cc := range []string{"mk", "al"} {
		o.Countries = []string{cc}
		if _, err := build.Run(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "one after the other", files(t, o.Out), want)
}
