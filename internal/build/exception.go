package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/release"
	"pharos/internal/rule"
)

// exceptions are the decisions of the countries that are built to set a rule
// aside. What one covers becomes a note that says by whom and until when.
type exceptions struct {
	date string
	// countries are those that are built.
	countries []string
	list      []*exception
}

// exception is one decision, and whether it was needed.
type exception struct {
	*campaign.Exception
	country string
	pos     diag.Pos
	used    bool
}

// exceptions gathers the decisions that can hold: on a rule that may be set
// aside, until a day that is not gone. Package check names the others.
func (o Selection) exceptions(set *campaign.Set, date string) exceptions {
	x := exceptions{date: date}
	for _, c := range set.Countries {
		if !Wanted(o.Countries, c.Code) {
			continue
		}
		x.countries = append(x.countries, c.Code)
		for i := range c.Exceptions {
			e := &c.Exceptions[i]
			if r := rule.Find(e.Rule); r != nil && r.Aside && e.Holds(date) {
				x.list = append(
					x.list,
					&exception{
						Exception: e,
						country:   c.Code,
						pos:       set.Places.At(c.File(), fmt.Sprintf("exceptions[%d]", i)),
					},
				)
			}
		}
	}
	return x
}

// lower makes notes of the findings that exceptions cover. A finding about one
// country needs an exception of this country; one about all, such as about a text,
// an exception of every country that is built. Country may be empty where the
// findings are not about one; the file of a country says so too.
func (x exceptions) lower(list diag.List, country string) diag.List {
	out := slices.Clone(list)
	for i, f := range out {
		if by := x.covering(f, cmp.Or(country, CountryOf(f.Pos.File))); by != nil {
			for _, e := range by {
				e.used = true
			}
			out[i].Severity, out[i].Gate = diag.Note, diag.Release
			out[i].Message = diag.Say(
				"%s; set aside until %s by %s, %s: %s",
				f.Message,
				by[0].Until,
				by[0].By,
				by[0].Role,
				by[0].Why,
			)
		}
	}
	return out
}

// covering finds the exceptions that cover a finding together; nil where a
// country has none.
func (x exceptions) covering(f diag.Finding, country string) []*exception {
	var by []*exception
	for _, c := range x.countries {
		if country != "" && c != country {
			continue
		}
		i := slices.IndexFunc(
			x.list,
			func(e *exception) bool { return e.country == c && e.Covers(f.Rule.ID, f.Material, f.Path) },
		)
		if i < 0 {
			return nil
		}
		by = append(by, x.list[i])
	}
	return by
}

// CountryOf is the code of the country whose file a finding is in; empty for
// other files.
func CountryOf(file string) string {
	name, ok := strings.CutPrefix(file, "campaigns/countries/")
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(strings.TrimSuffix(name, ".yaml"), "/")
	return code
}

// unused warns of exceptions that covered nothing. What only layout finds is
// known with layout alone, and nothing is known where a part was asked for.
func (x exceptions) unused(o Selection, layout bool) diag.List {
	var out diag.List
	if len(o.Audiences)+len(o.Languages) > 0 {
		return nil
	}
	for _, e := range x.list {
		if !e.used && (layout || rule.Find(e.Rule).Stage != "press") {
			out.Warnf(
				rule.ExceptionUnused,
				e.pos,
				rule.ExceptionUnused.Hint,
				"the exception from %s for %s covers nothing in this build",
				e.Rule,
				e.Subject(),
			)
		}
	}
	return out
}

// onRecord lists the exceptions that a country's release makes use of.
func (x exceptions) onRecord(country string) []release.Exception {
	out := []release.Exception{}
	for _, e := range x.list {
		if e.used && e.country == country {
			out = append(
				out,
				release.Exception{
					Rule:     e.Rule,
					Material: e.Subject(),
					Who:      e.By + ", " + e.Role,
					Why:      e.Why,
					Until:    e.Until,
				},
			)
		}
	}
	return out
}
