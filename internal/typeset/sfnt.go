package typeset

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
)

var be = binary.BigEndian

// maxFontBytes bounds a font file; the largest here has 0.7 MB.
const maxFontBytes = 64 << 20

// span is a table's place in the file.
type span struct{ off, len uint32 }

// directory reads the table directory of an SFNT file (OpenType, "Organization
// of an OpenType font") of size bytes.
func directory(r io.ReaderAt, size int64) (map[string]span, error) {
	head := make([]byte, 12)
	if _, err := r.ReadAt(head, 0); err != nil {
		return nil, errors.New("shorter than a table directory")
	}
	if v := be.Uint32(head); v != 0x00010000 && v != 0x74727565 {
		return nil, errors.New("not a TrueType file")
	}
	n := int(be.Uint16(head[4:]))
	recs := make([]byte, 16*n)
	if _, err := r.ReadAt(recs, 12); err != nil && err != io.EOF {
		return nil, errors.New("table directory cut off")
	}
	dir := make(map[string]span, n)
	for ; len(recs) > 0; recs = recs[16:] {
		s := span{be.Uint32(recs[8:]), be.Uint32(recs[12:])}
		if int64(s.off)+int64(s.len) > size {
			return nil, fmt.Errorf("table %q lies outside of the file", recs[:4])
		}
		dir[string(recs[:4])] = s
	}
	return dir, nil
}

// required are the tables without which a TrueType font cannot be embedded.
var required = []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "OS/2"}

// describe fills the Font's names, weight, style and scripts from its own
// tables, so that a font needs no entry in any list.
func (f *Font) describe(r io.ReaderAt, dir map[string]span) error {
	for _, tag := range required {
		if _, ok := dir[tag]; !ok {
			return fmt.Errorf("table %q is missing; only TrueType outlines can be used", tag)
		}
	}
	os2, err := section(r, dir["OS/2"], 1<<10)
	if err != nil || len(os2) < 78 {
		return errors.New(`table "OS/2" is cut off`)
	}
	f.Weight = int(be.Uint16(os2[4:]))
	f.Italic = be.Uint16(os2[62:])&1 != 0
	for _, b := range scriptBits {
		if be.Uint32(os2[42+4*(b.bit/32):])>>(b.bit%32)&1 != 0 {
			f.scripts = append(f.scripts, b.script)
		}
	}
	names, err := section(r, dir["name"], 1<<16)
	if err != nil {
		return errors.New(`table "name" is cut off`)
	}
	f.Family, f.Name = nameRecord(names, 16), nameRecord(names, 6)
	if f.Family == "" {
		f.Family = nameRecord(names, 1)
	}
	if f.Family == "" || !isPostScriptName(f.Name) {
		return errors.New("no family name or no PostScript name")
	}
	return nil
}

// section reads a table, at most limit bytes of it.
func section(r io.ReaderAt, s span, limit uint32) ([]byte, error) {
	b := make([]byte, min(s.len, limit))
	if n, err := r.ReadAt(b, int64(s.off)); n < len(b) {
		return nil, err
	}
	return b, nil
}

// scriptBits are the bits of ulUnicodeRange in OS/2 for the scripts in use.
var scriptBits = []struct {
	bit    int
	script string
}{
	{0, "Latn"}, {7, "Grek"}, {9, "Cyrl"}, {10, "Armn"}, {11, "Hebr"}, {13, "Arab"}, {15, "Deva"}, {16, "Beng"},
	{17, "Guru"}, {18, "Gujr"}, {20, "Taml"}, {21, "Telu"}, {22, "Knda"}, {23, "Mlym"}, {24, "Thai"}, {25, "Laoo"},
	{26, "Geor"}, {56, "Hang"}, {59, "Hani"}, {73, "Sinh"}, {74, "Mymr"}, {75, "Ethi"}, {80, "Khmr"},
}

// nameRecord finds a name in Unicode (platform 3) in the "name" table.
func nameRecord(b []byte, id uint16) string {
	if len(b) < 6 {
		return ""
	}
	n, store := int(be.Uint16(b[2:])), int(be.Uint16(b[4:]))
	for i := range n {
		p := 6 + 12*i
		if p+12 > len(b) {
			break
		}
		from := store + int(be.Uint16(b[p+10:]))
		to := from + int(be.Uint16(b[p+8:]))
		if be.Uint16(b[p:]) != 3 || be.Uint16(b[p+6:]) != id || to > len(b) {
			continue
		}
		var u []uint16
		for q := from; q+1 < to; q += 2 {
			u = append(u, be.Uint16(b[q:]))
		}
		return string(utf16.Decode(u))
	}
	return ""
}

// isPostScriptName reports a name that may stand in a PDF as it is: letters,
// digits, hyphens and dots.
func isPostScriptName(s string) bool {
	return s != "" && len(s) < 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '.')
	})
}

// claims reports whether the font says that it is made for a script.
func (f *Font) claims(script string) bool { return slices.Contains(f.scripts, script) }
