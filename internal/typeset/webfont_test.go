package typeset

import (
	"bytes"
	"os"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// TestWeb shapes texts with the parts for a browser and wants the same glyphs
// at the same places as with the whole fonts.
func TestWeb(t *testing.T) {
	whole, err := NewFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		style Style
		text  string
	}{
		{Style{Weight: 900, Lang: "sq", Script: "Latn"}, "Askush s'mund t’jua marrë, çdo ditë"},
		{Style{Weight: 700, Lang: "sr-Cyrl", Script: "Cyrl"}, "Нико вам не може одузети права, ђак"},
		{Style{Weight: 400, Lang: "fa", Script: "Arab", Direction: locale.RTL}, "کسی نمی\u200cتواند حقوق شما را بگیرد 0800 100 388"},
	} {
		parts, err := whole.Web(c.style, c.text)
		if err != nil {
			t.Fatal(err)
		}
		files, size := fstest.MapFS{}, 0
		for _, p := range parts {
			files[p.Name+".ttf"] = &fstest.MapFile{Data: p.Data}
			size += len(p.Data)
		}
		if size > 600_000 {
			t.Errorf("%s: %d bytes", c.style.Lang, size)
		}
		sliced, err := NewFonts(files)
		if err != nil {
			t.Fatal(err)
		}
		want, err := whole.Shape(c.text, c.style)
		if err != nil {
			t.Fatal(err)
		}
		got, err := sliced.Shape(c.text, c.style)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want.clusters {
			g := got.clusters[i]
			if g.Text != w.Text || g.Advance != w.Advance || len(g.Glyphs) != len(w.Glyphs) || g.Font.Name != w.Font.Name {
				t.Fatalf("%s: %+v became %+v", c.style.Lang, w, g)
			}
			for j := range w.Glyphs {
				if g.Glyphs[j] != w.Glyphs[j] || !bytes.HasPrefix(g.Font.Glyph(g.Glyphs[j].ID), w.Font.Glyph(w.Glyphs[j].ID)) {
					t.Fatalf("%s: another glyph for %q", c.style.Lang, w.Text)
				}
			}
		}
	}
}
