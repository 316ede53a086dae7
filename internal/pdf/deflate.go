package pdf

import (
	"bytes"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klauspost/compress/zlib"
)

// deflater compresses one stream after the other (7.4.4).
type deflater struct {
	z   *zlib.Writer
	out bytes.Buffer
}

func newDeflater() *deflater {
	// The fast level: a poster is written in a third of the time and is hardly
	// larger.
	z, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed) // the level is a known one
	return &deflater{z: z}
}

// deflate compresses data; the result is good until the next call.
func (d *deflater) deflate(data []byte) []byte {
	d.out.Reset()
	d.z.Reset(&d.out)
	d.z.Write(data) // a bytes.Buffer takes everything
	d.z.Close()
	return d.out.Bytes()
}

var deflaters = sync.Pool{New: func() any { return newDeflater() }}

// beside does n pieces of work on all processors, the caller's among them.
func beside(n int, work func(i int, d *deflater)) {
	var next atomic.Int64
	some := func() {
		d := deflaters.Get().(*deflater)
		defer deflaters.Put(d)
		for i := int(next.Add(1)); i <= n; i = int(next.Add(1)) {
			work(i-1, d)
		}
	}
	var group sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		group.Go(some)
	}
	some()
	group.Wait()
}

// deflate compresses the contents of all pages and the fonts that are not kept,
// which is a quarter of the time of a file, and writes the contents.
func (f *file) deflate() error {
	n, fonts := len(f.contents), f.fonts.lacking(&f.w.kept)
	contents, errs := make([][]byte, n), make([]error, len(fonts))
	beside(n+len(fonts), func(i int, d *deflater) {
		if i < n {
			contents[i] = bytes.Clone(d.deflate(f.contents[i].data))
		} else {
			errs[i-n] = fonts[i-n].make(d)
		}
	})
	if err := errors.Join(errs...); err != nil {
		f.w.kept.fonts = nil // some are not made
		return err
	}
	for i, c := range f.contents {
		f.w.deflated(c.ref, "", contents[i])
	}
	return nil
}
