package build

import (
	"pharos/internal/diag"
	"pharos/internal/pdf"
)

// homeFile composes the home edition, writes it and has it read back. Where its
// words do not fit, the sheet is made without it, and a finding says so.
func (w *workshop) homeFile(s *sheet) error {
	doc, found := w.press.Home(s.material)
	if found.Count(diag.Error) > 0 {
		for _, f := range found {
			f.Severity = diag.Warning
			f.Message = "no home edition: " + f.Message
			s.findings = append(s.findings, f)
		}
		return nil
	}
	s.findings = append(s.findings, found...)
	data, err := w.write(doc, pdf.Screen)
	if err != nil {
		return err
	}
	s.findings = append(s.findings, w.reader.Compare(s.material, data, "home")...)
	return w.keep(s, "home.pdf", "application/pdf", data)
}
