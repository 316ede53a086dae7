package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Exceptions are the decisions of the countries that are built to set a rule
// aside. What one covers becomes a note that says by whom and until when.
type Exceptions struct {
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

// NewExceptions gathers the decisions of the given countries that can hold: on a rule
// that may be set aside, until a day that is not gone. Rules of this package name the
// others.
func NewExceptions(set *campaign.Set, countries []*campaign.Country, date string) Exceptions {
	x := Exceptions{date: date}
	for _, c := range countries {
		x.countries = append(x.countries, c.Code)
		for i := range c.Exceptions {
			e := &c.Exceptions[i]
			if r := rule.Find(e.Rule); r != nil && r.Aside && e.Holds(date) {
				pos := set.Places.At(c.File(), fmt.Sprintf("exceptions[%d]", i))
				x.list = append(x.list, &exception{Exception: e, country: c.Code, pos: pos})
			}
		}
	}
	return x
}

// Lower makes notes of the findings that exceptions cover. A finding about one
// country needs an exception of this country; one about all, such as about a text,
// an exception of every country that is built. Country may be empty where the
// findings are not about one; the file of a country says so too.
func (x Exceptions) Lower(list diag.List, country string) diag.List {
	out := slices.Clone(list)
	for i, f := range out {
		by := x.covering(f, cmp.Or(country, CountryOf(f.Pos.File)))
		if by == nil {
			continue
		}
		for _, e := range by {
			e.used = true
		}
		out[i].Severity, out[i].Gate = diag.Note, diag.Release
		out[i].Message = diag.Say("%s; set aside until %s by %s, %s: %s",
			f.Message, by[0].Until, by[0].By, by[0].Role, by[0].Why)
	}
	return out
}

// covering finds the exceptions that cover a finding together; nil where a
// country has none.
func (x Exceptions) covering(f diag.Finding, country string) []*exception {
	var by []*exception
	for _, c := range x.countries {
		if country != "" && c != country {
			continue
		}
		covers := func(e *exception) bool { return e.country == c && e.Covers(f.Rule.ID, f.Material, f.Path) }
		i := slices.IndexFunc(x.list, covers)
		if i < 0 {
			return nil
		}
		by = append(by, x.list[i])
	}
	return by
}

// CountryOf is the code of the country whose file a finding is in, or in whose folder
// the file lies; empty for other files.
func CountryOf(file string) string {
	name, ok := strings.CutPrefix(file, "campaigns/countries/")
	if end := strings.IndexAny(name, "./"); ok && end >= 0 {
		return name[:end]
	}
	return ""
}

// Unused warns of exceptions that covered nothing. What only layout finds is known
// with layout alone.
func (x Exceptions) Unused(layout bool) diag.List {
	var out diag.List
	for _, e := range x.list {
		if !e.used && (layout || rule.Find(e.Rule).Stage != "press") {
			out.Warnf(rule.ExceptionUnused, e.pos, rule.ExceptionUnused.Hint,
				"the exception from %s for %s covers nothing in this build", e.Rule, e.Subject())
		}
	}
	return out
}

// Used lists the exceptions of a country that covered something.
func (x Exceptions) Used(country string) []*campaign.Exception {
	var out []*campaign.Exception
	for _, e := range x.list {
		if e.used && e.country == country {
			out = append(out, e.Exception)
		}
	}
	return out
}
