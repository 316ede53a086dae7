package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
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
	grayJPEG, rgbJPEG := jpegOf(t, image.NewGray(image.Rect(0, 0, 8, 4))), jpegOf(t, rgb)
	cmykJPEG := bytes.Replace(bytes.Clone(rgbJPEG), []byte{8, 0, 4, 0, 8, 3}, []byte{8, 0, 4, 0, 8, 4}, 1)
	for _, c := range []struct {
		name  string
		kind  Kind
		media string
		bytes []byte
		want  string // in the image's dictionary; empty is an error
	}{
		{"gray on screen", Screen, "image/jpeg", grayJPEG, "/ColorSpace /DeviceGray"},
		{"colour on screen", Screen, "image/jpeg", rgbJPEG, "/ColorSpace /DeviceRGB"},
		{"four inks on screen", Screen, "image/jpeg", cmykJPEG, ""},
		{"colour in press", Press, "image/jpeg", rgbJPEG, "/ICCBased"},
		{"four inks in press", Press, "image/jpeg", cmykJPEG, "/ColorSpace /DeviceCMYK"},
		{"colour in X-1a", PressX1a, "image/jpeg", rgbJPEG, ""},
		{"gray in X-1a", PressX1a, "image/jpeg", grayJPEG, "/ColorSpace /DeviceGray"},
		{"PNG over white", Press, "image/png", alpha.Bytes(), "/Width 8 /Height 4"},
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
		if got := inflate(t, b.Bytes()); err == nil && (!strings.Contains(got, c.want) || strings.Count(got, "/Subtype /Image") != 1) {
			t.Errorf("%s: %q is missing, or the picture is there twice", c.name, c.want)
		}
		if err == nil && c.media == "image/jpeg" && !bytes.Contains(b.Bytes(), c.bytes) {
			t.Errorf("%s: the JPEG was changed", c.name)
		}
	}
}

// What is transparent becomes a mixture with white.
func TestPixelsOverWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	img.Set(1, 0, color.NRGBA{0, 0, 0, 255})
	if got := pixels(img, 3); !bytes.Equal(got, []byte{255, 255, 255, 0, 0, 0}) {
		t.Errorf("pixels %v", got)
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
