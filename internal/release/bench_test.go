package release

import (
	"bytes"
	"fmt"
	"testing"
	"testing/fstest"
)

// BenchmarkVerify checks a release of 500 files of 100 KB; the wish is 300 ms.
func BenchmarkVerify(b *testing.B) {
	o := newOffice(b, 1, "office")
	for i := range 500 {
		o.files[fmt.Sprintf("print/citizen/sheet-%03d.pdf", i)] = &fstest.MapFile{Data: bytes.Repeat([]byte{byte(i), byte(i >> 8), 3}, 33_000)}
	}
	files := o.release(b, 1, "", "")
	for b.Loop() {
		if r := verify(b, files, Trust{}); !r.Right() {
			b.Fatal(r.Problems)
		}
	}
}
