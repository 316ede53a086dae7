package plan

import (
	"fmt"
	"maps"
	"time"

	"pharos/internal/locale"
)

// own finds a message in a language, or in English where its class allows it.
// The zero Text where there is none, or where its data are not known.
func (p *planner) own(tag locale.Tag, id string, data map[string]any) locale.Text {
	t, ok := p.set.Catalogue.ResolveOr(tag, id, data)
	if !ok {
		return locale.Text{}
	}
	return t
}

// data gives the values that messages of a country may name, in one language.
// A fact that is not on record has no entry, so a message that needs it is not
// made at all. The map is the caller's own.
func (p *planner) data(n *nation, tag locale.Tag) map[string]any {
	if p.values[tag] == nil {
		p.values[tag] = p.gather(n, tag)
	}
	return maps.Clone(p.values[tag])
}

// gather is data, worked out.
func (p *planner) gather(n *nation, tag locale.Tag) map[string]any {
	d := map[string]any{"Country": p.set.Languages.CountryName(tag, n.Code), "Emergency": p.number(n, n.emergency, tag)}
	put := func(key, value string) {
		if value != "" {
			d[key] = value
		}
	}
	if n.police != nil {
		d["Police"] = p.number(n, n.police, tag)
	}
	if n.main != nil {
		d["Line"] = p.number(n, n.main, tag)
		put("Hours", p.hoursText(tag, n.main.Contacts[0].Hours, n.date).Value)
	}
	put("Plan", n.planTitle(tag))
	put("LawUse", n.useArticle())
	put("LawOffence", n.offence())
	put("Edition", p.day(tag, n.date))
	return d
}

// none says in words that no line may be shown, and whom to call instead.
func (p *planner) none(n *nation, tag locale.Tag) locale.Text {
	id := "line.none"
	switch {
	case n.held:
		id = "line.held"
	case n.police == nil:
		id = "line.none.emergency"
	}
	return p.own(tag, id, p.data(n, tag))
}

// day writes a date in a language; empty for an empty or broken date, which
// check has named already.
func day(languages *locale.Table, tag locale.Tag, date string) string {
	text, err := languages.Date(tag, date)
	if err != nil {
		return ""
	}
	return text
}

// day is day with the project's languages.
func (p *planner) day(tag locale.Tag, date string) string { return day(p.set.Languages, tag, date) }

// month writes the month and the year of a date.
func (p *planner) month(tag locale.Tag, date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%s %d", p.set.Languages.Month(tag, int(t.Month())), t.Year())
}
