package proof

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/paint"
	"pharos/internal/plan"
)

// TestHostile reads files that are no finished sheets: each ends in a finding or
// an Unreadable, none in a panic, and the Reader works on.
func TestHostile(t *testing.T) {
	ok := good().draw(t)
	files := map[string][]byte{
		"empty": {}, "text": []byte("hello"), "head only": []byte("%PDF-1.7\n"), "cut": ok[:len(ok)/2],
		"no pages":    []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"),
		"a circle":    []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"),
		"vast":        bytes.Replace(newPaper(20000, 20000, 0).bytes(), []byte("[0.000"), []byte("[-9e9 "), 1),
		"blank sheet": newPaper(148*paint.MM, 210*paint.MM, 0).bytes(),
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		b := slices.Clone(ok)
		for range 1 + i {
			b[r.IntN(len(b))] = byte(r.IntN(256))
		}
		files[fmt.Sprintf("noise %d", i)] = b
	}
	for name, data := range files {
		list := opened.Compare(sample(), data, "press")
		if len(list) == 0 && !strings.HasPrefix(name, "noise") {
			t.Errorf("%s: nothing found", name)
		}
		if _, err := opened.Preview(data, 0, 100, 0); err != nil && !errors.As(err, new(paint.Unreadable)) {
			t.Logf("%s: %v", name, err)
		}
	}
	if list := opened.Compare(sample(), ok, "press"); len(list) > 0 {
		t.Errorf("after all that a good sheet gives %v", list)
	}
	if list := opened.Compare(plan.Material{}, ok, "press"); len(list) == 0 {
		t.Error("an empty material is as it should be")
	}
	if _, err := opened.Preview(ok, 0, 0, 0); err == nil {
		t.Error("a preview without a size")
	}
	if _, err := opened.Preview(ok, 7, 10, 10); err == nil {
		t.Error("a preview of page 8")
	}
	if _, err := opened.Preview(ok, 0, 1<<20, 1<<20); err == nil {
		t.Error("a preview of a million pixels squared")
	}
}

// TestTogether uses one Reader from many goroutines: the findings and the
// pictures are those of one.
func TestTogether(t *testing.T) {
	pdf := good().draw(t)
	wrong := good()
	wrong.number = "0800 100 380"
	bad := wrong.draw(t)
	want, err := opened.Preview(pdf, 0, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			if i%2 == 0 {
				if list := opened.Compare(sample(), bad, "press"); len(list) == 0 {
					t.Error("nothing found")
				}
				return
			}
			if got, err := opened.Preview(pdf, 0, 0, 100); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture: %v", err)
			}
		})
	}
	group.Wait()
}

// TestInstancesAreReplaced opens more files than one instance lives for.
func TestInstancesAreReplaced(t *testing.T) {
	r, err := paint.Open(paint.Options{Fonts: project})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	pdf := newPaper(100, 100, 0).bytes()
	for range paint.Lifetime + 3 {
		if _, err := r.Preview(pdf, 0, 10, 10); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCache sees that compiled code is kept where it is told to, and that a
// folder that cannot be written does no harm.
func TestCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles PDFium")
	}
	dir := t.TempDir()
	r, err := paint.Open(paint.Options{Cache: dir})
	if err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "pdfium", "*")); len(files) > 0 {
		t.Error("PDFium starts before there is a file to read")
	}
	if _, err := r.Read([]byte("no PDF")); err == nil {
		t.Error("no PDF is read as one")
	}
	r.Close()
	if files, _ := filepath.Glob(filepath.Join(dir, "pdfium", "*")); len(files) == 0 {
		t.Error("nothing was kept")
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := paint.Compiled(paint.Options{Cache: file}); c != nil {
		t.Error("a file serves as a folder")
	}
}

func TestVisual(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"אבג", "גבא"},
		{"אב \u2066+381 63\u2069 גד", "דג +381 63 בא"},
		{"אב 12 34 גד", "דג 34 12 בא"},
		{"אב (12) גד.", ".דג (12) בא"},
		{"اب 10:00 جد", "دج 10:00 با"},
		{"אב abc def גד", "דג abc def בא"},
		{"\u2067אב\u2069 \u2066ab\u2069", "ab בא"},
		{"אב 2024-2030", "2024-2030 בא"}, // a hyphen joins European digits (W4)
		{"اب 2024-2030", "2030-2024 با"}, // but not after Arabic letters (W2)
	} {
		runes := []rune(c.text)
		var got strings.Builder
		level := levels(runes, true)
		for _, i := range visual(level) {
			if r := runes[i]; r < lri || r > pdi {
				if level[i]&1 == 1 {
					r = paint.Mirror(r)
				}
				got.WriteRune(r)
			}
		}
		if got.String() != c.want {
			t.Errorf("%q: %q, want %q", c.text, got.String(), c.want)
		}
	}
}

// FuzzPrepare sees that no text breaks the comparison.
func FuzzPrepare(f *testing.F) {
	f.Add("אב \u2066+381 63\u2069 (12).", true)
	f.Add("\u2068\u2067\u2066\u2069]", false)
	f.Fuzz(func(t *testing.T, s string, rtl bool) {
		d := locale.LTR
		if rtl {
			d = locale.RTL
		}
		w := prepare(locale.Text{Value: s, Direction: d})
		level := make([]int, len(w.units))
		for i, u := range w.units {
			level[i] = u.Level
		}
		seen := make([]bool, len(level))
		for _, i := range visual(level) {
			seen[i] = true
		}
		if slices.Contains(seen, false) {
			t.Fatalf("%q loses a letter", s)
		}
		digitRuns(w.units, nil)
	})
}
