package press

import (
	"io/fs"
	"maps"
	"slices"
	"sync"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// Press lays out materials. It is safe for concurrent use.
type Press struct {
	languages *locale.Table
	fonts     *typeset.Fonts
	theme     *template.Theme
	icons     map[string]typeset.Outline
	marks     sync.Map // draft marks by word and style: markKey -> typeset.Outline
	codes     sync.Map // codes: codeKey -> *qr.Code
	files     fs.FS
	pictures  sync.Map // pictures by digest: string -> *readPicture
	texts     shaped
}

// New reads the tokens, the print templates and the icons of a theme; without fonts
// none is rehearsed and nothing can be composed. Findings are about the author's files; the error is about the machine.
func New(fsys fs.FS, languages *locale.Table, fonts *typeset.Fonts, theme string) (*Press, diag.List, error) {
	t, list, err := template.Read(fsys, languages, theme)
	if err != nil {
		return nil, nil, err
	}
	p := &Press{files: fsys, languages: languages, fonts: fonts, theme: t, icons: map[string]typeset.Outline{}}
	found, err := p.readIcons(fsys)
	if err != nil {
		return nil, nil, err
	}
	if list = append(list, found...); !list.Stops() && fonts != nil {
		for _, name := range slices.Sorted(maps.Keys(t.Templates)) {
			list = append(list, p.rehearse(t.Templates[name])...)
		}
	}
	return p, list.Sorted(), nil
}

// Templates gives the names of the templates, in order.
func (p *Press) Templates() []string { return slices.Sorted(maps.Keys(p.theme.Templates)) }

// Examples gives the examples in a template's file, ready to compose.
func (p *Press) Examples(name string) []template.Example {
	t := p.theme.Templates[name]
	if t == nil {
		return nil
	}
	var out []template.Example
	for _, e := range t.Examples {
		e.Material.Template = name
		e.Material.ID = name
		out = append(out, e)
	}
	return out
}

// Compose lays out one material. The pages have the trim size; what bleeds
// reaches beyond them, to be cut off by the page or shown by Marks. With an
// error among the findings the sheet cannot be made.
func (p *Press) Compose(m plan.Material) (typeset.Document, diag.List) {
	return p.compose(m, nil)
}

// compose lays out one material in an edition; nil is the usual one.
func (p *Press) compose(m plan.Material, e *template.Edition) (typeset.Document, diag.List) {
	s, ok := p.newSheet(m, e)
	if !ok {
		return typeset.Document{}, s.list
	}
	for _, side := range s.t.Sides {
		s.side(side)
	}
	s.fit()
	s.draw()
	s.overlaps()
	s.unused()
	return s.document(), s.list.Sorted()
}

// rehearse lays out the frames of a template for each of its stocks without
// words, so that sizes below zero are found before the first material.
func (p *Press) rehearse(t *template.Template) diag.List {
	var list diag.List
	for _, name := range t.Stocks {
		m := plan.Material{Template: t.Name, Stock: name, Columns: []plan.Column{{}}, From: t.Pos}
		s, ok := p.newSheet(m, nil)
		for _, side := range t.Sides {
			if ok {
				s.side(side)
			}
		}
		list = append(list, s.list...)
	}
	return list
}
