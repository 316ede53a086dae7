package buildtest

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Alone is the embedded project without its countries and with English alone, for
// tests that bring a country of their own: it is loaded and planned in a moment.
type Alone struct{ fs.FS }

func (s Alone) hidden(name string) bool {
	words := strings.Split(name, "/")
	switch {
	case strings.HasPrefix(name, "campaigns/countries/"):
		return true
	case words[0] == "content":
		return len(words) > 1 && words[1] != "en"
	}
	return len(words) == 4 && words[2] == "messages" && words[3] != "en.yaml" && words[3] != "en.state.yaml"
}

func (s Alone) Open(name string) (fs.File, error) {
	if s.hidden(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return s.FS.Open(name)
}

func (s Alone) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return s.hidden(path.Join(name, e.Name())) }), err
}
