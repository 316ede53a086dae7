package build

import (
	"testing"

	"pharos/internal/diag"
	"pharos/internal/plan"
	"pharos/internal/rule"
)

// TestConcerning: a build of one country says nothing about the file of another,
// and keeps what is about the campaigns.
func TestConcerning(t *testing.T) {
	var list diag.List
	for _, file := range []string{"campaigns/citizen/campaign.yaml", "campaigns/countries/hr.yaml", "campaigns/countries/rs.yaml", "campaigns/countries/rsx.yaml", ""} {
		list.Warnf(rule.PosterSays, diag.Pos{File: file}, "", "x")
	}
	var kept []string
	for _, f := range concerning(list, []*country{{site: plan.Site{Country: "rs"}}}) {
		kept = append(kept, f.Pos.File)
	}
	if len(kept) != 3 || kept[0] != "campaigns/citizen/campaign.yaml" || kept[1] != "campaigns/countries/rs.yaml" || kept[2] != "" {
		t.Error(kept)
	}
}
