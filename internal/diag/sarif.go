package diag

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
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
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		Help             sarifText `json:"help"`
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

// WriteSARIF writes the findings as a SARIF 2.1.0 log with the program's version
// and, of each rule that is broken, its reason and what to do.
func (l List) WriteSARIF(w io.Writer, version string) error {
	sorted := l.Sorted()
	var rules []*Rule
	for _, f := range sorted {
		if !slices.Contains(rules, f.Rule) {
			rules = append(rules, f.Rule)
		}
	}
	slices.SortFunc(rules, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
		Tool: sarifTool{Driver: sarifDriver{Name: "pharos", Version: version, Rules: []sarifRule{}}}}
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{r.ID, sarifText{r.Rationale},
			sarifText{fmt.Sprintf("%s Why, with examples: pharos explain %s", r.Hint, r.ID)}})
	}
	for _, f := range sorted {
		run.Results = append(run.Results, f.sarif(slices.Index(rules, f.Rule)))
	}
	return indented(
		w,
		sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}},
	)
}

// sarif turns a finding into a result.
func (f Finding) sarif(rule int) sarifResult {
	text := f.Message.Text
	if !f.Hint.IsZero() {
		text += ". " + f.Hint.Text
	}
	r := sarifResult{RuleID: f.Rule.ID, RuleIndex: rule, Level: f.Severity.String(), Message: sarifText{text}}
	if f.Pos.IsZero() {
		return r
	}
	loc := sarifLocation{
		Physical: sarifPhysical{
			Artifact: sarifArtifact{URI: (&url.URL{Path: f.Pos.File}).EscapedPath(), URIBaseID: "%SRCROOT%"},
		},
	}
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
