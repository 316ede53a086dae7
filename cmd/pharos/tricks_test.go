package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/disk"
)

// TestHostTricks lets a host answer as no honest one does, for one page of a release:
// none is called whole, and nothing is left behind.
func TestHostTricks(t *testing.T) {
	dir := smallRelease(t)
	t.Setenv("TMPDIR", t.TempDir())
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(make([]byte, 64<<20)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	tricks := map[string]func(w http.ResponseWriter, r *http.Request){
		"gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(packed.Bytes())
		},
		"short": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("st")) },
		"shorter than it says": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "5")
			_, _ = w.Write([]byte("st"))
		},
		"a part": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusPartialContent)
			_, _ = w.Write([]byte("start"))
		},
		"an error with the page": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusTeapot)
			_, _ = w.Write([]byte("start"))
		},
		"forbidden": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusForbidden) },
		"a loop": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"?again", http.StatusFound)
		},
		"another port": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:9/index.html", http.StatusFound)
		},
		"a file of this computer": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "file:///etc/hostname")
			w.WriteHeader(http.StatusFound)
		},
		"large headers": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 200 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 100_000))
			}
			_, _ = w.Write([]byte("start"))
		},
		"nothing": func(http.ResponseWriter, *http.Request) {},
		"closed":  func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, answer := range tricks {
		t.Run(name, func(t *testing.T) {
			host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/en/" || r.URL.Path == "/en/index.html" {
					answer(w, r)
					return
				}
				http.ServeFile(w, r, filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
			}))
			defer host.Close()
			out, err := verifyAt(t, host.URL, "--known", "")
			if err == nil || state(err) == exitUnknown || strings.Contains(out, "WHOLE") || strings.Contains(out, "RIGHT.") {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), disk.Fresh+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
