package proof_test

import (
	"io/fs"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/press"
)

// changedFiles is the project with one file changed.
type changedFiles struct {
	fs.FS
	name string
	data string
}

// Open opens a file.
func (c changedFiles) Open(name string) (fs.File, error) {
	if name == c.name {
		return fstest.MapFS{name: {Data: []byte(c.data)}}.Open(name)
	}
	return c.FS.Open(name)
}

// themed gives the shop with a part of the tokens replaced.
func themed(t *testing.T, old, new string) *shop {
	t.Helper()
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	const name = "themes/pharos/tokens/print.yaml"
	data, err := os.ReadFile(root + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("the tokens have no %q", old)
	}
	out := *s
	fonts, err := theFonts()
	if err != nil {
		t.Fatal(err)
	}
	p, list, err := press.New(changedFiles{os.DirFS(root), name, strings.Replace(string(data), old, new, 1)}, locale.Builtin(), fonts, "pharos")
	if err != nil || list.Stops() {
		t.Fatal(err, list)
	}
	out.press = p
	return &out
}

// upright counts the upright marks on a page by place, in points: those in its
// upper half and those in its lower half.
func upright(p readPage, middle float64) (above, below map[float64]int) {
	above, below = map[float64]int{}, map[float64]int{}
	for _, one := range p.painted {
		if b := one.box; one.operator != "S" || b[0] != b[2] || b[3]-b[1] > 8*mm {
			continue
		}
		half := below
		if one.box[1] > middle {
			half = above
		}
		half[one.box[0]]++
	}
	return above, below
}

// TestFoldMarks folds a card 30 mm from its left, and in its middle, and sees four dashes above and below
// each fold, outside of the bleed: around the single card and on the sheet, where
// every card of the outer rows has them, on the back behind those of the front.
func TestFoldMarks(t *testing.T) {
	for name, at := range map[string]float64{"30mm": 30, "42.5mm": 42.5} {
		t.Run(name, func(t *testing.T) { foldedAt(t, name, at*mm) })
	}
}

// foldedAt sees the marks of a card with one fold. A registration mark on the fold
// would count as a fifth dash.
func foldedAt(t *testing.T, name string, from float64) {
	s := themed(t, "card: {size: [85mm, 54mm],", "card: {size: [85mm, 54mm], folds: ["+name+"],")
	m := s.materials("rs", "soldier-card.sr-cyrl")[0]
	m.Drafts = nil
	doc, _ := s.press.Compose(m)
	sheets, list := s.press.Impose(doc, m, "SRA3")
	if list.Stops() {
		t.Fatal(list)
	}
	places := placesOf(sheets)
	for _, c := range []struct {
		name string
		data []byte
		cuts func(r *reading, page int) []float64
	}{
		{"single", s.write(t, m, doc, pdf.Press), func(r *reading, page int) []float64 {
			return r.numbers(r.pages[page].dict["TrimBox"])[:1]
		}},
		{"sheet", s.writeAs(t, m, sheets.Document, pdf.Press), func(_ *reading, page int) []float64 {
			var out []float64
			for _, p := range places[page] {
				out = append(out, p.X)
			}
			return out
		}},
	} {
		r, err := read("press", c.data)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range r.pages {
			above, below := upright(p, r.numbers(p.dict["MediaBox"])[3]/2)
			for _, cut := range c.cuts(r, i) {
				fold := cut + from
				if near(above, fold) != 4 || near(below, fold) != 4 {
					t.Errorf("%s, page %d: %d dashes above and %d below the fold at %.2f mm", c.name, i+1, near(above, fold), near(below, fold), fold/mm)
				}
			}
			bleed := r.numbers(p.dict["BleedBox"])
			for _, one := range p.painted {
				if b := one.box; one.operator == "S" && strings.Contains(one.stroke, "SCN") && b[2] > bleed[0] && b[0] < bleed[2] && b[3] > bleed[1] && b[1] < bleed[3] {
					t.Errorf("%s, page %d: a mark in the bleed", c.name, i+1)
				}
			}
		}
	}
}

// near counts the dashes within 0.05 mm of a place.
func near(marks map[float64]int, x float64) int {
	n := 0
	for at, k := range marks {
		if math.Abs(at-x) <= 0.05*mm {
			n += k
		}
	}
	return n
}
