package campaign

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/rule"
)

// Project is a user's folder over the embedded defaults, file by file. A
// project with country files of its own has only these countries. The folder is
// read through os.Root, so that no link leads out of it.
type Project struct {
	defaults fs.FS
	root     *os.Root
	own      fs.FS
	// over are files that lie over both, nil for none.
	over disk.Files
	// countries is true where the project lists its own countries.
	countries bool
}

const countriesDir = "campaigns/countries"

// Open lays the folder over the defaults; an empty folder name gives the
// defaults alone. The findings are about links. The caller closes the Project.
func Open(defaults fs.FS, dir string) (*Project, diag.List, error) {
	p := &Project{defaults: defaults}
	if dir == "" {
		return p, nil, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open project %q: %w", dir, err)
	}
	p.root, p.own = root, root.FS()
	entries, err := fs.ReadDir(p.own, countriesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !p.outward(countriesDir) {
		return nil, nil, errors.Join(fmt.Errorf("read project %q: %w", dir, err), root.Close())
	}
	p.countries = slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), ".yaml") })
	return p, p.links(), nil
}

// Overlay lays files that are no folder, such as those of a packed release, over
// the defaults.
func Overlay(defaults, own fs.FS) *Project {
	p := &Project{defaults: defaults, own: own}
	entries, _ := fs.ReadDir(own, countriesDir)
	p.countries = slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), ".yaml") })
	return p
}

// Below is what the folder lies over.
func (p *Project) Below() fs.FS { return p.defaults }

// Over lays files in memory over the project, as if they were saved already: what
// somebody at work on it has typed. The files of the project are those of before.
func (p *Project) Over(files map[string][]byte) {
	p.over = files
	for name := range p.over {
		if path.Dir(name) == countriesDir && strings.HasSuffix(name, ".yaml") {
			p.countries = true
		}
	}
}

// Close gives the folder back.
func (p *Project) Close() error {
	if p.root == nil {
		return nil
	}
	return p.root.Close()
}

// errLeaves says that a link leads out of the project. os.Root refuses it too, with
// an error that only its words tell from others.
var errLeaves = errors.New("the link leads out of the project")

// leaves reports whether an error says that a link leads out.
func leaves(err error) bool { return errors.Is(err, errLeaves) }

// mostLinks is how many links are followed, one after the other.
const mostLinks = 40

// outward follows the links in a path step by step and reports whether one leads out
// of the project. A link to an absolute path always does.
func (p *Project) outward(name string) bool {
	rest, at := strings.Split(name, "/"), ""
	for links := 0; len(rest) > 0 && links < mostLinks; {
		step := path.Join(at, rest[0])
		if !filepath.IsLocal(step) {
			return true
		}
		target, err := p.root.Readlink(step)
		if err != nil { // no link, or nothing there
			at, rest = step, rest[1:]
			continue
		}
		if filepath.IsAbs(target) || !filepath.IsLocal(path.Join(at, filepath.ToSlash(target))) {
			return true
		}
		links++
		rest = append(strings.Split(path.Clean(filepath.ToSlash(target)), "/"), rest[1:]...)
	}
	return false
}

// seen is the error of a path of the project itself; it names a link that leads out.
func (p *Project) seen(op, name string, err error) error {
	if err != nil && p.root != nil && !errors.Is(err, fs.ErrNotExist) && p.outward(name) {
		return &fs.PathError{Op: op, Path: name, Err: errLeaves}
	}
	return err
}

// hidden reports whether a default is not part of this project.
func (p *Project) hidden(name string) bool {
	return p.countries && strings.HasPrefix(name, countriesDir+"/")
}

// layer finds the file system that has the file.
func (p *Project) layer(op, name string) (fs.FS, fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	if info, err := fs.Stat(p.over, name); err == nil {
		return p.over, info, nil
	}
	if p.own != nil {
		info, err := fs.Stat(p.own, name)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return p.own, info, p.seen(op, name, err)
		}
		// A link to nothing is there all the same; the defaults do not show through.
		if p.root == nil {
		} else if _, err := p.root.Lstat(name); err == nil {
			return nil, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
	}
	if p.hidden(name) {
		return nil, nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(p.defaults, name)
	return p.defaults, info, err
}

// Own reports whether the project itself has the file, whatever the defaults have.
func (p *Project) Own(name string) bool {
	if _, err := fs.Stat(p.over, name); err == nil {
		return true
	}
	if p.own == nil {
		return false
	}
	_, err := fs.Stat(p.own, name)
	return err == nil
}

// BelowMessages says of a file of messages, or of their states, whether it is the project's own,
// and gives the one of the program below it; nil where there is none. A project's own
// file of messages holds only what differs.
func BelowMessages(fsys fs.FS, name string) (own bool, below []byte) {
	p, layered := fsys.(interface {
		belowMessages(name string) (bool, []byte)
	})
	if !layered || path.Base(path.Dir(name)) != OwnMessages {
		return true, nil
	}
	return p.belowMessages(name)
}

func (p *Project) belowMessages(name string) (own bool, below []byte) {
	if own = p.Own(name); !own {
		if rest, is := p.defaults.(*Project); is {
			return rest.belowMessages(name)
		}
	}
	below, err := fs.ReadFile(p.defaults, name)
	if err != nil {
		below = nil
	}
	return own, below
}

// Stat implements fs.StatFS.
func (p *Project) Stat(name string) (fs.FileInfo, error) {
	_, info, err := p.layer("stat", name)
	return info, err
}

// Open implements fs.FS. A folder lists the files of both layers. Only regular
// files are opened: a pipe would wait for ever.
func (p *Project) Open(name string) (fs.File, error) {
	layer, info, err := p.layer("open", name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		entries, err := p.ReadDir(name)
		return &folder{info: info, entries: entries}, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return layer.Open(name)
}

// ReadDir implements fs.ReadDirFS: the entries of both layers by name, the
// project's first where both have one.
func (p *Project) ReadDir(name string) ([]fs.DirEntry, error) {
	found := map[string]fs.DirEntry{}
	missing := error(&fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist})
	layers := []fs.FS{p.defaults}
	if p.hidden(name + "/x") {
		layers = nil
	}
	if p.own != nil {
		layers = append(layers, p.own)
	}
	layers = append(layers, p.over)
	for _, layer := range layers {
		entries, err := fs.ReadDir(layer, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, p.seen("readdir", name, err)
		} else if err == nil {
			missing = nil
		}
		for _, e := range disk.Entries(entries) {
			found[e.Name()] = e
		}
	}
	names := slices.Sorted(maps.Keys(found))
	out := make([]fs.DirEntry, len(names))
	for i, n := range names {
		out[i] = found[n]
	}
	return out, missing
}

// links finds the links of the project that lead out of it or to nothing.
func (p *Project) links() diag.List {
	var list diag.List
	for _, top := range []string{"campaigns", "content", "themes", "assets"} {
		_ = fs.WalkDir(p.own, top, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.Type()&fs.ModeSymlink == 0 || disk.Debris(e.Name()) {
				return nil // what cannot be read is found when it is opened
			}
			if _, err := p.Stat(name); err != nil {
				list.Add(linkFinding(name, err))
			}
			return nil
		})
	}
	return list
}

// linkFinding says what is wrong with a link.
func linkFinding(name string, err error) diag.Finding {
	f := diag.Finding{
		Rule:     rule.FileLink,
		Gate:     diag.Load,
		Severity: diag.Error,
		Pos:      diag.Pos{File: name},
		Message: diag.Say(
			"the link leads out of the project",
		),
		Hint: diag.Say("Copy the file into the project instead of linking to it."),
	}
	if !leaves(err) {
		f.Message = diag.Say("the link leads nowhere")
	}
	return f
}

// folder is an open directory of both layers.
type folder struct {
	info    fs.FileInfo
	entries []fs.DirEntry
	next    int
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: path.Base(f.info.Name()), Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.entries[f.next:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && len(rest) > n {
		rest = rest[:n]
	}
	f.next += len(rest)
	return rest, nil
}
