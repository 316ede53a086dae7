package build

import (
	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/proof"
	"pharos/internal/typeset"
)

// homeFile composes the home edition, writes it and has it read back. Where its
// words do not fit, the sheet is made without it, and a finding says so.
func (w *Workshop) homeFile(s *sheet, _ typeset.Document, _ []made.Output) error {
	doc, found := w.Press.Home(s.material)
	if found.Count(diag.Error) > 0 {
		for _, f := range found {
			f.Severity = diag.Warning
			f.Message = diag.Say("no home edition: %s", f.Message)
			s.Findings = append(s.Findings, f)
		}
		return nil
	}
	s.Findings = append(s.Findings, found...)
	if !w.Press.Small(s.material) {
		data, err := w.PDF(doc, pdf.Screen, "")
		if err != nil {
			return err
		}
		s.Findings = append(s.Findings, w.Reader.Compare(s.material, data, made.Home)...)
		return w.keep(s, made.Home.Traits().Ending, data)
	}
	return w.imposed(s, doc, w.Press.Office(s.material), made.Home, pdf.Screen)
}

// imposed puts a piece on sheets, writes them and has every place read back.
func (w *Workshop) imposed(s *sheet, doc typeset.Document, name string, kind made.Output, standard pdf.Kind) error {
	sheets, found := w.Press.Impose(doc, s.material, name)
	s.Findings = append(s.Findings, found...)
	if found.Count(diag.Error) > 0 {
		return nil
	}
	data, err := w.PDF(sheets.Document, standard, s.material.Stock)
	if err != nil {
		return err
	}
	places := make([][]proof.Place, len(sheets.Places))
	const pt = float64(typeset.Pt)
	for i, page := range sheets.Places {
		for _, r := range page {
			places[i] = append(
				places[i],
				proof.Place{
					X: float64(r.Min.X) / pt,
					Y: float64(r.Min.Y) / pt,
					W: float64(r.W()) / pt,
					H: float64(r.H()) / pt,
				},
			)
		}
	}
	s.Findings = append(s.Findings, w.Reader.ComparePlaces(s.material, data, kind, places)...)
	return w.keep(s, kind.Traits().Ending, data)
}
