package typeset

import (
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// expandCoverage turns range coverages of GSUB and GPOS into lists.
//
// go-text v0.3.4 and v0.3.5 skip a lookup for glyphs it does cover: the filter
// in front of each lookup stops to collect ranges as soon as one of its three
// masks is full, though the others are not (harfbuzz/set_digest.go, addRange).
// With Noto Sans Arabic the letter noon then stays unjoined, with Noto Sans some
// Cyrillic pairs are not kerned. Lists are collected one by one and are not
// affected. TestShapeLikeHarfBuzz shows it: this file, and its unsafe, can go with
// the first version of go-text with which that test passes without it.
func expandCoverage(f *font.Font) {
	expand(reflect.ValueOf(&f.GSUB).Elem())
	expand(reflect.ValueOf(&f.GPOS).Elem())
}

var coverageType = reflect.TypeFor[tables.Coverage]()

// holders says of types whether a coverage may be in their values: most of a font's
// tables are lists of plain numbers.
var holders sync.Map // reflect.Type -> bool

// holds reports whether a coverage may be in values of a type; within are the
// types around it.
func holds(t reflect.Type, within ...reflect.Type) bool {
	if slices.Contains(within, t) {
		return false
	}
	if have, ok := holders.Load(t); ok {
		return have.(bool)
	}
	within = append(within, t)
	found := false
	switch t.Kind() {
	case reflect.Interface:
		found = true
	case reflect.Slice, reflect.Pointer:
		found = holds(t.Elem(), within...)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			found = found || f.Type == coverageType || f.IsExported() && holds(f.Type, within...)
		}
	}
	if len(within) == 1 { // an answer within others may have left one of them out
		holders.Store(t, found)
	}
	return found
}

// expand walks a table and replaces every Coverage2 in it.
func expand(v reflect.Value) {
	if !holds(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		expandInterface(v)
	case reflect.Struct:
		for i := range v.NumField() {
			switch field := v.Type().Field(i); {
			case field.IsExported():
				expand(v.Field(i))
			case field.Type == coverageType:
				// Kerning, cursive joins and marks keep theirs in private fields.
				expand(reflect.NewAt(coverageType, unsafe.Pointer(v.Field(i).UnsafeAddr())).Elem())
			}
		}
	case reflect.Slice:
		switch v.Type().Elem().Kind() {
		case reflect.Struct, reflect.Interface, reflect.Slice:
			for i := range v.Len() {
				expand(v.Index(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			expand(v.Elem())
		}
	}
}

func expandInterface(v reflect.Value) {
	if v.IsNil() || !v.CanSet() {
		return
	}
	if v.Type() == coverageType {
		if ranges, ok := v.Interface().(tables.Coverage2); ok {
			if list, ok := coverageList(ranges); ok {
				v.Set(reflect.ValueOf(list))
			}
		}
		return
	}
	if e := v.Elem(); e.Kind() == reflect.Struct {
		c := reflect.New(e.Type()).Elem()
		c.Set(e)
		expand(c)
		v.Set(c)
	}
}

// coverageList gives the same coverage as a list. Ranges that overlap, go back
// or number their glyphs with gaps have no equal list and stay as they are.
func coverageList(c tables.Coverage2) (tables.Coverage1, bool) {
	var list tables.Coverage1
	next := 0
	for _, r := range c.Ranges {
		if int(r.StartGlyphID) < next || r.EndGlyphID < r.StartGlyphID ||
			int(r.StartCoverageIndex) != len(list.Glyphs) {
			return list, false
		}
		for g := int(r.StartGlyphID); g <= int(r.EndGlyphID); g++ {
			list.Glyphs = append(list.Glyphs, tables.GlyphID(g))
		}
		next = int(r.EndGlyphID) + 1
	}
	return list, true
}
