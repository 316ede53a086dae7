package build_test

import (
	"os"
	"path/filepath"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/campaign"
)

// TestCardsOfAnAdaptation: the small sheets have room for the longer imprint of an
// adaptation, as a draft, in every written language.
func TestCardsOfAnAdaptation(t *testing.T) {
	dir := t.TempDir()
	buildtest.Write(t, dir, campaign.AdaptationFile, []byte("base: {from: program}\norganisation: {id: office-of-the-harbour, kind: ngo, english: Office of the Harbour}\ncountry: rs\n"+
		"languages: [sr-Cyrl, sr-Latn, sq, bs, hr, cnr, mk, en, tr, ar, fa, uk, ru]\nmaterials: [citizen/badge, law-enforcement/soldier-card, law-enforcement/index-card, law-enforcement/slip]\n"))
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	l, err := build.Check(t.Context(), build.Options{
		Source: build.Source{Defaults: pharos.Defaults, Project: dir},
		Making: build.Making{Theme: "pharos"},
		Means:  build.Means{Jobs: 1, Cache: filepath.Join(cache, "pharos"), NoCache: true},
	}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range l.Errors() {
		t.Error(f.Pos, f.Message.Text, f.Hint.Text)
	}
}
