package plan

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Partner is the organisation that adapted a sheet.
type Partner struct {
	// ID is its id, Kind ngo or international.
	ID, Kind string
	// Place is which of the senders it is, from 0.
	Place int
	// Logo is the file of its logo; nil where it has none.
	Logo []byte
}

// partner is what an adaptation puts on a sheet; nil where there is none.
func (p *planner) partner(n *nation, m *Material) *Partner {
	a := p.set.Adaptation
	switch {
	case a == nil:
		return nil
	case m.Makes(made.Badge): // it stands alone in the strip of the badge
		return &Partner{ID: a.Organisation.ID, Kind: a.Organisation.Kind, Logo: a.LogoData}
	case !m.Printed():
		return nil
	}
	return &Partner{
		ID:    a.Organisation.ID,
		Kind:  a.Organisation.Kind,
		Place: partnerPlace(n.signing(m.Audience), a.Organisation.Kind),
		Logo:  a.LogoData,
	}
}

// sharedBadge is the stock of a badge with a strip that says who shares it.
const sharedBadge = "480x160"

// shared is the strip of a badge: that the organisation shares it, so that nobody
// takes it for who answers. Where a language lacks the words, the name is left out.
func (p *planner) shared(tag locale.Tag) []Line {
	name, _ := p.set.Adaptation.Organisation.Name(tag)
	return lines(p.own(tag, "partner.shared", map[string]any{"Organisation": name}))
}

// SharerPage is the page about who adapted a site.
const SharerPage = "partner"

// Sharer is the organisation that adapted a site, in one language, as its own page
// shows it. It stands nowhere beside a number.
type Sharer struct {
	// Name is its name, Role what it does and does not do, Alt the logo in words.
	Name, Role, Alt locale.Text
	// Lines are its own line with the hours of its office, and place and day.
	Lines []locale.Text
}

// sharer gives what the page about who adapted the site says; nil where nobody did,
// or where a text is missing that keeps the reader from an error.
func (p *planner) sharer(tag locale.Tag) *Sharer {
	a := p.set.Adaptation
	if a == nil {
		return nil
	}
	name, _ := a.Organisation.Name(tag)
	with := map[string]any{"Organisation": name}
	s := &Sharer{Name: p.partnerName(tag), Role: p.own(tag, "partner.role", with), Alt: p.own(tag, "alt.logo", with)}
	if s.Role.IsZero() {
		return nil
	}
	for _, l := range p.partnerLines(tag) {
		s.Lines = append(s.Lines, l.Text)
	}
	return s
}

// partnerPlace is where an organisation signs: behind the last sender whose kind
// comes before its own or is the same. The country's order of senders stays.
func partnerPlace(senders []campaign.Sender, kind string) int {
	rank := map[string]int{"government": 0, "ngo": 1, "international": 2}
	at := 0
	for i, s := range senders {
		if rank[s.Kind] <= rank[kind] {
			at = i + 1
		}
	}
	return at
}

// partnerName is the organisation's name as a sender.
func (p *planner) partnerName(tag locale.Tag) locale.Text {
	a := p.set.Adaptation
	name, of := a.Organisation.Name(tag)
	return p.plainText(name, of)
}

// plainText is a text of a definition in a language.
func (p *planner) plainText(value string, tag locale.Tag) locale.Text {
	l, _ := p.set.Languages.Lookup(tag)
	return locale.Text{
		Value:     value,
		Tag:       tag,
		Direction: l.Direction,
		Class:     locale.Information,
		State:     locale.Reviewed,
	}
}

// partnerLines are what stands below the organisation's name: its line with the
// hours of its own office, and place and day of what it invites to.
func (p *planner) partnerLines(tag locale.Tag) []Line {
	a := p.set.Adaptation
	in := func(m map[locale.Tag]string) (string, locale.Tag) {
		if m[tag] != "" {
			return m[tag], tag
		}
		return m[locale.Source], locale.Source
	}
	var out []Line
	_, of := in(a.Partner.Line)
	line := a.Partner.Address(of)
	if len(a.Partner.Hours) > 0 {
		h := p.hoursText(
			tag,
			campaign.Hours{Weekly: a.Partner.Hours, Backed: campaign.Backed{Mark: campaign.MarkA}},
			"",
		)
		if of == tag || line == "" {
			line, of = strings.TrimPrefix(line+" · "+h.Value, " · "), tag
		}
	}
	if line != "" {
		out = append(out, Line{p.plainText(line, of), ""})
	}
	place, of := in(a.Partner.Place)
	if place == "" {
		of = tag
	}
	if d := p.day(of, a.Partner.Date); d != "" {
		place = strings.TrimPrefix(place+" · "+d, " · ")
	}
	if place != "" {
		out = append(out, Line{p.plainText(place, of), ""})
	}
	return out
}

// large reports a sheet with room below the names of the senders.
func large(m *Material) bool { return slices.Contains([]string{"A4", "A3", "A2", "Letter"}, m.Stock) }

// adapted is the line of the imprint about an adaptation. A card has room for the
// organisation's id only; its name stands among the senders.
func (p *planner) adapted(tag locale.Tag, m *Material) locale.Text {
	name, _ := p.set.Adaptation.Organisation.Name(tag)
	if !large(m) {
		name = p.set.Adaptation.Organisation.ID
	}
	return p.own(tag, "imprint.adapted", map[string]any{"Organisation": name, "Base": code(p.req.Base)})
}

// withPartner puts the organisation among the senders.
func (p *planner) withPartner(n *nation, audience string, tag locale.Tag, senders []Line) []Line {
	if p.set.Adaptation == nil {
		return senders
	}
	at := min(partnerPlace(n.signing(audience), p.set.Adaptation.Organisation.Kind), len(senders))
	return slices.Insert(senders, at, Line{p.partnerName(tag), ""})
}

// batchOf is what a batch id begins with: the country, and who adapted the sheet.
func (p *planner) batchOf(country string) string {
	if a := p.set.Adaptation; a != nil {
		return country + "-" + a.Organisation.ID
	}
	return country
}

// landing is the language in which the code of a sheet leads to a page: its own,
// or, where an adaptation added a language that the site lacks, English or the
// first of the others.
func (p *planner) landing(n *nation, tag locale.Tag) locale.Tag {
	a := p.set.Adaptation
	if a == nil || !slices.Contains(a.Added, tag) {
		return tag
	}
	out := tag
	for _, l := range n.locales {
		if !slices.Contains(a.Added, l.Tag) && (out == tag || l.Tag == locale.Source) {
			out = l.Tag
		}
	}
	return out
}
