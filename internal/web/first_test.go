package web

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"pharos/internal/plan"
	"pharos/internal/web/webtest"
)

func TestAll(t *testing.T) {
	p := webtest.Root("../..").Plan(t, nil)
	w, err := New(os.DirFS("../.."), "pharos")
	if err != nil {
		t.Fatal(err)
	}
	w.Date = p.Date
	n := 0
	sink := func(cc string) Sink {
		return func(p string, data []byte) error {
			n += len(data)
			f := filepath.Join("/tmp/site", cc, p)
			os.MkdirAll(filepath.Dir(f), 0o755)
			return os.WriteFile(f, data, 0o644)
		}
	}
	start := time.Now()
	for _, s := range p.Sites {
		at := time.Now()
		list, err := w.Render(t.Context(), s, webtest.Prints(p, s.Country), sink(s.Country))
		for _, f := range list {
			t.Log(f.Pos, f.Message)
		}
		t.Log(s.Country, len(s.Faces), n, err, time.Since(at))
	}
	t.Log(time.Since(start))
	at := time.Now()
	list, err := w.Index(t.Context(), p, sink(""))
	t.Log(list, err, time.Since(at))
	_ = plan.Plan{}
}
