package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"sync"
	"unicode/utf16"

	"pharos/internal/typeset"
)

// ref is the number of an indirect object (7.3.10); 0 is none.
type ref int

// writer collects the objects of one file and knows where each begins.
type writer struct {
	buf     []byte
	offsets []int  // by number; 0 is not written yet
	page    []byte // memory for the content of the first page
	deflater
	// sum is the digest of the file so far, of which summed bytes are in it.
	sum    hash.Hash
	summed int
	kept   kept
}

var writers = sync.Pool{New: func() any {
	return &writer{deflater: *newDeflater(), sum: sha256.New()}
}}

func getWriter() *writer { return writers.Get().(*writer) }

// open begins a file (7.5.2).
func (w *writer) open(version string) {
	w.buf = append(w.buf[:0], "%PDF-"+version+"\n%\xe2\xe3\xcf\xd3\n"...)
	w.offsets = append(w.offsets[:0], 0)
	w.sum.Reset()
	w.summed = 0
}

func putWriter(w *writer) { writers.Put(w) }

// reserve gives a number to an object that is written later.
func (w *writer) reserve() ref {
	w.offsets = append(w.offsets, 0)
	return ref(len(w.offsets) - 1)
}

// begin starts the object r, or a new one if r is 0; end closes it.
func (w *writer) begin(r ref) ref {
	if r == 0 {
		r = w.reserve()
	}
	w.offsets[r] = len(w.buf)
	w.int(int(r))
	w.str(" 0 obj\n")
	return r
}

func (w *writer) end() { w.str("\nendobj\n") }

// object writes a whole object.
func (w *writer) object(r ref, body string) ref {
	r = w.begin(r)
	w.str(body)
	w.end()
	return r
}

// stream writes a deflated stream (7.3.8); dict is the inside of its dictionary
// without length and filter.
func (w *writer) stream(r ref, dict string, data []byte) ref {
	return w.deflated(r, dict, w.deflate(data))
}

// deflated writes a stream whose data are deflated already.
func (w *writer) deflated(r ref, dict string, data []byte) ref {
	return w.raw(r, dict+" /Filter /FlateDecode", data)
}

// raw writes a stream as it is.
func (w *writer) raw(r ref, dict string, data []byte) ref {
	r = w.begin(r)
	w.str("<< ", dict, " /Length ")
	w.int(len(data))
	w.str(" >>\nstream\n")
	w.buf = append(w.buf, data...)
	w.str("\nendstream")
	w.end()
	return r
}

// digest gives the digest of all that is written so far.
func (w *writer) digest() (sum [sha256.Size]byte) {
	w.sum.Write(w.buf[w.summed:])
	w.summed = len(w.buf)
	w.sum.Sum(sum[:0])
	return sum
}

// instead takes a digest into that of the file in place of what was written
// since the last one.
func (w *writer) instead(sum [sha256.Size]byte) {
	w.sum.Write(sum[:])
	w.summed = len(w.buf)
}

// uuid gives an identifier made from all that is written so far (RFC 9562, 5.8).
func (w *writer) uuid() string {
	sum := w.digest()
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// close writes the cross-reference table and the trailer (7.5.4, 7.5.5). The
// file's identifier is the digest of all that stands before.
func (w *writer) close(root, info ref) {
	sum := w.digest()
	id := hex.EncodeToString(sum[:16])
	start := len(w.buf)
	w.str("xref\n0 ")
	w.int(len(w.offsets))
	w.str("\n0000000000 65535 f \n")
	for _, o := range w.offsets[1:] {
		s := strconv.Itoa(o)
		w.str("0000000000"[len(s):], s, " 00000 n \n")
	}
	w.str("trailer\n<< /Size ")
	w.int(len(w.offsets))
	w.str(" /Root ", root.String(), " /Info ", info.String(), " /ID [<", id, "> <", id, ">] >>\nstartxref\n")
	w.int(start)
	w.str("\n%%EOF\n")
}

func (w *writer) str(parts ...string) {
	for _, s := range parts {
		w.buf = append(w.buf, s...)
	}
}

func (w *writer) int(n int) { w.buf = strconv.AppendInt(w.buf, int64(n), 10) }

// String gives the reference, as in "12 0 R".
func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// number appends a Length in points with up to three decimals.
func number(b []byte, l typeset.Length) []byte { return decimal(b, int64(l), 3) }

// decimal appends n / 10^places without trailing zeros.
func decimal(b []byte, n int64, places int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	unit := int64(1)
	for range places {
		unit *= 10
	}
	b = strconv.AppendInt(b, n/unit, 10)
	rest := n % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for rest > 0 {
		unit /= 10
		b = append(b, '0'+byte(rest/unit))
		rest %= unit
	}
	return b
}

// centi is decimal with two places, for the numbers that fill most of a file.
func centi(b []byte, n int64) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	b = strconv.AppendInt(b, n/100, 10)
	switch n %= 100; {
	case n == 0:
		return b
	case n%10 == 0:
		return append(b, '.', '0'+byte(n/10))
	}
	return append(b, '.', '0'+byte(n/10), '0'+byte(n%10))
}

// text gives a text string (7.9.2.2) in UTF-16 as hexadecimal.
func text(s string) string { return "<FEFF" + utf16Hex(s) + ">" }

// utf16Hex gives the UTF-16 units of s, big end first.
func utf16Hex(s string) string {
	units := utf16.Encode([]rune(s))
	b := make([]byte, 0, 4*len(units))
	for _, u := range units {
		b = hex4(b, u)
	}
	return string(b)
}

// hex4 appends four hexadecimal digits.
func hex4(b []byte, u uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}

// name gives a name object (7.3.5).
func name(s string) string {
	b := []byte{'/'}
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7f && !bytes.ContainsRune([]byte("#()<>[]{}/%"), rune(c)) {
			b = append(b, c)
			continue
		}
		b = append(b, '#', "0123456789ABCDEF"[s[i]>>4], "0123456789ABCDEF"[s[i]&15])
	}
	return string(b)
}
