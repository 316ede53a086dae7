package paint

import (
	"image"
	"image/draw"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/aztec"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// AnyCode reads a code in a picture, if there is one: QR, Data Matrix, Aztec, and the bar
// codes of shops and parcels, dark on light or light on dark, soft, turned and seen
// somewhat from the side. Empty where a common reader finds none.
func AnyCode(img image.Image) string {
	b := img.Bounds()
	gray := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Rect, img, b.Min, draw.Over)
	if text, err := readCode(gray); err == nil {
		return text
	}
	for _, m := range [][2]float64{{0.15, 0}, {-0.15, 0}, {0, 0.15}, {0, -0.15}} {
		if text, err := readCode(aside(gray, m[0], m[1])); err == nil {
			return text
		}
	}
	for _, view := range []*image.Gray{gray, blur(gray, 2), turn(gray, 45), padded(gray)} {
		for _, light := range []bool{false, true} {
			if text := readAny(view, light); text != "" {
				return text
			}
		}
	}
	return ""
}

// aside is a picture seen from the side: its lower edge wider than its upper one by a
// share, its right edge higher than its left one.
func aside(gray *image.Gray, down, right float64) *image.Gray {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	out := image.NewGray(gray.Rect)
	mx, my := float64(w)/2, float64(h)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-mx, float64(y)-my
			sx, sy := int(mx+dx*(1+down*dy/my)), int(my+dy*(1+right*dx/mx))
			out.Pix[y*out.Stride+x] = 255
			if sx >= 0 && sy >= 0 && sx < w && sy < h {
				out.Pix[y*out.Stride+x] = gray.Pix[sy*gray.Stride+sx]
			}
		}
	}
	return out
}

// padded is a picture at half its size, on white: soft edges get sharp, and a code that
// fills the picture gets its quiet zone.
func padded(gray *image.Gray) *image.Gray {
	w, h := gray.Rect.Dx()/2, gray.Rect.Dy()/2
	edge := max(w, h)/5 + 1
	out := image.NewGray(image.Rect(0, 0, w+2*edge, h+2*edge))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	for y := range h {
		for x := range w {
			at := gray.PixOffset(2*x, 2*y)
			sum := int(gray.Pix[at]) + int(gray.Pix[at+1]) + int(gray.Pix[at+gray.Stride]) +
				int(gray.Pix[at+gray.Stride+1])
			out.Pix[out.PixOffset(x+edge, y+edge)] = uint8(sum / 4)
		}
	}
	return out
}

// readers are those of a common reader of codes, the likeliest first. Bar codes of a few
// digits alone are left out: rows of strokes pass for them.
func readers() []gozxing.Reader {
	return []gozxing.Reader{
		qrcode.NewQRCodeReader(), datamatrix.NewDataMatrixReader(), aztec.NewAztecReader(),
		oned.NewCode128Reader(), oned.NewEAN13Reader(), oned.NewUPCAReader(), oned.NewEAN8Reader(),
		oned.NewCode39Reader(), oned.NewCode93Reader(),
	}
}

// readAny asks every reader; light reads a code that is light on dark.
func readAny(img *image.Gray, light bool) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	var src gozxing.LuminanceSource = &source{
		LuminanceSourceBase: gozxing.LuminanceSourceBase{Width: img.Rect.Dx(), Height: img.Rect.Dy()},
		img:                 img,
	}
	if light {
		src = src.Invert()
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(src),
		gozxing.NewGlobalHistgramBinarizer(src)} {
		bitmap, err := gozxing.NewBinaryBitmap(binarizer)
		if err != nil {
			continue
		}
		for _, r := range readers() {
			if result, err := r.Decode(bitmap, hints); err == nil && result.GetText() != "" {
				return result.GetText()
			}
		}
	}
	return ""
}
