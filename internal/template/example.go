package template

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Example is a material in a template's file: it shows how the template is used
// and is its test.
type Example struct {
	// Name says what the example shows.
	Name     string
	Material plan.Material
	// Least holds the size in thousandths of a point that each style reaches at least.
	Least map[string]int
	Pos   diag.Pos
}

var exampleKeys = []string{
	"show",
	"stock",
	"params",
	"number",
	"second",
	"police",
	"inside",
	"emergency",
	"code",
	"draft",
	"audience",
	"pictures",
	"words",
	"least",
}

// readExample reads one example.
func (r *reader) readExample(n *tree.Node) Example {
	e := Example{Least: map[string]int{}, Pos: n.Pos}
	m := &e.Material
	m.Country, m.Audience, m.Params, m.Name, m.From = "xx", "citizen", map[string]string{}, "example", n.Pos
	number := func(v *tree.Node) plan.Contact {
		return plan.Contact{ID: "xx.example", Shown: r.word(v), From: v.Pos}
	}
	for _, k := range r.entries(n) {
		switch v := k.Value; k.Key {
		case "show":
			e.Name = r.word(v)
		case "stock":
			m.Stock = r.word(v)
		case "audience":
			m.Audience = r.word(v)
		case "params":
			for _, p := range r.entries(v) {
				m.Params[p.Key] = r.word(p.Value)
			}
		case "number":
			m.Number = number(v)
		case "second":
			c := number(v)
			m.Second = &c
		case "emergency":
			m.Emergency = number(v)
		case "police":
			m.Police = r.yes(v)
		case "inside":
			m.Inside = r.yes(v)
		case "pictures":
			m.Pictures = map[string]plan.Picture{}
			for _, e := range r.entries(v) {
				m.Pictures[e.Key] = r.readPicture(e.Value)
			}
		case "draft":
			if r.yes(v) {
				m.Drafts = []plan.Draft{{Reason: plan.Unreviewed, Detail: diag.Say("an example")}}
			}
		case "code":
			m.Address = r.word(v)
			m.Code = "https://" + m.Address
		case "words":
			for _, c := range r.entries(v) {
				m.Columns = append(m.Columns, r.readColumn(c, m.Second))
			}
		case "least":
			for _, s := range r.entries(v) {
				e.Least[s.Key] = int(r.constant(s.Value))
			}
		default:
			r.strange(k, exampleKeys...)
		}
	}
	return e
}

// readColumn reads one language's words: slot, then a text or a list of texts;
// a text with an icon is written as "icon: text".
func (r *reader) readColumn(e tree.Entry, second *plan.Contact) plan.Column {
	l, ok := r.languages.Lookup(locale.Tag(e.Key))
	if !ok {
		r.list.Errorf(rule.TemplateValue, e.Pos, "Use a tag such as sq or sr-Cyrl.", "unknown language %q", e.Key)
	}
	col := plan.Column{Locale: l, Slots: map[made.Slot][]plan.Line{}}
	add := func(s tree.Entry, icon string, v *tree.Node) {
		t := locale.Text{
			ID:        s.Key,
			Value:     r.word(v),
			Tag:       l.Tag,
			Direction: l.Direction,
			Class:     locale.Information,
			State:     locale.Reviewed,
			From:      v.Pos,
		}
		col.Slots[made.Slot(s.Key)] = append(col.Slots[made.Slot(s.Key)], plan.Line{Text: t, Icon: icon})
	}
	for _, s := range r.entries(e.Value) {
		if !slots[s.Key] || s.Key == "number" {
			r.strange(s, slices.Sorted(maps.Keys(slots))...)
			continue
		}
		if s.Value.Kind != tree.List {
			add(s, "", s.Value)
			continue
		}
		for _, i := range s.Value.Items {
			if i.Kind == tree.Map && len(i.Entries) == 1 {
				add(s, i.Entries[0].Key, i.Entries[0].Value)
				continue
			}
			add(s, "", i)
		}
	}
	if second != nil && len(col.Slots["second-label"]) > 0 {
		second.Label = col.Slots["second-label"][0].Text
		delete(col.Slots, "second-label")
	}
	return col
}

// readPicture reads a picture of an example: its file and the text for who
// cannot see it.
func (r *reader) readPicture(n *tree.Node) plan.Picture {
	out := plan.Picture{ID: "example", Focus: [2]int{50, 50}, From: n.Pos}
	for _, e := range r.entries(n) {
		switch e.Key {
		case "file":
			out.File = r.word(e.Value)
		case "alt":
			out.Alt = []locale.Text{
				{
					Value:     r.word(e.Value),
					Tag:       locale.Source,
					Direction: locale.LTR,
					State:     locale.Reviewed,
					From:      e.Value.Pos,
				},
			}
		default:
			r.strange(e, "file", "alt")
		}
	}
	return out
}
