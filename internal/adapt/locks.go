package adapt

import (
	"path"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// locked is the finding about an attempt to change what is locked.
func locked(l campaign.Lock, pos diag.Pos, path string, what diag.Sentence) diag.Finding {
	return diag.Finding{
		Rule:     rule.AdaptLocked,
		Gate:     diag.Load,
		Severity: diag.Error,
		Pos:      pos,
		Path:     path,
		Message: diag.Say(
			"%s is locked (%s): %s",
			what,
			l.ID,
			l.Reason,
		),
		Hint: diag.Say("Take it out. Who can change it: %s.", l.Who),
	}
}

// Explain turns findings about unknown keys of adaptation.yaml into what they
// are: attempts to set a locked field, in whatever spelling.
func Explain(list diag.List, locks []campaign.Lock) diag.List {
	for i, f := range list {
		if f.Rule != rule.FileKey || f.Pos.File != campaign.AdaptationFile {
			continue
		}
		key := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
		for _, l := range locks {
			if slices.ContainsFunc(
				l.Fields,
				func(k string) bool { return locale.Skeleton(k) == locale.Skeleton(key) },
			) {
				list[i] = locked(l, f.Pos, f.Path, diag.Sentence{Text: f.Path})
				break
			}
		}
	}
	return list
}

// Everywhere reports whether an adaptation may write a message of its base in no
// language at all.
func Everywhere(set *campaign.Set, id string) bool {
	return slices.ContainsFunc(set.Locks, func(l campaign.Lock) bool {
		return l.Everywhere && l.Covers(id, set.Catalogue.Class(id))
	})
}

// May reports whether an adaptation that was applied may write a message in a language:
// its own ones, those that no lock of the base covers, and those that the base lacks
// there. English is not translated, so there it is what its own file has.
func May(set *campaign.Set, tag locale.Tag, id string) bool {
	m, has := set.Catalogue.Message(tag, id)
	switch {
	case path.Dir(m.Pos.File) == campaign.OwnMessages && !m.Derived,
		strings.HasPrefix(id, set.Adaptation.Organisation.ID+"."):
		return true
	case tag == locale.Source:
		return false
	case !has:
		return !Everywhere(set, id)
	}
	_, locked := lockOf(set, id)
	return !locked
}

// lockOf finds the lock on a message of the base.
func lockOf(set *campaign.Set, id string) (campaign.Lock, bool) {
	class := set.Catalogue.Class(id)
	for _, l := range set.Locks {
		if l.Covers(id, class) {
			return l, true
		}
	}
	return campaign.Lock{}, false
}
