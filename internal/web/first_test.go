package web

import (
	"os"
	"path/filepath"
	"testing"

	"pharos/internal/web/webtest"
)

func TestFirst(t *testing.T) {
	site, prints := webtest.Root("../..").Samplia(t)
	w, err := New(os.DirFS("../.."), "pharos")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	list, err := w.Render(t.Context(), site, prints, func(p string, data []byte) error {
		n++
		f := filepath.Join("/tmp/site/zz", p)
		os.MkdirAll(filepath.Dir(f), 0o755)
		return os.WriteFile(f, data, 0o644)
	})
	for _, f := range list {
		t.Log(f.Pos, f.Message)
	}
	t.Log(n, err)
}
