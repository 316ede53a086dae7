package view

import (
	"pharos/internal/locale"
	"pharos/internal/plan"
)

// writer makes texts for the pages of one language.
type writer struct {
	tag       locale.Tag
	languages *locale.Table
}

func newWriter(f plan.Face) writer { return writer{tag: f.Locale.Tag, languages: f.Languages} }

// contacts lists every number of a face: lines, police, emergency.
func contacts(f plan.Face) []plan.Contact {
	out := append([]plan.Contact{}, f.Lines...)
	if f.Police != nil {
		out = append(out, *f.Police)
	}
	return append(out, f.Emergency)
}

// text makes the view of a message; nil where the plan has none, so that the
// theme leaves the row out.
func (w writer) text(t locale.Text) *Text {
	if t.IsZero() {
		return nil
	}
	v := &Text{Value: t.Value}
	v.Tag, v.Dir = w.foreign(t.Tag)
	if t.Runs != nil {
		v.Words = w.pieces(t)
	}
	return v
}

// name makes the view of a foreign name; nil where there is none.
func (w writer) name(value string, tag locale.Tag) *Text {
	if value == "" {
		return nil
	}
	v := &Text{Value: value}
	v.Tag, v.Dir = w.foreign(tag)
	return v
}

// foreign gives tag and direction where they are not the page's own.
func (w writer) foreign(tag locale.Tag) (string, string) {
	if tag == "" || tag == w.tag {
		return "", ""
	}
	l, ok := w.languages.Lookup(tag)
	if !ok {
		return string(tag), "auto"
	}
	return string(tag), string(l.Direction)
}

// pieces shows the runs of a text.
func (w writer) pieces(t locale.Text) []Piece {
	if t.Runs == nil {
		return []Piece{{Text: t.Value}}
	}
	out := make([]Piece, len(t.Runs))
	for i, r := range t.Runs {
		switch r.Kind {
		case locale.Dial, locale.Code:
			out[i] = Piece{Number: r.Text, Link: r.Link}
		default:
			out[i].Text = r.Text
			out[i].Tag, out[i].Dir = w.foreign(r.Tag)
		}
	}
	return out
}
