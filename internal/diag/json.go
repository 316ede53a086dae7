package diag

import (
	"encoding/json"
	"io"
)

// jsonFinding is a finding as programs read it.
type jsonFinding struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Gate     Gate   `json:"gate,omitempty"`
	Path     string `json:"path,omitempty"`
	Material string `json:"material,omitempty"`
	Pos
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// WriteJSON writes the findings as one JSON object with the counts and an array,
// in the order in which people read them.
func (l List) WriteJSON(w io.Writer) error {
	out := struct {
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Notes    int           `json:"notes"`
		Findings []jsonFinding `json:"findings"`
	}{Findings: []jsonFinding{}}
	sorted := l.Sorted()
	out.Errors, out.Warnings, out.Notes = sorted.Count(Error), sorted.Count(Warning), sorted.Count(Note)
	for _, f := range sorted {
		out.Findings = append(
			out.Findings,
			jsonFinding{f.Rule.ID, f.Severity.String(), f.Gate, f.Path, f.Material, f.Pos, f.Message.Text, f.Hint.Text},
		)
	}
	return indented(w, out)
}

// indented writes JSON for people and machines alike.
func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
