package release

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Standing says in one word whether a release may be used.
type Standing string

// The standings of a release, the gravest first.
const (
	// Wrong is a release of which something is not as it was signed.
	Wrong Standing = "not right"
	// TakenBack was taken back by its office, Over is after its last day, Old has a
	// newer one after it: these were right once.
	TakenBack Standing = "withdrawn"
	Over      Standing = "expired"
	Old       Standing = "old"
	// Open is nothing wrong, but not all could be looked at.
	Open Standing = "not checked"
	// Holds may be used.
	Holds Standing = "holds"
)

// standings are those of the problems that do not say that anything was changed.
var standings = map[Kind]Standing{Taken: TakenBack, Expired: Over, Older: Old, Unchecked: Open}

// Standing gives the gravest of what the problems say.
func (r *Result) Standing() Standing {
	order := []Standing{Wrong, TakenBack, Over, Old, Open, Holds}
	out := Holds
	for _, p := range r.Problems {
		s, ok := standings[p.Kind]
		if !ok {
			s = Wrong
		}
		if slices.Index(order, s) < slices.Index(order, out) {
			out = s
		}
	}
	return out
}

// Why is the first problem of the gravest standing; empty where the release holds.
func (r *Result) Why() string {
	for _, p := range r.Problems {
		if s, ok := standings[p.Kind]; ok && s == r.Standing() || !ok && r.Standing() == Wrong {
			return p.Message.Text
		}
	}
	return ""
}

// Unsound is a release that must not be used, as an error.
type Unsound struct{ Problem Problem }

func (u Unsound) Error() string { return u.Problem.String() }

// Sound checks a release whole and gives it only if it may be used; Unsound says
// why not.
func Sound(fsys fs.FS, t Trust) (*Result, error) {
	r, err := Verify(fsys, t)
	switch {
	case err != nil:
		return nil, err
	case !r.Right():
		return nil, Unsound{r.Problems[0]}
	}
	return r, nil
}

// Own is what a project goes by where a release must be the office's own, or one that
// it accepted: a project that has keys believes no others. Without keys it goes by
// memory.
func Own(project, today string) (Trust, error) {
	t, err := TrustIn(project, today)
	t.Keys = t.Own
	return t, err
}

// TrustIn is what a project goes by: its own rings of keys and its own releases.
func TrustIn(project, today string) (Trust, error) {
	t := Trust{
		Today:  today,
		Beside: []Store{Folder(filepath.Join(project, StoreDir)), Folder(filepath.Join(project, AcceptedDir))},
	}
	keys := filepath.Join(project, KeysDir)
	if _, err := os.Stat(keys); err != nil {
		return t, nil // a project without keys has withdrawn nothing
	}
	var err error
	if t.Own, err = ReadChain(os.DirFS(keys), "."); err != nil {
		return t, fmt.Errorf("the project's own keys: %w", err)
	}
	return t, nil
}

// newer finds the newest release of the same series and office beside a release
// that holds or only ended; nil where there is none.
func (v *verifier) newer() *Manifest {
	m := v.out.Manifest
	for _, s := range v.Beside {
		all, err := s.List()
		if err != nil {
			v.out.bad(Broken, "", "the releases beside cannot be read: %v", cause(err))
			continue
		}
		looked := 0
		for _, id := range slices.Backward(all) {
			if id.Series() != m.ID().Series() || id.Number <= m.Number {
				continue
			}
			if looked++; looked > maxNewer {
				v.out.bad(Unchecked, "", "more than %d folders beside it look like newer releases and are none",
					maxNewer)
				break
			}
			if n := v.follows(s, id); n != nil {
				return n
			}
		}
	}
	return nil
}

// follows gives the manifest of a release that the office signed and did not take
// back: a folder that only looks like a release makes no other one old.
func (v *verifier) follows(s Store, id ID) *Manifest {
	files, err := s.Open(id)
	if err != nil {
		return nil
	}
	defer files.Close()
	if info, err := lstat(files, ManifestName); err != nil || info.Size() > v.beside {
		return nil
	} else {
		v.beside -= info.Size()
	}
	r, err := Verify(files, Trust{Today: v.Today, Keys: v.chain, Known: v.Known.alone(v.chain), Bare: true})
	if err != nil || r.Manifest == nil || r.Manifest.ID() != id {
		return nil
	}
	if slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Kind != Expired && p.Kind != Clock }) {
		return nil
	}
	return r.Manifest
}
