package release

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/days"
	"pharos/internal/diag"
)

// AdaptationDir is the folder of an accepted adaptation with what it rests on:
// right.json with its signatures, base/ (the manifest of the base with its
// signatures), and adaptation.zip (what was sent).
const AdaptationDir = "adaptation"

// Names in AdaptationDir.
const (
	RightName = "right.json"
	BaseDir   = "base"
	SentName  = "adaptation.zip"
)

const rightFormat = "pharos right 1"

// Right lets one key accept adaptations for the office: of one organisation, of
// these materials, in these languages, until a day. Enough keys of the office sign
// it; the newest ring takes it back by its digest.
type Right struct {
	Format string `json:"format"`
	// Organisation is the id of who adapts; Country the code.
	Organisation string `json:"organisation"`
	Country      string `json:"country"`
	// Names are the organisation's names, in English and in other languages: its
	// sheets show no other one. Sorted, none twice.
	Names []string `json:"names"`
	// Materials are audience/id, Languages tags; sorted, none twice.
	Materials []string `json:"materials"`
	Languages []string `json:"languages"`
	// From and Until are the first and the last day, YYYY-MM-DD.
	From  string `json:"from"`
	Until string `json:"until"`
	// Key is the key that accepts.
	Key Key `json:"key"`
}

// Adaptation is what a manifest says about an adaptation that was accepted.
type Adaptation struct {
	// Organisation is the id, Name the name in English.
	Organisation string `json:"organisation"`
	Name         string `json:"name"`
	// Names are all its names, in English and in other languages, sorted.
	Names []string `json:"names"`
	// Base is the release that was adapted, BaseManifest the digest of its manifest.
	Base         string `json:"base"`
	BaseManifest string `json:"base_manifest"`
	// Right is the digest of the right by which it was accepted.
	Right string `json:"right"`
	// Materials are audience/id, Languages the tags.
	Materials []string `json:"materials"`
	Languages []string `json:"languages"`
	// Quiet and PDFX are the settings that it was built with, where they are not
	// the usual ones.
	Quiet bool   `json:"quiet,omitempty"`
	PDFX  string `json:"pdfx,omitempty"`
}

// Encode puts a right into its one form.
func (r *Right) Encode() ([]byte, error) {
	r.Format = rightFormat
	slices.Sort(r.Names)
	slices.Sort(r.Materials)
	slices.Sort(r.Languages)
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("right: %w", err)
	}
	return encode(r)
}

// ParseRight reads a right in its one form. It does not look at signatures.
func ParseRight(data []byte) (*Right, error) {
	var r Right
	if err := decode(data, &r); err != nil {
		return nil, fmt.Errorf("read right: %w", err)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("read right: %w", err)
	}
	return &r, nil
}

func (r *Right) check() error {
	id, _, err := rawKey(r.Key.Public)
	once := func(l []string) bool {
		return len(l) > 0 && len(slices.Compact(slices.Clone(l))) == len(l) && slices.IsSorted(l)
	}
	switch {
	case r.Format != rightFormat:
		return fmt.Errorf("the format is %q, not %q", r.Format, rightFormat)
	case r.Organisation == "" || strings.ContainsAny(r.Organisation, " /\n") || !countryCode.MatchString(r.Country):
		return fmt.Errorf("organisation or country is wrong")
	case !once(r.Names) || !once(r.Materials) || !once(r.Languages):
		return fmt.Errorf("names, materials or languages are missing, stand twice or out of order")
	case !days.Valid(r.From) || !days.Valid(r.Until) || r.Until < r.From:
		return fmt.Errorf("the days are wrong: %q to %q", r.From, r.Until)
	case err != nil || KeyID(id) != r.Key.ID:
		return fmt.Errorf("the key is wrong")
	}
	said := slices.Concat([]string{r.Organisation, r.Key.Name, r.Key.Role, r.Key.Reason}, r.Materials, r.Languages)
	if i := slices.IndexFunc(said, func(s string) bool { return !plainText(s) }); i >= 0 {
		return fmt.Errorf("%q is longer than a line or holds signs that cannot be seen", diag.Foreign(said[i]))
	}
	return plainly(r)
}

// RightComment is the trusted comment on a right.
func RightComment(data []byte) string { return "pharos right " + Digest(data) }

// RightSignature names the signature of one key on a right.
func RightSignature(id string) string { return "right." + id + ".minisig" }

// Gaps lists what a right does not allow of an adaptation; empty where it allows all.
func (r *Right) Gaps(country string, a *Adaptation, day string) []string {
	var out []string
	if r.Country != country || r.Organisation != a.Organisation {
		out = append(out, fmt.Sprintf("the right is for %s in %s", r.Organisation, r.Country))
	}
	if day < r.From || day > r.Until {
		out = append(out, fmt.Sprintf("the right holds from %s to %s", r.From, r.Until))
	}
	for _, part := range []struct {
		what      string
		has, asks []string
	}{{"name", r.Names, append([]string{a.Name}, a.Names...)}, {"material", r.Materials, a.Materials},
		{"language", r.Languages, a.Languages}} {
		for i, one := range part.asks {
			if !slices.Contains(part.has, one) && !slices.Contains(part.asks[:i], one) {
				out = append(out, fmt.Sprintf("the right does not cover the %s %s", part.what, one))
			}
		}
	}
	return out
}

// ReadRight reads a right of a folder and checks it against the rings: signed by
// enough keys of the newest one, and not taken back. The digest is that of its bytes.
func ReadRight(fsys fs.FS, dir string, c *Chain) (*Right, string, error) {
	data, err := readSmall(fsys, path.Join(dir, RightName), maxSignature)
	if err != nil {
		return nil, "", fmt.Errorf("read right: %s", cause(err))
	}
	r, err := ParseRight(data)
	if err != nil {
		return nil, "", err
	}
	ring, digest := c.Newest(), Digest(data)
	for _, w := range ring.Withdrawn {
		if w.SHA256 == digest {
			return r, digest, fmt.Errorf("the right of %s was taken back on %s: %s", r.Organisation, w.Date, w.Reason)
		}
	}
	var ids []string
	for _, k := range ring.Keys {
		text, err := readSmall(fsys, path.Join(dir, RightSignature(k.ID)), maxSignature)
		if err != nil || k.State == Revoked {
			continue
		}
		s, err := parseSignature(text)
		if err != nil {
			return r, digest, fmt.Errorf("%s: %w", RightSignature(k.ID), err)
		}
		if _, holds := signedBy(s, k.Public, data); !holds || s.TrustedComment != RightComment(data) {
			return r, digest, fmt.Errorf("%s: the signature does not hold", RightSignature(k.ID))
		}
		ids = append(ids, k.ID)
	}
	if err := ring.enough(ids); err != nil {
		return r, digest, fmt.Errorf("the right of %s: %w", r.Organisation, err)
	}
	if k, known := ring.key(r.Key.ID); known && k.State == Revoked {
		return r, digest, fmt.Errorf("the key of %s was revoked on %s", r.Key.Name, k.Since)
	}
	return r, digest, nil
}

// adaptation checks what an accepted adaptation rests on, and gives the ring whose
// keys may sign it: the key of the right. Nil where the right does not hold.
func (v *verifier) adaptation() *Ring {
	m := v.out.Manifest
	a := m.Adaptation
	r, digest, err := ReadRight(v.fsys, AdaptationDir, v.chain)
	name := path.Join(AdaptationDir, RightName)
	for _, w := range v.known.Withdrawn {
		if err == nil && w.SHA256 == digest {
			err = fmt.Errorf("the right of %s was taken back on %s: %s", r.Organisation, w.Date, w.Reason)
		}
	}
	switch {
	case err != nil:
		v.out.bad(NoRight, name, "%v", err)
	case digest != a.Right:
		v.out.bad(NoRight, name, "the manifest names another right")
	default:
		for _, lacks := range r.Gaps(m.Country, a, m.Edition) {
			v.out.bad(NoRight, name, "%s", lacks)
		}
		if v.Today > r.Until {
			v.out.bad(NoRight, name, "the right ended on %s", r.Until)
		}
	}
	v.base()
	if err != nil {
		return nil
	}
	k := r.Key
	k.State = Active
	return &Ring{Number: v.chain.Newest().Number, Approvals: 1, Keys: []Key{k}}
}
