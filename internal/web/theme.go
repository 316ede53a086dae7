package web

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// theme is the files of a Hugo theme, by path inside its folder.
type theme struct {
	// folder is themes/<name>, for findings.
	folder string
	files  map[string][]byte
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
	return t, nil
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
