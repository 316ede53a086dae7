package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// audience plans the materials of one audience in one country: each in every
// language it reaches and, where languages stand side by side, as joint sheets.
func (p *planner) audience(n *nation, a *campaign.Audience) {
	for i := range a.Materials {
		def := &a.Materials[i]
		from := p.set.Places.At(a.File(), index("materials", i))
		for _, l := range n.locales {
			if n.reaches(a, l.Tag) {
				p.material(n, a, def, []locale.Locale{l}, from)
			}
		}
		if !def.Joint {
			continue
		}
		for _, group := range n.Joint {
			if ls := n.group(group); len(ls) == len(group) {
				p.material(n, a, def, ls, from)
			}
		}
	}
}

// reaches reports whether an audience's materials come in a language.
func (n *nation) reaches(a *campaign.Audience, tag locale.Tag) bool {
	r := a.Languages
	return r.All || r.Own && n.role(tag) == string(campaign.Required) || slices.Contains(r.More, tag)
}

// group looks up the languages of a joint sheet; it is shorter where one of
// them is not shown.
func (n *nation) group(tags []locale.Tag) []locale.Locale {
	var out []locale.Locale
	for _, tag := range tags {
		if i := slices.IndexFunc(n.locales, func(l locale.Locale) bool { return l.Tag == tag }); i >= 0 {
			out = append(out, n.locales[i])
		}
	}
	return out
}

// material plans one sheet. What cannot be made is listed with its reason.
func (p *planner) material(n *nation, a *campaign.Audience, def *campaign.Material, ls []locale.Locale, from diag.Pos) {
	var tags []string
	for _, l := range ls {
		tags = append(tags, l.Tag.Address())
	}
	name := def.ID + "." + strings.Join(tags, "+")
	if p.req.Sheet != "" && p.req.Sheet != a.ID+"/"+name {
		return
	}
	m := Material{
		Country:  n.Code,
		Audience: a.ID,
		ID:       def.ID,
		Kind:     def.Kind,
		Name:     name,
		Template: def.Template,
		Params:   def.Params,
		Stock:    def.Stock,
		Outputs:  def.Outputs,
		Office:   cmp.Or(def.Office, n.Office),
		Sheet:    def.Sheet,
		Turn:     def.Turn,
		Carry:    def.Carry,
		From:     from,
	}
	leave := func(r Reason, format diag.Format, args ...any) {
		p.omit(
			Omission{
				Country:  n.Code,
				Audience: a.ID,
				Material: m.Name,
				Tag:      ls[0].Tag,
				Reason:   r,
				Detail:   diag.Say(format, args...),
				Pos:      from,
			},
		)
	}
	line := first(n.main, n.fallback())
	m.Police = n.main == nil
	if def.Outside == "discreet" && line.Status != campaign.StatusPrint {
		if def.Sides < 2 {
			leave(NoCaption, "%s stands only beside its label, which gives the holder away", line.ID)
			return
		}
		m.Inside = true
	}
	var ok bool
	tag := ls[0].Tag
	if m.Number, ok = p.contact(n, line, tag); !ok {
		leave(NoText, "no text for %s", line.Label)
		return
	}
	if !sticker(def) && !m.Makes(made.Badge) {
		m.Emergency, _ = p.contact(n, n.emergency, tag)
	}
	if second := n.second(def); second != nil && len(ls) == 1 {
		if c, ok := p.contact(n, second, tag); ok {
			m.Second = &c
		}
	}
	address := n.base + pageAddress(p.landing(n, tag), def.Page)
	m.Address = forPeople(strings.TrimSuffix(strings.TrimPrefix(address, "https://"), "/"))
	if m.Printed() {
		m.Code = address
	}
	m.Paper = p.own(tag, def.Paper, nil)
	for _, id := range def.Place {
		m.Place = append(m.Place, p.own(tag, id, nil))
	}
	for _, l := range ls {
		col, missing := p.column(n, a, def, &m, l)
		if missing != "" {
			leave(NoText, "%s: no text for %s", l.English, missing)
			return
		}
		m.Columns = append(m.Columns, col)
	}
	p.pictures(n, def, &m)
	p.finish(n, &m, line)
	p.piece(n, &m, line)
	p.out.Materials = append(p.out.Materials, m)
}

// finish adds what depends on the whole sheet: ids, drafts, imprint and mark.
func (p *planner) finish(n *nation, m *Material, line *campaign.Hotline) {
	m.Hotlines = []string{line.ID}
	lines := []*campaign.Hotline{line}
	if line != n.emergency && m.Emergency.Shown != "" {
		m.Hotlines, lines = append(m.Hotlines, n.emergency.ID), append(lines, n.emergency)
	}
	if m.Second != nil {
		h := &n.Hotlines[slices.IndexFunc(n.Hotlines, func(h campaign.Hotline) bool { return h.ID == m.Second.ID })]
		m.Hotlines, lines = append(m.Hotlines, h.ID), append(lines, h)
	}
	slices.Sort(m.Hotlines)
	for _, h := range lines {
		m.Drafts = append(m.Drafts, n.lineDrafts(h)...)
	}
	ids := map[string]bool{}
	for _, col := range m.Columns {
		var c textCount
		for _, slot := range judged {
			for _, l := range col.Slots[slot] {
				c.add(l.Text)
				if l.Text.ID != "" {
					ids[l.Text.ID] = true
				}
			}
		}
		m.Drafts = append(m.Drafts, c.drafts(col.Locale)...)
	}
	for _, name := range slices.Sorted(mapKeys(m.Pictures)) {
		for i, t := range m.Pictures[name].Alt {
			var c textCount
			c.add(t)
			m.Drafts = append(m.Drafts, c.drafts(m.Columns[i].Locale)...)
			if m.Pictures[name].Message {
				ids[t.ID] = true
			}
		}
	}
	m.Messages = slices.Sorted(mapKeys(ids))
	for _, d := range n.drafts {
		if d.Reason == NoBase || d.Reason == NoStatus || d.Reason == NoPlan {
			m.Drafts = append(m.Drafts, d)
		}
	}
	if len(n.signing(m.Audience)) == 0 {
		m.Drafts = append(
			m.Drafts,
			Draft{NoSender, diag.Say("no sender on record for %s", m.Audience), n.at("senders"), m.Audience},
		)
	}
	if a := p.set.Adaptation; a != nil {
		m.Partner, m.Ground = p.partner(n, m), a.Ground
		if !p.req.Accepted {
			m.Drafts = append(
				m.Drafts,
				Draft{
					Adapted,
					diag.Say("the office has not accepted the adaptation of %s", a.Organisation.English),
					p.set.Places.At(campaign.AdaptationFile, "organisation"),
					"",
				},
			)
		}
	}
	m.Drafts = uniqueDrafts(m.Drafts)
	if p.req.Release > 0 && len(m.Drafts) == 0 {
		name := m.Name
		if p.several[m.ID] {
			name = m.Audience + "-" + name
		}
		m.Batch = fmt.Sprintf("%s-%d-%s", p.batchOf(m.Country), p.req.Release, name)
	}
	for i := range m.Columns {
		p.mark(n, m, &m.Columns[i])
	}
}

// judged is every slot whose words come from messages, in reading order.
var judged = made.SlotsWith(func(t made.SlotTraits) bool { return t.Judged })
