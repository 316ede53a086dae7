package adapt

import (
	"os"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// Standing says what is wrong on a day with the release in a folder that an adaptation
// rests on: it ended, or the office took it back. It stops no build, and every release.
// The folder of the office's newest keys may be empty: those of the release count then.
func Standing(set *campaign.Set, dir, keys, day string) diag.List {
	a := set.Adaptation
	trust := release.Trust{Today: day, Bare: true}
	var list diag.List
	bad := func(severity diag.Severity, format diag.Format, args ...any) {
		f := list.Errorf(rule.AdaptBase, set.Places.At(campaign.AdaptationFile, "base"),
			"Print nothing of it. Get the newest release from the office, then: pharos update --from RELEASE.",
			"the base %s %s", a.Base.Release, diag.Say(format, args...))
		f.Gate, f.Severity, f.Path = diag.Release, severity, "base"
	}
	if keys != "" {
		chain, err := release.ReadChain(os.DirFS(keys), ".")
		if err != nil {
			bad(diag.Error, "cannot be checked: the keys in %s do not hold: %v", keys, err)
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
