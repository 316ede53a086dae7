package diag

import (
	"io"
	"maps"
	"net/url"
	"slices"
)

// The types below are the part of SARIF 2.1.0 (OASIS, 2020) that code hosts
// read; names and nesting follow its section 3.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri,omitempty"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string     `json:"id"`
		ShortDescription *sarifText `json:"shortDescription,omitempty"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI       string `json:"uri"`
		URIBaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn,omitempty"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifLogical struct {
		FullyQualifiedName string `json:"fullyQualifiedName"`
	}
)

// WriteSARIF writes the findings as a SARIF 2.1.0 log.
func (l List) WriteSARIF(w io.Writer) error { return l.WriteSARIFWith(w, "", nil) }

// WriteSARIFWith writes the log with the program's version and with the reason
// of each rule, which rationale gives by the rule's id; it may be nil.
func (l List) WriteSARIFWith(w io.Writer, version string, rationale func(rule string) string) error {
	sorted := l.Sorted()
	ids := map[string]bool{}
	for _, f := range sorted {
		ids[f.Rule.ID] = true
	}
	rules := slices.Sorted(maps.Keys(ids))
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{Driver: sarifDriver{Name: "pharos", Version: version, Rules: []sarifRule{}}}}
	for _, id := range rules {
		rule := sarifRule{ID: id}
		if rationale != nil && rationale(id) != "" {
			rule.ShortDescription = &sarifText{Text: rationale(id)}
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
	}
	for _, f := range sorted {
		run.Results = append(run.Results, f.sarif(slices.Index(rules, f.Rule.ID)))
	}
	return indented(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarif turns a finding into a result.
func (f Finding) sarif(rule int) sarifResult {
	text := f.Message
	if f.Hint != "" {
		text += ". " + f.Hint
	}
	r := sarifResult{RuleID: f.Rule.ID, RuleIndex: rule, Level: f.Severity.String(), Message: sarifText{text}}
	if f.Pos.IsZero() {
		return r
	}
	loc := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{URI: (&url.URL{Path: f.Pos.File}).EscapedPath(), URIBaseID: "%SRCROOT%"}}}
	if f.Pos.Line > 0 {
		loc.Physical.Region = &sarifRegion{StartLine: f.Pos.Line, StartColumn: f.Pos.Column}
		if f.Pos.Text != "" {
			loc.Physical.Region.Snippet = &sarifText{f.Pos.Text}
		}
	}
	if f.Path != "" {
		loc.Logical = []sarifLogical{{FullyQualifiedName: f.Path}}
	}
	r.Locations = []sarifLocation{loc}
	return r
}
