package web

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// theme is the files of a Hugo theme, by path inside its folder.
type theme struct {
	// folder is themes/<name>, for findings.
	folder string
	files  map[string][]byte
	// palette is its colours; ownStyle the style sheet that follows them.
	palette  palette
	ownStyle []byte
	// uses is what its templates can name, by layout, once it was asked for.
	uses sync.Map
}

// parts are the folders of a theme that Hugo reads. Print templates and tokens
// lie beside them and belong to others.
var parts = []string{"layouts", "components", "assets", "i18n", "data"}

// readTheme reads a theme once for all countries.
func readTheme(fsys fs.FS, name string) (*theme, error) {
	t := &theme{folder: path.Join("themes", name), files: map[string][]byte{}}
	sub, err := fs.Sub(fsys, t.folder)
	if err != nil {
		return nil, fmt.Errorf("open theme %q: %w", name, err)
	}
	if t.files["hugo.yaml"], err = fs.ReadFile(sub, "hugo.yaml"); err != nil {
		return nil, fmt.Errorf("open theme %q: %w", name, err)
	}
	err = fs.WalkDir(sub, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !ours(p) {
			return err
		}
		t.files[p], err = fs.ReadFile(sub, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read theme %q: %w", name, err)
	}
	return t, t.colours(fsys)
}

// Check reads the theme's settings and every template as far as their form goes:
// an error there is a finding before the first page.
func (w *Web) Check() diag.List {
	var list diag.List
	for _, name := range slices.Sorted(maps.Keys(w.theme.files)) {
		file := path.Join(w.theme.folder, name)
		switch path.Ext(name) {
		case ".yaml":
			_, found := tree.Parse(file, w.theme.files[name])
			list = append(list, found...)
		case ".html":
			if _, err := parsed(name, w.theme.files[name]); err != nil {
				line, why := templateError(name, err)
				list.Add(rule.SiteTemplate.At(diag.Pos{File: file, Line: line}, "the template cannot be read: %s", why))
			}
		}
	}
	return append(list, w.theme.checkColours()...)
}

// templateError takes the line out of what the parser of templates says.
func templateError(name string, err error) (line int, why string) {
	rest, found := strings.CutPrefix(err.Error(), "template: "+name+":")
	if number, after, ok := strings.Cut(rest, ":"); found && ok {
		if line, bad := strconv.Atoi(number); bad == nil {
			return line, strings.TrimSpace(after)
		}
	}
	return 1, err.Error()
}

// ours reports whether a file of the theme is for Hugo.
func ours(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	for _, part := range parts {
		if first == part {
			return true
		}
	}
	return false
}
