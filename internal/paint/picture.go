package paint

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// How many colours previews and social pictures have. The sheets are flat: a
// dozen swatches and the steps of their smoothed edges.
const (
	previewColours = 32
	pictureColours = 128
)

// maxPixels bounds a picture: 8000 x 5000.
const maxPixels = 40_000_000

// Preview is Read, File.Preview and Close in one.
func (r *Reader) Preview(pdf []byte, page, width, height int) ([]byte, error) {
	f, err := r.Read(pdf)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Preview(page, width, height)
}

// Picture is Read, File.Picture of the first page and Close in one.
func (r *Reader) Picture(pdf []byte, width, height int) ([]byte, error) {
	f, err := r.Read(pdf)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Picture(0, width, height)
}

// Preview paints the finished piece, without bleed and marks, as a small PNG of
// few colours with exactly width x height pixels. One of them may be 0: it then
// follows from the proportions. Pages count from 0. The same PDF gives the same
// bytes.
func (f *File) Preview(page, width, height int) (out []byte, err error) {
	defer f.Rescue(&err)
	img, err := f.paintSheet(page, width, height)
	if err != nil {
		return nil, err
	}
	return encode(reduce(img, previewColours))
}

// Picture paints the finished piece as a PNG with exactly width x
// height pixels, for social media.
func (f *File) Picture(page, width, height int) (out []byte, err error) {
	defer f.Rescue(&err)
	img, err := f.paintSheet(page, width, height)
	if err != nil {
		return nil, err
	}
	return encode(reduce(img, pictureColours))
}

// encode writes a PNG with fixed settings and without any note in it.
func encode(img image.Image) ([]byte, error) {
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := e.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("write PNG: %w", err)
	}
	return b.Bytes(), nil
}

// paintSheet paints the trimmed page into the given number of pixels. Where the
// proportions differ by more than a pixel, white fills the rest.
func (f *File) paintSheet(index, width, height int) (*image.RGBA, error) {
	p, err := f.Page(index)
	if err != nil {
		return nil, err
	}
	s := p.Sheet()
	switch {
	case width <= 0 && height <= 0:
		return nil, errors.New("a picture needs a width or a height")
	case width <= 0:
		width = max(1, int(math.Round(float64(height)*s.W()/s.H())))
	case height <= 0:
		height = max(1, int(math.Round(float64(width)*s.H()/s.W())))
	}
	sx, sy := float64(width)/s.W(), float64(height)/s.H()
	if math.Abs(sx-sy)*s.W() > 1 && math.Abs(sx-sy)*s.H() > 1 {
		sx = min(sx, sy)
		sy = sx
	}
	pic, err := p.paint(s, sx, sy, width, height)
	if err != nil {
		return nil, err
	}
	return pic.RGBA, nil
}

// Picture is a painted region; it knows where the page's points lie in it.
type Picture struct {
	*image.RGBA
	// x0, y0 is the pixel of the lower left corner of the page box; sx, sy are
	// pixels a unit.
	PageBox        Box
	X0, Y0, Sx, Sy float64
}

// At gives the place of a point of the page in pixels from the top left.
func (p *Picture) At(x, y float64) (float64, float64) {
	return p.X0 + (x-p.PageBox.X0)*p.Sx, p.Y0 - (y-p.PageBox.Y0)*p.Sy
}

// Pixels gives the pixels of a box of the page.
func (p *Picture) Pixels(b Box) image.Rectangle {
	x0, y0 := p.At(b.X0, b.Y1)
	x1, y1 := p.At(b.X1, b.Y0)
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1))).
		Intersect(p.Rect)
}

// Region paints a region of the page at a number of pixels a unit.
func (p *Page) Region(r Box, scale float64) (*Picture, error) {
	return p.paint(r, scale, scale, int(math.Ceil(r.W()*scale)), int(math.Ceil(r.H()*scale)))
}

// paint lets PDFium paint a region, centred, into width x height pixels with sx
// and sy pixels a unit. Only the region is painted.
func (p *Page) paint(region Box, sx, sy float64, width, height int) (*Picture, error) {
	out := &Picture{PageBox: p.Box}
	err := p.painted(region, sx, sy, width, height, out, func(pixels []byte) {
		out.RGBA = image.NewRGBA(image.Rect(0, 0, width, height))
		copy(out.Pix, pixels)
		for i := 3; i < len(out.Pix); i += 4 {
			out.Pix[i] = 0xff
		}
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// grayRegion paints a region like region and gives its brightness.
func (p *Page) grayRegion(r Box, scale float64) (*image.Gray, error) {
	w, h := int(math.Ceil(r.W()*scale)), int(math.Ceil(r.H()*scale))
	var out *image.Gray
	err := p.painted(r, scale, scale, w, h, &Picture{}, func(pixels []byte) {
		out = image.NewGray(image.Rect(0, 0, w, h))
		grayInto(out.Pix, pixels)
	})
	return out, err
}

// painted paints a region and hands out PDFium's own pixels, four bytes each, for
// as long as take runs; at is told where the page's points lie in them.
func (p *Page) painted(region Box, sx, sy float64, width, height int, at *Picture, take func(pixels []byte)) error {
	if width < 1 || height < 1 || width > maxPixels/height {
		return fmt.Errorf("a picture of %d x %d pixels", width, height)
	}
	made, err := p.in.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: width, Height: height})
	if err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	bitmap := made.Bitmap
	defer p.in.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap})
	if _, err := p.in.FPDFBitmap_FillRect(
		&requests.FPDFBitmap_FillRect{Bitmap: bitmap, Width: width, Height: height, Color: 0xFFFFFFFF},
	); err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	// PDFium scales the whole page box into a rectangle of whole pixels.
	left := int(math.Round((float64(width)-region.W()*sx)/2 - (region.X0-p.Box.X0)*sx))
	top := int(math.Round((float64(height)-region.H()*sy)/2 - (p.Box.Y1-region.Y1)*sy))
	w, h := int(math.Round(p.Box.W()*sx)), int(math.Round(p.Box.H()*sy))
	_, err = p.in.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{Bitmap: bitmap, Page: p.ref,
		StartX: left, StartY: top, SizeX: w, SizeY: h, Flags: enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER})
	if err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	view, err := p.in.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	if len(view.Buffer) < 4*width*height {
		return errors.New("paint page: too few pixels")
	}
	at.X0, at.Y0, at.Sx, at.Sy = float64(left), float64(top+h), float64(w)/p.Box.W(), float64(h)/p.Box.H()
	take(view.Buffer[:4*width*height])
	return nil
}

// GrayOf gives the brightness of a picture.
func GrayOf(img *image.RGBA) *image.Gray {
	out := image.NewGray(img.Rect)
	grayInto(out.Pix, img.Pix)
	return out
}

// grayInto writes the brightness of pixels of four bytes.
func grayInto(gray, pixels []byte) {
	for i := range gray {
		p := pixels[4*i : 4*i+3 : 4*i+3]
		gray[i] = uint8((77*uint32(p[0]) + 150*uint32(p[1]) + 29*uint32(p[2])) >> 8)
	}
}
