package web

import (
	"fmt"
	"os"
	"sync"
	"testing"

	"pharos/internal/web/webtest"
)

// BenchmarkRender makes the sites of all countries in all languages, one or two
// countries at once. The aim is 3 s and 400 MB on two cores.
func BenchmarkRender(b *testing.B) {
	p := webtest.Root("../..").Plan(b, nil)
	w, err := New(os.DirFS("../.."), "pharos")
	if err != nil {
		b.Fatal(err)
	}
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprint(jobs), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var group sync.WaitGroup
				next := make(chan int)
				for range jobs {
					group.Go(func() {
						for i := range next {
							s := p.Sites[i]
							list, err := w.Render(b.Context(), s, webtest.Prints(p, s.Country), func(string, []byte) error { return nil })
							if err != nil || list.Stops() {
								b.Error(err, list)
							}
						}
					})
				}
				for i := range p.Sites {
					next <- i
				}
				close(next)
				group.Wait()
			}
		})
	}
}
