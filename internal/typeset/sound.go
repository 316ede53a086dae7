package typeset

import (
	"errors"
	"fmt"
)

// check reads the whole font: its licence lets it be embedded as a subset
// (OpenType, "OS/2", fsType), every table that is printed from is whole, and
// there is an outline for the letters that it says to have. Nothing may be shaped
// with it before.
func (f *Font) check() error {
	if err := f.read(); err != nil {
		return err
	}
	if os2 := f.Table("OS/2"); len(os2) > 10 {
		switch rights := be.Uint16(os2[8:]); {
		case rights&0x000f == 0x0002:
			return errors.New("its licence forbids embedding (fsType 2)")
		case rights&0x0300 != 0:
			return errors.New("its licence forbids embedding a part of its outlines (fsType)")
		}
	}
	switch {
	case be.Uint32(f.Table("head")[12:]) != 0x5F0F3CF5:
		return errors.New(`table "head" is broken`)
	case f.Ascent()-f.Descent() <= 0 || f.Ascent()-f.Descent() > 20*f.upem:
		return errors.New(`table "hhea" is broken: its lines have no height`)
	case f.hmetrics > f.glyphs || len(f.hmtx) < 4*f.hmetrics+2*(f.glyphs-f.hmetrics):
		return errors.New(`table "hmtx" is cut off`)
	case len(f.Table("cmap")) < 12:
		return errors.New(`table "cmap" is empty: the font has no characters`)
	case len(f.glyf) == 0:
		return errors.New(`table "glyf" is empty: the font has no outlines`)
	}
	for id := range f.glyphs {
		if err := f.whole(uint16(id)); err != nil {
			return err
		}
	}
	if f.load() != nil {
		return f.err
	}
	return f.drawn()
}

// whole reports what is wrong with one glyph: its place in "glyf", its head, and
// the glyphs that it is made of.
func (f *Font) whole(id uint16) error {
	from, to := f.place(id)
	if from > to || int64(to) > int64(len(f.glyf)) {
		return fmt.Errorf("table \"loca\" is broken: glyph %d lies outside of \"glyf\"", id)
	}
	if from == to {
		return nil
	}
	g := f.glyf[from:to]
	if len(g) < 10 {
		return fmt.Errorf("glyph %d is broken", id)
	}
	contours := i16(g, 0)
	if contours > 0 && 10+2*contours+2 > len(g) || contours < -1 {
		return fmt.Errorf("glyph %d is broken", id)
	}
	if contours >= 0 {
		return nil
	}
	for part, more := 10, true; more; { // OpenType, "glyf", composite glyph description
		if part+4 > len(g) || int(be.Uint16(g[part+2:])) >= f.glyphs {
			return fmt.Errorf("glyph %d is broken", id)
		}
		flags := be.Uint16(g[part:])
		part += 4 + 2*int(1+flags&1)
		switch {
		case flags&0x08 != 0:
			part += 2
		case flags&0x40 != 0:
			part += 4
		case flags&0x80 != 0:
			part += 8
		}
		more = flags&0x20 != 0
	}
	return nil
}

// drawn reports a font whose table of characters leads to nothing that is seen:
// an empty "cmap", glyphs without outlines, letters without width.
func (f *Font) drawn() error {
	letters, seen, wide := 0, 0, 0
	for iter := f.ot.Cmap.Iter(); iter.Next(); {
		_, id := iter.Char()
		if int(id) >= f.glyphs || id == 0 {
			continue
		}
		letters++
		if len(f.Glyph(uint16(id))) > 0 {
			seen++
		}
		if f.Advance(uint16(id)) > 0 {
			wide++
		}
	}
	switch {
	case letters == 0:
		return errors.New(`table "cmap" is empty: the font has no characters`)
	case seen == 0:
		return errors.New("none of its characters has an outline")
	case wide == 0:
		return errors.New(`table "hmtx" is broken: no character has a width`)
	}
	return nil
}

// defaultWeight gives the weight in which a variable font is printed
// (OpenType, "fvar"); varies is false for all others.
func (f *Font) defaultWeight() (weight int, varies bool) {
	t := f.Table("fvar")
	if len(t) < 16 {
		return 0, false
	}
	at, n, size := int(be.Uint16(t[4:])), int(be.Uint16(t[8:])), int(be.Uint16(t[10:]))
	for i := range n {
		if from := at + i*size; size >= 20 && from+20 <= len(t) && string(t[from:from+4]) == "wght" {
			return i16(t, from+8), true // the whole part of a 16.16 number
		}
	}
	return 0, false
}
