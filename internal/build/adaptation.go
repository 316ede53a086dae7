package build

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// Open opens the project, or an adaptation over its base. Where there is no base
// the program's own files stand in, and the findings stop the work.
func Open(s Source, theme string) (Files, diag.List, error) {
	if !adapt.Is(s.Project) {
		files, list, err := campaign.Open(s.Defaults, s.Project)
		if err != nil {
			return nil, nil, err
		}
		files.Over(s.Over)
		return files, list, nil
	}
	files, list, err := adapt.Open(s.Defaults, s.Project, s.Base)
	if err != nil {
		return nil, nil, err
	}
	if files == nil {
		instead, _, err := campaign.Open(s.Defaults, "")
		return instead, list, err
	}
	files.Over(s.Over)
	if _, err := files.Stat("themes/" + theme + "/hugo.yaml"); err != nil {
		err := Usage{fmt.Sprintf("there is no theme %q: neither the adaptation nor its base has it", theme)}
		return nil, nil, errors.Join(err, files.Close())
	}
	return files, list, nil
}

// standing says what is wrong on a day with the release that an adaptation rests on.
func (s Source) standing(set *campaign.Set, day string) diag.List {
	a := set.Adaptation
	if a == nil || a.Base.Release == "" || s.Accepted {
		return nil
	}
	dir := a.Base.From
	switch {
	case s.Base != "":
		dir = s.Base
	case !filepath.IsAbs(dir):
		dir = filepath.Join(s.Project, filepath.FromSlash(dir))
	}
	return adapt.Standing(set, dir, s.Keys, max(day, s.Today))
}

// baseName is what the imprint calls the base of an adaptation: its release, else
// the beginning of its digest.
func baseName(a *campaign.Adaptation) string {
	if a == nil {
		return ""
	}
	if name := cmp.Or(a.Base.Release, a.Base.Digest[:min(8, len(a.Base.Digest))]); name != "" {
		return strings.ToUpper(name)
	}
	return strings.ToUpper(a.Country)
}

// unadapted takes from an adaptation all that it changes: what is left are the
// sheets of its base that it chose.
func unadapted(a *campaign.Adaptation) {
	a.Messages, a.Sentences, a.Own, a.Ground, a.Logo = nil, nil, nil, "", ""
}
