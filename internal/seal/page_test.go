package seal

import (
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/locale"
	"pharos/internal/release"
)

// TestPageFaces sees that the check page speaks every language that is written.
func TestPageFaces(t *testing.T) {
	l, err := build.Load(build.Options{
		Source:    build.Source{Defaults: pharos.Defaults},
		Selection: build.Selection{Date: "2026-11-30"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Files.Close()
	m := &release.Manifest{Country: "rs", Edition: "2026-11-30", Limits: []release.Limit{{Until: "2026-12-20", What: "test"}}}
	for _, tag := range l.Set.Catalogue.Tags() {
		known, ok := locale.Builtin().Lookup(tag)
		if !ok || !known.Expected {
			continue
		}
		if _, ok := pageFace(l, m, tag); !ok {
			t.Errorf("%s: a text of the check page is missing", known.English)
		}
	}
}
