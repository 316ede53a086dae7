package typeset

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/go-text/typesetting/font"
)

// Font is one TrueType face. What its own tables say is known at once; the
// rest is parsed when the first text needs it, and once. Safe for concurrent
// use.
type Font struct {
	// Name is the PostScript name, such as "NotoSans-Black".
	Name string
	// Family is the typographic family, such as "Noto Sans".
	Family string
	// Weight is from 100 to 900; 400 is regular.
	Weight int
	Italic bool

	scripts []string
	// first are the scripts in which a project wants the font asked first.
	first []string
	fsys  fs.FS
	path  string

	once sync.Once
	err  error
	data []byte
	dir  map[string]span
	ot   *font.Font
	// upem is the number of font units in an em; glyphs their number.
	upem, glyphs, hmetrics int
	longLoca               bool
	glyf, loca, hmtx       []byte
	shapes                 shapes
}

// File is the name of the font's file.
func (f *Font) File() string { return f.path }

// load parses the file once.
func (f *Font) load() error {
	f.once.Do(func() {
		if err := f.parse(); err != nil {
			f.err = fmt.Errorf("read font %q: %w", f.path, err)
		}
	})
	return f.err
}

func (f *Font) parse() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("broken tables: %v", r)
		}
	}()
	if err = f.read(); err != nil {
		return err
	}
	face, err := font.ParseTTF(bytes.NewReader(f.data))
	if err != nil {
		return err
	}
	f.ot = face.Font
	expandCoverage(f.ot)
	return nil
}

// read reads the file and its tables.
func (f *Font) read() (err error) {
	if f.data, err = fs.ReadFile(f.fsys, f.path); err != nil {
		return err
	}
	if f.dir, err = directory(bytes.NewReader(f.data), int64(len(f.data))); err != nil {
		return err
	}
	return f.measure()
}

// measure checks and keeps the tables that glyphs are read from.
func (f *Font) measure() error {
	head, hhea, maxp := f.Table("head"), f.Table("hhea"), f.Table("maxp")
	if len(head) < 54 || len(hhea) < 36 || len(maxp) < 6 {
		return errors.New("head, hhea or maxp is cut off")
	}
	f.upem, f.glyphs, f.hmetrics = int(be.Uint16(head[18:])), int(be.Uint16(maxp[4:])), int(be.Uint16(hhea[34:]))
	f.longLoca = be.Uint16(head[50:]) != 0
	f.glyf, f.loca, f.hmtx = f.Table("glyf"), f.Table("loca"), f.Table("hmtx")
	wide := 2
	if f.longLoca {
		wide = 4
	}
	switch {
	case f.upem < 16 || f.upem > 16384:
		return fmt.Errorf("%d units per em", f.upem)
	case f.glyphs == 0 || len(f.loca) < wide*(f.glyphs+1):
		return errors.New("loca is cut off")
	case f.hmetrics == 0 || len(f.hmtx) < 4*f.hmetrics:
		return errors.New("hmtx is cut off")
	}
	return nil
}

// Table gives one table of the font file as it is, or nil; it must not be
// changed.
func (f *Font) Table(tag string) []byte {
	s, ok := f.dir[tag]
	if !ok {
		return nil
	}
	return f.data[s.off : s.off+s.len]
}

// Data gives the whole file of a font that a text was shaped with; it must not
// be changed.
func (f *Font) Data() []byte { return f.data }

// UnitsPerEm gives the number of font units in an em; all other numbers of a
// Font are in font units.
func (f *Font) UnitsPerEm() int { return f.upem }

// NumGlyphs gives the number of glyphs.
func (f *Font) NumGlyphs() int { return f.glyphs }

// Glyph gives the outline description of a glyph from "glyf"; empty for a
// space, and for an id or place that does not exist.
func (f *Font) Glyph(id uint16) []byte {
	if int(id) >= f.glyphs {
		return nil
	}
	from, to := f.place(id)
	if from >= to || int64(to) > int64(len(f.glyf)) || to-from < 10 {
		return nil
	}
	return f.glyf[from:to]
}

// place gives where a glyph that exists begins and ends in "glyf".
func (f *Font) place(id uint16) (from, to uint32) {
	if f.longLoca {
		return be.Uint32(f.loca[4*int(id):]), be.Uint32(f.loca[4*int(id)+4:])
	}
	return 2 * uint32(be.Uint16(f.loca[2*int(id):])), 2 * uint32(be.Uint16(f.loca[2*int(id)+2:]))
}

// Advance gives the horizontal advance of a glyph.
func (f *Font) Advance(id uint16) int {
	return int(be.Uint16(f.hmtx[4*min(int(id), f.hmetrics-1):]))
}

// Ascent and Descent give the line metrics of "hhea"; Descent is negative.
func (f *Font) Ascent() int { return i16(f.Table("hhea"), 4) }

// Descent gives the lower line metric, a negative number.
func (f *Font) Descent() int { return i16(f.Table("hhea"), 6) }

// CapHeight gives the height of capitals, 0 if the font does not say.
func (f *Font) CapHeight() int { return i16(f.Table("OS/2"), 88) }

// BBox gives the box around all glyphs: xMin, yMin, xMax, yMax.
func (f *Font) BBox() [4]int {
	h := f.Table("head")
	return [4]int{i16(h, 36), i16(h, 38), i16(h, 40), i16(h, 42)}
}

// em gives font units as Em.
func (f *Font) em(units int) Em { return Em(round(int64(units)*64_000, int64(f.upem))) }

// i16 reads a signed number; 0 outside of the table.
func i16(b []byte, off int) int {
	if off+2 > len(b) {
		return 0
	}
	return int(int16(be.Uint16(b[off:])))
}
