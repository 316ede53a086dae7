//go:build unix

package release

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestOddFiles puts pipes and huge sparse files where small files are read: the check
// ends, and names them.
func TestOddFiles(t *testing.T) {
	o := newOffice(t, 1, "office")
	files := o.release(t, 1, "", "")
	odd := map[string]func(string) error{
		"a pipe":        func(name string) error { return syscall.Mkfifo(name, 0o644) },
		"a sparse file": func(name string) error { return os.WriteFile(name, nil, 0o644) },
	}
	for kind, put := range odd {
		for _, name := range []string{"keys/2.json", "keys/1.json", "earlier/1.json", ManifestName, SignatureName,
			ApprovalName("0123456789ABCDEF"), "index.html", "adaptation/right.json", "more.pdf"} {
			dir := t.TempDir()
			if err := os.CopyFS(dir, files); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(dir, filepath.FromSlash(name))
			os.MkdirAll(filepath.Dir(file), 0o755)
			os.Remove(file)
			if err := put(file); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(kind, "a sparse") {
				if err := os.Truncate(file, 50<<30); err != nil {
					t.Fatal(err)
				}
			}
			if r := verify(t, os.DirFS(dir), Trust{}); r.Right() {
				t.Errorf("%s as %s is right", kind, name)
			}
		}
	}
}
