package release

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// files compares the folder with the manifest, both ways.
func (v *verifier) files() error {
	m := v.out.Manifest
	byDigest, here := map[string]string{}, map[string]bool{}
	for _, f := range m.Files {
		byDigest[f.SHA256] = f.Path
	}
	count := 0
	err := fs.WalkDir(v.fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if count++; count > maxEntries {
			return fmt.Errorf("verify: more than %d files", maxEntries)
		}
		switch {
		case err != nil:
			v.out.bad(Broken, name, "%v", cause(err))
			return nil
		case e.IsDir():
			return nil
		}
		here[name] = true
		if isOwn(name) && !strings.Contains(name, "/") {
			return nil
		}
		v.one(m, name, e, byDigest)
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		if !here[f.Path] {
			v.out.bad(Missing, f.Path, "the file is not there")
		}
	}
	slices.SortStableFunc(v.out.Problems, func(a, b Problem) int { return strings.Compare(a.Path, b.Path) })
	return nil
}

// one compares a file with its entry.
func (v *verifier) one(m *Manifest, name string, e fs.DirEntry, byDigest map[string]string) {
	f, listed := m.file(name)
	if !e.Type().IsRegular() {
		v.out.bad(Altered, name, "this is not a plain file")
		return
	}
	if listed && name == PageName {
		v.page(f)
		return
	}
	limit := f.Size
	if info, err := e.Info(); err == nil && !listed {
		limit = min(info.Size(), maxManifest)
	}
	digest, size, err := digestFile(v.fsys, name, limit)
	other := v.elsewhere(digest)
	switch {
	case err != nil:
		v.out.bad(Broken, name, "%v", cause(err))
	case listed && digest == f.SHA256 && size == f.Size:
	case byDigest[digest] != "":
		v.out.bad(Swapped, name, "this is %s under another name", byDigest[digest])
	case other != "":
		v.out.bad(Mixed, name, "this file belongs to release %s", other)
	case !listed:
		v.out.bad(Extra, name, "the manifest does not list this file")
	default:
		v.out.bad(Altered, name, "the bytes are not those that were signed")
	}
}

// Find looks up one file of somebody in a release: by digest, else by name. The
// first value is nil where the release has neither.
func (m *Manifest) Find(name, digest string) (*File, *Problem) {
	for i, f := range m.Files {
		if f.SHA256 == digest {
			return &m.Files[i], nil
		}
	}
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	for i, f := range m.Files {
		if f.Path[strings.LastIndexByte(f.Path, '/')+1:] == base {
			return &m.Files[i], &Problem{Altered, f.Path, "the bytes are not those that were signed"}
		}
	}
	return nil, &Problem{Extra, base, "release " + m.Name() + " has no such file"}
}
