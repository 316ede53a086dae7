package build

import (
	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// standard is what press files are made to: PDF/X-4, or PDF/X-1a where it was
// asked for.
func (how Making) standard() pdf.Kind {
	if how.PDFX == "1a" {
		return pdf.PressX1a
	}
	return pdf.Press
}

// fits sees that a document can be made to PDF/X-1a, where that was asked for.
func (w *Workshop) fits(m plan.Material, doc typeset.Document) diag.List {
	var list diag.List
	if w.standard() != pdf.PressX1a {
		return nil
	}
	if mark, err := pdf.Fits1a(doc); err != nil {
		list.Errorf(rule.PressX1a, m.From, "Build with --pdfx 4, or take a gray or CMYK picture without transparency.",
			"%s/%s cannot be made to PDF/X-1a: %v (%s)", m.Country, m.Path(made.Press.Traits().Ending), err, mark.ID)
	}
	return list
}
