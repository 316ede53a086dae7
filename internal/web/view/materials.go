package view

import (
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// materialsPage is the content name of the page that lists the sheets.
const materialsPage = "materials"

// list is one page of sheets: those of an audience, or those in a language.
type list struct {
	// end is added to the address of the page: "print" becomes "print-sq".
	end      string
	audience string
	tag      locale.Tag
	label    *Text
}

// holds reports whether a sheet is in the list.
func (l list) holds(s *Sheet) bool {
	if l.audience != "" {
		return s.Audience == l.audience
	}
	return slices.ContainsFunc(s.Languages, func(x Language) bool { return x.Tag == string(l.tag) })
}

// full reports whether the list shows a sheet in full: only that of its first
// language does, so that a joint sheet is described once.
func (l list) full(s *Sheet) bool { return l.tag != "" && s.Languages[0].Tag == string(l.tag) }

// NewMaterials gives the page that leads to all lists, then a plain page for
// each audience and each language of a sheet. Only lists with a sheet are made.
// What every sheet of the country has against it is taken from the sheets and
// said once on the first page, what every sheet of a list has, on that list.
func NewMaterials(s plan.Site, f plan.Face, p plan.Page, sheets []Sheet, prints []Print, bundles []Bundle) []Page {
	w := newWriter(f)
	byAudience, byLanguage := w.lists(s, f, sheets)
	first := NewPage(s, f, p)
	first.Reasons = common([]Group{{Sheets: every(sheets)}}, sheets)
	for _, a := range byAudience {
		g := Group{Title: a.label, File: File(f.Locale.Tag, p.Address+"-"+a.end)}
		for _, l := range byLanguage {
			count := 0
			for i := range sheets {
				if a.holds(&sheets[i]) && l.holds(&sheets[i]) {
					count++
				}
			}
			if count > 0 {
				g.Links = append(
					g.Links,
					Filter{Label: l.label, File: File(f.Locale.Tag, p.Address+"-"+l.end) + "#" + a.end, Count: count},
				)
			}
		}
		first.Groups = append(first.Groups, g)
	}
	out := []Page{first}
	for i, l := range append(byAudience, byLanguage...) {
		q := p
		q.Address += "-" + l.end
		page := w.page(s, f, q)
		page.Number, page.Up, page.List = i+2, first.File, l.label
		if l.tag == "" {
			page.Groups = byFirstLanguage(l, byLanguage, sheets)
			page.Advice = w.advice(f, l, sheets, prints)
		} else {
			page.Groups = described(l, byAudience, sheets)
			w.pack(page.Groups, l.tag, byAudience, bundles)
			page.Reasons = common(page.Groups, sheets)
		}
		out = append(out, page)
	}
	return out
}

// lists gives the lists by audience and those by language: the languages of the
// site in the country's own order, by law first, then all others.
func (w writer) lists(s plan.Site, f plan.Face, sheets []Sheet) (byAudience, byLanguage []list) {
	holdsOne := func(l list) bool {
		for i := range sheets {
			if l.holds(&sheets[i]) {
				return true
			}
		}
		return false
	}
	for _, a := range f.Audiences {
		l := list{end: a.Address, audience: a.ID, label: w.text(a.Name)}
		if holdsOne(l) {
			byAudience = append(byAudience, l)
		}
	}
	ordered := make([]locale.Locale, 0, len(s.Faces))
	for i := range s.Faces {
		ordered = append(ordered, s.Faces[i].Locale)
	}
	for _, loc := range w.languages.All() {
		if !slices.ContainsFunc(ordered, func(o locale.Locale) bool { return o.Tag == loc.Tag }) {
			ordered = append(ordered, loc)
		}
	}
	for _, loc := range ordered {
		l := list{end: loc.Tag.Address(), tag: loc.Tag, label: w.name(loc.Endonym, loc.Tag)}
		if holdsOne(l) {
			byLanguage = append(byLanguage, l)
		}
	}
	return byAudience, byLanguage
}

// byFirstLanguage lists the sheets of an audience under their first language.
func byFirstLanguage(a list, languages []list, sheets []Sheet) []Group {
	var out []Group
	for _, l := range languages {
		g := Group{Title: l.label}
		for i := range sheets {
			if s := &sheets[i]; a.holds(s) && l.full(s) {
				g.Rows = append(g.Rows, i)
			}
		}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// described sorts the sheets in a language by audience: in full, or as a line where
// another list shows them in full.
func described(l list, audiences []list, sheets []Sheet) []Group {
	var out []Group
	for _, a := range audiences {
		g := Group{ID: a.end, Title: a.label}
		for i := range sheets {
			switch s := &sheets[i]; {
			case !a.holds(s) || !l.holds(s):
			case l.full(s):
				g.Sheets = append(g.Sheets, i)
			default:
				g.Rows = append(g.Rows, i)
			}
		}
		if len(g.Sheets)+len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// advice lists where the materials of an audience may hang: the same in all
// languages, so it is said once.
func (w writer) advice(f plan.Face, l list, sheets []Sheet, prints []Print) []Advice {
	var out []Advice
	for i := range prints {
		s := &sheets[i]
		if !l.holds(s) || slices.ContainsFunc(out, func(a Advice) bool { return a.Title == s.Title }) {
			continue
		}
		a := Advice{Title: s.Title}
		for _, t := range prints[i].Material.Place {
			a.Places = appendText(a.Places, w.text(f.Texts[t.ID]))
		}
		if len(a.Places) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// pack adds to each group of a language the packed file with its sheets.
func (w writer) pack(groups []Group, tag locale.Tag, audiences []list, bundles []Bundle) {
	for i := range groups {
		for _, b := range bundles {
			if b.Tag == tag &&
				slices.ContainsFunc(
					audiences,
					func(a list) bool { return a.end == groups[i].ID && a.audience == b.Audience },
				) {
				groups[i].All = &Download{File: b.File, Type: fileType(b.File), Size: byteSize(w.tag, b.Size())}
			}
		}
	}
}

// every numbers all sheets.
func every(sheets []Sheet) []int {
	out := make([]int, len(sheets))
	for i := range out {
		out[i] = i
	}
	return out
}

// common takes from the sheets of a page the reasons that all of them have.
func common(groups []Group, sheets []Sheet) []*Text {
	var on []int
	for _, g := range groups {
		on = append(on, g.Sheets...)
	}
	if len(on) == 0 {
		return nil
	}
	has := func(list []*Text, r *Text) bool {
		return slices.ContainsFunc(list, func(t *Text) bool { return t.Value == r.Value })
	}
	everywhere := func(r *Text) bool {
		return !slices.ContainsFunc(on, func(i int) bool { return !has(sheets[i].Reasons, r) })
	}
	var shared []*Text
	for _, r := range sheets[on[0]].Reasons {
		if everywhere(r) {
			shared = append(shared, r)
		}
	}
	for _, i := range on {
		sheets[i].Reasons = slices.DeleteFunc(
			slices.Clone(sheets[i].Reasons),
			func(r *Text) bool { return has(shared, r) },
		)
	}
	return shared
}
