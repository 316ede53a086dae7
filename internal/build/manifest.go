package build

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
	Materials []ManifestMaterial `json:"materials"`
	Omitted   []ManifestOmission `json:"omitted"`
}

// ManifestMaterial is one sheet, card, picture or text of the manifest.
type ManifestMaterial struct {
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

// ManifestOmission is something left out, and why.
type ManifestOmission struct {
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

// reasons writes drafts as they stand in the manifest.
func reasons(drafts []plan.Draft) []Reason {
	out := []Reason{}
	for _, d := range drafts {
		out = append(out, Reason{d.Reason, d.Detail.Text, d.Pos.String()})
	}
	return out
}

// state is the word for a list of reasons.
func state(drafts []plan.Draft) string {
	if len(drafts) > 0 {
		return "draft"
	}
	return "release"
}

// manifest lists a country's files and materials.
func (c *country) manifest(date string, files []made.File) ([]byte, error) {
	m := Manifest{Country: c.site.Country, Date: date, State: state(c.site.Drafts), Reasons: reasons(c.site.Drafts),
		Files: files, Materials: []ManifestMaterial{}, Omitted: []ManifestOmission{}}
	for _, s := range c.sheets {
		mm := ManifestMaterial{
			ID:       s.material.ID,
			Country:  s.material.Country,
			Audience: s.material.Audience,
			Template: s.material.Template,
			Trim:     s.Trim,
			Hotlines: s.material.Hotlines,
			Messages: s.material.Messages,
			State:    state(s.material.Drafts),
			Reasons:  reasons(s.material.Drafts),
		}
		for _, col := range s.material.Columns {
			mm.Languages = append(mm.Languages, col.Locale.Tag)
		}
		for _, f := range s.Files {
			mm.Files = append(mm.Files, f.Path)
		}
		m.Materials = append(m.Materials, mm)
	}
	for _, o := range c.omitted {
		m.Omitted = append(m.Omitted, ManifestOmission{o.Audience, o.Material, o.Tag, o.Reason, o.Detail.Text})
	}
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write manifest of %s: %w", c.site.Country, err)
	}
	return append(data, '\n'), nil
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
