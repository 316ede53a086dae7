package paint

import (
	"fmt"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Points in a millimetre, and the resolution at which codes are read.
const (
	MM      = 72 / 25.4
	CodeDPI = 300
)

// A code is a filled shape of very many corners, square, of this size at least.
const (
	manyCorners = 150
	leastCode   = 8 * MM
)

// maxObjects bounds the work on a hostile page.
const maxObjects = 20_000

// Look walks once over the painted objects of a page: it gives the boxes of
// what may be codes and names the fonts that are not embedded.
func (p *Page) Look() (codes []Box, foreign []string, err error) {
	count, err := p.in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: p.ref})
	if err != nil {
		return nil, nil, err
	}
	if count.Count > maxObjects {
		return nil, nil, fmt.Errorf("%d objects on a page", count.Count)
	}
	seen := map[string]bool{}
	for i := range count.Count {
		o, err := p.in.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: p.ref, Index: i})
		if err != nil {
			return nil, nil, err
		}
		kind, err := p.in.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject})
		if err != nil {
			return nil, nil, err
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_PATH:
			if b, ok := p.codeLike(o.PageObject); ok {
				codes = append(codes, b)
			}
		case enums.FPDF_PAGEOBJ_TEXT:
			if name := p.notEmbedded(o.PageObject); name != "" && !seen[name] {
				seen[name] = true
				foreign = append(foreign, name)
			}
		}
	}
	return codes, foreign, nil
}

// codeLike gives the box of a path that may be a code.
func (p *Page) codeLike(o references.FPDF_PAGEOBJECT) (Box, bool) {
	n, err := p.in.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil || n.Count < manyCorners {
		return Box{}, false
	}
	at, err := p.in.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
	if err != nil {
		return Box{}, false
	}
	b := Box{float64(at.Left), float64(at.Bottom), float64(at.Right), float64(at.Top)}
	if b.W() < leastCode || math.Abs(b.W()-b.H()) > 0.02*b.W() {
		return Box{}, false
	}
	mode, err := p.in.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	return b, err == nil && mode.FillMode != enums.FPDF_FILLMODE_NONE && !mode.Stroke && p.upright(o)
}

// upright reports whether a path begins with straight lines along the axes, as
// modules do and letters do not.
func (p *Page) upright(o references.FPDF_PAGEOBJECT) bool {
	var x, y float32
	for i := range 16 {
		s, err := p.in.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return false
		}
		kind, err := p.in.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return false
		}
		to, err := p.in.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil || kind.Type == enums.FPDF_SEGMENT_BEZIERTO ||
			kind.Type == enums.FPDF_SEGMENT_LINETO && to.X != x && to.Y != y {
			return false
		}
		x, y = to.X, to.Y
	}
	return true
}

// notEmbedded gives the name of a text's font if the file does not carry it.
func (p *Page) notEmbedded(o references.FPDF_PAGEOBJECT) string {
	f, err := p.in.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: o})
	if err != nil {
		return "of a text"
	}
	in, err := p.in.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: f.Font})
	if err == nil && in.IsEmbedded {
		return ""
	}
	name, err := p.in.FPDFFont_GetBaseFontName(&requests.FPDFFont_GetBaseFontName{Font: f.Font})
	if err != nil || name.BaseFontName == "" {
		return "of a text"
	}
	return name.BaseFontName
}
