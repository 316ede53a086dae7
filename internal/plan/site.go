package plan

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// site plans the web root of one country in all its languages.
func (p *planner) site(n *nation) Site {
	s := Site{Country: n.Code, Base: n.base, Exit: n.exit, Zone: n.Zone, Drafts: n.drafts, Quiet: p.req.Quiet,
		BaseFrom: n.places.At(n.File(), "base"), ExitFrom: n.places.At(n.File(), "exit")}
	if sec := n.Country.Security; sec.Mark.Holds() && sec.Contact != "" && sec.Until != "" && sec.Until >= n.date {
		s.Security, s.SecurityUntil = sec.Contact, sec.Until
	}
	for i, l := range n.locales {
		if p.landing(n, l.Tag) != l.Tag {
			continue
		}
		if i == 0 || s.Default == "" {
			s.Default = l.Tag
		}
		s.Faces = append(s.Faces, p.face(n, l))
	}
	if a := p.set.Adaptation; a != nil && a.LogoData != nil {
		s.Logo = &Logo{Data: a.LogoData}
	}
	for _, d := range n.Days {
		s.Days = append(s.Days, p.awarenessDay(n, d))
	}
	return s
}

// face plans one language of a site.
func (p *planner) face(n *nation, l locale.Locale) Face {
	f := Face{
		Locale:    l,
		Languages: p.set.Languages,
		Role:      n.role(l.Tag),
		From:      n.listed(l.Tag),
		Country:   n.called(p.set.Languages, l.Tag),
	}
	for _, h := range n.lines {
		if c, ok := p.contact(n, h, l.Tag); ok {
			f.Lines = append(f.Lines, c)
		}
	}
	if n.main == nil {
		f.None = p.none(n, l.Tag)
	}
	f.Emergency, _ = p.contact(n, n.emergency, l.Tag)
	if n.police != nil && n.police != n.emergency {
		if c, ok := p.contact(n, n.police, l.Tag); ok {
			f.Police = &c
		}
	}
	if n.main != nil {
		f.TestedOn = p.day(l.Tag, n.standing(n.main).Last)
	}
	f.Texts = p.texts(n, l.Tag)
	if p.req.Quiet && n.main != nil {
		f.Lines[0].Label = f.Texts["help.line"]
	}
	f.Sharer = p.sharer(l.Tag)
	for _, place := range Addresses {
		if page, ok := p.page(n, &f, place); ok {
			f.Pages = append(f.Pages, page)
		}
	}
	for _, a := range p.set.Audiences {
		f.Audiences = append(f.Audiences, Audience{a.ID, a.Address, p.own(l.Tag, a.Name, nil)})
	}
	f.Drafts = p.faceDrafts(&f)
	return f
}

// role is the role of a language in the country.
func (n *nation) role(tag locale.Tag) string {
	for _, l := range n.Languages {
		if l.Tag == tag {
			return string(l.Role)
		}
	}
	return ""
}

// listed is the line on which the country lists a language.
func (n *nation) listed(tag locale.Tag) diag.Pos {
	i := slices.IndexFunc(n.Languages, func(l campaign.Language) bool { return l.Tag == tag })
	return n.places.At(n.File(), fmt.Sprintf("languages[%d].tag", i))
}

// Marks that stand in a Text for values which a page's script fills in: a
// time, a day of the week and a count.
const (
	TimeMark  = "%t"
	DayMark   = "%d"
	CountMark = "%n"
)

// texts resolves the interface's own messages. A message whose data are not
// known in this country is left out; so is the plural form of a count, which is
// given as one text for each count: exit.keys.left.2.
func (p *planner) texts(n *nation, tag locale.Tag) map[string]locale.Text {
	out := maps.Clone(p.fixedTexts(tag))
	data := p.data(n, tag)
	data["Time"], data["Day"] = TimeMark, DayMark
	data["Language"] = p.endonym(locale.Source)
	if n.main != nil {
		if last := n.standing(n.main).Last; last != "" {
			data["Date"], data["Month"] = p.day(tag, last), p.month(tag, last)
		}
	}
	for _, id := range p.openIDs {
		if t := p.own(tag, id, data); !t.IsZero() {
			out[id] = t
		}
	}
	if p.req.Until != "" {
		out["materials.until"] = p.own(tag, "materials.until", map[string]any{"Date": p.day(tag, p.req.Until)})
	} else {
		delete(out, "materials.until") // a draft has no last day
	}
	for count := 1; count <= 2; count++ {
		data["Count"], data["PluralCount"] = count, count
		if t := p.own(tag, "exit.keys.left", data); !t.IsZero() {
			out[fmt.Sprintf("exit.keys.left.%d", count)] = t
		}
	}
	return out
}

// fixedTexts are the interface's messages without placeholders: the same in
// every country.
func (p *planner) fixedTexts(tag locale.Tag) map[string]locale.Text {
	texts, _ := p.fixed.LoadOrStore(tag, sync.OnceValue(func() map[string]locale.Text {
		out := map[string]locale.Text{}
		for _, id := range p.interfaceIDs {
			if t := p.own(tag, id, nil); !t.IsZero() {
				out[id] = t
			}
		}
		for _, pl := range Addresses {
			if p.req.Quiet && pl.Name != "start" { // menus and headings have the neutral names of the windows
				out["nav."+pl.Key] = out["window."+pl.Key]
			}
		}
		return out
	}))
	return texts.(func() map[string]locale.Text)()
}

// endonym is the own name of a language of the table.
func (p *planner) endonym(tag locale.Tag) string {
	l, _ := p.set.Languages.Lookup(tag)
	return l.Endonym
}

// awarenessDay puts an awareness day into every language of the country.
func (p *planner) awarenessDay(n *nation, d campaign.Day) Day {
	out := Day{Names: map[locale.Tag]string{}, From: d.From, Until: d.Until}
	if out.Until == "" {
		out.Until = out.From
	}
	for _, l := range n.locales {
		if t := p.own(l.Tag, d.Message, nil); !t.IsZero() {
			out.Names[l.Tag] = t.Value
		}
	}
	return out
}
