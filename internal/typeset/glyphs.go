package typeset

import (
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// shapes keeps the outlines of a font's glyphs; a poster draws the same few
// dozen again and again.
type shapes struct {
	mu   sync.Mutex
	face *font.Face // not safe for concurrent use by itself
	of   map[uint16][]emSegment
}

// emPoint is a place on a line without a size; y runs up.
type emPoint struct{ x, y Em }

type emSegment struct {
	op Op
	p  [3]emPoint
}

// Outline gives the filled shapes of a line that stands at a place in a size,
// for text that is drawn as shapes: the part of a headline that a beam crosses,
// the draft mark. To be filled by non-zero winding.
func (l *Line) Outline(at Point, size Length) Outline { return l.AppendOutline(nil, at, size) }

// AppendOutline adds them to an outline.
func (l *Line) AppendOutline(o Outline, at Point, size Length) Outline {
	var list [][]emSegment
	n := 0
	for i := range l.Clusters {
		for _, g := range l.Clusters[i].Glyphs {
			s := l.Clusters[i].Font.outline(g.ID)
			list = append(list, s)
			n += len(s)
		}
	}
	o = slices.Grow(o, n)
	for i, k := range l.glyphs() {
		for _, s := range list[i] {
			seg := Segment{Op: s.op}
			for j := range seg.points() {
				seg.P[j] = Point{at.X + (k.x + s.p[j].x).At(size), at.Y - (k.y + s.p[j].y).At(size)}
			}
			o = append(o, seg)
		}
	}
	return o
}

// glyphs gives the places of all glyphs in visual order.
func (l *Line) glyphs() []emPoint {
	var out []emPoint
	for i := range l.Clusters {
		for _, g := range l.Clusters[i].Glyphs {
			out = append(out, emPoint{l.Clusters[i].X + g.X, g.Y})
		}
	}
	return out
}

// outline gives the contours of a glyph, quadratic curves raised to cubics.
func (f *Font) outline(id uint16) []emSegment {
	f.shapes.mu.Lock()
	defer f.shapes.mu.Unlock()
	if s, ok := f.shapes.of[id]; ok {
		return s
	}
	if f.shapes.face == nil {
		f.shapes.face, f.shapes.of = font.NewFace(f.ot), map[uint16][]emSegment{}
	}
	s := f.readOutline(id)
	f.shapes.of[id] = s
	return s
}

// readOutline reads a glyph; a broken one has no contours.
func (f *Font) readOutline(id uint16) (s []emSegment) {
	defer func() {
		if recover() != nil {
			s = nil
		}
	}()
	if data, ok := f.shapes.face.GlyphDataOutline(font.GID(id)); ok {
		s = f.contours(data.Segments)
	}
	return s
}

// contours closes the contours of a glyph and raises its curves.
func (f *Font) contours(segs []ot.Segment) []emSegment {
	var out []emSegment
	// Coordinates are whole or half units: exact in float32 and here.
	place := func(p ot.SegmentPoint) emPoint { return emPoint{f.half(p.X), f.half(p.Y)} }
	var pen emPoint
	for _, s := range segs {
		a := place(s.Args[0])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			if len(out) > 0 {
				out = append(out, emSegment{op: Close})
			}
			out = append(out, emSegment{Move, [3]emPoint{a}})
			pen = a
		case ot.SegmentOpLineTo:
			out = append(out, emSegment{LineTo, [3]emPoint{a}})
			pen = a
		case ot.SegmentOpQuadTo:
			b := place(s.Args[1])
			out = append(out, emSegment{Cubic, [3]emPoint{pen.toward(a), b.toward(a), b}})
			pen = b
		}
	}
	if len(out) > 0 {
		out = append(out, emSegment{op: Close})
	}
	return out
}

// toward gives the place two thirds of the way to q: a control point of the
// cubic that equals a quadratic curve.
func (p emPoint) toward(q emPoint) emPoint {
	return emPoint{p.x + Em(round(2*int64(q.x-p.x), 3)), p.y + Em(round(2*int64(q.y-p.y), 3))}
}

// half gives a coordinate in font units, rounded to half units, as Em.
func (f *Font) half(v float32) Em {
	n := int64(v * 2)
	return Em(round(n*32_000, int64(f.upem)))
}
