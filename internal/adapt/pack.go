package adapt

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/tree"
)

// Pack packs the project's own definitions, without what the program carries and
// without names of callers, so that others can adapt them. It packs what is read
// and nothing else: a project holds private things, too. Left are the other files
// of its folders of definitions, by name.
func Pack(own, defaults fs.FS, theme string, callers Callers) (packed []byte, left []string, err error) {
	read, err := whatIsRead(own)
	if err != nil {
		return nil, nil, fmt.Errorf("pack definitions: %w", err)
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	packedAs := map[string]bool{} // two records may be the same without their comments
	add := func(name string) error {
		data, err := fs.ReadFile(own, name)
		if err != nil {
			return err
		}
		if same, err := fs.ReadFile(defaults, name); err == nil && bytes.Equal(same, data) {
			return nil
		}
		if !read[name] && !needed(name, theme) {
			left = append(left, name)
			return nil
		}
		if path.Base(path.Dir(name)) == "attestations" {
			if name, data, err = callers.published(data); err != nil {
				return err
			}
		}
		if packedAs[name] {
			return nil
		}
		packedAs[name] = true
		return Put(w, name, data)
	}
	for _, top := range tops {
		err := fs.WalkDir(own, top, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || disk.InDebris(name) {
				return err
			}
			return add(name)
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, nil, fmt.Errorf("pack definitions: %w", err)
		}
	}
	err = w.Close()
	return buf.Bytes(), left, err
}

// whatIsRead lists the files that are opened when a project is loaded, and the
// fonts, licences and icons that its definitions name.
func whatIsRead(own fs.FS) (map[string]bool, error) {
	r := &reading{FS: own, names: map[string]bool{}}
	set, _, err := campaign.Load(r)
	if err != nil {
		return nil, err
	}
	if _, err := set.AddSentences(r); err != nil {
		return nil, err
	}
	for _, f := range set.Fonts {
		r.names[path.Join(path.Dir(f.File()), f.TTF)] = true
	}
	for name := range set.Icons {
		r.names["assets/icons/"+name+".svg"] = true
	}
	return r.names, nil
}

// reading is a project that notes which of its files are opened.
type reading struct {
	fs.FS
	mu    sync.Mutex
	names map[string]bool
}

// Open implements fs.FS.
func (r *reading) Open(name string) (fs.File, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names[name] = true
	return r.FS.Open(name)
}

// Stat implements fs.StatFS, so that a look at a file is no reading of it.
func (r *reading) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

// ReadDir implements fs.ReadDirFS.
func (r *reading) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS, name) }

// themeParts are the folders of a theme that are read, and themeKinds the endings of
// the files in them.
var (
	themeParts = []string{"assets", "components", "layouts", "print", "tokens"}
	themeKinds = []string{".css", ".html", ".js", ".json", ".png", ".svg", ".txt", ".webmanifest", ".xml", ".yaml"}
)

// needed reports whether a file belongs to the theme, the inks and licences, which are
// read only when pages and sheets are made. Hidden files never do.
func needed(name, theme string) bool {
	if strings.Contains("/"+name, "/.") {
		return false
	}
	dir, file := path.Split(name)
	switch dir {
	case "assets/":
		return file == "icon.svg"
	case "assets/profiles/":
		return file == "conditions.yaml" || path.Ext(file) == ".icc"
	case "assets/fonts/", "assets/pictures/":
		return strings.HasPrefix(file, "LICENSE") && path.Ext(file) == ".txt"
	case "themes/" + theme + "/":
		return file == "hugo.yaml" || file == "tokens.yaml"
	}
	rest, ok := strings.CutPrefix(name, "themes/"+theme+"/")
	part, _, _ := strings.Cut(rest, "/")
	return ok && slices.Contains(themeParts, part) && slices.Contains(themeKinds, path.Ext(file))
}

// published is the record of a test call without the name of the caller and without
// comments, and its new file name: the mark in the old one is a digest of the old text.
func (c Callers) published(data []byte) (string, []byte, error) {
	a, err := recordOf(data)
	if err != nil {
		return "", nil, err
	}
	text := c.Hide(a).Text()
	return campaign.AttestationFile(a.Line, a.Date, text), []byte(text), nil
}

// recordOf reads the record of a test call.
func recordOf(data []byte) (campaign.Attestation, error) {
	var a campaign.Attestation
	root, list := tree.Parse("record", data)
	if list = append(list, tree.Decode(root, &a)...); root == nil || list.Stops() {
		return a, errors.New("the record of a test call cannot be read")
	}
	return a, nil
}
