package build

import (
	"encoding/json"
	"fmt"

	"pharos/internal/made"
	"pharos/internal/output"
	"pharos/internal/plan"
)

// reasons writes drafts as they stand in the manifest.
func reasons(drafts []plan.Draft) []output.Reason {
	out := []output.Reason{}
	for _, d := range drafts {
		out = append(out, output.Reason{Reason: d.Reason, Detail: d.Detail.Text, At: d.Pos.String()})
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
	m := output.Manifest{Country: c.site.Country, Date: date, State: state(c.site.Drafts),
		Reasons: reasons(c.site.Drafts),
		Files:   files, Materials: []output.Material{}, Omitted: []output.Omission{}}
	for _, s := range c.sheets {
		mm := output.Material{
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
		m.Omitted = append(m.Omitted, output.Omission{
			Audience: o.Audience, Material: o.Material, Language: o.Tag, Reason: o.Reason, Detail: o.Detail.Text,
		})
	}
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write manifest of %s: %w", c.site.Country, err)
	}
	return append(data, '\n'), nil
}
