package release

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/disk"
)

// files compares the folder with the manifest, both ways.
func (v *verifier) files() error {
	m := v.out.Manifest
	byDigest, here := map[string]string{}, map[string]bool{}
	for _, f := range m.Files {
		byDigest[f.SHA256] = f.Path
	}
	var sum int64
	for _, f := range m.Files {
		sum += min(f.Size, maxRelease+1)
		if sum > maxRelease {
			v.out.bad(Broken, ManifestName, "it lists files of more than %d MB: they are not looked at", maxRelease>>20)
			return nil
		}
	}
	count := 0
	err := fs.WalkDir(v.fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if count++; count > maxEntries {
			v.out.bad(Extra, name, "more than %d files and folders are not looked at", maxEntries)
			return fs.SkipAll
		}
		switch {
		case err != nil:
			v.out.bad(Broken, name, "%v", cause(err))
			return nil
		case e.IsDir() && strings.Count(name, "/") >= maxDepth:
			v.out.bad(Extra, name, "no release has folders so deep: what is in it is not looked at")
			return fs.SkipDir
		case e.IsDir():
			return nil
		}
		here[name] = true
		if _, listed := m.file(name); isOwn(name) && !strings.Contains(name, "/") || path.Dir(name) == RenewedDir ||
			!listed && e.Type().IsRegular() && disk.InDebris(name) {
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
		if v.unlisted -= limit; v.unlisted < 0 {
			v.out.bad(Extra, name, "the manifest does not list this file")
			return
		}
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

// claims is the batch that a PDF names in its metadata. Nobody signed it: it only
// makes a refusal plainer.
var claims = regexp.MustCompile(`<dc:identifier>([a-z]{2}-[1-9][0-9]*)-[^<]*</dc:identifier>`)

// Find looks up one file of somebody in a release: by digest, else among earlier
// releases, else by name or by the batch that it names. The file is nil unless
// its bytes are those that were signed.
func (m *Manifest) Find(name string, data []byte, earlier []*Manifest) (*File, *Problem) {
	digest, base := Digest(data), name[strings.LastIndexAny(name, `/\`)+1:]
	same := func(f File) bool { return f.SHA256 == digest }
	if i := slices.IndexFunc(m.Files, same); i >= 0 {
		return &m.Files[i], nil
	}
	for _, old := range earlier {
		if i := slices.IndexFunc(old.Files, same); i >= 0 {
			return nil, new(Bad(
				Older,
				base,
				"this is %s of release %s of %s; release %s of %s is newer",
				old.Files[i].Path,
				old.Name(),
				old.Edition,
				m.Name(),
				m.Edition,
			))
		}
	}
	own := fmt.Sprintf("%s-%d", m.Country, m.Number)
	claim := ""
	if c := claims.FindSubmatch(data); c != nil {
		claim = string(c[1])
	}
	if claim != "" && claim != own {
		return nil, new(Bad(
			Extra,
			base,
			"the file says that it belongs to release %s, not to release %s",
			strings.Replace(claim, "-", " ", 1),
			m.Name(),
		))
	}
	if claim == own || slices.ContainsFunc(m.Files, func(f File) bool { return path.Base(f.Path) == base }) {
		return nil, new(Bad(Altered, base, "the bytes are not those that were signed"))
	}
	return nil, new(Bad(Extra, base, "release %s has no such file", m.Name()))
}
