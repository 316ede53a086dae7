package paint

import (
	"errors"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxElements bounds the work on a hostile file.
const maxElements = 5_000

// Languages gives the language of each marked content of a page by its number,
// as the structure tree says it; the language of a parent goes down to its
// children, and that of the document to all.
func (p *Page) Languages(document string) (map[int]string, error) {
	opened, err := p.in.FPDF_StructTree_GetForPage(&requests.FPDF_StructTree_GetForPage{Page: p.ref})
	if err != nil {
		return nil, errors.New("the page has no structure")
	}
	defer p.in.FPDF_StructTree_Close(&requests.FPDF_StructTree_Close{StructTree: opened.StructTree})
	w := walker{page: p, of: map[int]string{}}
	n, err := p.in.FPDF_StructTree_CountChildren(&requests.FPDF_StructTree_CountChildren{StructTree: opened.StructTree})
	if err != nil {
		return nil, err
	}
	for i := range n.Count {
		c, err := p.in.FPDF_StructTree_GetChildAtIndex(
			&requests.FPDF_StructTree_GetChildAtIndex{StructTree: opened.StructTree, Index: i},
		)
		if err == nil {
			w.element(c.StructElement, document, 0)
		}
	}
	return w.of, nil
}

// walker goes through a structure tree.
type walker struct {
	page *Page
	of   map[int]string
	seen int
}

// element notes an element's own contents and goes on to its children.
func (w *walker) element(e references.FPDF_STRUCTELEMENT, lang string, depth int) {
	if w.seen++; w.seen > maxElements || depth > 32 {
		return
	}
	in := w.page.in
	if l, err := in.FPDF_StructElement_GetLang(&requests.FPDF_StructElement_GetLang{StructElement: e}); err == nil {
		if own := strings.TrimRight(l.Lang, "\x00"); own != "" {
			lang = own
		}
	}
	n, err := in.FPDF_StructElement_CountChildren(&requests.FPDF_StructElement_CountChildren{StructElement: e})
	if err != nil {
		return
	}
	for i := range min(n.Count, maxElements) {
		if c, err := in.FPDF_StructElement_GetChildAtIndex(
			&requests.FPDF_StructElement_GetChildAtIndex{StructElement: e, Index: i},
		); err == nil {
			w.element(c.StructElement, lang, depth+1)
			continue
		}
		id, err := in.FPDF_StructElement_GetChildMarkedContentID(
			&requests.FPDF_StructElement_GetChildMarkedContentID{StructElement: e, Index: i},
		)
		if err == nil && id.ChildMarkedContentID >= 0 {
			w.of[id.ChildMarkedContentID] = lang
		}
	}
}

// Content gives the number of the marked content in which a letter stands, or -1.
func (p *Page) Content(g Glyph) int {
	o, err := p.in.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: p.text, Index: g.index})
	if err != nil {
		return -1
	}
	id, err := p.in.FPDFPageObj_GetMarkedContentID(&requests.FPDFPageObj_GetMarkedContentID{PageObject: o.TextObject})
	if err != nil {
		return -1
	}
	return id.MarkedContentID
}

// Language gives the language of the whole document; empty where it names none.
func (f *File) Language() string {
	l, err := f.in.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: f.doc})
	if err != nil {
		return ""
	}
	return strings.TrimRight(l.Language, "\x00")
}
