package pdf

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"pharos/internal/typeset"
)

// fontSet holds the fonts of a file in the order of their first use.
type fontSet struct {
	list []*embedded
	of   map[*typeset.Font]*embedded
}

// embedded is one font with the codes in use. It is a composite font (9.7) with
// two-byte codes of our own making: code n stands for one shape with one text.
type embedded struct {
	font   *typeset.Font
	number int
	ref    ref
	// codes and their shapes and texts; code 0 is .notdef.
	codes map[codeKey]uint16
	// letters are the codes of single glyphs of the font on the baseline.
	letters map[codeKey]uint16
	texts   []string
	gids    []uint16
	// shapes of the subset; shape 0 is .notdef.
	shapes map[string]uint16
	plain  map[plainKey]uint16
	subset []shape
	// made is what is written of it.
	made *keptFont
}

// shape is one glyph of a subset: original glyphs at places.
type shape struct {
	parts []part
	// advance is in font units.
	advance int
}

// part is an original glyph moved by x, y font units.
type part struct {
	glyph uint16
	x, y  int16
}

type codeKey struct {
	gid  uint16
	text string
}

type plainKey struct {
	glyph   uint16
	advance int
	blank   bool
}

// use gives the font's place in the file.
func (s *fontSet) use(w *writer, f *typeset.Font) (*embedded, error) {
	if e := s.of[f]; e != nil {
		return e, nil
	}
	if f == nil || f.NumGlyphs() == 0 {
		return nil, errors.New("text without a font")
	}
	e := &embedded{
		font:    f,
		number:  len(s.list),
		ref:     w.reserve(),
		codes:   map[codeKey]uint16{},
		letters: map[codeKey]uint16{},
		shapes:  map[string]uint16{},
		plain:   map[plainKey]uint16{},
	}
	e.subset = []shape{{[]part{{}}, f.Advance(0)}}
	e.texts, e.gids = []string{""}, []uint16{0}
	if s.of == nil {
		s.of = map[*typeset.Font]*embedded{}
	}
	s.of[f] = e
	s.list = append(s.list, e)
	return e, nil
}

func (s *fontSet) resources() string {
	var b strings.Builder
	for i, e := range s.list {
		fmt.Fprintf(&b, " /F%d %s", i, e.ref)
	}
	b.WriteByte(' ')
	return b.String()
}

func (s *fontSet) write(w *writer) {
	for _, e := range s.list {
		e.write(w)
	}
}

// em gives font units as Em.
func (e *embedded) em(units int) typeset.Em {
	return typeset.Em(int64(units) * 1000 * int64(typeset.EmUnit) / int64(e.font.UnitsPerEm()))
}

// units gives Em as font units, rounded.
func (e *embedded) units(v typeset.Em) int {
	const em = 1000 * int64(typeset.EmUnit)
	n := int64(v)*int64(e.font.UnitsPerEm())*2 + em
	if n < 0 {
		n -= 2*em - 1 // floor
	}
	return int(n / (2 * em))
}

// cluster gives the code of a cluster and where its origin is from the given
// shift. One glyph on the baseline is taken as it is.
func (e *embedded) cluster(c *typeset.Cluster, shift typeset.Em) (uint16, typeset.Em) {
	switch {
	case len(c.Glyphs) == 0:
		return e.code(e.blank(c.Advance), c.Text), 0
	case len(c.Glyphs) == 1 && c.Glyphs[0].Y == 0:
		g := c.Glyphs[0]
		k := codeKey{g.ID, c.Text}
		code, ok := e.letters[k]
		if !ok {
			code = e.code(shape{[]part{{glyph: g.ID}}, e.font.Advance(g.ID)}, c.Text)
			e.letters[k] = code
		}
		return code, shift + g.X
	}
	s, from := e.composite(c, shift, c.Advance)
	return e.code(s, c.Text), from
}

// composite gives a shape that holds all glyphs of a cluster.
func (e *embedded) composite(c *typeset.Cluster, shift, advance typeset.Em) (shape, typeset.Em) {
	s := shape{advance: min(max(e.units(advance), 0), 1<<15)}
	for _, g := range c.Glyphs {
		s.parts = append(s.parts, part{g.ID, small(e.units(shift + g.X)), small(e.units(g.Y))})
	}
	return s, 0
}

// blank is a shape without ink.
func (e *embedded) blank(advance typeset.Em) shape {
	return shape{advance: min(max(e.units(advance), 0), 1<<15)}
}

func small(n int) int16 { return int16(min(max(n, -1<<15), 1<<15-1)) }

// code gives the code of a shape with a text.
func (e *embedded) code(s shape, text string) uint16 {
	k := codeKey{e.gid(s), text}
	if c, ok := e.codes[k]; ok {
		return c
	}
	c := uint16(len(e.texts))
	e.codes[k] = c
	e.texts = append(e.texts, text)
	e.gids = append(e.gids, k.gid)
	return c
}

// advance gives the distance from a code to the next.
func (e *embedded) advance(code uint16) typeset.Em { return e.em(e.subset[e.gids[code]].advance) }

// gid gives the place of a shape in the subset.
func (e *embedded) gid(s shape) uint16 {
	if len(s.parts) == 0 || len(s.parts) == 1 && s.parts[0].x == 0 && s.parts[0].y == 0 {
		k := plainKey{advance: s.advance, blank: len(s.parts) == 0}
		if !k.blank {
			k.glyph = s.parts[0].glyph
		}
		g, ok := e.plain[k]
		if !ok {
			g = e.add(s)
			e.plain[k] = g
		}
		return g
	}
	b := strconv.AppendInt(nil, int64(s.advance), 10)
	for _, p := range s.parts {
		b = append(b, byte(p.glyph>>8), byte(p.glyph), byte(p.x>>8), byte(p.x), byte(p.y>>8), byte(p.y))
	}
	g, ok := e.shapes[string(b)]
	if !ok {
		g = e.add(s)
		e.shapes[string(b)] = g
	}
	return g
}

func (e *embedded) add(s shape) uint16 {
	e.subset = append(e.subset, s)
	return uint16(len(e.subset) - 1)
}

// write makes the font's five objects (9.7.4, 9.8, 9.9, 9.10.3).
func (e *embedded) write(w *writer) {
	k := e.made
	psName := k.tag + "+" + e.font.Name
	program := w.deflated(0, "/Length1 "+strconv.Itoa(k.size), k.program)
	unicode := w.deflated(0, "", k.unicode)
	descriptor := w.object(0, e.descriptor(psName, program))
	gids := "/Identity"
	if m := e.cidToGID(); m != nil {
		gids = w.stream(0, "", m).String()
	}
	cid := w.object(
		0,
		fmt.Sprintf(
			"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo << /Registry (Adobe) /Ordering "+
				"(Identity) /Supplement 0 >> /DW 0 /W [0 [%s]] /FontDescriptor %s /CIDToGIDMap %s >>",
			psName,
			e.widths(),
			descriptor,
			gids,
		),
	)
	w.object(
		e.ref,
		fmt.Sprintf(
			"<< /Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%s] /ToUnicode %s >>",
			psName,
			cid,
			unicode,
		),
	)
}

// subsetTag gives the six letters in front of a subset's name (9.6.4).
func subsetTag(data []byte) string {
	sum := sha256.Sum256(data)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// descriptor gives the font descriptor (9.8); the font is symbolic because its
// codes are our own.
func (e *embedded) descriptor(psName string, program ref) string {
	em := func(units int) string { return string(decimal(nil, int64(e.em(units))*1000/int64(typeset.EmUnit), 3)) }
	box := e.font.BBox()
	angle, flags := "0", 4
	if e.font.Italic {
		angle, flags = "-12", 4+64
	}
	stem := 40 + e.font.Weight*e.font.Weight/4000
	return fmt.Sprintf(
		"<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%s %s %s %s] /ItalicAngle %s /Ascent %s "+
			"/Descent %s /CapHeight %s /StemV %d /FontFile2 %s >>",
		psName,
		flags,
		em(box[0]),
		em(box[1]),
		em(box[2]),
		em(box[3]),
		angle,
		em(e.font.Ascent()),
		em(e.font.Descent()),
		em(e.font.CapHeight()),
		stem,
		program,
	)
}

// widths gives the advance of each code in thousandths of an em (9.7.4.3).
func (e *embedded) widths() []byte {
	var b []byte
	for i, g := range e.gids {
		if i > 0 {
			b = append(b, ' ')
		}
		b = decimal(b, int64(e.em(e.subset[g].advance))*1000/int64(typeset.EmUnit), 3)
	}
	return b
}

// cidToGID gives the map from codes to shapes (9.7.4.2); nil where each code is
// its own shape.
func (e *embedded) cidToGID() []byte {
	same := true
	var b []byte
	for c, g := range e.gids {
		same = same && c == int(g)
		b = append(b, byte(g>>8), byte(g))
	}
	if same {
		return nil
	}
	return b
}

// toUnicode gives the map from codes to text (9.10.3).
func toUnicode(texts []string) []byte {
	b := []byte(
		"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
			"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
			"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n" +
			"endcodespacerange\n",
	)
	for from := 1; from < len(texts); from += 100 {
		to := min(from+100, len(texts))
		b = append(strconv.AppendInt(b, int64(to-from), 10), " beginbfchar\n"...)
		for c := from; c < to; c++ {
			b = append(hex4(append(b, '<'), uint16(c)), "> <"...)
			b = append(append(b, utf16Hex(texts[c])...), ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
