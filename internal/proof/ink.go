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

// veil says which pixels of a region a draft mark lies on: they are no witness.
type veil []bool

// cell is the part of a picture in which one letter stands.
type cell struct {
	image.Rectangle
	// dark is 255 minus the brightness, row by row; veil is nil without a mark.
	dark []float64
	veil veil
	// red counts the pixels that are red themselves.
	red int
}

// cellOf takes a part of a picture. Where reach is not negative, red pixels and
// those within reach of them are veiled.
func cellOf(pic *picture, r image.Rectangle, reach int) cell {
	c := cell{Rectangle: r, dark: make([]float64, 0, r.Dx()*r.Dy())}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := pic.Pix[pic.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			c.dark = append(c.dark, 255-0.30*float64(row[4*x])-0.59*float64(row[4*x+1])-0.11*float64(row[4*x+2]))
		}
	}
	if reach >= 0 {
		c.cover(pic, reach)
	}
	return c
}

// cover veils what lies within reach of red pixels, also of those just outside: in
// each row what has red within reach to the left or right, then in each column.
func (c *cell) cover(pic *picture, reach int) {
	around := c.Inset(-reach).Intersect(pic.Rect)
	w, h := c.Dx(), around.Dy()
	var rows []bool // row by row of around, in the columns of the cell
	for y := range h {
		row := pic.Pix[pic.PixOffset(around.Min.X, around.Min.Y+y):]
		for x := range around.Dx() {
			p := row[4*x : 4*x+3]
			if !red(p[0], p[1], p[2]) {
				continue
			}
			at := image.Pt(around.Min.X+x, around.Min.Y+y)
			if at.In(c.Rectangle) {
				c.red++
			}
			if rows == nil {
				rows = make([]bool, w*h)
			}
			for k := max(0, at.X-reach-c.Min.X); k < min(w, at.X+reach+1-c.Min.X); k++ {
				rows[y*w+k] = true
			}
		}
	}
	if rows == nil {
		return
	}
	c.veil = make(veil, len(c.dark))
	for y := range h {
		from, to := max(0, around.Min.Y+y-reach-c.Min.Y), min(c.Dy(), around.Min.Y+y+reach+1-c.Min.Y)
		for x := range w {
			if !rows[y*w+x] {
				continue
			}
			for v := from; v < to; v++ {
				c.veil[v*w+x] = true
			}
		}
	}
}

// unmark paints the red of a draft mark, and its paler edges, like the ground. If
// the mark lies over a digit, the digit is no longer like itself then.
func (c *cell) unmark(pic *picture) {
	var marks []int
	sum, n := 0.0, 0
	for i, dark := range c.dark {
		p := pic.Pix[pic.PixOffset(c.Min.X+i%c.Dx(), c.Min.Y+i/c.Dx()):]
		switch r, g, b := int(p[0]), int(p[1]), int(p[2]); {
		case r-g > 25 && r-b > 0 && absInt(g-b) < 70:
			marks = append(marks, i)
		case dark < 128:
			sum, n = sum+dark, n+1
		}
	}
	for _, i := range marks {
		c.dark[i] = sum / float64(max(1, n))
	}
}

// clear gives the share of pixels that no mark lies on.
func (c *cell) clear() float64 {
	if c.veil == nil {
		return 1
	}
	n := 0
	for _, v := range c.veil {
		if v {
			n++
		}
	}
	return 1 - float64(n)/float64(max(1, len(c.dark)))
}

// likeness compares what is painted with a letter that should stand there: the
// correlation of darkness with ink over the clear pixels, from -1 to 1; 1 is the
// same picture, 0 nothing of it, -1 its negative.
func (c *cell) likeness(i *ink, ox, oy int) float64 {
	if i == nil || len(c.dark) == 0 {
		return 0
	}
	var n, sp, si, spp, sii, spi float64
	k := 0
	for y := c.Min.Y; y < c.Max.Y; y++ {
		iy := y - oy - i.top
		row := []uint8(nil)
		if iy >= 0 && iy < i.Rect.Max.Y {
			row = i.Pix[iy*i.Stride : iy*i.Stride+i.Rect.Max.X]
		}
		for x := c.Min.X; x < c.Max.X; x, k = x+1, k+1 {
			if c.veil != nil && c.veil[k] {
				continue
			}
			a := 0.0
			if ix := x - ox - i.left; row != nil && ix >= 0 && ix < len(row) {
				a = float64(row[ix])
			}
			p := c.dark[k]
			n, sp, si, spp, sii, spi = n+1, sp+p, si+a, spp+p*p, sii+a*a, spi+p*a
		}
	}
	vp, vi := spp-sp*sp/n, sii-si*si/n
	if n < 20 || vp < n*25 || vi <= 0 { // less than 5 levels of contrast is no ink
		return 0
	}
	return (spi - sp*si/n) / math.Sqrt(vp*vi)
}

// phase splits a place in pixels into the pixel and the phase within it.
func phase(v float64) (pixel int, part int8) {
	f := math.Floor(v)
	return int(f), int8((v - f) * phases)
}
