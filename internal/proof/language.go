package proof

import (
	"errors"
	"strings"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// A screen reader takes voice and rules from the language that the structure
// gives each passage (ISO 14289-1, 7.2). Two languages exchanged there look
// right and sound wrong, so the structure is read back too.

// maxElements bounds the work on a hostile file.
const maxElements = 5_000

// languages gives the language of each marked content of a page by its number,
// as the structure tree says it; the language of a parent goes down to its
// children, and that of the document to all.
func (p *page) languages(document string) (map[int]string, error) {
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
		c, err := p.in.FPDF_StructTree_GetChildAtIndex(&requests.FPDF_StructTree_GetChildAtIndex{StructTree: opened.StructTree, Index: i})
		if err == nil {
			w.element(c.StructElement, document, 0)
		}
	}
	return w.of, nil
}

// walker goes through a structure tree.
type walker struct {
	page *page
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
		if c, err := in.FPDF_StructElement_GetChildAtIndex(&requests.FPDF_StructElement_GetChildAtIndex{StructElement: e, Index: i}); err == nil {
			w.element(c.StructElement, lang, depth+1)
			continue
		}
		id, err := in.FPDF_StructElement_GetChildMarkedContentID(&requests.FPDF_StructElement_GetChildMarkedContentID{StructElement: e, Index: i})
		if err == nil && id.ChildMarkedContentID >= 0 {
			w.of[id.ChildMarkedContentID] = lang
		}
	}
}

// content gives the number of the marked content in which a letter stands, or -1.
func (p *page) content(g glyph) int {
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

// languages sees that every text of a screen file is marked with its language.
func (c *comparison) languages(f *File) {
	if c.kind != "screen" {
		return
	}
	document := ""
	if l, err := f.in.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: f.doc}); err == nil {
		document = strings.TrimRight(l.Language, "\x00")
	}
	of := map[*page]map[int]string{}
	for _, p := range c.pages {
		found, err := p.languages(document)
		if err != nil {
			c.wrong(rule.ProofLanguage, c.m.From, "%v", err)
			return
		}
		of[p.page] = found
	}
	for i, col := range c.m.Columns {
		for _, slot := range slots {
			for k, l := range col.Slots[slot] {
				if at, ok := c.where[spot{i, slot, k}]; ok && l.Text.Class != locale.Number {
					c.language(spot{i, slot, k}, l.Text, at, of[at.segment.page])
				}
			}
		}
	}
}

// language compares the mark of one text with the plan.
func (c *comparison) language(at spot, t locale.Text, p place, of map[int]string) {
	found, ok := of[p.segment.page.content(p.segment.glyphs[p.glyph()])]
	switch {
	case !ok:
		c.wrong(rule.ProofLanguage, t.From, "the %s %q is in no part of the structure", at.slot, shorten(t.Value))
	case !strings.EqualFold(found, string(t.Tag)) && !c.shared(at.slot, t.Value, found):
		c.wrong(rule.ProofLanguage, t.From, "the %s %q is marked as %q and is in %q", at.slot, shorten(t.Value), found, t.Tag)
	}
}

// shared reports whether the same words stand in a slot in another language,
// too, as in Bosnian and Croatian: the place found may then be the other's.
func (c *comparison) shared(slot plan.Slot, value, lang string) bool {
	for _, col := range c.m.Columns {
		for _, l := range col.Slots[slot] {
			if l.Text.Value == value && strings.EqualFold(lang, string(l.Text.Tag)) {
				return true
			}
		}
	}
	return false
}

// glyph gives the index of the first letter of a place.
func (p place) glyph() int {
	if p.bidi {
		return p.segment.unitAt[p.from]
	}
	return p.segment.plainAt[p.from]
}
