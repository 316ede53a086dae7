package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"

	"pharos/internal/picture"
	"pharos/internal/typeset"
)

func jpegOf(t *testing.T, img image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPictures(t *testing.T) {
	rgb := image.NewNRGBA(image.Rect(0, 0, 8, 4))
	rgb.Set(0, 0, color.NRGBA{200, 10, 10, 128})
	var alpha bytes.Buffer
	if err := png.Encode(&alpha, rgb); err != nil {
		t.Fatal(err)
	}
	var grayAlpha bytes.Buffer
	if err := png.Encode(&grayAlpha, image.NewGray(image.Rect(0, 0, 8, 4))); err != nil {
		t.Fatal(err)
	}
	grayJPEG, rgbJPEG := jpegOf(t, image.NewGray(image.Rect(0, 0, 8, 4))), jpegOf(t, rgb)
	icc := screenProfile()
	ownProfile := slices.Concat(rgbJPEG[:2], []byte{0xff, 0xe2, byte((len(icc) + 16) >> 8), byte(len(icc) + 16)}, []byte("ICC_PROFILE\x00\x01\x01"), icc, rgbJPEG[2:])
	cmykJPEG, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		kind  Kind
		bytes []byte
		want  string // in the image's dictionary; empty is an error
	}{
		{"gray on screen", Screen, grayJPEG, "/ColorSpace /DeviceGray"},
		{"colour on screen", Screen, rgbJPEG, "/ColorSpace /DeviceRGB"},
		{"four inks on screen", Screen, cmykJPEG, "/ColorSpace /DeviceRGB"},
		{"colour in press", Press, rgbJPEG, "/ICCBased"},
		{"four inks in press", Press, cmykJPEG, "/ColorSpace /DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"},
		{"four inks in X-1a", PressX1a, cmykJPEG, "/ColorSpace /DeviceCMYK"},
		{"colour in X-1a", PressX1a, rgbJPEG, ""},
		{"gray in X-1a", PressX1a, grayJPEG, "/ColorSpace /DeviceGray"},
		{"PNG with a soft mask", Press, alpha.Bytes(), "/SMask"},
		{"page with a soft mask", Screen, alpha.Bytes(), "/Group << /S /Transparency /CS /DeviceRGB >>"},
		{"gray PNG over white", PressX1a, grayAlpha.Bytes(), "/ColorSpace /DeviceGray"},
		{"colour profile", Press, ownProfile, "/N 3 /Alternate /DeviceRGB"},
		{"a drawing", Press, []byte("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"), ""},
	} {
		doc := sheet(t, passages[:1])
		addPicture(t, &doc, c.bytes)
		addPicture(t, &doc, c.bytes)
		var b bytes.Buffer
		err := Write(&b, doc, Options{Kind: c.kind, Date: "2026-01-15", Profile: fogra})
		if (err == nil) != (c.want != "") {
			t.Errorf("%s: error %v", c.name, err)
			continue
		}
		got := ""
		if err == nil {
			got = inflate(t, b.Bytes())
		}
		if err == nil && (!strings.Contains(got, c.want) || strings.Count(got, "/Subtype /Image") != 1+strings.Count(got, "/SMask")) {
			t.Errorf("%s: %q is missing, or the picture is there twice", c.name, c.want)
		}
		if err == nil && strings.Contains(got, "DCTDecode") && !bytes.Contains(b.Bytes(), bare(t, c.bytes)) {
			t.Errorf("%s: the JPEG was changed", c.name)
		}
	}
}

// bare gives a JPEG as it stands in a file.
func bare(t *testing.T, b []byte) []byte {
	p, err := picture.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return p.Bare()
}

// What is transparent becomes a mixture with white.
func TestPixelsOverWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.Set(1, 0, color.NRGBA{0, 0, 0, 255})
	if got := pixels(img, 3, true); !bytes.Equal(got, []byte{255, 255, 255, 0, 0, 0}) {
		t.Errorf("pixels %v", got)
	}
}

// TestTurned: the corner where the first pixel goes, for each Exif orientation.
func TestTurned(t *testing.T) {
	page := content{corner: typeset.Point{Y: 100}}
	frame := page.upright(typeset.Box(10, 20, 30, 40))
	for turn, want := range map[int][2]typeset.Length{ // x, and y up, on a page 100 high
		1: {10, 80}, 2: {40, 80}, 3: {40, 40}, 4: {10, 40}, 5: {10, 80}, 6: {40, 80}, 7: {40, 40}, 8: {10, 40},
	} {
		m := turned(turn, frame)
		if got := [2]typeset.Length{m[2] + m[4], m[3] + m[5]}; got != want { // the unit square's upper left corner
			t.Errorf("orientation %d: %v, want %v", turn, got, want)
		}
	}
}

// FuzzJPEG: what is read as a picture is written, or refused with an error, and the
// same each time.
func FuzzJPEG(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x04\x00\x08\x03"))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 4)), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := picture.Read(b); err != nil {
			return
		}
		doc := sheet(t, nil)
		doc.Pages[0].Items = nil
		addPicture(t, &doc, b)
		var one, two bytes.Buffer
		opt := Options{Kind: Press, Date: "2026-01-15", Profile: fogra}
		if err := Write(&one, doc, opt); err != nil {
			return
		}
		if err := Write(&two, doc, opt); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Error("the same picture was written in two ways", err)
		}
	})
}
