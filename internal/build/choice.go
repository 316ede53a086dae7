package build

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
)

// Usage is a choice that names something the project does not have.
type Usage struct{ Message string }

// Error is the message.
func (u Usage) Error() string { return u.Message }

// known sees that everything chosen is there.
func (o Selection) known(set *campaign.Set) error {
	countries := set.Codes()
	var audiences, languages []string
	for _, a := range set.Audiences {
		audiences = append(audiences, a.ID)
	}
	for _, l := range set.Languages.All() {
		languages = append(languages, string(l.Tag))
	}
	var asked []string
	for _, t := range o.Languages {
		asked = append(asked, string(t))
	}
	for _, c := range []struct {
		what         string
		asked, there []string
	}{{"country", o.Countries, countries}, {"audience", o.Audiences, audiences}, {"language", asked, languages}} {
		for _, a := range c.asked {
			if !slices.Contains(c.there, a) {
				return Usage{fmt.Sprintf("unknown %s %q: this project has %s", c.what, a, strings.Join(c.there, ", "))}
			}
		}
	}
	return nil
}

// Wanted reports whether a selection holds a value; an empty one holds all.
func Wanted(selection []string, v string) bool {
	return len(selection) == 0 || slices.Contains(selection, v)
}

// countriesOf are the countries asked for.
func (o Selection) countriesOf(set *campaign.Set) []*campaign.Country {
	var out []*campaign.Country
	for _, c := range set.Countries {
		if Wanted(o.Countries, c.Code) {
			out = append(out, c)
		}
	}
	return out
}
