package photo

import (
	"image"
	"image/color"
	"image/draw"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"pharos/internal/paint"
)

// drawn paints words as a logo would have them, in a font that is not ours.
func drawn(t *testing.T, ttf []byte, words string, size float64, ink, ground color.Color) image.Image {
	t.Helper()
	f, err := opentype.Parse(ttf)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, 900, 300))
	draw.Draw(img, img.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	for i, line := range strings.Split(words, "\n") {
		d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: face, Dot: fixed.P(20, 20+int(size)*(i+1))}
		d.DrawString(line)
	}
	return img
}

// digitsOf is the longest row.
func digitsOf(rows []string) string {
	best := ""
	for _, row := range rows {
		if len(row) > len(best) {
			best = row
		}
	}
	return best
}

// TestRows reads numbers that are drawn, in three fonts that are not the project's,
// two sizes and colours, and takes no word for one.
func TestRows(t *testing.T) {
	r, err := paint.Open(paint.Options{Fonts: os.DirFS("../..")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	blue, white, orange := color.RGBA{19, 74, 142, 255}, color.White, color.RGBA{209, 122, 10, 255}
	seen, all := 0, 0
	for name, ttf := range map[string][]byte{"regular": goregular.TTF, "bold": gobold.TTF, "mono": gomono.TTF} {
		for _, number := range []string{"0800 100 388", "+381 11 785 0000", "116 006", "0635729468"} {
			for _, size := range []float64{30, 90} {
				for _, c := range [][2]color.Color{{blue, white}, {white, blue}, {orange, white}} {
					all++
					got := digitsOf(Rows(r, drawn(t, ttf, "Harbour\n"+number, size, c[0], c[1])))
					switch {
					case len(got) > 4:
						seen++
					case number != "116 006":
						t.Errorf("%s %q at %v: %q", name, number, size, got)
					}
				}
			}
		}
		for _, words := range []string{"Harbour Office\nAssociation", "SOS MOBIL\nBILLBOARD", "Лука за савете\nи рад Загреб", "illicit Illinois\nBOZO SISSI", "est. 1998", "Zyra e Portit\nO O O O O O", "BIG GOSSIP\nlog bob boss"} {
			for _, size := range []float64{30, 60} {
				if got := digitsOf(Rows(r, drawn(t, ttf, words, size, blue, white))); len(got) > 4 {
					t.Errorf("%s: %q at %v reads as %q", name, words, size, got)
				}
			}
		}
	}
	if seen*100 < all*85 { // what is not read is 116 006 in some: its ones stand on a foot
		t.Errorf("%d of %d numbers were read", seen, all)
	}
}
