package plan

import (
	"slices"
	"strings"
	"sync"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Make decides the plan for the countries, audiences and languages asked for.
// Findings are about the author's data: a message that fits nowhere, a country
// without any number to call.
func Make(set *campaign.Set, req Request) (*Plan, diag.List) {
	p := &planner{set: set, req: req, out: &Plan{Date: req.Date, Languages: set.Languages},
		fixed: &sync.Map{}, several: map[string]bool{}, editions: set.Editions(req.Date, req.Latest)}
	for _, day := range p.editions {
		p.out.Date = max(p.out.Date, day)
	}
	seen := map[string]bool{}
	for _, a := range set.Audiences {
		for _, m := range a.Materials {
			p.several[m.ID], seen[m.ID] = seen[m.ID], true
		}
	}
	for _, id := range set.Catalogue.IDs(locale.Source) {
		if m, _ := set.Catalogue.Message(locale.Source, id); strings.HasPrefix(m.Pos.File, interfaceFolder) {
			p.interfaceIDs = append(p.interfaceIDs, id)
			if len(m.Placeholders()) > 0 {
				p.openIDs = append(p.openIDs, id)
			}
		}
	}
	p.strayPages()
	var each []*planner
	var group sync.WaitGroup
	for _, c := range set.Countries {
		if wanted(req.Countries, c.Code) {
			own := *p
			own.out = &Plan{}
			each = append(each, &own)
			group.Go(func() { own.country(c) })
		}
	}
	group.Wait()
	materials := 0
	for _, own := range each {
		materials += len(own.out.Materials)
	}
	p.out.Materials = slices.Grow(p.out.Materials, materials)
	for _, own := range each {
		p.list = append(p.list, own.list...)
		p.out.Sites = append(p.out.Sites, own.out.Sites...)
		p.out.Materials = append(p.out.Materials, own.out.Materials...)
		p.out.Omitted = append(p.out.Omitted, own.out.Omitted...)
	}
	return p.out, p.list.Sorted()
}

// strayPages warns of pages that no site has a place for.
func (p *planner) strayPages() {
	known := []string{}
	for _, pl := range Addresses {
		known = append(known, pl.Name)
	}
	for _, name := range slices.Sorted(mapKeys(p.set.Pages)) {
		if src := p.set.Pages[name][locale.Source]; src != nil && !slices.Contains(known, name) {
			p.list.Warnf(rule.PagePlace, p.set.Places.At(src.File, "title"), "", "no site has a place for the page %q",
				name).Hint = tree.DidYouMean(
				name,
				known,
			)
		}
	}
}

// interfaceFolder holds the interface's own messages.
const interfaceFolder = "campaigns/interface/"

// planner carries the definitions, the request and what is decided so far.
type planner struct {
	set  *campaign.Set
	req  Request
	out  *Plan
	list diag.List
	// interfaceIDs are the interface's own messages, openIDs those of them with
	// placeholders; fixed gives the others by language, for all countries at once.
	interfaceIDs, openIDs []string
	fixed                 *sync.Map
	// several are the ids of materials that more than one audience has: their
	// batches also name the audience.
	several map[string]bool
	// editions are the days by which the countries are judged, by code.
	editions map[string]string
	// known are the contacts of the country at hand that are already put into a
	// language, values its data for messages: both are asked for again on every sheet.
	known  map[contactKey]knownContact
	values map[locale.Tag]map[string]any
}

// contactKey is one line in one language.
type contactKey struct {
	id  string
	tag locale.Tag
}

// knownContact is an answer of contact.
type knownContact struct {
	contact Contact
	ok      bool
}

// country plans one site and the materials of one country.
func (p *planner) country(c *campaign.Country) {
	p.known, p.values = map[contactKey]knownContact{}, map[locale.Tag]map[string]any{}
	n := p.nation(c)
	if n.emergency == nil {
		p.list.Errorf(rule.NumEmergency, p.set.Places.At(c.File(), "hotlines"),
			"Add a police or emergency line with status label and its source.",
			"%s has no police or emergency number to fall back on", c.Code)
		return
	}
	n.drafts = p.siteDrafts(n)
	if p.req.Sheet == "" {
		p.out.Sites = append(p.out.Sites, p.site(n))
	}
	for _, a := range p.set.Audiences {
		if wanted(p.req.Audiences, a.ID) {
			p.audience(n, a)
		}
	}
	p.notices(n)
	p.unshown(n)
}

// omit records something that is left out on purpose.
func (p *planner) omit(o Omission) { p.out.Omitted = append(p.out.Omitted, o) }

// wanted reports whether a selection holds a value; an empty one holds all.
func wanted[T comparable](selection []T, v T) bool {
	return len(selection) == 0 || slices.Contains(selection, v)
}

// locales gives the languages of the country that can be shown at all: with
// every text that stands beside a number. The others are listed as omitted.
func (p *planner) locales(c *campaign.Country) []locale.Locale {
	var out []locale.Locale
	for i, l := range c.Languages {
		row, known := p.set.Languages.Lookup(l.Tag)
		if !known || !wanted(p.req.Languages, l.Tag) {
			continue
		}
		if id := p.lacking(l.Tag); id != "" {
			reason := NoText
			if !row.Expected {
				reason = NoRomani
			}
			p.omit(Omission{Country: c.Code, Tag: l.Tag, Reason: reason,
				Detail: diag.Say("%s: no text for %s", row.English, id),
				Pos:    p.set.Places.At(c.File(), index("languages", i))})
			continue
		}
		out = append(out, row)
	}
	return out
}

// lacking names the first interface message of class number that a language
// does not have; empty when it has all of them.
func (p *planner) lacking(tag locale.Tag) string {
	for _, id := range p.interfaceIDs {
		if p.set.Catalogue.Class(id) == locale.Number && !p.set.Catalogue.Has(tag, id) {
			return id
		}
	}
	return ""
}
