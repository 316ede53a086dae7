package pdf

import (
	"io"
	"slices"
	"strconv"
	"testing"

	"pharos/internal/typeset"
)

// The stage door on a sheet in one language: text shaped, fitted and written.
func BenchmarkPosterOneLanguage(b *testing.B) { poster(b, passages[:1], Press) }

// The same for screens, with tags.
func BenchmarkPosterOneLanguageScreen(b *testing.B) { poster(b, passages[:1], Screen) }

// Fifteen languages on one sheet; no campaign has such a sheet.
func BenchmarkPosterFifteenLanguages(b *testing.B) { poster(b, passages[:15], Press) }

func poster(b *testing.B, list []passage, kind Kind) {
	opt := Options{Kind: kind, Date: "2026-01-15", Profile: fogra}
	for n := 0; b.Loop(); n++ {
		if err := Write(io.Discard, sheet(b, numbered(list, n)), opt); err != nil {
			b.Fatal(err)
		}
	}
}

// numbered gives each text a number of its own at its end, so that no font of the
// sheet before can be taken again.
func numbered(list []passage, n int) []passage {
	list = slices.Clone(list)
	for i := range list {
		list[i].text += " " + strconv.Itoa(10+n%90)
	}
	return list
}

// Writing alone, the layout done and its fonts kept.
func BenchmarkWrite(b *testing.B) {
	doc := sheet(b, passages[:1])
	opt := Options{Kind: Press, Date: "2026-01-15", Profile: fogra}
	for b.Loop() {
		if err := Write(io.Discard, doc, opt); err != nil {
			b.Fatal(err)
		}
	}
}

// Three files from one layout, as a build does.
func BenchmarkThreeFiles(b *testing.B) {
	for n := 0; b.Loop(); n++ {
		doc := sheet(b, numbered(passages[:1], n))
		for _, kind := range []Kind{Press, Screen, Screen} {
			if err := Write(io.Discard, doc, Options{Kind: kind, Date: "2026-01-15", Profile: fogra}); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// The draft mark's outline without overlaps.
func BenchmarkUnion(b *testing.B) {
	p, err := fonts.Shape("НАЦРТ", typeset.Style{Weight: 900})
	if err != nil {
		b.Fatal(err)
	}
	l := p.Wrap(typeset.MM(1_000_000), 160*typeset.Pt)[0]
	for b.Loop() {
		l.Outline(typeset.Point{}, 160*typeset.Pt).Union()
	}
}
