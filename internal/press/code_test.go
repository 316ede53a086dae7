package press

import (
	"fmt"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// TestCodeFloor: a code is made at the least size, 20 mm on posters and 15 mm on what
// is held in the hand, as a square of that size with its quiet zone; 0.1 mm less is a
// finding that says both sizes, and there is no sheet.
func TestCodeFloor(t *testing.T) {
	for _, c := range []struct {
		stock string
		side  int // tenths of a millimetre
		fits  bool
		least string
	}{
		{"A3", 200, true, ""}, {"A3", 199, false, "20"},
		{"A4", 200, true, ""}, {"A4", 199, false, "20"},
		{"A5", 200, true, ""}, {"A5", 199, false, "20"},
		{"card", 150, true, ""}, {"card", 149, false, "15"},
		{"sticker", 150, true, ""}, {"sticker", 149, false, "15"},
		{"DL", 150, true, ""}, {"DL", 149, false, "15"},
	} {
		t.Run(fmt.Sprintf("%s %d", c.stock, c.side), func(t *testing.T) {
			side := fmt.Sprintf("%d.%dmm", c.side/10, c.side%10)
			file := "about: a test\nstocks: [A4]\nsides:\n  front:\n    - {code: ink, at: [1u, 1u, " + side + ", 40mm]}\n"
			p, list, err := New(themeWith(t, map[string]string{oneName: file}), locale.Builtin(), realFonts(t), "pharos")
			if err != nil || len(list) > 0 {
				t.Fatal(list, err)
			}
			m := example(t, "poster-beam", 0)
			m.Template, m.Stock, m.Params = "one", c.stock, nil
			m.Code = "https://example.org/a" // few modules: room is not what is missing
			doc, list := p.Compose(m)
			var code typeset.Rect
			for _, pg := range doc.Pages {
				for _, it := range pg.Items {
					if it.Info().Role == "code" {
						code = it.Bounds()
					}
				}
			}
			if !c.fits {
				want := fmt.Sprintf("on %s the code is %s mm wide, and %s mm is the least", c.stock, side[:len(side)-2], c.least)
				if len(list) == 0 || list[0].Rule != rule.TemplateSize || list[0].Message.Text != want || list[0].Pos.Line != 5 || !list.Stops() {
					t.Errorf("found %v, want %q at line 5", list, want)
				}
				if code != (typeset.Rect{}) {
					t.Errorf("a code %s mm wide is drawn", code.W())
				}
				return
			}
			// 25 modules and 4 on either side are the whole side
			whole := code.W().Scale(33, 25)
			if list.Stops() || code.W() != code.H() || whole > typeset.MM(100*c.side) || whole < typeset.MM(100*c.side-50) {
				t.Errorf("%v, code %s", list, code)
			}
		})
	}
}
