package measure_test

import (
	"testing"

	"pharos/internal/build/buildtest"
	"pharos/internal/measure"
)

// BenchmarkLayout measures the room of every text on every sheet.
func BenchmarkLayout(b *testing.B) {
	o := buildtest.Options(b)
	o.NoCache = true
	for b.Loop() {
		l, err := measure.Open(b.Context(), o)
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
