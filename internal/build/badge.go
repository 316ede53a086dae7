package build

import (
	"path"

	"pharos/internal/made"
	"pharos/internal/press"
	"pharos/internal/typeset"
	"pharos/internal/web/view"
)

// badge writes the picture for other sites and the HTML to paste beside it, in
// which the number is text that can be read aloud and dialled.
func (w *Workshop) badge(s *sheet, doc typeset.Document, _ []made.Output) error {
	svg, err := press.SVG(doc)
	if err != nil {
		return err
	}
	page := doc.Pages[0].Trim
	s.Width, s.Height = Within(int64(page.W()), int64(page.H()), previewSide)
	if err := w.keep(s, made.Badge.Traits().Ending, svg); err != nil {
		return err
	}
	return w.keep(s, "html", []byte(view.Snippet(s.material, path.Base(s.material.Path(made.Badge.Traits().Ending)))))
}
