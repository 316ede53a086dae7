package proof_test

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/proof"
	"pharos/internal/typeset"
)

// word is a word as poppler sees it, in points from the top left corner.
type word struct {
	X    float64 `xml:"xMin,attr"`
	Y    float64 `xml:"yMin,attr"`
	Text string  `xml:",chardata"`
}

// wordPage is one page of pdftotext -bbox.
type wordPage struct {
	W     float64 `xml:"width,attr"`
	H     float64 `xml:"height,attr"`
	Words []word  `xml:"word"`
}

// words reads a PDF by poppler.
func words(t *testing.T, data []byte) []wordPage {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("pdftotext is missing")
		}
		t.Skip("pdftotext is missing")
	}
	name := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-bbox", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Pages []wordPage `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Pages
}

// mm is points in a millimetre.
const mm = 72 / 25.4

// corners gives the upper left corners of the pieces on a sheet, in millimetres,
// by a word that stands once on the piece: poppler's place of the word on the
// sheet less its place on the single piece.
func corners(t *testing.T, single, sheet wordPage) [][2]float64 {
	t.Helper()
	const slug = 12 * mm // bleed and room for the marks of the press file
	count := map[string]int{}
	for _, w := range single.Words {
		count[w.Text]++
	}
	for _, w := range single.Words {
		inside := w.X > slug+2*mm && w.Y > slug+2*mm && w.X < single.W-slug-5*mm && w.Y < single.H-slug-3*mm
		if count[w.Text] != 1 || !inside || len(w.Text) < 4 {
			continue
		}
		var out [][2]float64
		for _, k := range sheet.Words {
			if k.Text == w.Text {
				out = append(out, [2]float64{(k.X - w.X + slug) / mm, (k.Y - w.Y + slug) / mm})
			}
		}
		return out
	}
	t.Fatal("no word stands once on the piece")
	return nil
}

// imposed is a piece on sheets, with its own press file.
type imposed struct {
	material      plan.Material
	single, sheet []byte
	places        [][]proof.Place
}

// impose makes sheets of the first material with these words.
func impose(t *testing.T, sheet, turn string, name ...string) imposed {
	t.Helper()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	m := s.materials(name...)[0]
	m.Drafts, m.Turn = nil, turn
	doc, _ := s.press.Compose(m)
	sheets, list := s.press.Impose(doc, m, sheet)
	if list.Count(diag.Error) > 0 {
		t.Fatal(list)
	}
	out := imposed{material: m, single: s.write(t, m, doc, pdf.Press), places: placesOf(sheets)}
	doc = sheets.Document
	out.sheet = s.writeAs(t, m, doc, pdf.Press)
	return out
}

// placesOf gives places in points.
func placesOf(d press.Imposed) [][]proof.Place {
	out := make([][]proof.Place, len(d.Places))
	pt := float64(typeset.Pt)
	for i, page := range d.Places {
		for _, r := range page {
			out[i] = append(out[i], proof.Place{X: float64(r.Min.X) / pt, Y: float64(r.Min.Y) / pt, W: float64(r.W()) / pt, H: float64(r.H()) / pt})
		}
	}
	return out
}

// TestBacks sees by poppler that behind every front there is a back within
// 0.1 mm when the sheet is turned sideways, about its long edge where it stands
// and about its short edge where it lies.
func TestBacks(t *testing.T) {
	for _, c := range []struct {
		sheet, turn, card string
		pieces            int
		w                 float64
		lying             bool
	}{
		{"SRA3", "long", "soldier-card.sr-cyrl", 21, 85, false}, {"SRA3", "short", "soldier-card.sr-cyrl", 16, 85, true},
		{"SRA3", "short", "index-card.mk", 4, 148, true}, {"A4", "long", "soldier-card.sq", 8, 85, false},
		{"Letter", "long", "index-card.sq", 2, 148, false},
	} {
		t.Run(fmt.Sprint(c.sheet, " ", c.turn, " ", c.card), func(t *testing.T) {
			s, err := theShop()
			if err != nil {
				t.Fatal(err)
			}
			if len(s.materials(c.card)) == 0 {
				t.Skip("no such card in the campaigns")
			}
			d := impose(t, c.sheet, c.turn, c.card)
			single, sheet := words(t, d.single), words(t, d.sheet)
			front, back := corners(t, single[0], sheet[0]), corners(t, single[1], sheet[1])
			if len(front) != c.pieces || len(back) != c.pieces || sheet[0].W > sheet[0].H != c.lying {
				t.Fatalf("%d fronts, %d backs, %.0f x %.0f; want %d", len(front), len(back), sheet[0].W/mm, sheet[0].H/mm, c.pieces)
			}
			for _, b := range back {
				x := sheet[1].W/mm - b[0] - c.w // where the back's left edge comes to lie
				if !slices.ContainsFunc(front, func(f [2]float64) bool { return math.Hypot(f[0]-x, f[1]-b[1]) <= 0.1 }) {
					t.Errorf("no front behind the back at %.2f, %.2f mm; fronts are at %.2f", b[0], b[1], front)
				}
			}
			for _, f := range []imposed{d} {
				for _, one := range theReader(t).ComparePlaces(f.material, f.sheet, "sheet", f.places) {
					if one.Severity == diag.Error {
						t.Errorf("%s: %s", one.Rule.ID, one.Message.Text)
					}
				}
			}
		})
	}
}

// TestPlaces covers number or code on one place of many: each is missed.
func TestPlaces(t *testing.T) {
	d := impose(t, "SRA3", "", "rs", "soldier-card.sr-cyrl")
	rules := func(data []byte) (out []string) {
		for _, f := range theReader(t).ComparePlaces(d.material, data, "sheet", d.places) {
			if f.Severity == diag.Error {
				out = append(out, f.Rule.ID)
			}
		}
		return out
	}
	number := d.material.Number.Shown
	last := take(t, d.sheet).find(number)
	if len(last) != 21 {
		t.Fatalf("the number stands %d times on 21 cards", len(last))
	}
	for _, i := range []int{0, 7, 20} {
		cut := take(t, d.sheet)
		at := last[i]
		cut.paint(fmt.Sprintf("0 0 0 0 k %.2f %.2f %.2f %.2f re f", at.x-1, at.y-6, 6*at.size, 1.1*at.size))
		if got := rules(cut.bytes()); !slices.Contains(got, "proof.number") {
			t.Errorf("number covered on place %d: %v", i+1, got)
		}
	}
	less := d
	less.places = [][]proof.Place{append(slices.Clone(d.places[0]), proof.Place{X: 5, Y: 5, W: 20, H: 20}), d.places[1]}
	d = less
	if got := rules(d.sheet); !slices.Contains(got, "proof.number") {
		t.Errorf("an empty place: %v", got)
	}
}

// theReader is the Reader of the tests.
func theReader(t *testing.T) *proof.Reader {
	t.Helper()
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}
