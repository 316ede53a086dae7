package photo

import (
	"cmp"
	"errors"
	"image"
	"image/draw"
	"math"

	"pharos/internal/paint"
)

// shot is a picture of a sheet in gray, with the code on it.
type shot struct {
	*image.Gray
	code   string
	points []paint.Point
}

// shotSide is the longer side, in pixels, of the picture in which a code is
// looked for first; a code that is small on the picture asks for all its pixels.
const shotSide = 1600

// MaxPhoto is the most pixels that a picture may have: 100 megapixels.
const MaxPhoto = 100_000_000

// newShot reads the code of a picture.
func newShot(img image.Image) (*shot, error) {
	b := img.Bounds()
	if b.Empty() || b.Dx() > MaxPhoto/b.Dy() {
		return nil, errors.New("no picture, or one too large")
	}
	gray := grayPhoto(img)
	s := &shot{Gray: gray}
	factor := max(1, (max(b.Dx(), b.Dy())+shotSide-1)/shotSide)
	var err error
	for ; factor >= 1; factor-- {
		if s.code, s.points, err = paint.ReadPoints(shrink(gray, factor)); err == nil && len(s.points) >= 3 {
			for i := range s.points {
				s.points[i].X *= float64(factor)
				s.points[i].Y *= float64(factor)
			}
			return s, nil
		}
	}
	return nil, cmp.Or(err, errors.New("no code"))
}

// shrink takes the mean of squares.
func shrink(img *image.Gray, factor int) *image.Gray {
	if factor == 1 {
		return img
	}
	w, h := img.Rect.Dx()/factor, img.Rect.Dy()/factor
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sum := 0
			for v := range factor {
				for u := range factor {
					sum += int(img.Pix[(y*factor+v)*img.Stride+x*factor+u])
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / (factor * factor))
		}
	}
	return out
}

// sample gives the brightness between pixels, bilinear; false outside. A scan is
// often cut just at the sheet's edge, so a little outside counts as the edge.
func (s *shot) sample(p paint.Point) (float64, bool) {
	const little = 3
	if p.X < -little || p.Y < -little || p.X > float64(s.Rect.Dx())+little || p.Y > float64(s.Rect.Dy())+little {
		return 255, false
	}
	x := min(max(p.X-0.5, 0), float64(s.Rect.Dx())-1.01)
	y := min(max(p.Y-0.5, 0), float64(s.Rect.Dy())-1.01)
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0+1 >= s.Rect.Dx() || y0+1 >= s.Rect.Dy() {
		return 255, false
	}
	fx, fy := x-float64(x0), y-float64(y0)
	row, next := s.Pix[y0*s.Stride+x0:], s.Pix[(y0+1)*s.Stride+x0:]
	return (float64(row[0])*(1-fx)+float64(row[1])*fx)*(1-fy) + (float64(next[0])*(1-fx)+float64(next[1])*fx)*fy, true
}

// grayPhoto gives the brightness of a picture whose corner is at 0, 0. A JPEG has it
// as its first component, which saves the way over its colours.
func grayPhoto(img image.Image) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	var pix []byte
	stride := 0
	switch img := img.(type) {
	case *image.Gray:
		pix, stride = img.Pix[img.PixOffset(b.Min.X, b.Min.Y):], img.Stride
	case *image.YCbCr:
		pix, stride = img.Y[img.YOffset(b.Min.X, b.Min.Y):], img.YStride
	default:
		draw.Draw(out, out.Rect, img, b.Min, draw.Src)
		return out
	}
	for y := range b.Dy() {
		copy(out.Pix[y*out.Stride:][:b.Dx()], pix[y*stride:])
	}
	return out
}
