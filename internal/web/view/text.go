package view

import (
	"strings"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// The controls that the plan sets around a number (UAX 9 section 2.4.2).
const (
	isolate = "\u2066"
	pop     = "\u2069"
)

// writer makes texts for the pages of one language: it knows the numbers that
// may be called, so that each becomes a link wherever it stands.
type writer struct {
	tag       locale.Tag
	languages *locale.Table
	calls     map[string]string // number as shown -> tel: address
}

// newWriter gathers the numbers of a face.
func newWriter(f plan.Face) writer {
	w := writer{tag: f.Locale.Tag, languages: f.Languages, calls: map[string]string{}}
	for i := range f.Lines {
		w.calls[f.Lines[i].Shown] = f.Lines[i].Link
	}
	if f.Police != nil {
		w.calls[f.Police.Shown] = f.Police.Link
	}
	w.calls[f.Emergency.Shown] = f.Emergency.Link
	return w
}

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
	if strings.Contains(t.Value, isolate) {
		v.Words = w.pieces(t.Value)
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

// pieces cuts a text at its isolated numbers.
func (w writer) pieces(s string) []Piece {
	var out []Piece
	for {
		before, rest, found := strings.Cut(s, isolate)
		if before != "" {
			out = append(out, Piece{Text: before})
		}
		if !found {
			return out
		}
		number, after, _ := strings.Cut(rest, pop)
		out = append(out, Piece{Number: number, Link: w.calls[number]})
		s = after
	}
}

// runs makes the pieces of a passage.
func (w writer) runs(runs []plan.Run) []Piece {
	var out []Piece
	for _, r := range runs {
		if r.Contact != nil {
			out = append(out, Piece{Number: r.Contact.Shown, Link: r.Contact.Link})
			continue
		}
		for _, p := range w.pieces(r.Text) {
			if p.Number == "" {
				p.Tag, p.Dir = w.foreign(r.Tag)
			}
			out = append(out, p)
		}
	}
	return out
}
