package web

import (
	"os"
	"testing"

	"pharos/internal/web/webtest"
)

// BenchmarkRender makes the sites of all countries in all languages, one after
// the other. The aim is 3 s and 400 MB on two cores.
func BenchmarkRender(b *testing.B) {
	p := webtest.Root("../..").Plan(b, nil)
	w, err := New(os.DirFS("../.."), "pharos")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		size := 0
		for _, s := range p.Sites {
			list, err := w.Render(b.Context(), s, webtest.Prints(p, s.Country), func(_ string, data []byte) error {
				size += len(data)
				return nil
			})
			if err != nil || list.Stops() {
				b.Fatal(err, list)
			}
		}
		b.ReportMetric(float64(size)/1e6, "MB-out")
	}
}
