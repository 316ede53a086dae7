package build

import (
	"html"
	"strings"

	"pharos/internal/plan"
	"pharos/internal/press"
	"pharos/internal/typeset"
)

// badge writes the picture for other sites and the HTML to paste beside it, in
// which the number is text that can be read aloud and dialled.
func (w *workshop) badge(s *sheet, doc typeset.Document) error {
	svg, err := press.SVG(doc)
	if err != nil {
		return err
	}
	page := doc.Pages[0].Trim
	s.width, s.height = within(int64(page.W()), int64(page.H()), previewSide)
	if err := w.keep(s, "svg", "image/svg+xml", svg); err != nil {
		return err
	}
	return w.keep(s, "html", "text/html; charset=utf-8", []byte(snippet(s.material)))
}

// snippet is the HTML of a badge. It loads nothing: the picture is to be copied
// beside the page.
func snippet(m plan.Material) string {
	l := m.Columns[0].Locale
	var b strings.Builder
	b.WriteString(`<p lang="` + string(l.Tag) + `" dir="` + string(l.Direction) + `">` + "\n")
	b.WriteString(`<a href="` + html.EscapeString("https://"+m.Address+"/") + `"><img src="` + m.ID + "." + l.Tag.Address() + `.svg" width="480" height="120" alt=""></a>` + "\n")
	for _, t := range m.Columns[0].Slots[plan.SlotBand] {
		b.WriteString("<strong>" + html.EscapeString(t.Text.Value) + "</strong><br>\n")
	}
	label := m.Columns[0].First(plan.SlotLabel).Text.Value
	b.WriteString(html.EscapeString(label) + ` <a href="` + m.Number.Link + `"><bdi dir="ltr">` + html.EscapeString(m.Number.Shown) + "</bdi></a>\n</p>\n")
	return b.String()
}
