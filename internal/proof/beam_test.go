package proof_test

import (
	"bytes"
	"image/png"
	"testing"
)

// TestBeamPixels: the headline is white on the ground and dark in the beam, as PDFium
// paints it, also where the sheet is mirrored; no letter keeps the colour of the other
// side, and none has a pale rim from the white letter that would lie below it.
func TestBeamPixels(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	type colour struct{ r, g, b int }
	paper, deep, light, sea := colour{0xFF, 0xFF, 0xFF}, colour{0x00, 0x41, 0x49}, colour{0xFF, 0xD0, 0x26}, colour{0x00, 0x5C, 0x67}
	for _, words := range [][]string{{"rs", "poster-rights.sr-cyrl"}, {"rs", "poster-rights.ar"}, {"ba", "poster-rights.bs+"}} {
		f := finish(t, "screen", false, words...)
		data, err := r.Picture(f.pdf, 1000, 0)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		is := func(x, y int, c colour) bool {
			red, green, blue, _ := img.At(x, y).RGBA()
			near := func(a uint32, b int) bool { d := int(a>>8) - b; return d > -12 && d < 12 }
			return near(red, c.r) && near(green, c.g) && near(blue, c.b)
		}
		// From the ground of the beam to a dark letter the blue rises from 26 to 49 only:
		// more of it is white that shines through at the edge.
		edges, pale := 0, 0
		edge := func(x, y int) {
			if !is(x-1, y, light) || !is(x+1, y, deep) {
				return
			}
			edges++
			if _, _, blue, _ := img.At(x, y).RGBA(); blue>>8 > 0x58 {
				pale++
			}
		}
		// along each row above the pool a run of letter ink stands on one ground: white
		// beside sea, deep beside light
		white, dark, wrong := 0, 0, 0
		for y := 40; y < img.Bounds().Dy()*35/100; y++ {
			ground := sea
			for x := range 1000 {
				edge(x, y)
				switch {
				case is(x, y, sea):
					ground = sea
				case is(x, y, light):
					ground = light
				case is(x, y, paper):
					white++
					if ground == light && x > 3 && is(x-3, y, light) {
						wrong++
					}
				case is(x, y, deep):
					dark++
					if ground == sea && x > 3 && is(x-3, y, sea) {
						wrong++
					}
				}
			}
		}
		if white < 5000 || dark < 2000 || wrong > (white+dark)/1000 {
			t.Errorf("%s: %d pixels of white, %d of the dark, %d on the wrong side", f.material.Name, white, dark, wrong)
		}
		if edges < 200 || pale > edges/20 {
			t.Errorf("%s: %d of %d edges of dark letters are pale", f.material.Name, pale, edges)
		}
	}
}
