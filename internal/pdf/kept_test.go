package pdf

import (
	"bytes"
	"testing"

	"pharos/internal/typeset"
)

// TestKept writes sheets of one font with other words, and one draft mark on
// sheets of two sizes, one after the other with the same writer: what it keeps
// changes no byte.
func TestKept(t *testing.T) {
	press := sheet(t, passages[:1])
	marked := press
	marked.Pages = []typeset.Page{press.Pages[0]}
	marked.Pages[0].Media.Min.X -= typeset.Points(9)
	marked.Pages[0].Media.Max.Y += typeset.Points(9)
	other := sheet(t, []passage{{"sr-Cyrl", "Cyrl", false, "Обећали су ти посао."}}) // as many codes as below
	turned := sheet(t, []passage{{"sr-Cyrl", "Cyrl", false, "посао ти су Обећали."}})
	made := func(w *writer, doc typeset.Document) []byte {
		f := &file{w: w, doc: &doc, opt: Options{Kind: Press, Date: "2026-01-15", Profile: fogra, Producer: "Pharos"}}
		if err := f.write(); err != nil {
			t.Fatal(err)
		}
		return bytes.Clone(w.buf)
	}
	used := writers.New().(*writer)
	for round := range 2 {
		for i, doc := range []typeset.Document{press, marked, other, turned, press} {
			if !bytes.Equal(made(used, doc), made(writers.New().(*writer), doc)) {
				t.Errorf("round %d, sheet %d: a used writer gives other bytes than a new one", round, i)
			}
		}
	}
	if len(used.kept.fonts) == 0 || len(used.kept.forms) != 4 {
		t.Errorf("kept are %d fonts and %d forms", len(used.kept.fonts), len(used.kept.forms))
	}
}
