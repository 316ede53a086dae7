package press

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Press lays out materials. It is safe for concurrent use.
type Press struct {
	fonts     *typeset.Fonts
	tokens    *tokens
	parts     map[string]*partDef
	templates map[string]*template
	scopes    map[string]map[string]*prop
	icons     map[string]typeset.Outline
	marks     sync.Map // draft marks by word and style: markKey -> typeset.Outline
	codes     sync.Map // codes: codeKey -> *qr.Code
	files     fs.FS
	pictures  sync.Map // pictures by digest: string -> *readPicture
	logos     sync.Map // logos by their digest: [32]byte -> *picture.Picture
	texts     shaped
}

// partsFile holds the pieces that templates share; it is no template itself.
const partsFile = "parts.yaml"

// New reads the tokens, the print templates and the icons of a theme. Findings
// are about the author's files; the error is about the machine.
func New(fsys fs.FS, fonts *typeset.Fonts, theme string) (*Press, diag.List, error) {
	p := &Press{files: fsys, fonts: fonts, templates: map[string]*template{}, scopes: map[string]map[string]*prop{}, icons: map[string]typeset.Outline{}}
	r := &reader{parts: map[string]*partDef{}, tokens: &tokens{}}
	root, err := r.file(fsys, path.Join("themes", theme, "tokens", "print.yaml"))
	if err != nil {
		return nil, nil, err
	}
	if root == nil {
		return p, r.list, nil
	}
	r.readTokens(root)
	if err := p.readIcons(fsys, r); err != nil {
		return nil, nil, err
	}
	if err := p.readAll(fsys, r, path.Join("themes", theme, "print")); err != nil {
		return nil, nil, err
	}
	p.tokens, p.parts = r.tokens, r.parts
	for _, name := range keysOf(p.templates) {
		r.checkNames(p.templates[name])
		p.scopes[name] = r.scope(p.templates[name])
	}
	if !r.list.Stops() {
		for _, name := range keysOf(p.templates) {
			r.list = append(r.list, p.rehearse(p.templates[name])...)
		}
	}
	return p, r.list.Sorted(), nil
}

// file reads one YAML file; root is nil where it is not there or not readable.
func (r *reader) file(fsys fs.FS, name string) (*tree.Node, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read print theme: %w", err)
	}
	root, list := tree.Parse(name, data)
	r.list = append(r.list, list...)
	return root, nil
}

// readAll reads the parts and every template of a folder.
func (p *Press) readAll(fsys fs.FS, r *reader, dir string) error {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return fmt.Errorf("list print templates: %w", err)
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || path.Ext(e.Name()) != ".yaml" })
	roots, err := r.parse(fsys, dir, entries)
	if err != nil {
		return err
	}
	for i, e := range entries {
		root := roots[i]
		switch {
		case root == nil:
		case e.Name() == partsFile:
			r.readParts(root)
		default:
			name := strings.TrimSuffix(e.Name(), ".yaml")
			p.templates[name] = r.readTemplate(name, root)
		}
	}
	return nil
}

// parse reads the files of a folder side by side.
func (r *reader) parse(fsys fs.FS, dir string, entries []fs.DirEntry) ([]*tree.Node, error) {
	each, roots, errs := make([]reader, len(entries)), make([]*tree.Node, len(entries)), make([]error, len(entries))
	var group sync.WaitGroup
	for i, e := range entries {
		group.Go(func() { roots[i], errs[i] = each[i].file(fsys, path.Join(dir, e.Name())) })
	}
	group.Wait()
	for i := range each {
		r.list = append(r.list, each[i].list...)
	}
	return roots, errors.Join(errs...)
}

// Templates gives the names of the templates, in order.
func (p *Press) Templates() []string { return keysOf(p.templates) }

// Examples gives the examples in a template's file, ready to compose.
func (p *Press) Examples(name string) []Example {
	t := p.templates[name]
	if t == nil {
		return nil
	}
	var out []Example
	for _, e := range t.examples {
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
func (p *Press) compose(m plan.Material, e *edition) (typeset.Document, diag.List) {
	s, ok := p.newSheet(m, e)
	if !ok {
		return typeset.Document{}, s.list
	}
	for _, side := range s.t.sides {
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
func (p *Press) rehearse(t *template) diag.List {
	var list diag.List
	for _, name := range t.stocks {
		m := plan.Material{Template: t.name, Stock: name, Columns: []plan.Column{{}}, From: t.pos}
		s, ok := p.newSheet(m, nil)
		for _, side := range t.sides {
			if ok {
				s.side(side)
			}
		}
		list = append(list, s.list...)
	}
	return list
}
