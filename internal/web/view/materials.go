package view

import (
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// materialsPage is the content name of the page that lists the sheets.
const materialsPage = "materials"

// list is one page of sheets: all of them, those of an audience, or those in a language.
type list struct {
	// end is added to the address of the page: "print" becomes "print-sq".
	end      string
	audience string
	tag      locale.Tag
	label    *Text
}

// holds reports whether a sheet is in the list.
func (l list) holds(s Sheet) bool {
	if l.audience != "" {
		return s.Audience == l.audience
	}
	return l.tag == "" || slices.ContainsFunc(s.Languages, func(x Language) bool { return x.Tag == string(l.tag) })
}

// NewMaterials gives the page of all sheets and a plain page for each audience
// and each language of a sheet, the whole first. Only lists with a sheet are
// made. The lists by language show cards; the others, which are long, show a line
// for each sheet that leads to its card.
func NewMaterials(s plan.Site, f plan.Face, p plan.Page, sheets []Sheet) []Page {
	w := newWriter(f)
	lists := w.lists(f, sheets)
	var out []Page
	for i, l := range lists {
		q := p
		if l.end != "" {
			q.Address += "-" + l.end
		}
		page := NewPage(s, f, q)
		page.Groups = w.groups(f, l, sheets)
		page.Cards = l.tag != ""
		page.Filters = w.filters(lists, i, f.Locale.Tag, p.Address)
		if i > 0 {
			page.Number, page.Alternates = i+1, nil
		}
		out = append(out, page)
	}
	return out
}

// lists gives the whole list, then one an audience, then one a language.
func (w writer) lists(f plan.Face, sheets []Sheet) []list {
	out := []list{{label: w.text(f.Texts["filter.all"])}}
	for _, a := range audiences {
		l := list{end: a.end, audience: a.id, label: w.text(f.Texts[a.name])}
		if slices.ContainsFunc(sheets, l.holds) {
			out = append(out, l)
		}
	}
	for _, loc := range locale.All() {
		l := list{end: loc.Tag.Address(), tag: loc.Tag, label: w.name(loc.Endonym, loc.Tag)}
		if slices.ContainsFunc(sheets, l.holds) {
			out = append(out, l)
		}
	}
	return out
}

// groups sorts the sheets of a list by audience.
func (w writer) groups(f plan.Face, l list, sheets []Sheet) []Group {
	var out []Group
	for _, a := range audiences {
		g := Group{Audience: a.id, Title: w.text(f.Texts[a.name])}
		for i, s := range sheets {
			if s.Audience == a.id && l.holds(s) {
				g.Sheets = append(g.Sheets, i)
			}
		}
		if len(g.Sheets) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// filters gives the two rows of links: by audience and by language.
func (w writer) filters(lists []list, now int, tag locale.Tag, address string) [][]Filter {
	rows := make([][]Filter, 2)
	for i, l := range lists {
		to := address
		if l.end != "" {
			to += "-" + l.end
		}
		item := Filter{Label: l.label, File: File(tag, to), Now: i == now}
		if l.label != nil {
			item.Tag, item.Dir = l.label.Tag, l.label.Dir
		}
		if l.tag == "" {
			rows[0] = append(rows[0], item)
		}
		if l.audience == "" {
			if l.tag == "" {
				item.Now = item.Now || lists[now].audience != ""
			}
			rows[1] = append(rows[1], item)
		}
	}
	if lists[now].tag != "" {
		rows[0][0].Now = true
	}
	return rows
}
