package release

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Lock is something that an adaptation cannot change, with the reason and who can.
type Lock struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
	Who    string `json:"who"`
}

// LockedDigest is a digest of what a lock holds: its texts in one language, or, without a language,
// what the country's file says. Adaptation and base must have the same.
type LockedDigest struct {
	Lock     string `json:"lock"`
	Language string `json:"language,omitempty"`
	SHA256   string `json:"sha256"`
}

// factLocks say which lock holds each fact about a line.
var factLocks = map[string]string{
	"number":        "number",
	"international": "number",
	"hours":         "hours",
	"price":         "hours",
	"languages":     "label",
	"operator":      "label",
}

// lockedText names what was changed, why it may not be, and who can change it.
func (m *Manifest) lockedText(id, what string) string {
	for _, l := range m.Locks {
		if l.ID == id {
			return fmt.Sprintf("%s is locked (%s): %s; who can change it: %s", what, id, l.Reason, l.Who)
		}
	}
	return fmt.Sprintf("%s is locked (%s)", what, id)
}

// base compares an adaptation with the manifest of its base, which the office
// signed: no fact about a line and no locked text may be another one, it may not end
// later, and the base may not be taken back.
func (v *verifier) base() {
	m, name := v.out.Manifest, path.Join(AdaptationDir, BaseDir, ManifestName)
	data, err := readSmall(v.fsys, name, maxManifest)
	if err != nil {
		v.out.bad(Locked, name, "the manifest of the base: %v", cause(err))
		return
	}
	base, err := ParseManifest(data)
	if err != nil || Digest(data) != m.Adaptation.BaseManifest || base.Country != m.Country || base.Adaptation != nil {
		v.out.bad(Locked, name, "this is not the manifest of the base %s", m.Adaptation.Base)
		return
	}
	v.signedBase(base, data)
	for _, what := range base.Holds(m) {
		v.out.bad(Locked, ManifestName, "%s", what)
	}
	if m.Expires > base.Expires {
		v.out.bad(Locked, ManifestName, "it would end on %s, after its base (%s)", m.Expires, base.Expires)
	}
	for _, w := range slices.Concat(v.chain.Newest().Withdrawn, v.known.Withdrawn) {
		if w.SHA256 == m.Adaptation.BaseManifest {
			v.out.bad(Taken, name, "its base %s was withdrawn on %s: %s", base.Name(), w.Date, w.Reason)
			break
		}
	}
}

// signedBase checks that the office itself signed the base: whoever may accept
// adaptations could write another one.
func (v *verifier) signedBase(base *Manifest, data []byte) {
	dir := path.Join(AdaptationDir, BaseDir)
	fsys, err := fs.Sub(v.fsys, dir)
	if err != nil {
		v.out.bad(Locked, dir, "%v", cause(err))
		return
	}
	b := &verifier{fsys: fsys, data: data, chain: v.chain, out: &Result{Manifest: base, Digest: Digest(data)}}
	b.signatures()
	for _, p := range b.out.Problems {
		v.out.bad(Locked, path.Join(dir, p.Path), "the base %s: %s", base.Name(), p.Message)
	}
}

// Holds lists what an adaptation of m says otherwise than m, each with the reason
// of the lock and who can change it.
func (m *Manifest) Holds(adapted *Manifest) []string {
	var out []string
	for _, f := range adapted.Facts {
		if !slices.ContainsFunc(
			m.Facts,
			func(b Fact) bool { return b.Line == f.Line && b.What == f.What && b.Value == f.Value },
		) {
			out = append(
				out,
				m.lockedText(
					factLocks[f.What],
					fmt.Sprintf("%s of %s, %q, is not the base's; it", f.What, f.Line, f.Value),
				),
			)
		}
	}
	if adapted.Definitions != m.Definitions {
		out = append(out, fmt.Sprintf("it was made of other definitions than the base %s", m.Name()))
	}
	for _, l := range m.Locked {
		if l.Language != "" && !slices.Contains(adapted.Adaptation.Languages, l.Language) ||
			slices.Contains(adapted.Locked, l) {
			continue
		}
		what := "what stands under " + l.Lock
		if l.Language != "" {
			what += " in " + l.Language
		}
		out = append(out, m.lockedText(l.Lock, what+" is not the base's; it"))
	}
	return out
}
