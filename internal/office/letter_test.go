package office

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/locale"
	"pharos/internal/plan"
)

// TestLetters plans a letter in every written language and writes it in some:
// both numbers are in it, and the PDF is read back by Letter itself.
func TestLetters(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	o := build.Options{
		Source: build.Source{Defaults: pharos.Defaults},
		Making: build.Making{Theme: "pharos"},
		Means:  build.Means{Jobs: 1, Cache: filepath.Join(cache, "pharos")},
	}
	l, err := build.Load(o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Files.Close()
	d := plan.Takedown{Country: "rs", Batch: "rs-3-poster-confidence.sq+sr-cyrl", Sheet: "poster-confidence.sq+sr-cyrl", Holder: "Općina Primjer, Dom kulture", Place: "Autobuska stanica",
		Count: 40, Old: "0800 000 000", Day: "2030-02-01"}
	for _, tag := range l.Set.Catalogue.Tags() {
		if known, ok := locale.Builtin().Lookup(tag); !ok || !known.Expected {
			continue
		}
		for _, now := range []string{"", "0800 000 111"} {
			d.New = now
			if _, ok := plan.Letter(l.Set.Catalogue, d, tag); !ok {
				t.Errorf("%s lacks a text", tag)
			}
			if (now != "") != slices.Contains([]locale.Tag{"sr-Cyrl", "ar"}, tag) || now == "" && tag != "ru" {
				continue // the same road for all
			}
			data, mail, err := Letter(o, l, d, tag)
			if err != nil {
				t.Errorf("%s: %v", tag, err)
				continue
			}
			if !strings.Contains(mail, d.Old) || !strings.Contains(mail, now) || !strings.Contains(mail, d.Batch) {
				t.Errorf("%s: %s", tag, mail)
			}
			if to := os.Getenv("PHAROS_TEST_LETTERS"); to != "" { // to look at them
				if err := os.WriteFile(filepath.Join(to, string(tag)+now+".pdf"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
