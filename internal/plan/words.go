package plan

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"pharos/internal/campaign"
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
	d := map[string]any{"Country": n.called(p.set.Languages, tag), "Emergency": p.number(n, n.emergency, tag)}
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
	for name, runs := range map[string][]locale.Run{
		"Plan": p.planTitle(n, tag), "LawUse": p.law(n.useArticle(), tag), "LawOffence": p.law(n.offence(), tag),
	} {
		if runs != nil {
			d[name] = runs
		}
	}
	put("Edition", p.day(tag, n.date))
	return d
}

// law gives references to law in a language, joined; nil where there is none. One
// that lacks a name in the language has all of them in English.
func (p *planner) law(articles []campaign.Article, tag locale.Tag) []locale.Run {
	var own, english []string
	for _, a := range articles {
		english = append(english, a.Text)
		if name := a.Names[tag]; name != "" {
			own = append(own, name)
		}
	}
	names := map[locale.Tag]string{}
	if len(own) == len(english) {
		names[tag] = strings.Join(own, "; ")
	}
	return p.reference(names, strings.Join(english, "; "), tag)
}

// operator is the body that answers; nil where it is not on record. A public body is
// called by what it does, an organisation by a name that is the same everywhere.
func (p *planner) operator(o *campaign.Operator, tag locale.Tag) []locale.Run {
	name, of := named(o.Names, o.English, tag)
	switch {
	case !o.Mark.Holds() || name == "":
		return nil
	case o.Kind == "government":
		return p.reference(o.Names, o.English, tag)
	}
	return []locale.Run{{Kind: locale.Foreign, Text: name, Tag: of}}
}

// planTitle is the national plan in force; nil where none is on record.
func (p *planner) planTitle(n *nation, tag locale.Tag) []locale.Run {
	if n.plan == nil {
		return nil
	}
	return p.reference(n.plan.Names, n.plan.Title, tag)
}

// reference gives a name as it stands in a sentence: in the reader's language, else
// in English with a word that says so; nil where there is no name.
func (p *planner) reference(names map[locale.Tag]string, english string, tag locale.Tag) []locale.Run {
	name, of := named(names, english, tag)
	switch {
	case name == "":
		return nil
	case of == tag:
		return []locale.Run{{Text: name}}
	}
	foreign := locale.Run{Kind: locale.Foreign, Text: name, Tag: of}
	if said := p.own(tag, "name.english", map[string]any{"Name": foreign}); said.Runs != nil {
		return said.Runs
	}
	return []locale.Run{foreign}
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
