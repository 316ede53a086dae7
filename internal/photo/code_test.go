package photo

import (
	"image/color"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"

	"pharos/internal/paint"
)

// coded draws a code into a logo, so many pixels wide.
func coded(t *testing.T, w gozxing.Writer, f gozxing.BarcodeFormat, text string, wide, high int) canvas {
	t.Helper()
	code, err := w.Encode(text, f, 0, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	c := paper()
	for y := range high {
		for x := range wide {
			if code.Get(x*code.GetWidth()/wide, y*code.GetHeight()/high) {
				c.Set(300+x, 60+y, ink)
			}
		}
	}
	return c
}

// TestCodesInLogos: a code that a common reader reads is found, however it stands in a
// logo; an honest logo holds none.
func TestCodesInLogos(t *testing.T) {
	square := coded(t, qrcode.NewQRCodeWriter(), gozxing.BarcodeFormat_QR_CODE, "tel:0800000000", 280, 280)
	codes := map[string]canvas{
		"QR":             square,
		"Data Matrix":    coded(t, datamatrix.NewDataMatrixWriter(), gozxing.BarcodeFormat_DATA_MATRIX, "tel:0800000000", 240, 240),
		"Code 128":       coded(t, oned.NewCode128Writer(), gozxing.BarcodeFormat_CODE_128, "0800000000", 500, 160),
		"EAN-13":         coded(t, oned.NewEAN13Writer(), gozxing.BarcodeFormat_EAN_13, "5901234123457", 500, 160),
		"EAN-8":          coded(t, oned.NewEAN8Writer(), gozxing.BarcodeFormat_EAN_8, "96385074", 400, 160),
		"Code 39":        coded(t, oned.NewCode39Writer(), gozxing.BarcodeFormat_CODE_39, "0800000000", 560, 160),
		"QR on its side": square.turned(90), "QR turned": square.turned(30), "QR turned more": square.turned(45),
		"QR from the side": square.bent(func(x, y float64) (float64, float64) { return 440 + (x-440)*(1+(y-200)/1600), y }),
		"QR light on dark": inverted(square),
		"QR soft":          soft(square, 5),
		"QR pale":          paled(square),
	}
	for name, c := range codes {
		if paint.AnyCode(c) == "" {
			t.Errorf("%s is not read", name)
		}
	}
	all := honest(t)
	for name, c := range all {
		if text := paint.AnyCode(c); text != "" {
			t.Errorf("%s reads as a code: %q", name, text)
		}
	}
}

// inverted is a picture with light and dark changed.
func inverted(c canvas) canvas {
	out := paper()
	for i := range c.Pix {
		if out.Pix[i] = 255 - c.Pix[i]; i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	return out
}

// paled is a picture with a fifth of its contrast.
func paled(c canvas) canvas {
	out := paper()
	for i := range c.Pix {
		if out.Pix[i] = 204 + c.Pix[i]/5; i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	return out
}

// soft is a picture out of focus.
func soft(c canvas, radius int) canvas {
	out := paper()
	for y := radius; y < 400-radius; y++ {
		for x := radius; x < 900-radius; x++ {
			sum := 0
			for dy := -radius; dy <= radius; dy++ {
				for dx := -radius; dx <= radius; dx++ {
					sum += int(c.RGBAAt(x+dx, y+dy).R)
				}
			}
			v := uint8(sum / ((2*radius + 1) * (2*radius + 1)))
			out.Set(x, y, color.RGBA{v, v, v, 255})
		}
	}
	return out
}
