package proof_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"os"
	"sync"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/picture"
	"pharos/internal/picture/picturetest"
	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// theFonts opens the fonts once.
var theFonts = sync.OnceValues(func() (*typeset.Fonts, error) { return typeset.NewFonts(os.DirFS(root + "/assets/fonts")) })

// bands is a picture twice as high as wide: red above, green, blue below.
func bands(t *testing.T, kind string, width int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, 2*width))
	for i, c := range []color.RGBA{{220, 20, 20, 255}, {20, 160, 20, 255}, {20, 20, 220, 255}} {
		draw.Draw(img, image.Rect(0, i*2*width/3, width, (i+1)*2*width/3), image.NewUniform(c), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	var err error
	if kind == "png" {
		err = png.Encode(&b, img)
	} else {
		err = jpeg.Encode(&b, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictured composes the poster with a picture, with a picture of bands.
func pictured(t *testing.T, kind string, width int, focus [2]int) (*press.Press, plan.Material, typeset.Document, diag.List) {
	t.Helper()
	return picturedWith(t, kind, bands(t, kind, width), focus)
}

// picturedWith composes the poster with a picture, with another one.
func picturedWith(t *testing.T, kind string, data []byte, focus [2]int) (*press.Press, plan.Material, typeset.Document, diag.List) {
	t.Helper()
	fonts, err := theFonts()
	if err != nil {
		t.Fatal(err)
	}
	name := "assets/pictures/bands." + kind
	p, _, err := press.New(changedFiles{os.DirFS(root), name, string(data)}, locale.Builtin(), fonts, "pharos")
	if err != nil {
		t.Fatal(err)
	}
	m := p.Examples("poster-scene")[0].Material
	was := m.Pictures["scene"]
	was.ID, was.File, was.Digest, was.Focus = "bands", name, "", focus
	m.Pictures = map[string]plan.Picture{"scene": was}
	doc, list := p.Compose(m)
	return p, m, doc, list
}

// TestPictureFocus: a picture of another ratio than its box is cut so that the place
// on record stays in view, as PDFium paints it.
func TestPictureFocus(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"jpg", "png"} {
		for _, c := range []struct{ focus, band int }{{1, 0}, {50, 1}, {99, 2}} {
			p, m, doc, list := pictured(t, kind, 900, [2]int{50, c.focus})
			if list.Count(diag.Error) > 0 {
				t.Fatal(list)
			}
			with := *s
			with.press = p
			data, err := r.Preview(with.write(t, m, doc, pdf.Screen), 0, 300, 0)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range []image.Point{{20, 20}, {150, 40}, {280, 60}} {
				red, green, blue, _ := img.At(at.X, at.Y).RGBA()
				got := [3]uint32{red, green, blue}
				for i, v := range got {
					if i != c.band && v >= got[c.band] {
						t.Errorf("%s, focus %d %%: at %v there is %v", kind, c.focus, at, got)
					}
				}
			}
		}
	}
}

// TestPictureTurned: a photograph stands upright on the sheet, whichever way the
// camera was held, as PDFium paints it, on the screen and on the press.
func TestPictureTurned(t *testing.T) {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	const w, h = 1000, 400
	for orientation := 1; orientation <= 8; orientation++ {
		p, m, doc, list := picturedWith(t, "jpg", picturetest.Turned(t, orientation, w, h), [2]int{50, 50})
		if list.Count(diag.Error) > 0 {
			t.Fatal(list)
		}
		trim := doc.Pages[0].Trim
		var seen image.Rectangle // the picture on an image of 500 pixels across
		for _, it := range doc.Pages[0].Items {
			if pic, ok := it.(*picture.Placed); ok {
				across := func(l typeset.Length) int { return int(500 * l / trim.W()) }
				seen = image.Rect(across(pic.Frame.Min.X-trim.Min.X), across(pic.Frame.Min.Y-trim.Min.Y), across(pic.Frame.Max.X-trim.Min.X), across(pic.Frame.Max.Y-trim.Min.Y))
			}
		}
		if got := seen.Dx() * h / w; got < seen.Dy()-2 || got > seen.Dy()+2 {
			t.Errorf("orientation %d: the picture stands on %v, which is not %d to %d", orientation, seen, w, h)
		}
		for _, kind := range []pdf.Kind{pdf.Screen, pdf.Press} {
			with := *s
			with.press = p
			data, err := r.Picture(with.write(t, m, doc, kind), 500, 0)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if got := picturetest.Quarters(img, seen); got != picturetest.Upright {
				t.Errorf("orientation %d, kind %v: the quarters are %s, want %s", orientation, kind, got, picturetest.Upright)
			}
		}
	}
}

// TestPictureDensity: under 200 pixels to the inch is a warning, under 72 an error,
// and both say how many are needed.
func TestPictureDensity(t *testing.T) {
	for width, want := range map[int]string{2600: "0 0", 1500: "1 0", 600: "0 1"} {
		_, _, _, list := pictured(t, "jpg", width, [2]int{50, 50})
		if got := fmt.Sprint(list.Count(diag.Warning), list.Count(diag.Error)); got != want {
			t.Errorf("%d pixels on 303 mm: %s warnings and errors, want %s: %v", width, got, want, list)
		}
		for _, f := range list {
			if f.Rule != rule.PosterPicture || f.Path != "bands" || f.Hint.Text == "" {
				t.Errorf("%d pixels: %+v", width, f)
			}
		}
	}
}
