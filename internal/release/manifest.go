package release

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/days"
	"pharos/internal/made"
)

// manifestFormat is the first word of every manifest: a signature on another
// kind of file can never pass for one on a manifest.
const manifestFormat = "pharos release 1"

// Manifest says what a release holds. Its bytes are what is signed.
type Manifest struct {
	// Format is "pharos release 1"; Pack fills it.
	Format string `json:"format"`
	// Country is the code; Number counts a country's releases from 1.
	Country string `json:"country"`
	Number  int    `json:"number"`
	// Version is the version of the program and of the definitions, for people.
	Version string `json:"version"`
	// Edition is the day of the release, YYYY-MM-DD.
	Edition string `json:"edition"`
	// Expires is the last day on which the release may be used: the first of Limits.
	Expires string  `json:"expires"`
	Limits  []Limit `json:"limits"`
	// Previous is the digest of the manifest of the release before; empty for number 1.
	Previous string `json:"previous"`
	// Keys is the digest of the newest ring of keys at the time of release.
	Keys string `json:"keys"`
	// Files lists every file but the manifest and its signatures, by path.
	Files []File `json:"files"`
	// Facts lists what the files say about telephone lines, and who rang.
	Facts []Fact `json:"facts"`
	// Exceptions lists the rules that were set aside, by whom and until when.
	Exceptions []Exception `json:"exceptions"`
	// Gate says in words how fewer or older test calls were asked for than usual.
	Gate string `json:"gate,omitempty"`
	// Definitions is the digest of the definitions that it was made of; of an
	// adaptation, of those of its base.
	Definitions string `json:"definitions,omitempty"`
	// Locked are digests of what an adaptation may not change; Locks say why, and
	// stand in a release of the office alone.
	Locked []LockedDigest `json:"locked,omitempty"`
	Locks  []Lock         `json:"locks,omitempty"`
	// Adaptation is set where an organisation adapted another release.
	Adaptation *Adaptation `json:"adaptation,omitempty"`
}

// File is one file of a release.
type File struct {
	made.File
	// Material is the sheet's name, empty for pages and other files; Batch is the
	// id that stands on the sheet.
	Material string `json:"material,omitempty"`
	Batch    string `json:"batch,omitempty"`
}

// Limit is one reason why a release ends.
type Limit struct {
	// Until is the last day; What says which thing ends then.
	Until string `json:"until"`
	What  string `json:"what"`
}

// Fact is one statement about a line with its mark, its sources and its calls.
type Fact struct {
	// Line is the hotline's id; What is number, hours, languages, price ...
	Line  string `json:"line"`
	What  string `json:"what"`
	Value string `json:"value"`
	// Mark is A or B. Sources are keys of the country's file.
	Mark    string   `json:"mark"`
	Sources []string `json:"sources,omitempty"`
	// Calls back the number: they stand with the fact "number" only. A public emergency
	// number, which nobody rings to test it, has Read instead: the day on which its
	// official source was read.
	Calls []Call `json:"calls,omitempty"`
	Read  string `json:"read,omitempty"`
}

// Call is one test call as a release shows it. Names of callers stay at home;
// the digest ties the entry to the record.
type Call struct {
	Date    string `json:"date"`
	Role    string `json:"role"`
	Network string `json:"network"`
	// Record is the SHA-256 of the attestation's file.
	Record string `json:"record"`
}

// Exception is a rule set aside for one material, on record.
type Exception struct {
	Rule     string `json:"rule"`
	Material string `json:"material"`
	Who      string `json:"who"`
	Why      string `json:"why"`
	Until    string `json:"until"`
}

// Name is how people call the release: rs 7.
func (m *Manifest) Name() string { return fmt.Sprintf("%s %d", m.Country, m.Number) }

// Numbers gives the number of each line that the release states.
func (m *Manifest) Numbers() map[string]string {
	out := map[string]string{}
	for _, f := range m.Facts {
		if f.What == "number" {
			out[f.Line] = f.Value
		}
	}
	return out
}

// Encode puts the manifest into its one form: files by path, limits by day, and
// Expires from the limits. It refuses what Parse would refuse.
func (m *Manifest) Encode() ([]byte, error) {
	m.Format = manifestFormat
	slices.SortFunc(m.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(m.Limits, func(a, b Limit) int { return strings.Compare(a.Until+a.What, b.Until+b.What) })
	if len(m.Limits) > 0 {
		m.Expires = m.Limits[0].Until
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("manifest of %s: %w", m.Name(), err)
	}
	return encode(m)
}

// ParseManifest reads a manifest in its one form.
func ParseManifest(data []byte) (*Manifest, error) {
	var m Manifest
	if err := decode(data, &m); err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	return &m, nil
}

// ReadManifest reads the manifest of a release and gives it with its digest. It
// does not look at signatures.
func ReadManifest(fsys fs.FS) (*Manifest, string, error) {
	data, err := readSmall(fsys, ManifestName, maxManifest)
	if err != nil {
		return nil, "", fmt.Errorf("read manifest: %s", cause(err))
	}
	m, err := ParseManifest(data)
	return m, Digest(data), err
}

// check looks at everything that a reader relies on.
func (m *Manifest) check() error {
	switch {
	case m.Format != manifestFormat:
		return fmt.Errorf("the format is %q, not %q", m.Format, manifestFormat)
	case !countryCode.MatchString(m.Country):
		return fmt.Errorf("%q is not a country", m.Country)
	case m.Number < 1:
		return fmt.Errorf("the number is %d; releases count from 1", m.Number)
	case !days.Valid(m.Edition):
		return fmt.Errorf("the edition %q is not a day", m.Edition)
	case len(m.Limits) == 0 || m.Expires != m.Limits[0].Until:
		return fmt.Errorf("the expiry is not the first of the limits")
	case (m.Previous == "") != (m.Number == 1) || m.Previous != "" && !hexDigest.MatchString(m.Previous):
		return fmt.Errorf("the digest of the release before is wrong: %q", m.Previous)
	case !hexDigest.MatchString(m.Keys):
		return fmt.Errorf("the digest of the keys is wrong: %q", m.Keys)
	}
	for i, l := range m.Limits {
		if !days.Valid(l.Until) || i > 0 && l.Until < m.Limits[i-1].Until {
			return fmt.Errorf("the limit %q is no day or stands out of order", l.Until)
		}
	}
	if err := plainly(m); err != nil {
		return err
	}
	return m.checkFiles()
}

// checkFiles sees that paths are plain, in order, and differ by more than case.
func (m *Manifest) checkFiles() error {
	last, folded := "", map[string]bool{}
	for _, f := range m.Files {
		fold := strings.ToLower(f.Path)
		switch {
		case !plainPath(f.Path) || isOwn(f.Path) || inRenewed(f.Path):
			return fmt.Errorf("the path %q is not allowed", f.Path)
		case f.Path <= last && last != "" || folded[fold]:
			return fmt.Errorf("the path %q stands twice or out of order", f.Path)
		case !hexDigest.MatchString(f.SHA256) || f.Size < 0:
			return fmt.Errorf("digest or size of %q is wrong", f.Path)
		}
		last, folded[fold] = f.Path, true
	}
	return nil
}

// plainPath reports whether a path is safe on every system.
func plainPath(p string) bool {
	return fs.ValidPath(p) && p != "." && !strings.ContainsFunc(p, func(r rune) bool {
		return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || strings.ContainsRune(`\:*?"<>|`, r) ||
			r == unicode.ReplacementChar
	})
}

// isOwn reports whether a path belongs to the manifest and its signatures.
func isOwn(p string) bool {
	return p == ManifestName || strings.HasPrefix(p, ManifestName+".")
}

// file finds a file by its path.
func (m *Manifest) file(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(m.Files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return m.Files[i], true
}
