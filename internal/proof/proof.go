// Package proof is the independent witness: it opens every finished file by
// another road than the one it was made on and compares it with the plan.
//
// In go a plan.Material with the bytes of its PDF, or a plan.Site with the
// bytes of a page; out come findings with rules proof.*, each at the line of
// the definition or message that the file contradicts.
//
// It is a witness because it shares nothing with the makers: it imports neither
// press nor typeset nor pdf nor web. Package paint reads and paints the PDF and
// reads its codes, x/net/html reads the pages, and the digits of every number are
// compared in pixels with the same digits drawn from the original font files.
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
	"pharos/internal/diag"
	"pharos/internal/paint"
)

// Options says how to open the Reader.
type Options struct {
	Paint paint.Options
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

// Reader opens finished files and compares them with the plan. It may be used from
// several goroutines.
type Reader struct {
	*paint.Reader
	options Options
}

// Open prepares a Reader; PDFium starts with the first file. Close must be
// called to give its memory back.
func Open(o Options) (*Reader, error) {
	r, err := paint.Open(o.Paint)
	if err != nil {
		return nil, err
	}
	return &Reader{r, o}, nil
}
