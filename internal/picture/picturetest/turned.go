// Package picturetest makes small photographs to test with: as a camera stores them
// that was held in any of the eight ways.
package picturetest

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"testing"
)

// quarters are the colours of an upright picture and their letters: red and green
// above, blue and yellow below.
var quarters = [4]struct {
	letter byte
	colour color.RGBA
}{{'R', color.RGBA{220, 20, 20, 255}}, {'G', color.RGBA{20, 160, 20, 255}}, {'B', color.RGBA{20, 20, 220, 255}},
	{'Y', color.RGBA{240, 220, 20, 255}}}

// Upright is what Quarters says of a picture that is shown the right way up.
const Upright = "RG BY"

// Turned is a JPEG that is w x h pixels when it is shown, stored by an Exif
// orientation of 1 to 8 (Exif 2.3, 4.6.4, tag 0112).
func Turned(t testing.TB, orientation, w, h int) []byte {
	t.Helper()
	rows, cols := h, w
	if orientation >= 5 {
		rows, cols = w, h
	}
	stored := image.NewRGBA(image.Rect(0, 0, cols, rows))
	for row := range rows {
		for col := range cols {
			// The standard says where row 0 and column 0 are seen.
			at := [9]image.Point{
				1: {col, row},                 // top, left
				2: {w - 1 - col, row},         // top, right
				3: {w - 1 - col, h - 1 - row}, // bottom, right
				4: {col, h - 1 - row},         // bottom, left
				5: {row, col},                 // left, top
				6: {w - 1 - row, col},         // right, top
				7: {w - 1 - row, h - 1 - col}, // right, bottom
				8: {row, h - 1 - col},         // left, bottom
			}[orientation]
			stored.SetRGBA(col, row, quarters[2*(2*at.Y/h)+2*at.X/w].colour)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, stored, nil); err != nil {
		t.Fatal(err)
	}
	exif := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(orientation)) + "\x00\x00\x00\x00\x00\x00"
	return slices.Concat(b.Bytes()[:2], []byte(exif), b.Bytes()[2:])
}

// Quarters reads the colours in the middle of the four quarters of a part of an
// image, row by row; ? is none of them.
func Quarters(img image.Image, part image.Rectangle) string {
	out := []byte("?? ??")
	for i, at := range [4]image.Point{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, b, _ := img.At(part.Min.X+part.Dx()*at.X/4, part.Min.Y+part.Dy()*at.Y/4).RGBA()
		for _, q := range quarters {
			if near(r, q.colour.R) && near(g, q.colour.G) && near(b, q.colour.B) {
				out[i+i/2] = q.letter
			}
		}
	}
	return string(out)
}

func near(got uint32, want uint8) bool { d := int(got>>8) - int(want); return d > -25 && d < 25 }
