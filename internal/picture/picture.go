// Package picture reads the picture files of a project: drawings (a safe subset
// of SVG 1.1), PNG and JPEG. They are untrusted: from an adapter, a photographer,
// the net.
//
// In go the bytes of a file; out comes a Picture that can be painted, or an error
// that says in words what is wrong. Nothing is decoded before its header has been
// looked at: a small file that would unfold into a huge one is refused. A drawing
// is read into paths in whole numbers, as browsers draw it; what the subset does
// not have (scripts, links, entities, foreign objects, embedded pictures, text,
// filters, gradients, transparency, clips that are no upright rectangle) is refused
// by name, not dropped, so that what is printed is what the author sees.
//
//	p, err := picture.Read(data)
//	p.Paths, p.Box              a drawing: paths with sRGB colours, and its frame
//	p.Width, p.Height           pixels, as shown (the orientation is applied)
//	p.Texts                     every text hidden or shown in the file
//	p.Items(frame, fit, …)      the same, ready for a typeset.Page
//
// Texts serve whoever must know what a file says without showing it: titles,
// descriptions, comments and metadata of a drawing, text chunks of a PNG,
// comments and Exif texts of a JPEG. None of them goes into a finished file.
//
// It imports typeset for places and outlines and is imported by campaign, press
// and pdf.
package picture

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"pharos/internal/typeset"
)

// The kinds of files, as media types.
const (
	SVG  = "image/svg+xml"
	PNG  = "image/png"
	JPEG = "image/jpeg"
)

// Bounds of what is read.
const (
	// MaxBytes bounds a file, MaxDrawing one that is an SVG.
	MaxBytes   = 32 << 20
	MaxDrawing = 1 << 20
	// MaxPixels bounds a picture; A2 at 300 ppi has 35 million pixels.
	MaxPixels = 50_000_000
	// MaxSide bounds the sides of a picture in pixels.
	MaxSide = 30_000
	// maxTexts bounds the bytes of all texts of a file.
	maxTexts = 1 << 16
)

// Picture is a file that can be painted.
type Picture struct {
	// MediaType is SVG, PNG or JPEG.
	MediaType string
	// Bytes is the file as it was read, Digest its SHA-256.
	Bytes  []byte
	Digest [sha256.Size]byte
	// Width and Height are pixels as shown; 0 for a drawing.
	Width, Height int
	// Texts are all texts in the file that are no part of the picture, in the
	// order of the file; they are never printed.
	Texts []string
	// Located is true where a JPEG tells where it was taken (Exif GPS).
	Located bool

	// Box is the frame of a drawing with its Min at 0,0; Paths are in paint
	// order, each with SRGB colours only, inside and around Box.
	Box   typeset.Rect
	Paths []typeset.Path

	// Components are 1 (gray), 3 (RGB) or 4 (CMYK); 0 for a drawing.
	Components int
	// Alpha is true where pixels may let the ground through.
	Alpha bool
	// Inverted is true for CMYK as Adobe stores it: 0 is full ink.
	Inverted bool
	// Turn is the Exif orientation, 1 to 8; 1 is upright.
	Turn int
	// Profile is the embedded ICC profile; nil is sRGB (or the printing condition
	// for CMYK). Odd is true where the file has one that cannot be used.
	Profile []byte
	Odd     bool
	// rows and columns are pixels as stored.
	columns, rows int
}

// Read reads a file of any kind. The error is about the file and is written for
// its author.
func Read(data []byte) (*Picture, error) {
	var p *Picture
	var err error
	switch {
	case len(data) == 0:
		return nil, errors.New("the file is empty")
	case len(data) > MaxBytes:
		return nil, fmt.Errorf("the file has %d MB; at most %d are read", len(data)>>20, MaxBytes>>20)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		p, err = readPNG(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		p, err = readJPEG(data)
	case looksLikeXML(data):
		p, err = readSVG(data)
	default:
		return nil, errors.New("it is no SVG, PNG or JPEG")
	}
	if err != nil {
		return nil, err
	}
	p.Bytes, p.Digest = data, sha256.Sum256(data)
	if p.Odd = p.Profile != nil && !usable(p.Profile, p.Components); p.Odd {
		p.Profile = nil
	}
	return p, nil
}

// looksLikeXML reports a file whose first sign is "<", after a byte order mark.
func looksLikeXML(data []byte) bool {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\r\n")
	return len(data) > 0 && data[0] == '<'
}

// size checks the pixels of a header.
func size(w, h int) error {
	switch {
	case w <= 0 || h <= 0:
		return errors.New("the picture has no pixels")
	case w > MaxSide || h > MaxSide || w*h > MaxPixels:
		return fmt.Errorf(
			"the picture has %d x %d pixels; at most %d million, and %d on a side, are read",
			w,
			h,
			MaxPixels/1_000_000,
			MaxSide,
		)
	}
	return nil
}

// addText keeps a text of the file, within bounds.
func (p *Picture) addText(s string) {
	total := 0
	for _, t := range p.Texts {
		total += len(t)
	}
	s = string(bytes.ToValidUTF8(bytes.TrimSpace([]byte(s)), []byte("\ufffd")))
	if s != "" && total < maxTexts {
		p.Texts = append(p.Texts, s[:min(len(s), maxTexts-total)])
	}
}

// Aspect gives width and height in some common unit: pixels, or Lengths.
func (p *Picture) Aspect() (w, h int) {
	if p.MediaType == SVG {
		return int(p.Box.W()), int(p.Box.H())
	}
	return p.Width, p.Height
}

// Fit says how a picture fills a frame of another shape.
type Fit uint8

const (
	// Contain shows the whole picture and leaves ground beside it.
	Contain Fit = iota
	// Cover fills the frame and cuts what reaches beyond it.
	Cover
)

// Point is a place in a picture in thousandths of its width and height.
type Point struct{ X, Y int }

// Middle is the place that is kept in view where nothing else is said.
var Middle = Point{500, 500}

// Place gives the frame that the whole picture takes so that it fits a frame of
// the page. With Cover it reaches beyond; then the focus is as near to the
// middle of the frame as the edges allow.
func (p *Picture) Place(frame typeset.Rect, fit Fit, focus Point) typeset.Rect {
	pw, ph := p.Aspect()
	w, h := frame.W(), frame.H()
	if wide := int64(pw)*int64(h) > int64(ph)*int64(w); wide == (fit == Contain) {
		h = frame.W().Scale(ph, pw)
	} else {
		w = frame.H().Scale(pw, ph)
	}
	along := func(from, room, side typeset.Length, at int) typeset.Length {
		if side <= room {
			return from + (room-side)/2
		}
		return from + min(max(room/2-side.Scale(at, 1000), room-side), 0)
	}
	return typeset.Box(along(frame.Min.X, frame.W(), w, focus.X), along(frame.Min.Y, frame.H(), h, focus.Y), w, h)
}

// Density gives the pixels per inch of the picture in a frame as Place gives it:
// the smaller of both directions; 0 for a drawing, which has no pixels.
func (p *Picture) Density(placed typeset.Rect) int {
	if p.MediaType == SVG || placed.Empty() {
		return 0
	}
	ppi := func(pixels int, side typeset.Length) int {
		return int(int64(pixels) * 72 * int64(typeset.Pt) / int64(side))
	}
	return min(ppi(p.Width, placed.W()), ppi(p.Height, placed.H()))
}

// Placed is a photograph on a page, in a frame. It is read once, wherever it is
// painted.
type Placed struct {
	typeset.Mark
	Frame typeset.Rect
	*Picture
}

// Bounds gives the frame.
func (p *Placed) Bounds() typeset.Rect { return p.Frame }

// String gives frame, kind and size for dumps.
func (p *Placed) String() string {
	return fmt.Sprintf("%s %s %dx%d", p.Frame, p.MediaType, p.Width, p.Height)
}

// Items paints the picture into a frame of the page. Mark is that of every item;
// what reaches beyond the frame is clipped away. Colour gives the swatch for an
// sRGB value of a drawing.
func (p *Picture) Items(
	frame typeset.Rect,
	fit Fit,
	focus Point,
	mark typeset.Mark,
	colour func([3]uint8) typeset.Colour,
) []typeset.Item {
	placed := p.Place(frame, fit, focus)
	if !frame.Contains(placed) || p.MediaType == SVG && p.spills() {
		edge := typeset.RectOutline(frame)
		mark.Clip = &edge
	}
	if p.MediaType != SVG {
		return []typeset.Item{&Placed{Mark: mark, Frame: placed, Picture: p}}
	}
	bw, bh := int(p.Box.W()), int(p.Box.H())
	out := make([]typeset.Item, 0, len(p.Paths))
	onPage := func(q typeset.Point) typeset.Point {
		return typeset.Point{
			X: placed.Min.X + placed.W().Scale(int(q.X), bw),
			Y: placed.Min.Y + placed.H().Scale(int(q.Y), bh),
		}
	}
	paint := func(c *typeset.Colour) *typeset.Colour {
		if c == nil {
			return nil
		}
		v := colour(c.SRGB)
		return &v
	}
	for i := range p.Paths {
		one := p.Paths[i]
		cut := one.Clip
		one.Mark = mark
		if cut != nil { // within a cut frame both cut
			box := cut.Map(onPage).Bounds()
			if mark.Clip != nil {
				box = box.Intersect(frame)
			}
			edge := typeset.RectOutline(box)
			one.Clip = &edge
		}
		one.Outline = one.Outline.Map(onPage)
		one.Width = placed.W().Scale(int(one.Width), bw)
		one.Fill, one.Stroke = paint(one.Fill), paint(one.Stroke)
		out = append(out, &one)
	}
	return out
}

// spills reports a drawing that reaches beyond its own frame.
func (p *Picture) spills() bool {
	for i := range p.Paths {
		if c := p.Paths[i].Clip; c != nil && p.Box.Contains(c.Bounds()) {
			continue
		}
		if !p.Box.Contains(p.Paths[i].Bounds()) {
			return true
		}
	}
	return false
}
