package main

import (
	"os"
	"slices"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// findingsOf loads the catalogue of findings; it must be without fault.
func findingsOf(t *testing.T) *locale.Catalogue {
	t.Helper()
	catalogue, list, err := campaign.Sentences(os.DirFS("../.."))
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return catalogue
}

// TestSentencesTranslated sees that translated sentences have the values of the
// English ones and are not older, and counts what is still shown in English.
func TestSentencesTranslated(t *testing.T) {
	catalogue := findingsOf(t)
	for _, tag := range []locale.Tag{"sq", "sr-Cyrl", "mk"} {
		lacks := 0
		for _, id := range catalogue.IDs(locale.Source) {
			src, _ := catalogue.Message(locale.Source, id)
			m, ok := catalogue.Message(tag, id)
			switch {
			case !ok:
				lacks++
			case !m.Plural() && !slices.Equal(m.Placeholders(), src.Placeholders()):
				t.Errorf("%s: %s has other values than the English sentence", m.Pos, id)
			case catalogue.Stale(tag, id):
				t.Errorf("%s: %s is older than its English sentence", m.Pos, id)
			}
		}
		for _, id := range catalogue.IDs(tag) {
			if !catalogue.Has(locale.Source, id) {
				t.Errorf("%s has %s, which is not English any more", tag, id)
			}
		}
		t.Logf("%s: %d of %d sentences are shown in English", tag, lacks, len(catalogue.IDs(locale.Source)))
	}
	if !catalogue.Has("sr-Latn", "error") {
		t.Error("Serbian in Latin letters is not derived")
	}
}
