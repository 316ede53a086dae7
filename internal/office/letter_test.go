package office

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/release"
)

// picturedSheet is a picture as a sheet is painted.
func picturedSheet(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 396, 560))
	for y := range 560 {
		for x := range 396 {
			img.Set(x, y, color.RGBA{0x14, uint8(0x30 + y/8), 0x5e, 0xff})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

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
	d := plan.Takedown{Country: "rs", Holder: "Općina Primjer, Dom kulture", Day: "2030-02-01", Contact: "Ana Primjer, ured, Trg 1, 11000 Primjer",
		Sender: campaign.Body{English: "Fictional Office of the Coordinator"}, Picture: picturedSheet(t)}
	for i, sheet := range []string{"poster-rights", "poster-confidence", "sticker", "no-such-sheet"} {
		lot := LotOf(l.Set, release.Entry{Batch: "rs-3-" + sheet + ".sq+sr-cyrl", Material: sheet + ".sq+sr-cyrl", Languages: []string{"sq", "sr-cyrl"},
			Place: "Autobuska stanica", Count: 40 + i, Numbers: map[string]string{"rs.astra": "0800 000 000"}}, "rs.astra")
		if (lot.Kind == "") != (sheet == "no-such-sheet") || len(lot.Languages) != 2 || lot.Old == "" {
			t.Errorf("%s: %+v", sheet, lot)
		}
		d.Lots = append(d.Lots, lot)
	}
	for _, tag := range l.Set.Catalogue.Tags() {
		if known, ok := locale.Builtin().Lookup(tag); !ok || !known.Expected {
			continue
		}
		if _, written := l.Set.Catalogue.Message(tag, "letter.do"); !written {
			continue // a first draft of a language has no words for the office yet
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
				if d := (build.Defects{}); errors.As(err, &d) {
					t.Errorf("%s: %v", tag, d.List)
				}
				t.Errorf("%s: %v", tag, err)
				continue
			}
			wants := []string{now, d.Contact, d.Sender.English}
			for _, lot := range d.Lots {
				wants = append(wants, lot.Batch, lot.Old, lot.Place)
			}
			for _, want := range wants {
				if !strings.Contains(mail, want) {
					t.Errorf("%s lacks %q: %s", tag, want, mail)
				}
			}
			if to := os.Getenv("PHAROS_TEST_LETTERS"); to != "" { // to look at them
				if err := os.WriteFile(filepath.Join(to, string(tag)+now+".pdf"), data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
