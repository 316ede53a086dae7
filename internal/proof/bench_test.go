package proof_test

import (
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/proof"
)

// BenchmarkCompare proofs finished sheets, one at a time, as a build does.
func BenchmarkCompare(b *testing.B) {
	for _, s := range []struct {
		name, stock, kind string
		words             []string
	}{
		{"A3 press", "A3", "press", []string{"rs", "poster-rights.sr-cyrl"}},
		{"A4 screen", "A4", "screen", []string{"hr", "poster-confidence.hr"}},
		{"A4 screen ar", "A4", "screen", []string{"hr", "poster-confidence.ar"}},
		{"A3 press joint", "A3", "press", []string{"ba", "poster-rights.bs+"}},
		{"card press", "card", "press", []string{"rs", "soldier-card.en"}},
	} {
		b.Run(s.name, func(b *testing.B) {
			f := finishOn(b, s.stock, s.kind, true, s.words...)
			r := open(b, 1)
			b.ReportMetric(float64(len(f.pdf)), "pdf-B")
			if list := r.Compare(f.material, f.pdf, made.Output(s.kind)); len(list) > 0 { // PDFium is started
				b.Fatal(list)
			}
			before := spent()
			for b.Loop() {
				r.Compare(f.material, f.pdf, made.Output(s.kind))
			}
			b.ReportMetric(float64((spent()-before).Microseconds())/1000/float64(b.N*len(f.doc.Pages)), "cpu-ms/page")
		})
	}
}

// spent gives the processor time of this program so far, which a busy machine
// does not change much.
func spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkScreenFile does what a build does with a screen file: one opening,
// the comparison and the preview.
func BenchmarkScreenFile(b *testing.B) {
	f := finishOn(b, "A4", "screen", true, "hr", "poster-confidence.hr")
	r := open(b, 1)
	for b.Loop() {
		file, err := r.Read(f.pdf)
		if err != nil {
			b.Fatal(err)
		}
		if list := r.CompareFile(file, f.material, "screen"); len(list) > 0 {
			b.Fatal(list)
		}
		if _, err := file.Preview(0, 0, 480); err != nil {
			b.Fatal(err)
		}
		file.Close()
	}
}

// BenchmarkPreview paints previews of 320 and 480 pixels, and a social picture.
func BenchmarkPreview(b *testing.B) {
	f := finishOn(b, "A4", "screen", true, "hr", "poster-confidence.hr")
	for name, height := range map[string]int{"320": 320, "480": 480} {
		b.Run(name, func(b *testing.B) {
			r := open(b, 1)
			for b.Loop() {
				data, err := r.Preview(f.pdf, 0, 0, height)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(data)), "png-B")
			}
		})
	}
	b.Run("social 1080x1080", func(b *testing.B) {
		f, r := finish(b, "screen", true, "rs", "social-square.sr-cyrl"), open(b, 1)
		for b.Loop() {
			data, err := r.Picture(f.pdf, 1080, 1080)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(data)), "png-B")
		}
	})
}

// BenchmarkOpen starts PDFium with a warm cache.
func BenchmarkOpen(b *testing.B) {
	f := finishOn(b, "A4", "screen", true, "hr", "poster-confidence.hr")
	for b.Loop() {
		r, err := proof.Open(proof.Options{Paint: paint.Options{Fonts: os.DirFS(root)}})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := r.Preview(f.pdf, 0, 0, 32); err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

// open opens a Reader that ends with the test.
func open(t testing.TB, instances int) *proof.Reader {
	t.Helper()
	r, err := proof.Open(proof.Options{Paint: paint.Options{Fonts: os.DirFS(root), Instances: instances}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// TestPicturesAreExact sees that pictures have the pixels asked for, are small,
// and are the same bytes from two instances.
func TestPicturesAreExact(t *testing.T) {
	f := finishOn(t, "A4", "screen", true, "hr", "poster-confidence.ar")
	var all [2][]byte
	for i := range all {
		data, err := open(t, 1).Preview(f.pdf, 0, 226, 320)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = data
	}
	if !slices.Equal(all[0], all[1]) {
		t.Error("two instances give other bytes")
	}
	if n := len(all[0]); n > 15_000 {
		t.Errorf("the preview has %d bytes", n)
	}
	if w, h := size(t, all[0]); w != 226 || h != 320 {
		t.Errorf("the preview is %d x %d", w, h)
	}
	for _, want := range [][2]int{{1080, 1080}, {1200, 630}, {500, 0}} {
		data, err := open(t, 1).Picture(f.pdf, want[0], want[1])
		if err != nil {
			t.Fatal(err)
		}
		if w, h := size(t, data); w != want[0] || want[1] > 0 && h != want[1] || h < 1 {
			t.Errorf("a picture of %v is %d x %d", want, w, h)
		}
	}
}
