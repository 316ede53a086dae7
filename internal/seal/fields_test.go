package seal

import (
	"os"
	"reflect"
	"testing"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/campaign/campaigntest"
	"pharos/internal/plan"
)

// TestFields sees that what a release states about a country, and what gives it an
// end, knows every field of a country.
func TestFields(t *testing.T) {
	set, _, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	c := campaigntest.Country(t)
	set.Countries = []*campaign.Country{c}
	planned, _ := plan.Make(set, plan.Request{Date: "2030-01-20"})
	l := &build.Loaded{Set: set, Plan: planned}
	state := func() any { return []any{facts(l, &c.Hotlines[0], adapt.Callers{}), limits(l, c)} }
	before := state()
	const text = "a text or a file of the release, which are under its digest"
	campaigntest.Unknown(t, c, func() bool { return reflect.DeepEqual(before, state()) }, map[string]string{
		"base": text, "exit": text, "names": text, "security": text, "zone": text, "status_note": text, "office": text, "pictures": text,
		"languages": text, "joint": text, "coordinator": text, "law": text, "senders": text, "days": text, "reports": text,
		"review_days":                    "known once a text has a review: limits_test.go",
		"hotlines.kind":                  text,
		"hotlines.status":                "only lines that are shown are stated",
		"hotlines.reason":                "for people who edit the file",
		"hotlines.label":                 text,
		"hotlines.operator.names":        text,
		"hotlines.operator.kind":         text,
		"hotlines.no_name":               text,
		"hotlines.confidential":          text,
		"hotlines.advice":                text,
		"levels":                         "for people who edit the file",
		"plans.names":                    text,
		"plans.from":                     "for people who edit the file",
		"plans.names_line":               text,
		"hotlines.contacts.hours.closed": text,
		"exceptions.message":             "the material is named first",
		"exceptions.by":                  "the release's notes name who allowed it",
		"exceptions.role":                "the release's notes name who allowed it",
		"exceptions.why":                 "the release's notes say why",
		"problems":                       "for people who edit the file",
	})
}
