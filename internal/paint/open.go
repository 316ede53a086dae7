// Package paint opens finished PDF files by another road than the one they were made
// on: PDFium (WebAssembly, no cgo) reads their letters, boxes and structure and paints
// their pages, gozxing reads the codes on the painted page, and golang.org/x/image
// draws letters from the original font files, so that painted ones can be compared.
//
// It gives the pictures of previews, comparisons and contact sheets, and to packages
// proof and photo what they judge. It shares nothing with the makers of the files.
package paint

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Options says how to open a Reader.
type Options struct {
	// Cache is the folder for PDFium compiled to this machine's code, which
	// takes seconds the first time. Empty is pharos in the user's cache folder.
	// Where it cannot be written, the Reader works without.
	Cache string
	// NoCache compiles PDFium anew and writes nothing.
	NoCache bool
	// Fonts holds the original fonts under assets/fonts; a project's own fonts lie
	// there too.
	Fonts fs.FS
	// Instances is how many files can be read at once; 0 is 1. Each costs about
	// 30 MB, and more than there are cores gains nothing.
	Instances int
}

// Reader opens finished files. It may be used from several goroutines.
type Reader struct {
	options Options
	cache   wazero.CompilationCache
	pool    pdfium.Pool
	// started starts PDFium once.
	started func() error
	// idle holds one token an instance; a token without an instance makes one.
	idle  chan *instance
	fonts *originals
}

// Open prepares a Reader; PDFium starts with the first file. Close must be
// called to give its memory back.
func Open(o Options) (*Reader, error) {
	o.Instances = min(max(o.Instances, 1), 8)
	r := &Reader{options: o, idle: make(chan *instance, o.Instances), fonts: newOriginals(o.Fonts)}
	r.started = sync.OnceValue(r.start)
	for range o.Instances {
		r.idle <- nil
	}
	return r, nil
}

// Original gives the original of an embedded font by the name in the PDF, such as
// "ABCDEF+NotoSans-Black". It is nil where there is none.
func (r *Reader) Original(name string) *Original { return r.fonts.find(name) }

// instance is one PDFium with its own memory.
type instance struct {
	pdfium.Pdfium
	// opened counts the files so far: PDFium's memory only grows and the
	// binding keeps a handle for every object it was asked about, so an
	// instance is replaced after a while.
	opened int
}

// Lifetime is how many files one instance opens before it is replaced.
const Lifetime = 256

// start starts PDFium, when the first file is read: a run that takes everything
// from a cache has no need of it.
func (r *Reader) start() error {
	o := r.options
	r.cache = Compiled(o)
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if r.cache != nil {
		config = config.WithCompilationCache(r.cache)
	}
	var err error
	r.pool, err = webassembly.Init(webassembly.Config{MaxIdle: o.Instances, MaxTotal: o.Instances + 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config, Stdout: nothing{}, Stderr: nothing{}})
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	return nil
}

// Compiled opens the folder of compiled code, or gives nil where there is none.
func Compiled(o Options) wazero.CompilationCache {
	if o.NoCache {
		return nil
	}
	dir := o.Cache
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil
		}
		dir = filepath.Join(user, "pharos")
	}
	dir = filepath.Join(dir, "pdfium")
	if !writable(dir) {
		return nil
	}
	c, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return c
}

// writable makes the folder and tries to write a file in it.
func writable(dir string) bool {
	if os.MkdirAll(dir, 0o755) != nil {
		return false
	}
	f, err := os.CreateTemp(dir, "try-*")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}

// Close ends PDFium. No file should be open; one that is can no longer be used.
func (r *Reader) Close() error {
	for range cap(r.idle) {
		select {
		case <-r.idle:
		default:
		}
	}
	if r.pool == nil {
		return nil
	}
	return r.pool.Close() // closes its instances
}

// borrow waits for an instance.
func (r *Reader) borrow() (*instance, error) {
	if err := r.started(); err != nil {
		return nil, err
	}
	in := <-r.idle
	if in != nil && in.opened >= Lifetime {
		in.Close()
		in = nil
	}
	if in == nil {
		p, err := r.pool.GetInstance(time.Minute)
		if err != nil {
			r.idle <- nil
			return nil, fmt.Errorf("start PDFium: %w", err)
		}
		in = &instance{Pdfium: p}
	}
	in.opened++
	return in, nil
}

// giveBack returns an instance; a broken one is thrown away.
func (r *Reader) giveBack(in *instance, broken bool) {
	if broken {
		in.Close()
		in = nil
	}
	r.idle <- in
}

// nothing swallows what PDFium prints.
type nothing struct{}

// Write forgets its input.
func (nothing) Write(p []byte) (int, error) { return len(p), nil }
