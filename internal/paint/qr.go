package paint

import (
	"fmt"
	"image"
	"math"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// Codes reads the codes on all pages, in the order in which they were painted.
// One that cannot be read is an error.
func (f *File) Codes() (out []string, err error) {
	defer f.Rescue(&err)
	for i := range f.Pages() {
		p, err := f.Page(i)
		if err != nil {
			return nil, err
		}
		boxes, _, err := p.Look()
		if err != nil {
			return nil, err
		}
		for _, b := range boxes {
			text, err := p.Decode(b, false)
			if err != nil {
				return nil, fmt.Errorf("read code: %w", err)
			}
			out = append(out, text)
		}
	}
	return out, nil
}

// Decode reads the code in a box of the page, painted with its quiet zone; when
// thorough, also blurred, faint and turned.
func (p *Page) Decode(b Box, thorough bool) (string, error) {
	gray, err := p.grayRegion(b.Grow(b.W()*0.12), CodeDPI/72.0)
	if err != nil {
		return "", err
	}
	text, err := readCode(gray)
	if err != nil || !thorough {
		return text, err
	}
	module := b.W() * CodeDPI / 72 / 33
	for _, worse := range []struct {
		name string
		img  *image.Gray
	}{{"blurred", blur(gray, max(1, int(module/3)))}, {"at low contrast", faint(gray)},
		{"turned by 12 degrees", turn(gray, 12)}} {
		again, err := readCode(worse.img)
		if err != nil {
			return "", fmt.Errorf("%s: %w", worse.name, err)
		}
		if again != text {
			return "", fmt.Errorf("%s it reads %q", worse.name, again)
		}
	}
	return text, nil
}

// readCode finds and reads a QR code (ISO/IEC 18004) in a picture.
func readCode(img *image.Gray) (text string, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("reader failed: %v", v)
		}
	}()
	// As telephones do, which look many times while the hand moves: a threshold
	// for each part, one for the whole, and the sheet turned a little.
	for _, degrees := range []float64{0, 3, -5} {
		view := img
		if degrees != 0 {
			view = turn(img, degrees)
		}
		src := &source{
			LuminanceSourceBase: gozxing.LuminanceSourceBase{Width: img.Rect.Dx(), Height: img.Rect.Dy()},
			img:                 view,
		}
		for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(src),
			gozxing.NewGlobalHistgramBinarizer(src)} {
			if text, err = decodeBits(binarizer); err == nil {
				return text, nil
			}
		}
	}
	return "", err
}

// decodeBits reads a code from a picture in black and white.
func decodeBits(b gozxing.Binarizer) (string, error) {
	bitmap, err := gozxing.NewBinaryBitmap(b)
	if err != nil {
		return "", err
	}
	r, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		return "", err
	}
	return r.GetText(), nil
}

// source hands a gray picture to gozxing without a copy.
type source struct {
	gozxing.LuminanceSourceBase
	img *image.Gray
}

// GetRow gives one row of brightness.
func (s *source) GetRow(y int, row []byte) ([]byte, error) {
	if y < 0 || y >= s.GetHeight() {
		return row, fmt.Errorf("no row %d", y)
	}
	if len(row) < s.GetWidth() {
		row = make([]byte, s.GetWidth())
	}
	copy(row, s.img.Pix[y*s.img.Stride:][:s.GetWidth()])
	return row, nil
}

// GetMatrix gives all rows.
func (s *source) GetMatrix() []byte { return s.img.Pix }

// Invert gives the negative.
func (s *source) Invert() gozxing.LuminanceSource { return gozxing.LuminanceSourceInvert(s) }

// String is asked for by the interface.
func (s *source) String() string { return "code" }

// faint leaves a fifth of the contrast, in a middle gray, as on a worn sheet in
// bad light.
func faint(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	for i, v := range img.Pix {
		out.Pix[i] = 90 + v/5
	}
	return out
}

// blur takes the mean of a square around each pixel.
func blur(img *image.Gray, radius int) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	sum := make([]int, (w+1)*(h+1))
	for y := range h {
		row := 0
		for x := range w {
			row += int(img.Pix[y*img.Stride+x])
			sum[(y+1)*(w+1)+x+1] = sum[y*(w+1)+x+1] + row
		}
	}
	out := image.NewGray(img.Rect)
	for y := range h {
		for x := range w {
			x0, x1, y0, y1 := max(0, x-radius), min(w, x+radius+1), max(0, y-radius), min(h, y+radius+1)
			total := sum[y1*(w+1)+x1] - sum[y0*(w+1)+x1] - sum[y1*(w+1)+x0] + sum[y0*(w+1)+x0]
			out.Pix[y*out.Stride+x] = uint8(total / ((x1 - x0) * (y1 - y0)))
		}
	}
	return out
}

// turn turns a picture about its middle, on white.
func turn(img *image.Gray, degrees float64) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	out := image.NewGray(img.Rect)
	mx, my := float64(w)/2, float64(h)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-mx, float64(y)-my
			sx, sy := int(mx+dx*cos-dy*sin), int(my+dx*sin+dy*cos)
			out.Pix[y*out.Stride+x] = 255
			if sx >= 0 && sy >= 0 && sx < w && sy < h {
				out.Pix[y*out.Stride+x] = img.Pix[sy*img.Stride+sx]
			}
		}
	}
	return out
}

// ReadPoints reads a code and gives the places of its three or four marks:
// bottom left, top left, top right, and the alignment mark where it was found.
func ReadPoints(img *image.Gray) (text string, points []Point, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("reader failed: %v", v)
		}
	}()
	src := &source{
		LuminanceSourceBase: gozxing.LuminanceSourceBase{Width: img.Rect.Dx(), Height: img.Rect.Dy()},
		img:                 img,
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, binarizer := range []gozxing.Binarizer{gozxing.NewHybridBinarizer(src),
		gozxing.NewGlobalHistgramBinarizer(src)} {
		bitmap, e := gozxing.NewBinaryBitmap(binarizer)
		if err = e; err != nil {
			continue
		}
		result, e := qrcode.NewQRCodeReader().Decode(bitmap, hints)
		if err = e; err != nil {
			continue
		}
		for _, p := range result.GetResultPoints() {
			points = append(points, Point{p.GetX(), p.GetY()})
		}
		return result.GetText(), points, nil
	}
	return "", nil, err
}

// Point is a place in pixels.
type Point struct{ X, Y float64 }
