package plan

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// code is an id, a batch or a name as it is on record, as a run of a text.
func code(s string) locale.Run { return locale.Run{Kind: locale.Code, Text: s} }

// number is a contact's number as a run of a text.
func (c Contact) number() locale.Run {
	return locale.Run{Kind: locale.Dial, Text: c.Shown, Link: c.Link}
}

// number is the number of a line as a run of a text. Where the language lacks the
// line's label, the number is a name to it and not one to call.
func (p *planner) number(n *nation, h *campaign.Hotline, tag locale.Tag) locale.Run {
	if c, ok := p.contact(n, h, tag); ok {
		return c.number()
	}
	return Contact{Shown: h.Contacts[0].Dial}.number()
}

// link is the tel: address (RFC 3966): the international form only where it is
// confirmed, else the digits as dialled in the country.
func link(c campaign.Contact) string {
	number := c.Dial
	if c.International.Holds() && c.International.Value != "" {
		number = c.International.Value
	}
	return "tel:" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, number)
}

// contact puts one line into one language. It reports false where the language
// lacks the exact label: the number is then not shown in it.
func (p *planner) contact(n *nation, h *campaign.Hotline, tag locale.Tag) (Contact, bool) {
	key := contactKey{h.ID, tag}
	k, done := p.known[key]
	if !done {
		k.contact, k.ok = p.newContact(n, h, tag)
		p.known[key] = k
	}
	return k.contact, k.ok
}

// newContact is contact, worked out.
func (p *planner) newContact(n *nation, h *campaign.Hotline, tag locale.Tag) (Contact, bool) {
	label, err := p.set.Catalogue.Resolve(tag, h.Label, nil)
	if err != nil {
		return Contact{}, false
	}
	way := h.Contacts[0]
	c := Contact{ID: h.ID, Kind: string(h.Kind), Shown: way.Dial, Link: link(way), Label: label,
		Who: p.own(tag, whoID(h.Kind), nil), Hours: p.hoursText(tag, way.Hours, n.date), Closed: way.Hours.Closed,
		Cost: p.cost(tag, way), Free: way.IsFree(), Tested: n.standing(h).Enough, Public: h.PublicEmergency(),
		From: n.lineAt(h)}
	if l, _ := p.set.Languages.Lookup(tag); n.beside(tag) {
		c.Own = code(l.Own(way.Dial)).String()
	}
	if way.Hours.Known() {
		c.Week = way.Hours.Week()
		closed := closedFrom(way.Hours, n.date)
		c.Always = way.Hours.Constant() && len(closed) == 0
		c.Usual = p.weekText(tag, way.Hours)
		if len(closed) > 0 {
			c.Shut = p.own(tag, "hours.shut", map[string]any{"Days": p.daysOfYear(tag, closed[:min(len(closed), 2)])})
		}
		if !c.Always {
			c.Rows = p.rows(tag, c.Week)
			for _, date := range closed {
				c.Rows = append(c.Rows, DayRow{Day: p.day(tag, date)})
			}
		}
	}
	if h.Languages.Holds() {
		c.Languages = p.spoken(h.Languages.Value)
	}
	if h.NoName.Holds() && h.NoName.Value {
		c.NoName = p.own(tag, "fact.noname", nil)
	}
	if h.Operator.Mark.Holds() {
		c.OperatorKind = h.Operator.Kind
		c.Operator, c.OperatorTag = named(h.Operator.Names, h.Operator.English, tag)
	}
	return c, true
}

// beside reports whether the country wants numbers in a language's own digits too.
func (n *nation) beside(tag locale.Tag) bool {
	return slices.ContainsFunc(n.Languages, func(l campaign.Language) bool { return l.Tag == tag && l.Digits != "" })
}

// whoID is the message that says whom a kind of line is for.
func whoID(k campaign.Kind) string {
	switch k {
	case campaign.TraffickingDomestic:
		return "line.who.trafficking.domestic"
	case campaign.CrimeVictims:
		return "line.who.victims"
	case campaign.DomesticViolence:
		return "line.who.domestic"
	}
	return "line.who." + string(k)
}

// cost is the phrase about the price; nothing where no fact backs one.
func (p *planner) cost(tag locale.Tag, c campaign.Contact) locale.Text {
	if !c.Free.Holds() {
		return locale.Text{}
	}
	id := map[campaign.Cost]string{"free": "label.free", "any-phone": "price.free", "country": "price.free.country",
		"no": "price.normal", "land-line": "price.landline"}[c.Free.Value]
	if id == "" {
		return locale.Text{}
	}
	return p.own(tag, id, nil)
}

// spoken names languages by their own names.
func (p *planner) spoken(tags []locale.Tag) []Spoken {
	var out []Spoken
	for _, t := range tags {
		if l, ok := p.set.Languages.Lookup(t); ok {
			out = append(out, Spoken{t, l.Endonym, l.Direction})
		}
	}
	return out
}

// named gives a body's name in the reader's language, else its English name.
// Names are never transliterated.
func named(names map[locale.Tag]string, english string, tag locale.Tag) (string, locale.Tag) {
	if own := names[tag]; own != "" {
		return own, tag
	}
	return english, locale.Source
}

// standing judges a line's test calls on the day of the edition.
func (n *nation) standing(h *campaign.Hotline) campaign.Standing { return h.Standing(n.date, n.gate) }
