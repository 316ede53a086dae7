package output

import (
	"encoding/json"
	"fmt"
	"os"
	"path"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
)

// ManifestName is the file in a country's web root that lists all the others.
const ManifestName = "manifest.json"

// Manifest is what manifest.json holds.
type Manifest struct {
	// Country is the code; Date the edition date.
	Country string `json:"country"`
	Date    string `json:"date"`
	// State is "draft" until a release is signed.
	State string `json:"state"`
	// Reasons say why the site is a draft.
	Reasons []Reason `json:"reasons"`
	// Files lists every file but the manifest itself, by path.
	Files []made.File `json:"files"`
	// Materials lists what was made, Omitted what was left out on purpose.
	Materials []Material `json:"materials"`
	Omitted   []Omission `json:"omitted"`
}

// Material is one sheet, card, picture or text of the manifest.
type Material struct {
	ID        string       `json:"id"`
	Country   string       `json:"country"`
	Audience  string       `json:"audience"`
	Languages []locale.Tag `json:"languages"`
	Template  string       `json:"template,omitempty"`
	// Trim is the size after cutting, such as "297 x 420 mm" or "1080 x 1080 px".
	Trim     string   `json:"trim,omitempty"`
	Hotlines []string `json:"hotlines"`
	Messages []string `json:"messages"`
	State    string   `json:"state"`
	Reasons  []Reason `json:"reasons"`
	// Files are the paths of this material's files.
	Files []string `json:"files"`
}

// Reason is one reason for a draft, with the line that would cure it.
type Reason struct {
	Reason plan.Reason `json:"reason"`
	Detail string      `json:"detail"`
	At     string      `json:"at,omitempty"`
}

// Omission is something left out, and why.
type Omission struct {
	Audience string      `json:"audience,omitempty"`
	Material string      `json:"material,omitempty"`
	Language locale.Tag  `json:"language,omitempty"`
	Reason   plan.Reason `json:"reason"`
	Detail   string      `json:"detail"`
}

// ReadManifest reads a list of materials: manifest.json, or materials.json of a release.
func ReadManifest(name string) (*Manifest, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	m, err := ParseManifest(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

// ParseManifest is ReadManifest for bytes.
func ParseManifest(data []byte) (*Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("the list of materials cannot be read: %w", err)
	}
	return &m, nil
}

// SheetName is the sheet's name in the name of a file: poster-rights.sq of
// poster-rights.sq.press.pdf.
func SheetName(file string) string {
	base := path.Base(file)
	dots := 0
	for i, r := range base {
		if r == '.' {
			if dots++; dots == 2 {
				return base[:i]
			}
		}
	}
	return base
}
