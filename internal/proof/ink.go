package proof

import (
	"image"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// ppem is the size, in pixels an em, at which letters are compared.
const ppem = 40

// phases is the number of places within a pixel that are told apart.
const phases = 4

// drawing names one letter drawn at one place within a pixel.
type drawing struct {
	letter rune
	px, py int8
}

// ink is a letter as the second rasteriser draws it from the original font:
// the share of each pixel that is covered, 0 to 255. left and top are the
// pixels from the one in which the origin lies.
type ink struct {
	*image.Alpha
	left, top int
}

// draw gives the ink of a letter whose origin lies at the phase px, py of a
// pixel. It is nil where the font has no such letter.
func (o *original) draw(d drawing) *ink {
	o.mu.Lock()
	defer o.mu.Unlock()
	if i, ok := o.drawn[d]; ok {
		return i
	}
	i := o.render(d)
	o.drawn[d] = i
	return i
}

// render draws one letter with golang.org/x/image.
func (o *original) render(d drawing) *ink {
	var buf sfnt.Buffer
	id, err := o.font.GlyphIndex(&buf, d.letter)
	if err != nil || id == 0 {
		return nil
	}
	segments, err := o.font.LoadGlyph(&buf, id, fixed.I(ppem), nil)
	if err != nil {
		return nil
	}
	fx, fy := (float32(d.px)+0.5)/phases, (float32(d.py)+0.5)/phases
	b := segments.Bounds()
	left, top := b.Min.X.Floor()-1, b.Min.Y.Floor()-1
	w, h := b.Max.X.Ceil()+2-left, b.Max.Y.Ceil()+2-top
	if w < 1 || h < 1 || w > 8*ppem || h > 8*ppem {
		return nil
	}
	r := vector.NewRasterizer(w, h)
	at := func(p fixed.Point26_6) (float32, float32) {
		return float32(p.X)/64 + fx - float32(left), float32(p.Y)/64 + fy - float32(top)
	}
	for _, s := range segments {
		ax, ay := at(s.Args[0])
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			r.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			r.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			r.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	r.ClosePath()
	out := image.NewAlpha(image.Rect(0, 0, w, h))
	r.Draw(out, out.Rect, image.Opaque, image.Point{})
	return &ink{out, left, top}
}

// advance gives the letter's advance in ems, or 0.
func (o *original) advance(letter rune) float64 {
	var buf sfnt.Buffer
	id, err := o.font.GlyphIndex(&buf, letter)
	if err != nil {
		return 0
	}
	a, err := o.font.GlyphAdvance(&buf, id, fixed.I(ppem), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(a) / 64 / ppem
}

// luminance gives the brightness of a painted region, row by row.
func luminance(img *image.RGBA, r image.Rectangle) []float64 {
	out := make([]float64, 0, r.Dx()*r.Dy())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			out = append(out, 0.30*float64(row[4*x])+0.59*float64(row[4*x+1])+0.11*float64(row[4*x+2]))
		}
	}
	return out
}

// likeness compares what is painted in a region with a letter that should stand
// there: the correlation of darkness with ink, from -1 to 1; 1 is the same
// picture, 0 nothing of it, -1 its negative.
func likeness(painted []float64, r image.Rectangle, i *ink, ox, oy int) float64 {
	if i == nil || len(painted) == 0 {
		return 0
	}
	var sp, si, spp, sii, spi float64
	k := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		iy := y - oy - i.top
		row := []uint8(nil)
		if iy >= 0 && iy < i.Rect.Max.Y {
			row = i.Pix[iy*i.Stride : iy*i.Stride+i.Rect.Max.X]
		}
		for x := r.Min.X; x < r.Max.X; x++ {
			a := 0.0
			if ix := x - ox - i.left; row != nil && ix >= 0 && ix < len(row) {
				a = float64(row[ix])
			}
			p := 255 - painted[k]
			sp, si, spp, sii, spi, k = sp+p, si+a, spp+p*p, sii+a*a, spi+p*a, k+1
		}
	}
	n := float64(k)
	vp, vi := spp-sp*sp/n, sii-si*si/n
	if vp < n*25 || vi <= 0 { // less than 5 levels of contrast is no ink
		return 0
	}
	return (spi - sp*si/n) / math.Sqrt(vp*vi)
}

// phase splits a place in pixels into the pixel and the phase within it.
func phase(v float64) (pixel int, part int8) {
	f := math.Floor(v)
	return int(f), int8((v - f) * phases)
}
