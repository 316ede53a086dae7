package release

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// counted counts the folders that are listed and the bytes that are read.
type counted struct {
	fstest.MapFS
	lists, bytes *int
}

func (c counted) ReadDir(name string) ([]fs.DirEntry, error) {
	*c.lists++
	return c.MapFS.ReadDir(name)
}

func (c counted) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	return countedFile{f, c.bytes}, err
}

type countedFile struct {
	fs.File
	bytes *int
}

func (f countedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	*f.bytes += n
	return n, err
}

// TestLimits fills a release with more than any release has: each is a problem, and
// the work stays small.
func TestLimits(t *testing.T) {
	o := newOffice(t, 1, "office")
	good := o.release(t, 1, "", "")
	many := func(pattern string, n int, data []byte) func(fstest.MapFS) {
		return func(f fstest.MapFS) {
			for i := range n {
				f[fmt.Sprintf(pattern, i)] = &fstest.MapFile{Data: data}
			}
		}
	}
	large := make([]byte, 7<<20)
	for name, fill := range map[string]func(fstest.MapFS){
		"signatures":     many("manifest.json.%d", 3000, []byte("x")),
		"earlier":        many("earlier/%d.json", 3000, []byte("{}")),
		"large earlier":  many("earlier/%d.json", 100, large),
		"large keys":     many("keys/%d.json", 100, large),
		"large unlisted": many("x%d.pdf", 100, large),
		"files":          many("more/%d.pdf", maxEntries+10, []byte("x")),
		"deep":           func(f fstest.MapFS) { f[strings.Repeat("a/", 500)+"b"] = &fstest.MapFile{} },
	} {
		files := maps.Clone(good)
		fill(files)
		lists, bytes := 0, 0
		r := verify(t, counted{files, &lists, &bytes}, Trust{})
		if r.Right() {
			t.Errorf("%s: right", name)
		}
		if lists > 100 || bytes > 2*maxUnlisted {
			t.Errorf("%s: %d folders listed, %d MB read", name, lists, bytes>>20)
		}
	}
	endless := fs.FS(growing{good})
	if _, err := readSmall(endless, ManifestName, 1000); err == nil {
		t.Error("a file that grows while it is read was taken")
	}
	m, _, err := ReadManifest(good)
	if err != nil {
		t.Fatal(err)
	}
	m.Files[0].Size = 50 << 30
	v := &verifier{fsys: good, out: &Result{Manifest: m}}
	if err := v.files(); err != nil || !v.out.Has(Broken) {
		t.Errorf("50 GB listed: %v %v", err, v.out.Problems)
	}
}

// TestBeside puts many folders beside a release that look like newer ones or like other
// releases: what is read of them has an end, and what was not looked at is said.
func TestBeside(t *testing.T) {
	o := newOffice(t, 1, "office")
	store := &heap{first: o.release(t, 1, "", "one"), size: 4 << 20}
	for range 3000 {
		store.ids = append(store.ids, ID{Country: "zz", Number: len(store.ids) + 1})
	}
	r := verify(t, store.first, Trust{Beside: []Store{store}})
	if r.Standing() != Open || store.opened > 2*maxNewer || store.bytes > 2*maxBeside {
		t.Errorf("%s, %d opened, %d MB read", r.Standing(), store.opened, store.bytes>>20)
	}
	dir := t.TempDir()
	large, err := (&Manifest{Country: "zz", Number: 1, Edition: "2030-01-01", Keys: Digest(nil), Version: strings.Repeat("v", maxStated),
		Limits: slices.Repeat([]Limit{{"2030-02-01", strings.Repeat("x", maxStated)}}, 2000)}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxSiblings {
		name := filepath.Join(dir, fmt.Sprint(i), ManifestName)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, large, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(Siblings(filepath.Join(dir, "0"))) * len(large); n == 0 || n > maxBeside {
		t.Errorf("%d MB of manifests beside were kept", n>>20)
	}
}

// heap is a store full of folders that are no releases.
type heap struct {
	first         fstest.MapFS
	ids           []ID
	size          int
	opened, bytes int
}

func (h *heap) List() ([]ID, error)  { return h.ids, nil }
func (h *heap) Put(ID, string) error { return fs.ErrPermission }
func (h *heap) Open(ID) (Files, error) {
	h.opened++
	files := maps.Clone(h.first)
	files[ManifestName] = &fstest.MapFile{Data: make([]byte, h.size)}
	lists := 0
	return closing{counted{files, &lists, &h.bytes}}, nil
}

type closing struct{ fs.FS }

func (closing) Close() error { return nil }

func (c closing) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(c.FS, name) }

// growing is a folder whose files never end.
type growing struct{ fstest.MapFS }

func (g growing) Open(name string) (fs.File, error) {
	f, err := g.MapFS.Open(name)
	return endlessFile{f}, err
}

func (g growing) ReadDir(string) ([]fs.DirEntry, error) {
	return fstest.MapFS{ManifestName: &fstest.MapFile{Data: []byte("x")}}.ReadDir(".")
}

type endlessFile struct{ fs.File }

func (endlessFile) Read(p []byte) (int, error) { return len(p), nil }

var _ io.Reader = endlessFile{}
