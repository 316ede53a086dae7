package pdf

import (
	"bytes"
	"os"
	"testing"
	"testing/fstest"

	"github.com/go-text/typesetting/font"

	"pharos/internal/typeset"
)

// The subset is a font that another program reads, with the same outlines.
func TestSubsetKeepsOutlines(t *testing.T) {
	p, err := fonts.Shape("Čaj ђ ỹ 0123456789", typeset.Style{Weight: 700})
	if err != nil {
		t.Fatal(err)
	}
	line := p.Wrap(typeset.MM(1_000_000), typeset.Pt)[0]
	var shapes []shape
	shapes = append(shapes, shape{[]part{{}}, 600})
	for _, c := range line.Clusters {
		for _, g := range c.Glyphs {
			shapes = append(shapes, shape{[]part{{glyph: g.ID}}, c.Font.Advance(g.ID)})
		}
	}
	f := line.Clusters[0].Font
	data, err := subset(f, shapes)
	if err != nil {
		t.Fatal(err)
	}
	original, err := font.ParseTTF(bytes.NewReader(f.Data()))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range shapes {
		want, _ := original.GlyphDataOutline(font.GID(s.parts[0].glyph))
		if got := outlineOf(t, data, i); len(got) != len(want.Segments) {
			t.Errorf("glyph %d has %d segments; the original has %d", i, len(got), len(want.Segments))
		}
	}
}

// outlineOf reads a glyph of a subset, which has no cmap and no name.
func outlineOf(t *testing.T, data []byte, gid int) []font.Segment {
	t.Helper()
	// A font without cmap is not accepted by the reader: give it an empty one.
	full := sfnt(withCmap(data))
	face, err := font.ParseTTF(bytes.NewReader(full))
	if err != nil {
		t.Fatal(err)
	}
	o, _ := face.GlyphDataOutline(font.GID(gid))
	return o.Segments
}

// withCmap gives the tables of a subset and a cmap without entries.
func withCmap(data []byte) []sfntTable {
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0}
	tables := []sfntTable{{"cmap", cmap}}
	for i := range int(be.Uint16(data[4:])) {
		r := data[12+16*i:]
		tables = append(tables, sfntTable{string(r[:4]), data[be.Uint32(r[8:]) : be.Uint32(r[8:])+be.Uint32(r[12:])]})
	}
	return tables
}

// A broken font ends in an error, or in a whole file that is not larger than the font
// allows, the same each time.
func FuzzSubset(f *testing.F) {
	file, err := os.ReadFile("../../assets/fonts/NotoSansThai_400Regular.ttf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{0})
	f.Add(uint32(20_000), []byte{0xff, 0xff, 0x00, 0x00})
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		data := bytes.Clone(file)
		copy(data[int(at)%len(data):], patch)
		set, err := typeset.NewFonts(fstest.MapFS{"a.ttf": {Data: data}})
		if err != nil {
			return
		}
		p, err := set.Shape("น้ำโทรฟรี 12", typeset.Style{Lang: "th"})
		if err != nil {
			return
		}
		doc := typeset.Document{Title: "t", Lang: "th", Pages: []typeset.Page{{Media: typeset.Box(0, 0, 72_000, 72_000), Bleed: typeset.Box(0, 0, 72_000, 72_000), Trim: typeset.Box(0, 0, 72_000, 72_000)}}}
		text := p.Lay(p.Wrap(72_000, 12_000), doc.Pages[0].Media, 12_000, typeset.Start)
		text.Tag = typeset.Artifact
		doc.Pages[0].Items = []typeset.Item{text}
		var one, two bytes.Buffer
		opt := Options{Kind: Screen, Date: "2026-01-15"}
		if err := Write(&one, doc, opt); err != nil {
			return
		}
		if err := Write(&two, doc, opt); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Error("the same document was written in two ways", err)
		}
		if !bytes.HasSuffix(bytes.TrimSpace(one.Bytes()), []byte("%%EOF")) || one.Len() > len(file)+64<<10 {
			t.Errorf("a file of %d bytes, from a font of %d", one.Len(), len(file))
		}
	})
}
