package disk

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Files are files in memory by their paths with forward slashes, to be read as a
// file system. A path that fs.ValidPath refuses names nothing.
type Files map[string][]byte

// Open implements fs.FS.
func (f Files) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if data, ok := f[name]; ok {
		return &heldFile{held{path.Base(name), int64(len(data)), false}, bytes.NewReader(data)}, nil
	}
	entries := f.entries(name)
	if len(entries) == 0 && name != "." {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &heldDir{held{path.Base(name), 0, true}, entries}, nil
}

// entries lists what lies in a folder.
func (f Files) entries(dir string) []fs.DirEntry {
	found := map[string]held{}
	for name, data := range f {
		rest, inside := strings.CutPrefix(name, dir+"/")
		if dir == "." {
			rest, inside = name, true
		}
		if !inside || !fs.ValidPath(name) {
			continue
		}
		first, _, folder := strings.Cut(rest, "/")
		if found[first] = (held{first, int64(len(data)), false}); folder {
			found[first] = held{first, 0, true}
		}
	}
	var out []fs.DirEntry
	for _, h := range found {
		out = append(out, fs.FileInfoToDirEntry(h))
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// held is what is known of a file or folder in memory.
type held struct {
	name string
	size int64
	dir  bool
}

func (h held) Name() string       { return h.name }
func (h held) Size() int64        { return h.size }
func (h held) ModTime() time.Time { return time.Time{} }
func (h held) IsDir() bool        { return h.dir }
func (h held) Sys() any           { return nil }

// Mode lets everybody read, as a saved file does.
func (h held) Mode() fs.FileMode {
	if h.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}

// heldFile is an open file.
type heldFile struct {
	held
	*bytes.Reader
}

func (f *heldFile) Size() int64                { return f.held.size }
func (f *heldFile) Stat() (fs.FileInfo, error) { return f.held, nil }
func (f *heldFile) Close() error               { return nil }

// heldDir is an open folder; rest is what has not been listed.
type heldDir struct {
	held
	rest []fs.DirEntry
}

func (d *heldDir) Stat() (fs.FileInfo, error) { return d.held, nil }
func (d *heldDir) Close() error               { return nil }
func (d *heldDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (d *heldDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.rest)
	} else if len(d.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.rest))
	out := d.rest[:n:n]
	d.rest = d.rest[n:]
	return out, nil
}
