package typeset

import (
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
)

// outlines reads glyph shapes; a font.Face is not safe for concurrent use.
var outlines sync.Mutex

// Outline gives the filled shapes of a line that stands at a place in a size,
// for text that is drawn as shapes: the part of a headline that a beam crosses,
// the draft mark. To be filled by non-zero winding.
func (l *Line) Outline(at Point, size Length) Outline {
	var o Outline
	for _, s := range l.shapes() {
		p := func(q emPoint) Point { return Point{at.X + q.x.At(size), at.Y - q.y.At(size)} }
		o = append(o, Segment{Op: s.op, P: [3]Point{p(s.p[0]), p(s.p[1]), p(s.p[2])}})
	}
	for i := range o {
		clear(o[i].P[len(o[i].points()):])
	}
	return o
}

// emPoint is a place on a line without a size; y runs up.
type emPoint struct{ x, y Em }

type emSegment struct {
	op Op
	p  [3]emPoint
}

// shapes gives the outlines of all glyphs, quadratic curves raised to cubics.
func (l *Line) shapes() []emSegment {
	outlines.Lock()
	defer outlines.Unlock()
	var out []emSegment
	faces := map[*Font]*font.Face{}
	for i := range l.Clusters {
		c := &l.Clusters[i]
		face := faces[c.Font]
		if face == nil {
			face = font.NewFace(c.Font.ot)
			faces[c.Font] = face
		}
		for _, g := range c.Glyphs {
			if data, ok := face.GlyphDataOutline(font.GID(g.ID)); ok {
				out = appendGlyph(out, data.Segments, c.Font, emPoint{c.X + g.X, g.Y})
			}
		}
	}
	return out
}

// appendGlyph adds the contours of one glyph at a place.
func appendGlyph(out []emSegment, segs []ot.Segment, f *Font, at emPoint) []emSegment {
	place := func(p ot.SegmentPoint) emPoint {
		// Coordinates are whole or half units: exact in float32 and here.
		return emPoint{at.x + f.half(p.X), at.y + f.half(p.Y)}
	}
	var pen emPoint
	open := false
	for _, s := range segs {
		a := place(s.Args[0])
		switch s.Op {
		case ot.SegmentOpMoveTo:
			if open {
				out = append(out, emSegment{op: Close})
			}
			out, open = append(out, emSegment{Move, [3]emPoint{a}}), true
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
	if open {
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
