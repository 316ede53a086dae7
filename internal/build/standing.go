package build

import (
	"os"
	"path/filepath"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// standing says what is wrong on a day with the release that an adaptation rests
// on: it ended, or the office took it back. It stops no build, and every release.
func (o Source) standing(set *campaign.Set, day string) diag.List {
	a := set.Adaptation
	if a == nil || a.Base.Release == "" || o.Accepted {
		return nil
	}
	dir := a.Base.From
	switch {
	case o.Base != "":
		dir = o.Base
	case !filepath.IsAbs(dir):
		dir = filepath.Join(o.Project, filepath.FromSlash(dir))
	}
	trust := release.Trust{Today: max(day, o.Today), Bare: true}
	var list diag.List
	bad := func(severity diag.Severity, format diag.Format, args ...any) {
		f := list.Errorf(rule.AdaptBase, set.Places.At(campaign.AdaptationFile, "base"),
			"Print nothing of it. Get the newest release from the office, then: pharos update --from RELEASE.",
			"the base %s %s", a.Base.Release, diag.Say(format, args...))
		f.Gate, f.Severity, f.Path = diag.Release, severity, "base"
	}
	if o.Keys != "" {
		chain, err := release.ReadChain(os.DirFS(o.Keys), ".")
		if err != nil {
			bad(diag.Error, "cannot be checked: the keys in %s do not hold: %v", o.Keys, err)
			return list
		}
		trust.Keys = chain
	}
	r, err := release.Verify(os.DirFS(dir), trust)
	if err != nil {
		bad(diag.Error, "cannot be checked: %v", err)
		return list
	}
	for _, p := range r.Problems {
		if p.Kind != release.Clock { // an edition day before that of the base is no reason
			bad(diag.Error, "cannot be used on %s: %s", trust.Today, p.Message)
			break
		}
	}
	if len(list) == 0 && r.Manifest != nil && r.Manifest.Name() != a.Base.Release {
		bad(diag.Error, "is not what lies in %s: that is %s", a.Base.From, r.Manifest.Name())
	}
	return list
}
