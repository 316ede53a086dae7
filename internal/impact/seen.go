package impact

import (
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
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
	file := func(ending string) made.File { return made.File{Path: m.Path(ending), SHA256: digest} }
	print := web.Print{Material: *m}
	switch {
	case m.Template == "":
		print.Files = []made.File{file("txt")}
	case slices.Contains(m.Outputs, "badge"):
		print.Files = []made.File{file("svg")}
	case slices.Contains(m.Outputs, "picture"):
		print.Files = []made.File{file("png")}
	default:
		press := file("press.pdf")
		print.Press = &press
	}
	return print
}

// shown keeps of a material what its files can show: slots that the template
// names, and of a contact the number.
func (s *sensor) shown(m plan.Material) plan.Material {
	shows := s.slots(m.Template)
	m.Columns = slices.Clone(m.Columns)
	for i := range m.Columns {
		kept := map[plan.Slot][]plan.Line{}
		for slot, lines := range m.Columns[i].Slots {
			if shows[string(slot)] {
				kept[slot] = lines
			}
		}
		m.Columns[i].Slots = kept
	}
	number := func(c plan.Contact) plan.Contact {
		return plan.Contact{ID: c.ID, Shown: c.Shown, Link: c.Link, Label: c.Label}
	}
	m.Number, m.Emergency = number(m.Number), number(m.Emergency)
	m.Number.Label, m.Emergency.Label = locale.Text{}, locale.Text{} // they stand in slots
	if m.Kind != "material.badge" {
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

// slots are the words of a print template and of the parts that it uses.
func (s *sensor) slots(template string) map[string]bool {
	if s.shows[template] != nil {
		return s.shows[template]
	}
	out := map[string]bool{"draft": true}
	if template == "" {
		out["text"], out["band"] = true, true
	}
	dir := path.Join("themes", s.o.Theme, "print")
	parts := sections(s.text(path.Join(dir, "parts.yaml")))
	var add func(text string)
	add = func(text string) {
		text, _, _ = strings.Cut(text, "\nexamples:")
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "# ")
			for _, word := range strings.FieldsFunc(line, func(r rune) bool { return !(r >= 'a' && r <= 'z') && r != '-' }) {
				if part, ok := parts[word]; ok && !out["part "+word] {
					out["part "+word] = true
					add(part)
				}
				out[word] = true
			}
		}
	}
	if template != "" {
		add(s.text(path.Join(dir, template+".yaml")))
	}
	out["band"] = out["band"] || out["imprint"]
	s.shows[template] = out
	return out
}

// text reads a file; nothing where it is not there.
func (s *sensor) text(name string) string {
	data, _ := fs.ReadFile(s.loaded.Files, name)
	return string(data)
}

// sections cuts a file at its outermost keys.
func sections(text string) map[string]string {
	out := map[string]string{}
	key := ""
	for line := range strings.Lines(text) {
		if name, _, ok := strings.Cut(line, ":"); ok && name != "" && line[0] >= 'a' && line[0] <= 'z' {
			key = name
			continue
		}
		out[key] += line
	}
	delete(out, "")
	return out
}
