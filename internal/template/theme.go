package template

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Theme is what a theme has for print: its tokens, the parts that templates
// share, and the templates.
type Theme struct {
	languages *locale.Table
	Tokens    *Tokens
	Parts     map[string]*Piece
	Templates map[string]*Template
}

// Read reads tokens and print templates of a theme. Findings are about the
// author's files; the error is about the machine.
func Read(fsys fs.FS, languages *locale.Table, name string) (*Theme, diag.List, error) {
	t := &Theme{languages: languages, Tokens: &Tokens{}, Parts: map[string]*Piece{}, Templates: map[string]*Template{}}
	r := &reader{Theme: t}
	root, err := r.file(fsys, path.Join("themes", name, "tokens", "print.yaml"))
	if err != nil {
		return nil, nil, err
	}
	if root == nil {
		return t, r.list, nil
	}
	if err := r.shared(fsys, path.Join("themes", name, "tokens.yaml")); err != nil {
		return nil, nil, err
	}
	r.readTokens(root)
	if err := r.readAll(fsys, path.Join("themes", name, "print")); err != nil {
		return nil, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(t.Templates)) {
		r.checkNames(t.Templates[name])
	}
	return t, r.list, nil
}

// shared reads the swatches that pages have, too: each colour stands in one place.
func (r *reader) shared(fsys fs.FS, name string) error {
	if _, err := fs.Stat(fsys, name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	root, err := r.file(fsys, name)
	if err != nil || root == nil || root.Get("colour") == nil {
		return err
	}
	r.fromPages = map[string]sharedSwatch{}
	for _, e := range root.Get("colour").Entries {
		if print := e.Value.Get("print"); print != nil {
			s := sharedSwatch{at: e.Pos}
			r.decode(print, &s.Colour)
			r.fromPages[e.Key] = s
		}
	}
	return nil
}

// sharedSwatch is a swatch that stands with the colours of pages.
type sharedSwatch struct {
	typeset.Colour
	at diag.Pos
}

// Parse reads one template by itself, as far as it can be read: its findings are
// those of Read.
func Parse(file string, data []byte, languages *locale.Table) *Template {
	r := &reader{Theme: &Theme{languages: languages, Tokens: &Tokens{}}}
	root, _ := tree.Parse(file, data)
	return r.readTemplate(strings.TrimSuffix(path.Base(file), ".yaml"), root)
}

// partsFile holds the pieces that templates share; it is no template itself.
const partsFile = "parts.yaml"

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
func (r *reader) readAll(fsys fs.FS, dir string) error {
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
			r.Templates[name] = r.readTemplate(name, root)
		}
	}
	return nil
}

// parse reads the files of a folder side by side.
func (r *reader) parse(fsys fs.FS, dir string, entries []fs.DirEntry) ([]*tree.Node, error) {
	each, roots := make([]reader, len(entries)), make([]*tree.Node, len(entries))
	var group errgroup.Group
	for i, e := range entries {
		group.Go(func() (err error) {
			roots[i], err = each[i].file(fsys, path.Join(dir, e.Name()))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for i := range each {
		r.list = append(r.list, each[i].list...)
	}
	return roots, nil
}
