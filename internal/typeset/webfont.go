package typeset

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// WebFont is a part of a font for a browser: all its rules of shaping, the
// outlines and characters that are needed.
type WebFont struct {
	// Name is the font's PostScript name.
	Name   string
	Weight int
	// Data is a TrueType file.
	Data []byte
}

// Web gives the fonts with which a browser sets texts of a style as Shape does,
// in the order in which a browser shall ask them. Text has every character that
// may come, and words that show how they join; what has no glyph is left out.
func (f *Fonts) Web(style Style, text string) ([]WebFont, error) {
	w := &web{fonts: f, style: style, parts: map[*Font]*webPart{}}
	for _, word := range strings.Fields(text) {
		w.add(word, true)
	}
	seen := map[rune]bool{}
	for _, r := range text + " \u00a0" {
		if !seen[r] {
			seen[r] = true
			w.add(string(r), false)
		}
	}
	order := slices.SortedFunc(maps.Keys(w.parts), func(a, b *Font) int {
		return cmp.Or(cmp.Compare(len(w.parts[b].chars), len(w.parts[a].chars)), cmp.Compare(a.Name, b.Name))
	})
	var out []WebFont
	for _, font := range order {
		if part := w.parts[font]; !part.words && len(part.chars) < fewChars {
			continue
		}
		data, err := font.slice(w.parts[font])
		if err != nil {
			return nil, fmt.Errorf("slice font %q: %w", font.path, err)
		}
		out = append(out, WebFont{font.Name, font.Weight, data})
	}
	return out, nil
}

// fewChars is how many characters are too few to send a font for that no word
// of the text needs.
const fewChars = 16

// web collects what texts need of each font.
type web struct {
	fonts *Fonts
	style Style
	parts map[*Font]*webPart
}

// webPart is what is kept of one font; all keeps every outline, for scripts
// whose letters change with their neighbours.
type webPart struct {
	glyphs map[uint16]bool
	chars  map[rune]uint16
	all    bool
	// words is true where a word of the text needs the font.
	words bool
}

// add shapes a text and keeps what it was set with.
func (w *web) add(text string, word bool) {
	p, err := w.fonts.Shape(text, w.style)
	if err != nil {
		return
	}
	for _, c := range p.clusters {
		part := w.parts[c.Font]
		if part == nil {
			part = &webPart{
				map[uint16]bool{0: true},
				map[rune]uint16{},
				joined[w.style.Script] && slices.Contains(c.Font.scripts, "Arab"),
				false,
			}
			w.parts[c.Font] = part
		}
		part.words = part.words || word
		for _, g := range c.Glyphs {
			part.glyphs[g.ID] = true
		}
		for _, r := range c.Text {
			if id, ok := c.Font.ot.NominalGlyph(r); ok {
				part.chars[r], part.glyphs[uint16(id)] = uint16(id), true
			}
		}
	}
}

// kept are the tables that a browser needs beside those made anew.
var kept = []string{"GDEF", "GPOS", "GSUB", "OS/2", "head", "hhea", "hmtx", "maxp", "name"}

// slice writes the font with the same glyph numbers, so that its rules of
// shaping stay valid, and without the outlines that nobody needs.
func (f *Font) slice(part *webPart) ([]byte, error) {
	tables := map[string][]byte{"cmap": charMap(part.chars), "post": noNames()}
	for _, tag := range kept {
		if t := f.Table(tag); t != nil {
			tables[tag] = slices.Clone(t)
		}
	}
	be.PutUint16(tables["head"][50:], 1) // long places in loca
	queue := slices.Sorted(maps.Keys(part.glyphs))
	for i := 0; i < len(queue); i++ { // grows by the parts of composites
		for _, c := range components(f.Glyph(queue[i])) {
			if !part.glyphs[c] {
				part.glyphs[c] = true
				queue = append(queue, c)
			}
		}
	}
	var glyf, loca []byte
	for id := range f.glyphs {
		loca = be.AppendUint32(loca, uint32(len(glyf)))
		if part.all || part.glyphs[uint16(id)] {
			glyf = append(glyf, f.Glyph(uint16(id))...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	tables["glyf"], tables["loca"] = glyf, be.AppendUint32(loca, uint32(len(glyf)))
	return sfnt(tables), nil
}

// components gives the glyphs that a composite glyph is made of (OpenType,
// "glyf", "Composite Glyph Description").
func components(d []byte) []uint16 {
	if len(d) < 10 || i16(d, 0) >= 0 {
		return nil
	}
	var out []uint16
	for p := 10; p+4 <= len(d); {
		flags := be.Uint16(d[p:])
		out = append(out, be.Uint16(d[p+2:]))
		p += 6
		for bit, size := range map[uint16]int{0x0001: 2, 0x0008: 2, 0x0040: 4, 0x0080: 8} {
			if flags&bit != 0 {
				p += size
			}
		}
		if flags&0x0020 == 0 {
			break
		}
	}
	return out
}

// charMap writes a "cmap" with one subtable of format 12, a group a character.
func charMap(chars map[rune]uint16) []byte {
	d := be.AppendUint16(nil, 0)
	d = be.AppendUint16(d, 1)
	d = be.AppendUint16(be.AppendUint16(d, 3), 10)
	d = be.AppendUint32(d, 12)
	d = be.AppendUint16(be.AppendUint16(d, 12), 0)
	d = be.AppendUint32(be.AppendUint32(d, uint32(16+12*len(chars))), 0)
	d = be.AppendUint32(d, uint32(len(chars)))
	for _, r := range slices.Sorted(maps.Keys(chars)) {
		d = be.AppendUint32(be.AppendUint32(d, uint32(r)), uint32(r))
		d = be.AppendUint32(d, uint32(chars[r]))
	}
	return d
}

// noNames writes a "post" of version 3: no names of glyphs.
func noNames() []byte { return append([]byte{0, 3, 0, 0}, make([]byte, 28)...) }

// sfnt writes the tables as a TrueType file with their checksums.
func sfnt(tables map[string][]byte) []byte {
	tags := slices.Sorted(maps.Keys(tables))
	n, power, log := len(tags), 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, power * 16, log, (n - power) * 16} {
		out = be.AppendUint16(out, uint16(v))
	}
	var body []byte
	for _, tag := range tags {
		t := tables[tag]
		size := len(t)
		for len(t)%4 != 0 {
			t = append(t, 0)
		}
		sum := uint32(0)
		for i := 0; i < len(t); i += 4 {
			sum += be.Uint32(t[i:])
		}
		out = append(out, tag...)
		for _, v := range []uint32{sum, uint32(12 + 16*n + len(body)), uint32(size)} {
			out = be.AppendUint32(out, v)
		}
		body = append(body, t...)
	}
	return append(out, body...)
}
