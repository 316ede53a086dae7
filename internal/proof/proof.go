// Package proof is the independent witness: it opens every finished file by
// another road than the one it was made on and compares it with the plan.
//
// In go a plan.Material with the bytes of its PDF, or a plan.Site with the
// bytes of a page; out come findings with rules proof.*, each at the line of
// the definition or message that the file contradicts, and pictures of the
// finished PDF: previews and social pictures.
//
// It is a witness because it shares nothing with the makers: it imports neither
// press nor typeset nor pdf nor web. PDFium (WebAssembly, no cgo) reads and
// paints the PDF, gozxing reads the codes from the painted page, x/net/html
// reads the pages, and the digits of every number are compared in pixels with
// the same digits drawn from the original font files by golang.org/x/image.
// Extracted text alone would prove nothing: it repeats the character maps that
// our own writer made. So a text counts as present only where its letters
// stand, in the order in which the Unicode bidirectional algorithm (UAX 9, a
// second implementation in this package) puts them on paper.
//
// The rules:
//
//	proof.open      the file opens and has its pages
//	proof.box       trim size, bleed, page boxes (ISO 32000-1, 14.11.2)
//	proof.font      every font is embedded
//	proof.safe      words, numbers and codes keep clear of the cut
//	proof.text      every text of the plan is on the sheet, letter by letter
//	proof.order     languages side by side stand in the plan's order
//	proof.language  the structure gives every text its language
//	proof.number    every number is there, and its digits are those of the plan in pixels
//	proof.gray      on a home sheet the number is read without colours
//	proof.contrast  text stands out from its ground (thorough)
//	proof.stranger  no digits that the plan does not know; no number on hold
//	proof.code      the code, read from the page at 300 dpi, is the plan's
//	proof.draft     the draft mark is ink on the picture
//	proof.link      every tel: link of a page belongs to a contact of the plan
package proof

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

	"pharos/internal/diag"
)

// Options says how to open the Reader.
type Options struct {
	// Cache is the folder for PDFium compiled to this machine's code, which
	// takes seconds the first time. Empty is pharos in the user's cache folder.
	// Where it cannot be written, the Reader works without.
	Cache string
	// NoCache compiles PDFium anew and writes nothing.
	NoCache bool
	// Fonts holds the original fonts under assets/fonts, by which digits are
	// judged; a project's own fonts lie there too.
	Fonts fs.FS
	// Instances is how many files can be read at once; 0 is 1. Each costs about
	// 30 MB, and more than there are cores gains nothing.
	Instances int
	// Thorough also reads codes blurred, turned and at low contrast, compares
	// letters, not only digits, in pixels, and measures the contrast of all text.
	Thorough bool
	// Forbidden are numbers that may appear nowhere.
	Forbidden []Forbidden
}

// Forbidden is a number that is on record but may not be shown.
type Forbidden struct {
	// Country is where the number is dialled; empty is everywhere. The same digits
	// may be another service in another country.
	Country string
	// Number is as in the definition; only its digits count.
	Number string
	// Why is the status in the definition: hold or never.
	Why  string
	From diag.Pos
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

// instance is one PDFium with its own memory.
type instance struct {
	pdfium.Pdfium
	// opened counts the files so far: PDFium's memory only grows and the
	// binding keeps a handle for every object it was asked about, so an
	// instance is replaced after a while.
	opened int
}

// lifetime is how many files one instance opens before it is replaced.
const lifetime = 256

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

// start starts PDFium, when the first file is read: a run that takes everything
// from a cache has no need of it.
func (r *Reader) start() error {
	o := r.options
	r.cache = compiled(o)
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
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

// compiled opens the folder of compiled code, or gives nil where there is none.
func compiled(o Options) wazero.CompilationCache {
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
	if in != nil && in.opened >= lifetime {
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
