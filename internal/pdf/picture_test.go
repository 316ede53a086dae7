package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
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
	icc := SRGB()
	ownProfile := slices.Concat(rgbJPEG[:2], []byte{0xff, 0xe2, byte((len(icc) + 16) >> 8), byte(len(icc) + 16)}, []byte("ICC_PROFILE\x00\x01\x01"), icc, rgbJPEG[2:])
	cmykJPEG, err := os.ReadFile("testdata/cmyk.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		kind  Kind
		media string
		bytes []byte
		want  string // in the image's dictionary; empty is an error
	}{
		{"gray on screen", Screen, "image/jpeg", grayJPEG, "/ColorSpace /DeviceGray"},
		{"colour on screen", Screen, "image/jpeg", rgbJPEG, "/ColorSpace /DeviceRGB"},
		{"four inks on screen", Screen, "image/jpeg", cmykJPEG, "/ColorSpace /DeviceRGB"},
		{"colour in press", Press, "image/jpeg", rgbJPEG, "/ICCBased"},
		{"four inks in press", Press, "image/jpeg", cmykJPEG, "/ColorSpace /DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"},
		{"four inks in X-1a", PressX1a, "image/jpeg", cmykJPEG, "/ColorSpace /DeviceCMYK"},
		{"colour in X-1a", PressX1a, "image/jpeg", rgbJPEG, ""},
		{"gray in X-1a", PressX1a, "image/jpeg", grayJPEG, "/ColorSpace /DeviceGray"},
		{"PNG with a soft mask", Press, "image/png", alpha.Bytes(), "/SMask"},
		{"page with a soft mask", Screen, "image/png", alpha.Bytes(), "/Group << /S /Transparency /CS /DeviceRGB >>"},
		{"gray PNG over white", PressX1a, "image/png", grayAlpha.Bytes(), "/ColorSpace /DeviceGray"},
		{"colour profile", Press, "image/jpeg", ownProfile, "/N 3 /Alternate /DeviceRGB"},
		{"a broken JPEG", Press, "image/jpeg", rgbJPEG[:len(rgbJPEG)-9], ""},
		{"a drawing", Press, "image/svg+xml", []byte("<svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>"), ""},
	} {
		doc := sheet(t, passages[:1])
		addPicture(&doc, c.media, c.bytes)
		addPicture(&doc, c.media, c.bytes)
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

func FuzzJPEG(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x04\x00\x08\x03"))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc := sheet(t, nil)
		doc.Pages[0].Items = nil
		addPicture(&doc, "image/jpeg", b)
		Write(io.Discard, doc, Options{Kind: Press, Date: "2026-01-15", Profile: fogra})
	})
}
