package paint

import (
	"image"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// PPEM is the size, in pixels an em, at which letters are compared.
const PPEM = 40

// phases is the number of places within a pixel that are told apart.
const phases = 4

// Drawing names one letter drawn at one place within a pixel.
type Drawing struct {
	Letter rune
	PX, PY int8
}

// Ink is a letter as the second rasteriser draws it from the original font:
// the share of each pixel that is covered, 0 to 255. left and top are the
// pixels from the one in which the origin lies.
type Ink struct {
	*image.Alpha
	Left, Top int
}

// Draw gives the ink of a letter whose origin lies at the phase px, py of a
// pixel. It is nil where the font has no such letter.
func (o *Original) Draw(d Drawing) *Ink {
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
func (o *Original) render(d Drawing) *Ink {
	var buf sfnt.Buffer
	id, err := o.Font.GlyphIndex(&buf, d.Letter)
	if err != nil || id == 0 {
		return nil
	}
	segments, err := o.Font.LoadGlyph(&buf, id, fixed.I(PPEM), nil)
	if err != nil {
		return nil
	}
	fx, fy := (float32(d.PX)+0.5)/phases, (float32(d.PY)+0.5)/phases
	b := segments.Bounds()
	left, top := b.Min.X.Floor()-1, b.Min.Y.Floor()-1
	w, h := b.Max.X.Ceil()+2-left, b.Max.Y.Ceil()+2-top
	if w < 1 || h < 1 || w > 8*PPEM || h > 8*PPEM {
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
	return &Ink{out, left, top}
}

// Advance gives the letter's advance in ems, or 0.
func (o *Original) Advance(letter rune) float64 {
	var buf sfnt.Buffer
	id, err := o.Font.GlyphIndex(&buf, letter)
	if err != nil {
		return 0
	}
	a, err := o.Font.GlyphAdvance(&buf, id, fixed.I(PPEM), font.HintingNone)
	if err != nil {
		return 0
	}
	return float64(a) / 64 / PPEM
}

// veil says which pixels of a region a draft mark lies on: they are no witness.
type veil []bool

// Cell is the part of a picture in which one letter stands.
type Cell struct {
	image.Rectangle
	// Dark is 255 minus the brightness, row by row; veil is nil without a mark.
	Dark []float64
	Veil veil
	// Red counts the pixels that are red themselves.
	Red int
}

// CellOf takes a part of a picture. Where reach is not negative, red pixels and
// those within reach of them are veiled.
func CellOf(pic *Picture, r image.Rectangle, reach int) Cell {
	c := Cell{Rectangle: r, Dark: make([]float64, 0, r.Dx()*r.Dy())}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := pic.Pix[pic.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			c.Dark = append(c.Dark, 255-0.30*float64(row[4*x])-0.59*float64(row[4*x+1])-0.11*float64(row[4*x+2]))
		}
	}
	if reach >= 0 {
		c.cover(pic, reach)
	}
	return c
}

// cover veils what lies within reach of red pixels, also of those just outside: in
// each row what has red within reach to the left or right, then in each column.
func (c *Cell) cover(pic *Picture, reach int) {
	around := c.Inset(-reach).Intersect(pic.Rect)
	w, h := c.Dx(), around.Dy()
	var rows []bool // row by row of around, in the columns of the cell
	for y := range h {
		row := pic.Pix[pic.PixOffset(around.Min.X, around.Min.Y+y):]
		for x := range around.Dx() {
			p := row[4*x : 4*x+3]
			if !Red(p[0], p[1], p[2]) {
				continue
			}
			at := image.Pt(around.Min.X+x, around.Min.Y+y)
			if at.In(c.Rectangle) {
				c.Red++
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
	c.Veil = make(veil, len(c.Dark))
	for y := range h {
		from, to := max(0, around.Min.Y+y-reach-c.Min.Y), min(c.Dy(), around.Min.Y+y+reach+1-c.Min.Y)
		for x := range w {
			if !rows[y*w+x] {
				continue
			}
			for v := from; v < to; v++ {
				c.Veil[v*w+x] = true
			}
		}
	}
}

// Unmark paints the red of a draft mark, and its paler edges, like the ground. If
// the mark lies over a digit, the digit is no longer like itself then.
func (c *Cell) Unmark(pic *Picture) {
	var marks []int
	sum, n := 0.0, 0
	for i, dark := range c.Dark {
		p := pic.Pix[pic.PixOffset(c.Min.X+i%c.Dx(), c.Min.Y+i/c.Dx()):]
		switch r, g, b := int(p[0]), int(p[1]), int(p[2]); {
		case r-g > 25 && r-b > 0 && absInt(g-b) < 70:
			marks = append(marks, i)
		case dark < 128:
			sum, n = sum+dark, n+1
		}
	}
	for _, i := range marks {
		c.Dark[i] = sum / float64(max(1, n))
	}
}

// Clear gives the share of pixels that no mark lies on.
func (c *Cell) Clear() float64 {
	if c.Veil == nil {
		return 1
	}
	n := 0
	for _, v := range c.Veil {
		if v {
			n++
		}
	}
	return 1 - float64(n)/float64(max(1, len(c.Dark)))
}

// Likeness compares what is painted with a letter that should stand there: the
// correlation of darkness with ink over the clear pixels, from -1 to 1; 1 is the
// same picture, 0 nothing of it, -1 its negative.
func (c *Cell) Likeness(i *Ink, ox, oy int) float64 {
	if i == nil || len(c.Dark) == 0 {
		return 0
	}
	var n, sp, si, spp, sii, spi float64
	k := 0
	for y := c.Min.Y; y < c.Max.Y; y++ {
		iy := y - oy - i.Top
		row := []uint8(nil)
		if iy >= 0 && iy < i.Rect.Max.Y {
			row = i.Pix[iy*i.Stride : iy*i.Stride+i.Rect.Max.X]
		}
		for x := c.Min.X; x < c.Max.X; x, k = x+1, k+1 {
			if c.Veil != nil && c.Veil[k] {
				continue
			}
			a := 0.0
			if ix := x - ox - i.Left; row != nil && ix >= 0 && ix < len(row) {
				a = float64(row[ix])
			}
			p := c.Dark[k]
			n, sp, si, spp, sii, spi = n+1, sp+p, si+a, spp+p*p, sii+a*a, spi+p*a
		}
	}
	vp, vi := spp-sp*sp/n, sii-si*si/n
	if n < 20 || vp < n*25 || vi <= 0 { // less than 5 levels of contrast is no ink
		return 0
	}
	return (spi - sp*si/n) / math.Sqrt(vp*vi)
}

// Spot is the place of a letter in a picture: the pixel of its origin, and the phase
// within it.
type Spot struct {
	X, Y   int
	px, py int8
}

// Spot gives the place of a letter of the page.
func (p *Picture) Spot(g Glyph) (s Spot) {
	x, y := p.At(g.X, g.Y)
	s.X, s.px = phase(x)
	s.Y, s.py = phase(y)
	return s
}

// Drawing is a letter drawn for the place.
func (s Spot) Drawing(letter rune) Drawing { return Drawing{Letter: letter, PX: s.px, PY: s.py} }

// Digit gives the pixels in which a digit stands.
func (p *Picture) Digit(g Glyph) image.Rectangle {
	return p.Pixels(Box{
		X0: g.X - 0.02*g.Em,
		Y0: g.Y - 0.05*g.Em,
		X1: max(g.Right, g.X+0.3*g.Em) + 0.02*g.Em,
		Y1: g.Y + 0.78*g.Em,
	})
}

// phase splits a place in pixels into the pixel and the phase within it.
func phase(v float64) (pixel int, part int8) {
	f := math.Floor(v)
	return int(f), int8((v - f) * phases)
}

// Red reports a colour near the mark's, #D81737 or 0 96 72 8: strong red with
// little green and blue, also where a smoothed edge has made it paler.
func Red(r, g, b uint8) bool {
	return int(r) > 110 && int(r)-int(g) > 70 && int(r)-int(b) > 45 && absInt(int(g)-int(b)) < 70 &&
		int(b)+10 >= int(g)-5
}

// absInt gives the size of a number.
func absInt(v int) int { return max(v, -v) }

// Soft gives a drawing softened by a radius in pixels.
func (o *Original) Soft(d Drawing, radius int) *Ink {
	sharp := o.Draw(d)
	if radius == 0 || sharp == nil {
		return sharp
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	key := softDrawing{d, radius}
	if i, ok := o.softened[key]; ok {
		return i
	}
	w, h := sharp.Rect.Dx()+4*radius, sharp.Rect.Dy()+4*radius
	wide := image.NewGray(image.Rect(0, 0, w, h))
	for y := range sharp.Rect.Dy() {
		copy(wide.Pix[(y+2*radius)*wide.Stride+2*radius:], sharp.Pix[y*sharp.Stride:][:sharp.Rect.Dx()])
	}
	// twice a box is nearly a bell
	wide = blur(blur(wide, radius), radius)
	i := &Ink{
		&image.Alpha{Pix: wide.Pix, Stride: wide.Stride, Rect: wide.Rect},
		sharp.Left - 2*radius,
		sharp.Top - 2*radius,
	}
	if o.softened == nil {
		o.softened = map[softDrawing]*Ink{}
	}
	o.softened[key] = i
	return i
}

// softDrawing names a softened drawing.
type softDrawing struct {
	Drawing
	radius int
}

// Edges gives the steps of brightness in place of the brightness.
func (c *Cell) Edges() Cell {
	out := Cell{Rectangle: c.Rectangle, Veil: c.Veil, Dark: make([]float64, len(c.Dark))}
	w := c.Dx()
	for i := range c.Dark {
		if x := i % w; x+1 < w && i+w < len(c.Dark) {
			out.Dark[i] = min(255, math.Abs(c.Dark[i+1]-c.Dark[i])+math.Abs(c.Dark[i+w]-c.Dark[i]))
		}
	}
	return out
}

// Edges gives the outline of a letter's ink.
func (i *Ink) Edges() *Ink {
	out := &Ink{image.NewAlpha(i.Rect), i.Left, i.Top}
	for y := range i.Rect.Dy() - 1 {
		for x := range i.Rect.Dx() - 1 {
			at := y*i.Stride + x
			step := absInt(int(i.Pix[at+1])-int(i.Pix[at])) + absInt(int(i.Pix[at+i.Stride])-int(i.Pix[at]))
			out.Pix[at] = uint8(min(255, step))
		}
	}
	return out
}
