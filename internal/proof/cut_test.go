package proof_test

import (
	"fmt"
	"math"
	"testing"

	"pharos/internal/pdf"
)

// TestCutMarks reads the marks of imposed sheets back: at each edge of each piece
// there is a mark above and below, left and right; between two pieces there is a
// gutter of at least twice the bleed; pieces and marks stay on the sheet. A given
// sheet is one that the tokens do not have.
func TestCutMarks(t *testing.T) {
	s := themed(t, "  A4: {size: [210mm, 297mm], margin: 12mm,", "  Oddment: {size: [250mm, 353mm], margin: 12mm, gutter: 8mm}\n  A4: {size: [210mm, 297mm], margin: 12mm,")
	for _, sheet := range []string{"A4", "SRA3", "Oddment"} {
		for _, name := range []string{"soldier-card.sq", "sticker.hr"} {
			t.Run(fmt.Sprint(sheet, " ", name), func(t *testing.T) {
				m := s.materials(name)[0]
				m.Drafts = nil
				doc, _ := s.press.Compose(m)
				sheets, list := s.press.Impose(doc, m, sheet)
				if list.Stops() {
					t.Fatal(list)
				}
				r, err := read("press", s.writeAs(t, m, sheets.Document, pdf.Press))
				if err != nil {
					t.Fatal(err)
				}
				for i, places := range placesOf(sheets) {
					media := r.numbers(r.pages[i].dict["MediaBox"])
					var ups, sides [][4]float64
					for _, one := range r.pages[i].painted {
						if b := one.box; one.operator == "S" && b[0] == b[2] {
							ups = append(ups, b)
						} else if one.operator == "S" && b[1] == b[3] {
							sides = append(sides, b)
						}
						if b := one.box; one.operator == "S" && (b[0] < 4*mm || b[1] < 4*mm || b[2] > media[2]-4*mm || b[3] > media[3]-4*mm) {
							t.Errorf("page %d: a mark at %.1f mm reaches the edge that no press prints", i+1, b)
						}
					}
					if len(places) < 2 {
						t.Fatalf("%d pieces", len(places))
					}
					for _, p := range places {
						for _, x := range []float64{p.X, p.X + p.W} {
							if marks(ups, 0, x, 1, media[3]) != 2 {
								t.Errorf("page %d: the cut at %.2f mm has not one mark above and one below", i+1, x/mm)
							}
						}
						for _, y := range []float64{media[3] - p.Y, media[3] - p.Y - p.H} {
							if marks(sides, 1, y, 0, media[2]) != 2 {
								t.Errorf("page %d: the cut at %.2f mm has not one mark at the left and one at the right", i+1, y/mm)
							}
						}
						for _, q := range places {
							gap := max(math.Abs(p.X-q.X)-p.W, math.Abs(p.Y-q.Y)-p.H)
							if p != q && gap < 6*mm-0.01 {
								t.Errorf("page %d: a gutter of %.2f mm", i+1, gap/mm)
							}
						}
					}
				}
			})
		}
	}
}

// marks gives on how many of both sides of a sheet there is a mark at a place: axis
// is the one of the place, across the one the marks run along.
func marks(list [][4]float64, axis int, at float64, across int, length float64) int {
	var low, high bool
	for _, b := range list {
		if math.Abs(b[axis]-at) > 0.05*mm {
			continue
		}
		low = low || b[across] < length/2
		high = high || b[across] > length/2
	}
	n := 0
	for _, yes := range []bool{low, high} {
		if yes {
			n++
		}
	}
	return n
}
