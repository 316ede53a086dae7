package release

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// account sees that every entry of the manifest has a reason to be there: what lies
// beside pages and sheets is what the chain of releases, the rings and the base say,
// and a batch is of this release.
func (v *verifier) account() {
	m := v.out.Manifest
	before := map[string]string{}
	for _, old := range Earlier(v.fsys, m) {
		if data, err := old.Encode(); err == nil {
			before[path.Join(EarlierDir, RingFile(old.Number))] = Digest(data)
		}
	}
	group := fmt.Sprintf("%s-%d-", m.ID().Series(), m.Number)
	for _, f := range m.Files {
		top, _, _ := strings.Cut(f.Path, "/")
		switch {
		case strings.EqualFold(top, EarlierDir) && before[f.Path] != f.SHA256:
			v.out.bad(Extra, f.Path, "this is not the manifest of a release before this one")
		case strings.EqualFold(top, AdaptationDir) && !v.rests(f.Path):
			v.out.bad(Extra, f.Path, "no adaptation rests on such a file")
		case beside(f.Path) && (f.Batch != "" || f.Material != ""):
			v.out.bad(Extra, f.Path, "the manifest calls this file a sheet")
		case f.Batch != "" && !strings.HasPrefix(f.Batch, group):
			v.out.bad(Mixed, f.Path, "the batch %s is of another release", f.Batch)
		}
	}
}

// beside reports whether a path is of what a release rests on, not of what it shows.
func beside(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return slices.ContainsFunc([]string{KeysDir, EarlierDir, AdaptationDir}, func(dir string) bool {
		return strings.EqualFold(top, dir)
	})
}

// rests reports whether a path is one of the files that an accepted adaptation rests on.
func (v *verifier) rests(name string) bool {
	if v.out.Manifest.Adaptation == nil || v.chain == nil {
		return false
	}
	in := func(names ...string) string { return path.Join(append([]string{AdaptationDir}, names...)...) }
	allowed := []string{in(RightName), in(SentName), in(BaseDir, ManifestName), in(BaseDir, SignatureName)}
	for _, k := range v.chain.Newest().Keys {
		allowed = append(allowed, in(RightSignature(k.ID)), in(BaseDir, ApprovalName(k.ID)))
	}
	return slices.Contains(allowed, name)
}
