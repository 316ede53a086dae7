package plan

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// column chooses one language's words for a sheet. Missing names the message
// that the language lacks and that may not fall back; the sheet is then left out.
func (p *planner) column(
	n *nation,
	a *campaign.Audience,
	def *campaign.Material,
	m *Material,
	l locale.Locale,
) (col Column, missing string) {
	col = Column{Locale: l, Slots: map[made.Slot][]Line{}}
	data := p.data(n, l.Tag)
	for _, slot := range defined {
		taken := map[string]bool{}
		for _, ch := range def.Slots[string(slot)] {
			if taken[ch.Group] || !n.meetsAll(ch.Needs, m.Inside) {
				continue
			}
			t := p.own(l.Tag, ch.Use, data)
			if t.IsZero() || t.Fallback && painted(m) {
				return col, ch.Use
			}
			taken[ch.Group] = ch.Group != ""
			col.Slots[slot] = append(col.Slots[slot], Line{t, ch.Icon})
		}
	}
	return col, p.auto(n, a, def, m, &col)
}

// defined is every slot that a definition fills, in reading order.
var defined = made.SlotsWith(func(t made.SlotTraits) bool { return t.Defined })

// meetsAll reports whether every need is met.
func (n *nation) meetsAll(needs []string, inside bool) bool {
	for _, need := range needs {
		if !n.meets(need, inside) {
			return false
		}
	}
	return true
}

// auto fills the slots that the definition does not name: label, facts,
// emergency and senders. It names a message that the language lacks.
func (p *planner) auto(
	n *nation,
	a *campaign.Audience,
	def *campaign.Material,
	m *Material,
	col *Column,
) (missing string) {
	tag := col.Locale.Tag
	line := first(n.main, n.fallback())
	c, ok := p.contact(n, line, tag)
	if !ok {
		return line.Label
	}
	e, ok := p.contact(n, n.emergency, tag)
	if !ok {
		return n.emergency.Label
	}
	label, icon := c.Label, "phone"
	if m.Police {
		icon = "shield"
		id := "noline.emergency"
		if n.police != nil {
			id = "noline.police"
		}
		if label = p.own(tag, id, nil); label.IsZero() {
			return id
		}
	}
	if def.Outside != "discreet" || m.Inside {
		col.Slots[made.SlotLabel] = []Line{{label, icon}}
	}
	if !m.Police {
		col.Slots[made.SlotFacts] = p.facts(c, tag)
		if !m.Printed() { // a picture is read in passing: hours and price only
			col.Slots[made.SlotFacts] = slices.DeleteFunc(
				col.Slots[made.SlotFacts],
				func(l Line) bool { return l.Icon != "clock" && l.Icon != "phone" },
			)
		}
	}
	if m.Emergency.Shown != "" {
		danger := p.own(tag, "emergency.short", nil)
		col.Slots[made.SlotEmergency] = []Line{{danger, "alert"}, {e.Label, ""}}
	}
	if p.set.Adaptation != nil && m.Makes(made.Badge) {
		m.Stock = sharedBadge
		col.Slots[made.SlotSenders] = p.shared(tag)
	}
	if m.Printed() && !sticker(def) {
		col.Slots[made.SlotSenders] = p.senders(n, a.ID, tag)
		if p.set.Adaptation != nil && large(m) {
			col.Slots[made.SlotPartner] = p.partnerLines(tag)
		}
	}
	return ""
}

// sticker reports a piece with one discreet side: it looks like any advice
// line, so it has no sender, no label and no second number.
func sticker(def *campaign.Material) bool { return def.Outside == "discreet" && def.Sides < 2 }

// painted reports a picture: it has no place for a notice, so nothing on it
// falls back.
func painted(m *Material) bool { return m.Makes(made.Picture) }

// facts lists what the sheet may say about the line, in fixed order, each with
// its icon and only where a fact backs it.
func (p *planner) facts(c Contact, tag locale.Tag) []Line {
	var out []Line
	add := func(icon string, t locale.Text) {
		if !t.IsZero() {
			out = append(out, Line{t, icon})
		}
	}
	// The number again in the language's own digits, for who does not read 0 to 9.
	add(
		"",
		locale.Text{
			Value:     c.Own,
			Tag:       tag,
			Direction: locale.LTR,
			Class:     locale.Number,
			State:     locale.Reviewed,
			From:      c.From,
		},
	)
	add("clock", c.Hours)
	var names []string
	for _, s := range c.Languages {
		names = append(names, s.Name)
	}
	l, _ := p.set.Languages.Lookup(tag)
	add(
		"speech",
		locale.Text{
			Value:     strings.Join(names, p.set.Languages.Comma(tag)),
			Tag:       tag,
			Direction: l.Direction,
			Class:     locale.Number,
			State:     locale.Reviewed,
			From:      c.From,
		},
	)
	if c.Free {
		add("phone", p.own(tag, "label.free", nil))
	}
	add("lock", c.NoName)
	return out
}

// signing lists the senders who agreed to sign an audience's sheets.
func (n *nation) signing(audience string) []campaign.Sender {
	var out []campaign.Sender
	for _, s := range n.Senders {
		if s.OnRecord && wanted(s.Audiences, audience) {
			out = append(out, s)
		}
	}
	return out
}

// senders names who signs; where nobody does, the sheet says so.
func (p *planner) senders(n *nation, audience string, tag locale.Tag) []Line {
	var out []Line
	for _, s := range n.signing(audience) {
		name, of := named(s.Names, s.English, tag)
		l, _ := p.set.Languages.Lookup(of)
		out = append(
			out,
			Line{
				locale.Text{
					Value:     name,
					Tag:       of,
					Direction: l.Direction,
					Class:     locale.Information,
					State:     locale.Reviewed,
				},
				"",
			},
		)
	}
	if len(out) == 0 && p.set.Adaptation == nil {
		out = []Line{{p.own(tag, "sender.unknown", nil), ""}}
	}
	return p.withPartner(n, audience, tag, out)
}

// mark fills the imprint of one language and, on a draft, the mark; the imprint
// says why. A badge or a text has the
// reasons in a band; a picture has the mark alone.
func (p *planner) mark(n *nation, m *Material, col *Column) {
	tag := col.Locale.Tag
	imprint := []locale.Text{p.own(tag, "imprint.edition", map[string]any{"Edition": p.day(tag, n.date)})}
	if m.Batch != "" {
		imprint = append(imprint, p.own(tag, "imprint.batch", map[string]any{"Batch": code(m.Batch)}))
	}
	if m.Number.Tested && n.main != nil && n.standing(n.main).Last != "" {
		imprint = append(
			imprint,
			p.own(tag, "imprint.checked", map[string]any{"Month": p.month(tag, n.standing(n.main).Last)}),
		)
	}
	imprint = append(imprint, p.credits(m, tag)...)
	if p.set.Adaptation != nil {
		imprint = append(imprint, p.adapted(tag, m))
	}
	var band []locale.Text
	has := map[Reason]bool{}
	for _, d := range m.Drafts {
		has[d.Reason] = true
	}
	for _, id := range draftBand(has, p.set.Adaptation != nil && !large(m)) {
		band = append(band, p.own(tag, id, nil))
	}
	if has[FellBack] {
		band = append(band, p.own(tag, "fallback.notice", map[string]any{"Language": p.endonym(locale.Source)}))
	}
	if len(m.Drafts) > 0 {
		col.Slots[made.SlotDraft] = lines(p.own(tag, "draft.mark", nil))
	}
	if m.Printed() {
		col.Slots[made.SlotImprint] = lines(append(imprint, band...)...)
		return
	}
	if !painted(m) {
		col.Slots[made.SlotBand] = lines(band...)
	}
}

// draftBand names what a draft says about itself. The card of an adaptation, whose
// imprint also says who adapted it, has room for one short line alone.
func draftBand(has map[Reason]bool, short bool) []string {
	text := has[OutOfDate] || has[Unreviewed]
	switch {
	case short && has[Untested] && text:
		return []string{"draft.both.short"}
	case short && has[Untested]:
		return []string{"draft.number.short"}
	case short && has[Unreviewed] && !has[OutOfDate]:
		return []string{"draft.translation.short"}
	}
	var out []string
	switch {
	case has[Untested]:
		out = append(out, "draft.number")
	case has[Unconfirmed]:
		out = append(out, "reason.unconfirmed")
	}
	switch {
	case has[OutOfDate]:
		out = append(out, "draft.stale")
	case has[Unreviewed]:
		out = append(out, "draft.translation")
	}
	return out
}

// lines makes lines without icons from texts that are there.
func lines(texts ...locale.Text) []Line {
	var out []Line
	for _, t := range texts {
		if !t.IsZero() {
			out = append(out, Line{t, ""})
		}
	}
	return out
}
