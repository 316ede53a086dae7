package start

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/tree"
)

// BuiltIn lists the files below a folder of what the program brings; "." are all.
func BuiltIn(fsys fs.FS, folder string) ([]string, error) {
	var out []string
	err := fs.WalkDir(fsys, folder, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			out = append(out, name)
		}
		return err
	})
	return out, err
}

// Meant finds the file that somebody had in mind: one of that name in another folder,
// with or without its ending, else the nearest spelling. Empty where none is near.
func Meant(name string, known []string) string {
	base := path.Base(name)
	for _, k := range known {
		if b := path.Base(k); b == base || strings.TrimSuffix(b, path.Ext(b)) == base {
			return k
		}
	}
	return tree.Suggest(name, known)
}

// Copied is what a copy of a built-in file into a project holds: its bytes, and of a
// file of messages every line as a comment, because the project's own file holds only
// the texts that differ.
func Copied(name string, data []byte) ([]byte, error) {
	switch {
	case strings.HasSuffix(name, ".state.yaml"):
		return nil, errors.New("the states of texts are written by pharos translate, not by hand")
	case !IsMessages(name):
		return data, nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Only texts that differ stand here: take the # away from their lines and change them.\n")
	for line := range bytes.Lines(data) {
		if line[0] != '#' && len(bytes.TrimSpace(line)) > 0 {
			b.WriteString("# ")
		}
		b.Write(line)
	}
	return b.Bytes(), nil
}

// IsMessages reports whether a file holds messages.
func IsMessages(name string) bool {
	return slices.Contains(strings.Split(path.Dir(name), "/"), campaign.OwnMessages) && path.Ext(name) == ".yaml"
}
