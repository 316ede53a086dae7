package proof

import (
	"os"
	"testing"
)

// BenchmarkCompare proofs one sheet; BenchmarkPreview paints its preview.
func BenchmarkCompare(b *testing.B) {
	r := plain(b)
	pdf, m := good().draw(b), sample()
	for b.Loop() {
		if list := r.Compare(m, pdf, "press"); len(list) > 0 {
			b.Fatal(list)
		}
	}
}

func BenchmarkPreview(b *testing.B) {
	r := plain(b)
	pdf := good().draw(b)
	for b.Loop() {
		if _, err := r.Preview(pdf, 0, 0, 320); err != nil {
			b.Fatal(err)
		}
	}
}

// plain opens a Reader as the build does: not thorough.
func plain(t testing.TB) *Reader {
	t.Helper()
	r, err := Open(Options{Fonts: project, Cache: os.Getenv("PHAROS_TEST_CACHE")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}
