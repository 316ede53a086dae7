package plan

import (
	"cmp"
	"fmt"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// Defaults where the facts give nothing. Both make a draft: the first is a
// reserved name (RFC 2606), the second the default of the GOV.UK pattern "Exit
// this page".
const (
	defaultExit = "https://www.bbc.co.uk/weather"
	defaultHost = ".pharos.example/"
)

// nation is one country with the decisions that hold in every language of it.
type nation struct {
	*campaign.Country
	date      string
	gate      campaign.Gate
	base      string
	exit      string
	locales   []locale.Locale
	main      *campaign.Hotline   // the line of the campaign; nil where none may be shown
	lines     []*campaign.Hotline // every line that may be shown, main line first
	police    *campaign.Hotline   // nil where not confirmed
	emergency *campaign.Hotline   // police where no emergency number is confirmed
	held      bool                // a trafficking line exists but is on hold
	plan      *campaign.ActionPlan
	places    campaign.Places
	drafts    []Draft // why the site is a draft, apart from texts
}

// nation decides what holds for the whole country.
func (p *planner) nation(c *campaign.Country) *nation {
	n := &nation{Country: c, gate: p.req.Gate, date: p.editions[c.Code],
		base: c.Base, exit: c.Exit, places: p.set.Places}
	if n.base == "" {
		n.base = "https://" + c.Code + defaultHost
	}
	if n.exit == "" {
		n.exit = defaultExit
	}
	n.locales = p.locales(c)
	n.choose()
	for i := range c.Plans {
		if pl := &c.Plans[i]; n.plan == nil && pl.Mark.Holds() && fmt.Sprint(pl.Until) >= n.date[:4] {
			n.plan = pl
		}
	}
	return n
}

// choose picks the lines: the first trafficking line that may be shown is the
// main one; police stands in for a missing emergency number.
func (n *nation) choose() {
	for i := range n.Hotlines {
		h := &n.Hotlines[i]
		trafficking := h.Kind == campaign.Trafficking || h.Kind == campaign.TraffickingDomestic
		switch {
		case h.Status == campaign.StatusHold && trafficking:
			n.held = true
		case !h.Status.Shows():
		case h.Kind == campaign.Police:
			n.police = first(n.police, h)
		case h.Kind == campaign.Emergency:
			n.emergency = first(n.emergency, h)
		case trafficking && n.main == nil:
			n.main = h
			n.lines = slices.Insert(n.lines, 0, h)
		default:
			n.lines = append(n.lines, h)
		}
	}
	n.emergency = first(n.emergency, n.police)
}

// first gives a where there is one, else b.
func first(a, b *campaign.Hotline) *campaign.Hotline {
	if a != nil {
		return a
	}
	return b
}

// fallback is the line to call where no trafficking line may be shown: police
// where confirmed, else the emergency number.
func (n *nation) fallback() *campaign.Hotline { return first(n.police, n.emergency) }

// second gives the line of the kind that a material wants below the main one;
// nil where there is none to show.
func (n *nation) second(def *campaign.Material) *campaign.Hotline {
	for _, h := range n.lines {
		if n.main != nil && h != n.main && h.Kind == def.Second {
			return h
		}
	}
	return nil
}

// called is the country's name in a language: that on record, else the English one on
// record, else the name that the table of languages has.
func (n *nation) called(table *locale.Table, tag locale.Tag) string {
	return cmp.Or(n.Names[tag], n.Names[locale.Source], table.CountryName(tag, n.Code))
}

// at finds the place of a value of the country's file.
func (n *nation) at(path string) diag.Pos { return n.places.At(n.File(), path) }

// index writes an element's path.
func index(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// lineAt is the place of a hotline's number.
func (n *nation) lineAt(h *campaign.Hotline) diag.Pos {
	for i := range n.Hotlines {
		if &n.Hotlines[i] == h {
			return n.at(index("hotlines", i) + ".contacts[0].dial")
		}
	}
	return n.at("hotlines")
}

// offence gives the articles on trafficking that may be printed.
func (n *nation) offence() []campaign.Article {
	var out []campaign.Article
	for _, a := range n.Law.Trafficking {
		if a.Mark.Holds() {
			out = append(out, a)
		}
	}
	return out
}

// useArticle is the reference for knowing use; none where it may not be printed.
func (n *nation) useArticle() []campaign.Article {
	if u := n.Law.Use; u.Mark.Holds() && u.Article.Mark.Holds() {
		return []campaign.Article{u.Article}
	}
	return nil
}
