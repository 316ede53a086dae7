package proof

import (
	"errors"
	"fmt"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// File is one open PDF. It holds one PDFium until Close and may be used from
// one goroutine only.
type File struct {
	reader *Reader
	in     *instance
	doc    references.FPDF_DOCUMENT
	pages  []*page
	broken bool
}

// maxPages bounds the work on a hostile file; no sheet has more.
const maxPages = 64

// Read opens a PDF. What is asked of the File (Compare, Preview, Picture) shares
// one opening and one parse of each page. The caller closes it.
func (r *Reader) Read(pdf []byte) (f *File, err error) {
	in, err := r.borrow()
	if err != nil {
		return nil, err
	}
	f = &File{reader: r, in: in}
	defer func() {
		if err != nil {
			f.broken = true
			f.Close()
			f = nil
		}
	}()
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &pdf})
	if err != nil {
		return f, Unreadable{err}
	}
	f.doc = opened.Document
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err == nil && (count.PageCount < 1 || count.PageCount > maxPages) {
		err = fmt.Errorf("%d pages", count.PageCount)
	}
	if err != nil {
		return f, Unreadable{err}
	}
	f.pages = make([]*page, count.PageCount)
	return f, nil
}

// Unreadable says that PDFium cannot read the file: the file's fault, not the
// machine's.
type Unreadable struct{ Err error }

// Error says what PDFium said.
func (u Unreadable) Error() string { return "the PDF cannot be read: " + u.Err.Error() }

// Unwrap gives PDFium's error.
func (u Unreadable) Unwrap() error { return u.Err }

// Close gives the PDFium back.
func (f *File) Close() error {
	if f.in == nil {
		return nil
	}
	in := f.in
	f.in = nil
	var err error
	for _, p := range f.pages {
		if p != nil && p.text != "" && !f.broken {
			_, _ = in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: p.text})
		}
	}
	if f.doc != "" && !f.broken {
		_, err = in.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: f.doc})
	}
	f.reader.giveBack(in, f.broken || err != nil)
	return err
}

// rescue is deferred: it turns a panic inside PDFium or its binding, which only
// a hostile file can cause, into an error; the instance is then thrown away.
func (f *File) rescue(err *error) {
	if v := recover(); v != nil {
		f.broken = true
		*err = Unreadable{fmt.Errorf("PDFium failed: %v", v)}
	}
}

// Pages gives the number of pages.
func (f *File) Pages() int { return len(f.pages) }

// page is one loaded page.
type page struct {
	in  *instance
	ref requests.Page
	// box is what PDFium paints, in the units of the file (1/72 inch, y up).
	box box
	// trim and bleed are the boxes of the file; zero where it names none.
	media, trim, bleed box
	// text is open once the letters were read.
	text references.FPDF_TEXTPAGE
}

// box is a rectangle in the file's units; y runs up.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) w() float64  { return b.x1 - b.x0 }
func (b box) h() float64  { return b.y1 - b.y0 }
func (b box) empty() bool { return b.x1 <= b.x0 || b.y1 <= b.y0 }
func (b box) has(p, q float64) bool {
	return p >= b.x0 && p <= b.x1 && q >= b.y0 && q <= b.y1
}

// inside reports whether b lies in c, give or take the tolerance.
func (b box) inside(c box, tolerance float64) bool {
	return b.x0 >= c.x0-tolerance && b.y0 >= c.y0-tolerance && b.x1 <= c.x1+tolerance && b.y1 <= c.y1+tolerance
}

// grow gives b with d added on all sides.
func (b box) grow(d float64) box { return box{b.x0 - d, b.y0 - d, b.x1 + d, b.y1 + d} }

// within gives the part of b that lies in c.
func (b box) within(c box) box {
	return box{max(b.x0, c.x0), max(b.y0, c.y0), min(b.x1, c.x1), min(b.y1, c.y1)}
}

// sheet gives the box of the finished piece: the trim, or the whole page.
func (p *page) sheet() box {
	if p.trim.empty() {
		return p.box
	}
	return p.trim
}

// page loads a page once.
func (f *File) page(i int) (*page, error) {
	if i < 0 || i >= len(f.pages) {
		return nil, Unreadable{fmt.Errorf("no page %d", i+1)}
	}
	if f.pages[i] != nil {
		return f.pages[i], nil
	}
	loaded, err := f.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: i})
	if err != nil {
		return nil, Unreadable{err}
	}
	p := &page{in: f.in, ref: requests.Page{ByReference: &loaded.Page}}
	if err := p.boxes(); err != nil {
		return nil, Unreadable{err}
	}
	f.pages[i] = p
	return p, nil
}

// boxes reads the page boxes. A box that the file does not name stays zero.
func (p *page) boxes() error {
	b, err := p.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: p.ref})
	if err != nil {
		return err
	}
	p.box = box{float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)}
	if p.box.empty() || p.box.w() > 20000 || p.box.h() > 20000 {
		return errors.New("a page without a sensible size")
	}
	if m, err := p.in.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: p.ref}); err == nil {
		p.media = box{float64(m.Left), float64(m.Bottom), float64(m.Right), float64(m.Top)}
	}
	if t, err := p.in.FPDFPage_GetTrimBox(&requests.FPDFPage_GetTrimBox{Page: p.ref}); err == nil {
		p.trim = box{float64(t.Left), float64(t.Bottom), float64(t.Right), float64(t.Top)}
	}
	if t, err := p.in.FPDFPage_GetBleedBox(&requests.FPDFPage_GetBleedBox{Page: p.ref}); err == nil {
		p.bleed = box{float64(t.Left), float64(t.Bottom), float64(t.Right), float64(t.Top)}
	}
	return nil
}

// Size gives width and height of the finished piece on a page, in points.
func (f *File) Size(index int) (w, h float64, err error) {
	defer f.rescue(&err)
	p, err := f.page(index)
	if err != nil {
		return 0, 0, err
	}
	s := p.sheet()
	return s.w(), s.h(), nil
}
