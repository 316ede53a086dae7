package paint

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
	pages  []*Page
	broken bool
}

// maxPages bounds the work on a hostile file; no sheet has more.
const maxPages = 64

// Read opens a PDF. What is asked of the File (its letters, codes and pictures) shares
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
	f.pages = make([]*Page, count.PageCount)
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

// Rescue is deferred: it turns a panic inside PDFium or its binding, which only
// a hostile file can cause, into an error; the instance is then thrown away.
func (f *File) Rescue(err *error) {
	if v := recover(); v != nil {
		f.broken = true
		*err = Unreadable{fmt.Errorf("PDFium failed: %v", v)}
	}
}

// Pages gives the number of pages.
func (f *File) Pages() int { return len(f.pages) }

// Page is one loaded page.
type Page struct {
	in  *instance
	ref requests.Page
	// Box is what PDFium paints, in the units of the file (1/72 inch, y up).
	Box Box
	// trim and bleed are the boxes of the file; zero where it names none.
	Media, Trim, Bleed Box
	// text is open once the letters were read.
	text references.FPDF_TEXTPAGE
}

// Box is a rectangle in the file's units; y runs up.
type Box struct{ X0, Y0, X1, Y1 float64 }

func (b Box) W() float64  { return b.X1 - b.X0 }
func (b Box) H() float64  { return b.Y1 - b.Y0 }
func (b Box) Empty() bool { return b.X1 <= b.X0 || b.Y1 <= b.Y0 }
func (b Box) Has(p, q float64) bool {
	return p >= b.X0 && p <= b.X1 && q >= b.Y0 && q <= b.Y1
}

// Inside reports whether b lies in c, give or take the tolerance.
func (b Box) Inside(c Box, tolerance float64) bool {
	return b.X0 >= c.X0-tolerance && b.Y0 >= c.Y0-tolerance && b.X1 <= c.X1+tolerance && b.Y1 <= c.Y1+tolerance
}

// Grow gives b with d added on all sides.
func (b Box) Grow(d float64) Box { return Box{b.X0 - d, b.Y0 - d, b.X1 + d, b.Y1 + d} }

// Within gives the part of b that lies in c.
func (b Box) Within(c Box) Box {
	return Box{max(b.X0, c.X0), max(b.Y0, c.Y0), min(b.X1, c.X1), min(b.Y1, c.Y1)}
}

// Sheet gives the box of the finished piece: the trim, or the whole page.
func (p *Page) Sheet() Box {
	if p.Trim.Empty() {
		return p.Box
	}
	return p.Trim
}

// Page loads a page once.
func (f *File) Page(i int) (*Page, error) {
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
	p := &Page{in: f.in, ref: requests.Page{ByReference: &loaded.Page}}
	if err := p.boxes(); err != nil {
		return nil, Unreadable{err}
	}
	f.pages[i] = p
	return p, nil
}

// boxes reads the page boxes. A box that the file does not name stays zero.
func (p *Page) boxes() error {
	b, err := p.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: p.ref})
	if err != nil {
		return err
	}
	p.Box = Box{float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top)}
	if p.Box.Empty() || p.Box.W() > 20000 || p.Box.H() > 20000 {
		return errors.New("a page without a sensible size")
	}
	if m, err := p.in.FPDFPage_GetMediaBox(&requests.FPDFPage_GetMediaBox{Page: p.ref}); err == nil {
		p.Media = Box{float64(m.Left), float64(m.Bottom), float64(m.Right), float64(m.Top)}
	}
	if t, err := p.in.FPDFPage_GetTrimBox(&requests.FPDFPage_GetTrimBox{Page: p.ref}); err == nil {
		p.Trim = Box{float64(t.Left), float64(t.Bottom), float64(t.Right), float64(t.Top)}
	}
	if t, err := p.in.FPDFPage_GetBleedBox(&requests.FPDFPage_GetBleedBox{Page: p.ref}); err == nil {
		p.Bleed = Box{float64(t.Left), float64(t.Bottom), float64(t.Right), float64(t.Top)}
	}
	return nil
}

// Size gives width and height of the finished piece on a page, in points.
func (f *File) Size(index int) (w, h float64, err error) {
	defer f.Rescue(&err)
	p, err := f.Page(index)
	if err != nil {
		return 0, 0, err
	}
	s := p.Sheet()
	return s.W(), s.H(), nil
}

// Clearance gives the smallest distance of b to an edge of the box around it.
func (b Box) Clearance(around Box) float64 {
	return min(b.X0-around.X0, around.X1-b.X1, b.Y0-around.Y0, around.Y1-b.Y1)
}

// With gives the smallest box around two.
func (b Box) With(c Box) Box {
	return Box{min(b.X0, c.X0), min(b.Y0, c.Y0), max(b.X1, c.X1), max(b.Y1, c.Y1)}
}
