package proof

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
	defer f.rescue(&err)
	img, err := f.paintSheet(page, width, height)
	if err != nil {
		return nil, err
	}
	return encode(reduce(img, previewColours))
}

// Picture paints the finished piece as a PNG with exactly width x
// height pixels, for social media.
func (f *File) Picture(page, width, height int) (out []byte, err error) {
	defer f.rescue(&err)
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
	p, err := f.page(index)
	if err != nil {
		return nil, err
	}
	s := p.sheet()
	switch {
	case width <= 0 && height <= 0:
		return nil, errors.New("a picture needs a width or a height")
	case width <= 0:
		width = max(1, int(math.Round(float64(height)*s.w()/s.h())))
	case height <= 0:
		height = max(1, int(math.Round(float64(width)*s.h()/s.w())))
	}
	sx, sy := float64(width)/s.w(), float64(height)/s.h()
	if math.Abs(sx-sy)*s.w() > 1 && math.Abs(sx-sy)*s.h() > 1 {
		sx = min(sx, sy)
		sy = sx
	}
	pic, err := p.paint(s, sx, sy, width, height)
	if err != nil {
		return nil, err
	}
	return pic.RGBA, nil
}

// picture is a painted region; it knows where the page's points lie in it.
type picture struct {
	*image.RGBA
	// x0, y0 is the pixel of the lower left corner of the page box; sx, sy are
	// pixels a unit.
	page           box
	x0, y0, sx, sy float64
}

// at gives the place of a point of the page in pixels from the top left.
func (p *picture) at(x, y float64) (float64, float64) {
	return p.x0 + (x-p.page.x0)*p.sx, p.y0 - (y-p.page.y0)*p.sy
}

// rect gives the pixels of a box of the page.
func (p *picture) rect(b box) image.Rectangle {
	x0, y0 := p.at(b.x0, b.y1)
	x1, y1 := p.at(b.x1, b.y0)
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1))).Intersect(p.Rect)
}

// region paints a region of the page at a number of pixels a unit.
func (p *page) region(r box, scale float64) (*picture, error) {
	return p.paint(r, scale, scale, int(math.Ceil(r.w()*scale)), int(math.Ceil(r.h()*scale)))
}

// paint lets PDFium paint a region, centred, into width x height pixels with sx
// and sy pixels a unit. Only the region is painted.
func (p *page) paint(region box, sx, sy float64, width, height int) (*picture, error) {
	out := &picture{page: p.box}
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
func (p *page) grayRegion(r box, scale float64) (*image.Gray, error) {
	w, h := int(math.Ceil(r.w()*scale)), int(math.Ceil(r.h()*scale))
	var out *image.Gray
	err := p.painted(r, scale, scale, w, h, &picture{}, func(pixels []byte) {
		out = image.NewGray(image.Rect(0, 0, w, h))
		grayInto(out.Pix, pixels)
	})
	return out, err
}

// painted paints a region and hands out PDFium's own pixels, four bytes each, for
// as long as take runs; at is told where the page's points lie in them.
func (p *page) painted(region box, sx, sy float64, width, height int, at *picture, take func(pixels []byte)) error {
	if width < 1 || height < 1 || width > maxPixels/height {
		return fmt.Errorf("a picture of %d x %d pixels", width, height)
	}
	made, err := p.in.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: width, Height: height})
	if err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	bitmap := made.Bitmap
	defer p.in.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap})
	if _, err := p.in.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap, Width: width, Height: height, Color: 0xFFFFFFFF}); err != nil {
		return fmt.Errorf("paint page: %w", err)
	}
	// PDFium scales the whole page box into a rectangle of whole pixels.
	left := int(math.Round((float64(width)-region.w()*sx)/2 - (region.x0-p.box.x0)*sx))
	top := int(math.Round((float64(height)-region.h()*sy)/2 - (p.box.y1-region.y1)*sy))
	w, h := int(math.Round(p.box.w()*sx)), int(math.Round(p.box.h()*sy))
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
	at.x0, at.y0, at.sx, at.sy = float64(left), float64(top+h), float64(w)/p.box.w(), float64(h)/p.box.h()
	take(view.Buffer[:4*width*height])
	return nil
}
