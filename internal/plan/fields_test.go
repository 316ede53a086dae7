package plan

import (
	"reflect"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/campaign/campaigntest"
)

// TestFields sees that the plan knows every field of a country.
func TestFields(t *testing.T) {
	set := load(t, nil)
	c := campaigntest.Country(t)
	set.Countries = []*campaign.Country{c}
	before, found := Make(set, Request{Date: "2030-01-20"})
	campaigntest.Unknown(t, c, func() bool {
		after, list := Make(set, Request{Date: "2030-01-20"})
		return reflect.DeepEqual(before, after) && reflect.DeepEqual(found, list)
	}, map[string]string{
		"status_note":           "no page has a place for the wording; an empty one keeps the site a draft",
		"review_days":           "package seal: when a release ends",
		"languages.equal":       "joint names the sheets on which languages stand side by side",
		"languages.mark":        "a language that a country lists is shown, whatever its mark: check asks for one",
		"hotlines.reason":       "for people who edit the file",
		"hotlines.funded_until": "package seal: when a release ends",
		"levels":                "check: a law names its level",
		"coordinator":           "for people who edit the file; a sender signs",
		"law.trafficking.level": "check: a law names its level",
		"law.use.article":       "a text that quotes it is in no campaign of the program",
		"plans.from":            "for people who edit the file",
		"reports":               "a text that says so is in no campaign of the program",
		"senders.kind":          "on the sheets of an adaptation: where its name stands",
		"senders.mark":          "who is on record agreed in writing; check asks for a source",
		"days.audiences":        "the calendar is one for all",
		"days.mark":             "check asks for one; a day is not a fact about the line",
		"exceptions":            "package build: findings that they set aside",
		"problems":              "for people who edit the file",
	})
}
