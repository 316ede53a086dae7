package build

import (
	"slices"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// TestConcerning: a build of one country says nothing about the file of another,
// and keeps what is about the campaigns.
func TestConcerning(t *testing.T) {
	var list diag.List
	for _, file := range []string{"campaigns/citizen/campaign.yaml", "campaigns/countries/hr.yaml", "campaigns/countries/rs.yaml", "campaigns/countries/rsx.yaml", "",
		"campaigns/countries/rs/attestations/line-2030-01-02-1.yaml", "campaigns/countries/hr/attestations/line-2030-01-02-1.yaml"} {
		list.Warnf(rule.PosterSays, diag.Pos{File: file}, "", "x")
	}
	var kept []string
	for _, f := range concerning(list, []*country{{site: plan.Site{Country: "rs"}}}) {
		kept = append(kept, f.Pos.File)
	}
	want := []string{"campaigns/citizen/campaign.yaml", "campaigns/countries/rs.yaml", "",
		"campaigns/countries/rs/attestations/line-2030-01-02-1.yaml"}
	if !slices.Equal(kept, want) || warnings(list, "rs") != 2 {
		t.Error(kept, warnings(list, "rs"))
	}
}
