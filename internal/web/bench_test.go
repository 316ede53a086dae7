package web

import (
	"fmt"
	"os"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"pharos/internal/plan"
	"pharos/internal/web/webtest"
)

// BenchmarkRender makes the sites of all countries in all languages, one or two
// countries at once. The aim is 3 s and 400 MB on two cores.
func BenchmarkRender(b *testing.B) {
	p, w := benched(b)
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprint(jobs), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				renderAll(b, w, p, p.Sites, jobs)
			}
		})
	}
}

// BenchmarkCountries makes the sites of more and more countries, the seven again
// and again, and tells what a page costs: it must not grow.
func BenchmarkCountries(b *testing.B) {
	p, w := benched(b)
	for _, n := range []int{7, 21, 50} {
		sites := make([]plan.Site, n)
		for i := range sites {
			sites[i] = p.Sites[i%len(p.Sites)]
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			pages := int64(0)
			for b.Loop() {
				pages += renderAll(b, w, p, sites, 2)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(pages), "ms/page")
			b.ReportMetric(float64(pages)/float64(b.N), "pages")
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.Sys)/(1<<20), "MB")
		})
	}
}

// benched gives the plan of the real project and its theme.
func benched(b *testing.B) (*plan.Plan, *Web) {
	b.Helper()
	w, err := New(os.DirFS("../.."), "pharos")
	if err != nil {
		b.Fatal(err)
	}
	return webtest.Root("../..").Plan(b, nil), w
}

// renderAll makes sites with their lists of materials, so many at once, and gives
// the number of pages.
func renderAll(b *testing.B, w *Web, p *plan.Plan, sites []plan.Site, jobs int) int64 {
	var group sync.WaitGroup
	var pages atomic.Int64
	next := make(chan plan.Site)
	for range jobs {
		group.Go(func() {
			for s := range next {
				list, err := w.Render(b.Context(), s, webtest.Prints(p, s.Country), func(name string, _ []byte) error {
					if path.Ext(name) == ".html" {
						pages.Add(1)
					}
					return nil
				})
				if err != nil || list.Stops() {
					b.Error(err, list)
				}
			}
		})
	}
	for _, s := range sites {
		next <- s
	}
	close(next)
	group.Wait()
	return pages.Load()
}
