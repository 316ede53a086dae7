package release

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"aead.dev/minisign"

	"pharos/internal/disk"
)

// ToApprove checks a release that may still lack approvals. By the office's own rings
// all else must hold, and the first signature must be there: Unsound says what does not.
func ToApprove(fsys fs.FS, t Trust) (*Result, error) {
	if t.Keys == nil {
		return nil, errors.New("approve: the office's own rings of keys are needed")
	}
	r, err := Verify(fsys, t)
	if err != nil {
		return nil, err
	}
	if _, err := readSmall(fsys, SignatureName, maxSignature); err != nil {
		r.bad(Unsigned, SignatureName, "there is no first signature")
	}
	for _, p := range r.Problems {
		if p.Kind != Approvals {
			return r, Unsound{p}
		}
	}
	return r, nil
}

// Approve adds the signature of one more key of the office to a release that
// ToApprove found right, and gives its file.
func Approve(dir string, r *Result, key minisign.PrivateKey, day string) (string, error) {
	id := KeyID(key.ID())
	k, known := r.Ring.key(id)
	switch {
	case !known || k.State != Active:
		return "", fmt.Errorf("approve: the key %s is in no ring of the office, or signs no more", id)
	case slices.ContainsFunc(r.Signers, func(s Signer) bool { return s.ID == id }):
		return "", fmt.Errorf("approve: the key %s has signed already", id)
	}
	data, err := readSmall(os.DirFS(dir), ManifestName, maxManifest)
	if err != nil {
		return "", fmt.Errorf("approve: %w", err)
	}
	if Digest(data) != r.Digest {
		return "", errors.New("approve: the manifest changed while it was read")
	}
	sig, err := Sign(key, data, ReleaseComment(r.Manifest, data, day))
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, ApprovalName(id))
	if err := disk.Write(name, sig, 0o644); err != nil {
		return "", fmt.Errorf("approve: %w", err)
	}
	return name, fillPage(dir)
}

// Series gives the manifests of a series in a store, by number. What cannot be read
// is left out.
func Series(s Store, of ID) []*Manifest {
	all, _ := s.List()
	var out []*Manifest
	for _, id := range all {
		if id.Series() != of.Series() {
			continue
		}
		if files, err := s.Open(id); err == nil {
			if m, _, err := ReadManifest(files); err == nil {
				out = append(out, m)
			}
			files.Close()
		}
	}
	return out
}

// Stated is all that a release states, by name: facts, rules that were set aside,
// edition and last day.
func (m *Manifest) Stated() map[string]string {
	out := map[string]string{"edition": m.Edition, "last day": m.Expires}
	for _, f := range m.Facts {
		out[f.Line+": "+f.What] = f.Value
	}
	for _, e := range m.Exceptions {
		out["exception: "+e.Rule+" for "+e.Material] = "until " + e.Until + ", " + e.Who
	}
	if m.Gate != "" {
		out["lowered gate"] = m.Gate
	}
	if len(m.Limits) > 0 {
		out["last day"] += " (" + m.Limits[0].What + ")"
	}
	return out
}

// Differences says what is new, gone and changed from one list of values to another.
func Differences(was, is map[string]string) []string {
	names := slices.Collect(maps.Keys(was))
	names = slices.AppendSeq(names, maps.Keys(is))
	slices.Sort(names)
	var out []string
	for _, name := range slices.Compact(names) {
		a, had := was[name]
		b, has := is[name]
		switch {
		case !had:
			out = append(out, fmt.Sprintf("%s is new: %s", name, b))
		case !has || b == "":
			out = append(out, fmt.Sprintf("%s is gone; it was %s", name, a))
		case a != b:
			out = append(out, fmt.Sprintf("%s was %s and is %s", name, a, b))
		}
	}
	return out
}
