package pdf

import (
	"errors"
	"fmt"
	"math"

	"pharos/internal/typeset"
)

// subset writes a TrueType font without instructions whose glyph n is shapes[n]
// (OpenType, "glyf"). Shapes of several glyphs become composite glyphs; what
// they are made of follows after them.
func subset(f *typeset.Font, shapes []shape) ([]byte, error) {
	s := &subsetter{font: f, place: map[uint16]int{}, count: len(shapes)}
	for i, one := range shapes {
		if one.single() {
			if _, ok := s.place[one.parts[0].glyph]; !ok {
				s.place[one.parts[0].glyph] = i
			}
		}
	}
	for _, one := range shapes {
		glyph, err := s.glyph(one)
		if err != nil {
			return nil, err
		}
		s.add(glyph, one.advance)
	}
	for i := 0; i < len(s.more); i++ { // grows while composites are copied
		glyph, err := s.original(s.more[i])
		if err != nil {
			return nil, err
		}
		s.add(glyph, f.Advance(s.more[i]))
	}
	return s.tables()
}

// subsetter collects the tables of a subset.
type subsetter struct {
	font *typeset.Font
	// place is where an original glyph stands in the subset; more are those
	// after the count shapes asked for.
	place            map[uint16]int
	more             []uint16
	count            int
	glyf, loca, hmtx []byte
	parts            int
}

// single reports a shape that is an original glyph as it is.
func (s shape) single() bool {
	return len(s.parts) == 1 && s.parts[0].x == 0 && s.parts[0].y == 0
}

// want gives the subset's number of an original glyph.
func (s *subsetter) want(glyph uint16) (uint16, error) {
	if i, ok := s.place[glyph]; ok {
		return uint16(i), nil
	}
	i := s.count + len(s.more)
	if i > math.MaxUint16-1 {
		return 0, errors.New("too many glyphs")
	}
	s.place[glyph] = i
	s.more = append(s.more, glyph)
	return uint16(i), nil
}

// add appends a glyph description with its advance.
func (s *subsetter) add(glyph []byte, advance int) {
	s.loca = be.AppendUint32(s.loca, uint32(len(s.glyf)))
	s.glyf = append(s.glyf, glyph...)
	for len(s.glyf)%4 != 0 {
		s.glyf = append(s.glyf, 0)
	}
	bearing := uint16(0)
	if len(glyph) > 4 {
		bearing = be.Uint16(glyph[2:])
	}
	s.hmtx = be.AppendUint16(s.hmtx, uint16(min(max(advance, 0), math.MaxUint16)))
	s.hmtx = be.AppendUint16(s.hmtx, bearing)
}

func (s *subsetter) glyph(one shape) ([]byte, error) {
	if one.single() {
		return s.original(one.parts[0].glyph)
	}
	return s.compose(one.parts)
}

// original copies a glyph without its instructions.
func (s *subsetter) original(glyph uint16) ([]byte, error) {
	src := s.font.Glyph(glyph)
	if len(src) == 0 {
		return nil, nil
	}
	contours := int(int16(be.Uint16(src)))
	if contours < 0 {
		return s.copyComposite(glyph, src)
	}
	p := 10 + 2*contours
	if p+2 > len(src) {
		return nil, brokenGlyph(glyph)
	}
	skip := int(be.Uint16(src[p:]))
	if p+2+skip > len(src) {
		return nil, brokenGlyph(glyph)
	}
	d := make([]byte, 0, len(src)-skip)
	d = append(append(d, src[:p]...), 0, 0)
	return append(d, src[p+2+skip:]...), nil
}

// brokenGlyph is the error of a glyph whose description cannot be read.
type brokenGlyph uint16

func (g brokenGlyph) Error() string { return fmt.Sprintf("glyph %d is broken", uint16(g)) }

// Flags of a component (OpenType, "glyf", "Composite Glyph Description").
const (
	argsAreWords   = 0x0001
	argsAreXY      = 0x0002
	hasScale       = 0x0008
	moreComponents = 0x0020
	hasXYScale     = 0x0040
	hasMatrix      = 0x0080
	hasInstruction = 0x0100
)

// copyComposite copies a composite glyph and gives its components their new
// numbers.
func (s *subsetter) copyComposite(glyph uint16, src []byte) ([]byte, error) {
	d := append([]byte(nil), src...)
	for p := 10; ; {
		if p+4 > len(d) {
			return nil, brokenGlyph(glyph)
		}
		flags := be.Uint16(d[p:])
		to, err := s.want(be.Uint16(d[p+2:]))
		if err != nil {
			return nil, err
		}
		be.PutUint16(d[p:], flags&^hasInstruction)
		be.PutUint16(d[p+2:], to)
		p += 4 + argsSize(flags)
		if p > len(d) {
			return nil, brokenGlyph(glyph)
		}
		s.parts++
		if flags&moreComponents == 0 {
			return d[:p], nil
		}
	}
}

// argsSize gives the bytes after flags and glyph number.
func argsSize(flags uint16) int {
	n := 2
	if flags&argsAreWords != 0 {
		n = 4
	}
	switch {
	case flags&hasScale != 0:
		n += 2
	case flags&hasXYScale != 0:
		n += 4
	case flags&hasMatrix != 0:
		n += 8
	}
	return n
}

// compose makes a composite glyph of original glyphs at places.
func (s *subsetter) compose(parts []part) ([]byte, error) {
	d := be.AppendUint16(nil, 0xffff)
	d = append(d, make([]byte, 8)...)
	box := [4]int{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	last := -1
	for _, p := range parts {
		src := s.font.Glyph(p.glyph)
		if len(src) == 0 {
			continue
		}
		to, err := s.want(p.glyph)
		if err != nil {
			return nil, err
		}
		at := func(i int) int { return int(int16(be.Uint16(src[i:]))) }
		box = [4]int{
			min(box[0], at(2)+int(p.x)),
			min(box[1], at(4)+int(p.y)),
			max(box[2], at(6)+int(p.x)),
			max(box[3], at(8)+int(p.y)),
		}
		last = len(d)
		for _, v := range []uint16{argsAreWords | argsAreXY | moreComponents, to, uint16(p.x), uint16(p.y)} {
			d = be.AppendUint16(d, v)
		}
		s.parts++
	}
	if last < 0 {
		return nil, nil
	}
	be.PutUint16(d[last:], argsAreWords|argsAreXY)
	for i, v := range box {
		be.PutUint16(d[2+2*i:], uint16(small(v)))
	}
	return d, nil
}

// tables puts the six tables that a font in a PDF needs into a file (9.9).
func (s *subsetter) tables() ([]byte, error) {
	n := uint16(len(s.loca) / 4)
	s.loca = be.AppendUint32(s.loca, uint32(len(s.glyf)))
	clone := func(tag string, least int) ([]byte, error) {
		t := s.font.Table(tag)
		if len(t) < least {
			return nil, fmt.Errorf("table %q is cut off", tag)
		}
		return append([]byte(nil), t...), nil
	}
	head, err1 := clone("head", 54)
	hhea, err2 := clone("hhea", 36)
	maxp, err3 := clone("maxp", 32)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	be.PutUint32(head[8:], 0)
	be.PutUint16(head[50:], 1)
	be.PutUint16(hhea[34:], n)
	be.PutUint16(maxp[4:], n)
	be.PutUint16(maxp[26:], 0)
	be.PutUint16(maxp[28:], uint16(min(max(s.parts, int(be.Uint16(maxp[28:]))), math.MaxUint16)))
	be.PutUint16(maxp[30:], min(be.Uint16(maxp[30:]), 30)+1)
	return sfnt(
		[]sfntTable{
			{"glyf", s.glyf},
			{"head", head},
			{"hhea", hhea},
			{"hmtx", s.hmtx},
			{"loca", s.loca},
			{"maxp", maxp},
		},
	), nil
}

type sfntTable struct {
	tag  string
	data []byte
}

// sfnt lays tables out behind their directory (OpenType, "Organization of an
// OpenType font"); there are six, named in the order of the alphabet.
func sfnt(tables []sfntTable) []byte {
	size := 12 + 16*len(tables)
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	out := make([]byte, 0, size)
	out = append(out, 0, 1, 0, 0, 0, byte(len(tables)), 0, 64, 0, 2, 0, 32)
	at, head := 12+16*len(tables), 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at
		}
		out = append(out, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = be.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds a table's words, the last one filled with zeros.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	var rest [4]byte
	copy(rest[:], b)
	return sum + be.Uint32(rest[:])
}
