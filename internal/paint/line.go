package paint

import (
	"image"
)

// Line is a run of letters on a page, without its spaces and as it stands from left
// to right, and where it stands: in parts of the finished piece, from 0 to 1, from
// the upper left corner.
type Line struct {
	Text       string
	X, Y, W, H float64
}

// Lines reads the letters of a page. Pages count from 0.
func (f *File) Lines(index int) (out []Line, err error) {
	defer f.Rescue(&err)
	p, err := f.Page(index)
	if err != nil {
		return nil, err
	}
	segments, err := p.Segments(index, false)
	if err != nil {
		return nil, err
	}
	s := p.Sheet()
	for _, seg := range segments {
		if len(seg.Glyphs) == 0 {
			continue
		}
		b := seg.Box(0, len(seg.Glyphs))
		out = append(
			out,
			Line{
				seg.Words(0, len(seg.Glyphs)),
				(b.X0 - s.X0) / s.W(),
				(s.Y1 - b.Y1) / s.H(),
				b.W() / s.W(),
				b.H() / s.H(),
			},
		)
	}
	return out, nil
}

// Paint paints the finished piece in all its colours, the longer side with so many
// pixels. Pages count from 0.
func (f *File) Paint(index, side int) (img *image.RGBA, err error) {
	defer f.Rescue(&err)
	p, err := f.Page(index)
	if err != nil {
		return nil, err
	}
	if s := p.Sheet(); s.W() > s.H() {
		return f.paintSheet(index, side, 0)
	}
	return f.paintSheet(index, 0, side)
}
