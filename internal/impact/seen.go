package impact

import (
	"maps"
	"reflect"
	"slices"
	"sync"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/web"
)

// sheets compares the sheets of two plans: it adds those that show something else
// to the answer and gives, by country, finished sheets to stand in for both sides.
func (s *sensor) sheets(out *Impact, a, b *plan.Plan) (before, after map[string][]web.Print, touched map[string]bool) {
	name := func(m *plan.Material) string { return m.Country + "/print/" + m.Audience + "/" + m.Name }
	prints := func(p *plan.Plan, digest string, same map[string]bool) map[string][]web.Print {
		out := map[string][]web.Print{}
		for _, site := range p.Sites {
			out[site.Country] = make([]web.Print, 0, len(p.Materials)/len(p.Sites))
		}
		for i := range p.Materials {
			m := &p.Materials[i]
			sum := digest
			if same[name(m)] {
				sum = ""
			}
			out[m.Country] = append(out[m.Country], standIn(m, sum))
		}
		return out
	}
	was := map[string]*plan.Material{}
	for i := range a.Materials {
		was[name(&a.Materials[i])] = &a.Materials[i]
	}
	same, touched := map[string]bool{}, map[string]bool{}
	changed := func(m *plan.Material) {
		touched[m.Country] = true
		out.sheet(name(m), m.Code)
	}
	for i := range b.Materials {
		m := &b.Materials[i]
		old := was[name(m)]
		delete(was, name(m))
		if old != nil && s.same(old, m) {
			same[name(m)] = true
			continue
		}
		changed(m)
		if old != nil {
			changed(old)
		}
	}
	for _, old := range was {
		changed(old)
	}
	var group sync.WaitGroup
	group.Go(func() { before = prints(a, "before", same) })
	group.Go(func() { after = prints(b, "after", same) })
	group.Wait()
	return before, after, touched
}

// same reports whether the files of two materials are the same.
func (s *sensor) same(a, b *plan.Material) bool {
	return reflect.DeepEqual(a, b) || reflect.DeepEqual(s.shown(*a), s.shown(*b))
}

// standIn is a finished sheet whose files have a digest in place of theirs.
func standIn(m *plan.Material, digest string) web.Print {
	print := web.Print{Material: *m}
	if m.Template == "" || m.Makes(made.Badge) || m.Makes(made.Picture) {
		print.Files = []made.File{{Path: m.Shown(), SHA256: digest}}
		return print
	}
	print.Press = &made.File{Path: m.Path(made.Press.Traits().Ending), SHA256: digest}
	return print
}

// shown keeps of a material what its files can show: slots that the template
// names, and of a contact the number.
func (s *sensor) shown(m plan.Material) plan.Material {
	shows := s.slots(m.Template)
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		kept := map[made.Slot][]plan.Line{}
		for slot, lines := range m.Columns[i].Slots {
			if shows[string(slot)] {
				kept[slot] = unlinked(lines)
			}
		}
		m.Columns[i].Slots = kept
	}
	number := func(c plan.Contact) plan.Contact {
		return plan.Contact{ID: c.ID, Shown: c.Shown, Link: c.Link, Label: c.Label}
	}
	m.Number, m.Emergency = number(m.Number), number(m.Emergency)
	m.Number.Label, m.Emergency.Label = locale.Text{}, locale.Text{} // they stand in slots
	if m.Kind != made.KindBadge {
		m.Number.Link, m.Emergency.Link = "", ""
	}
	if !shows["emergency"] && !shows["emergency-number"] {
		m.Emergency = plan.Contact{}
	}
	if m.Template == "" {
		m.Number, m.Emergency = plan.Contact{}, plan.Contact{}
	}
	if m.Second != nil {
		second := number(*m.Second)
		m.Second = &second
	}
	m.Drafts = slices.Clone(m.Drafts[:min(1, len(m.Drafts))])
	for i := range m.Drafts {
		m.Drafts[i] = plan.Draft{}
	}
	m.Paper, m.Place, m.Hotlines, m.Messages = locale.Text{}, nil, nil, nil
	return m
}

// unlinked gives lines without the addresses behind their numbers: a sheet shows the
// number alone.
func unlinked(lines []plan.Line) []plan.Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].Text.Runs = slices.Clone(out[i].Text.Runs)
		for j := range out[i].Text.Runs {
			out[i].Text.Runs[j].Link = ""
		}
	}
	return out
}

// slots are the words that sheets of a print template show, with the draft mark,
// which every draft has; a text without a template shows all of its own.
func (s *sensor) slots(name string) map[string]bool {
	if s.shows[name] != nil {
		return s.shows[name]
	}
	out := map[string]bool{string(made.SlotDraft): true}
	if name == "" {
		out[string(made.SlotText)], out[string(made.SlotBand)] = true, true
	}
	maps.Copy(out, s.print.Slots(name))
	out[string(made.SlotBand)] = out[string(made.SlotBand)] || out[string(made.SlotImprint)]
	s.shows[name] = out
	return out
}
