package studio

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/edit"
	"pharos/internal/impact"
	"pharos/internal/status"
	"pharos/internal/studio/form"
	"pharos/internal/tree"
)

// frame is what every page shows.
type frame struct {
	// At is the place in the menu; Where what the bar says.
	At, Where string
	Tags      []string
	// Path is the address behind the language; State what the state line says.
	Path    string
	Country *campaign.Country
	Draft   int
	// Saved is the entry that was just saved, Undone one that was taken back.
	Saved, Undone string
	Fault, Detail string
}

// frame begins a page.
func (s *Studio) frame(q *request, c *campaign.Country) frame {
	out := frame{Country: c, Saved: q.URL.Query().Get("saved"), Undone: q.URL.Query().Get("undone")}
	_, out.Path, _ = strings.Cut(strings.TrimPrefix(q.URL.Path, "/"), "/")
	for _, tag := range s.tags {
		out.Tags = append(out.Tags, string(tag))
	}
	draft, _ := s.project.Draft(s.who) // one that cannot be read is said where it is opened
	out.Draft = len(draft)
	return out
}

// land is a country on the first page.
type land struct {
	Code, Name string
	Lamp       status.Lamp
	Left       int
	Until      string
	First      *task
	Tasks      []task
}

// task is one thing to do, with the page that cures it.
type task struct {
	What, Do string
	To       string
	Commands []string
	Optional bool
}

// name is the name of a country in the language of the screen.
func (v *view) name(q *request, code string) string { return v.Set.Languages.CountryName(q.tag, code) }

// land gives a country with its tasks.
func (v *view) land(q *request, st status.Country) land {
	c, tag := v.Set.Country(st.Code), string(q.tag)
	out := land{Code: st.Code, Name: v.name(q, st.Code), Lamp: st.Lamp, Left: st.Left(), Until: st.Until}
	for _, t := range st.Tasks {
		one := task{What: sentence(t.What.Text), Do: t.Do.Text, Commands: t.Commands, Optional: t.Optional}
		if line := v.lineOf(c, t.Pos); line != "" {
			one.To = "/" + tag + "/" + st.Code + "/" + line
		}
		out.Tasks = append(out.Tasks, one)
	}
	if len(out.Tasks) > 0 {
		out.First = &out.Tasks[0]
	}
	return out
}

// start is "what needs you?".
func (s *Studio) start(q *request) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	p := struct {
		frame
		Person string
		Day    string
		Lands  []land
		First  *land
		Left   int
		Drafts []place
		Broken []diag.Finding
	}{frame: s.frame(q, nil), Person: s.who.Name, Day: s.today()}
	p.At = "start"
	if v.Findings.Stops() {
		p.Broken = slices.DeleteFunc(v.Findings.Errors().Sorted(),
			func(f diag.Finding) bool { return f.Gate != diag.Load })
	}
	for _, st := range v.status {
		l := v.land(q, st)
		p.Lands, p.Left = append(p.Lands, l), p.Left+l.Left
		if p.First == nil && l.First != nil && l.Lamp != status.Released {
			p.First = &p.Lands[len(p.Lands)-1]
		}
	}
	draft, err := s.project.Draft(s.who)
	if err != nil {
		return err
	}
	p.Drafts = v.places(string(q.tag), draft)
	return s.show(q, 200, "start", p)
}

// country is the overview of one.
func (s *Studio) country(q *request) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	c, _, err := v.of(q.PathValue("country"), "")
	if err != nil {
		return err
	}
	p := struct {
		frame
		Land land
		Own  bool
	}{frame: s.frame(q, c), Own: s.own(c.File())}
	p.At, p.Where = "lines", v.name(q, c.Code)
	for _, st := range v.status {
		if st.Code == c.Code {
			p.Land = v.land(q, st)
		}
	}
	return s.show(q, 200, "country", p)
}

// block is a part of a line that has a form of its own.
type block struct {
	Key string
	// Way is true for a part of a way to reach the line; In is its key there.
	Way  bool
	In   string
	Keys []string
}

// blocks are the parts of a line in the order in which they are shown.
var blocks = []block{
	{Key: "number", Way: true, Keys: []string{"dial", "international", "note"}},
	{Key: "hours", Way: true, In: "hours", Keys: []string{"mark", "sources", "note"}},
	{Key: "cost", Way: true, Keys: []string{"free"}},
	{Key: "languages", Keys: []string{"languages"}},
	{Key: "kind", Keys: []string{"kind", "status", "reason", "label", "mark", "sources", "note"}},
	{Key: "operator", Keys: []string{"operator"}},
	{Key: "promises", Keys: []string{"no_name", "confidential", "advice"}},
	{Key: "funding", Keys: []string{"funded_until"}},
}

// row is a part of a line as the overview shows it.
type row struct {
	Key, To string
	Values  []form.Field
	Mark    string
	Note    string
}

// line is the overview of a line.
func (s *Studio) line(q *request) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	c, h, err := v.of(q.PathValue("country"), q.PathValue("line"))
	if err != nil {
		return err
	}
	type way struct {
		Dial string
		Rows []row
	}
	p := struct {
		frame
		Line  *campaign.Hotline
		Title string
		Ways  []way
		Rows  []row
		Sheet string
		Own   bool
		Tasks []task
	}{frame: s.frame(q, c), Line: h, Title: title(h), Own: s.own(c.File())}
	p.At, p.Where = "lines", v.name(q, c.Code)
	root := v.Set.Places[c.File()]
	base := "/" + string(q.tag) + "/" + c.Code + "/" + h.ID + "/"
	at := itemOf(root.Get("hotlines"), h.ID)
	for _, w := range items(at.Get("contacts")) {
		one := way{Dial: w.Name()}
		for _, b := range blocks {
			if b.Way {
				one.Rows = append(one.Rows, b.row(w, base+b.Key+"?way="+url.QueryEscape(w.Name())))
			}
		}
		p.Ways = append(p.Ways, one)
	}
	for _, b := range blocks {
		if !b.Way {
			p.Rows = append(p.Rows, b.row(at, base+b.Key))
		}
	}
	if len(h.Contacts) > 0 {
		p.Sheet = v.sheet(c.Code, h.Contacts[0].Dial)
	}
	for _, st := range v.status {
		for _, t := range v.land(q, st).Tasks {
			if t.To == strings.TrimSuffix(base, "/") {
				p.Tasks = append(p.Tasks, t)
			}
		}
	}
	return s.show(q, 200, "line", p)
}

// title is what people call a line.
func title(h *campaign.Hotline) string {
	if h.Operator.English != "" {
		return h.Operator.English
	}
	return h.ID
}

// items are the items of a list; none of nothing.
func items(n *tree.Node) []*tree.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// itemOf finds an item by its name; an empty group where there is none.
func itemOf(list *tree.Node, name string) *tree.Node {
	for _, v := range items(list) {
		if v.Name() == name {
			return v
		}
	}
	return &tree.Node{Kind: tree.Map}
}

// row is a part of a line in words.
func (b block) row(n *tree.Node, to string) row {
	out := row{Key: b.Key, To: to}
	if b.In == "hours" {
		var h campaign.Hours
		tree.Decode(n.Get("hours"), &h)
		if w := h.Written(); w != "" {
			out.Values = []form.Field{{Value: w}}
		}
		out.Mark, out.Note = string(h.Mark), h.Note
		return out
	}
	for _, f := range b.fields(n) {
		switch last := f.Path[strings.LastIndexByte(f.Path, '.')+1:]; {
		case f.Value == "" || last == "sources" || last == "note" || last == "label":
		case last == "mark":
			if out.Mark == "" {
				out.Mark = f.Value
			}
		default:
			out.Values = append(out.Values, f)
		}
	}
	return out
}

// fields are the fields of a part.
func (b block) fields(n *tree.Node) []form.Field {
	switch {
	case b.In == "hours":
		return form.Of(reflect.TypeFor[campaign.Hours](), n.Get("hours"), "", b.Keys...)
	case b.Way:
		return form.Of(reflect.TypeFor[campaign.Contact](), n, "", b.Keys...)
	}
	return form.Of(reflect.TypeFor[campaign.Hotline](), n, "", b.Keys...)
}

// place is a value that was changed, with the page of its form.
type place struct {
	Words, To string
	Change    edit.Change
}

// places gives changes with their pages.
func (v *view) places(tag string, changes []edit.Change) []place {
	var out []place
	for _, c := range changes {
		one := place{Words: c.Path, Change: c}
		country := strings.TrimSuffix(strings.TrimPrefix(c.File, "campaigns/countries/"), ".yaml")
		line, rest, ok := strings.Cut(strings.TrimPrefix(c.Path, "hotlines["), "]")
		if ok && v.Set.Country(country) != nil {
			one.To = "/" + tag + "/" + country + "/" + line + blockOf(rest)
			one.Words = line + ": " + strings.TrimPrefix(rest, ".")
		}
		out = append(out, one)
	}
	return out
}

// blockOf is the address of the form of a value, below that of its line.
func blockOf(rest string) string {
	way := ""
	if inner, ok := strings.CutPrefix(rest, ".contacts["); ok {
		way, rest, _ = strings.Cut(inner, "]")
	}
	key, _, _ := strings.Cut(strings.TrimPrefix(rest, "."), ".")
	for _, b := range blocks {
		if b.Way != (way != "") || b.In != key && !slices.Contains(b.Keys, key) {
			continue
		}
		if b.Way {
			return "/" + b.Key + "?way=" + url.QueryEscape(way)
		}
		return "/" + b.Key
	}
	return ""
}

// history is what was saved, newest first.
func (s *Studio) history(q *request) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	list, damaged, err := s.project.History()
	if err != nil {
		return err
	}
	type entry struct {
		edit.Entry
		When   string
		Places []place
	}
	p := struct {
		frame
		Entries []entry
		Damaged int
	}{frame: s.frame(q, nil), Damaged: len(damaged)}
	p.At = "history"
	for _, e := range slices.Backward(list) {
		if len(p.Entries) == 200 {
			break
		}
		p.Entries = append(p.Entries, entry{e, when(e.Time), v.places(string(q.tag), e.Changes)})
	}
	return s.show(q, 200, "history", p)
}

// when is a time as people write it.
func when(t string) string {
	at, err := time.Parse(time.RFC3339, t)
	if err != nil {
		return t
	}
	return at.Format("2006-01-02 15:04")
}

// strip is at most six of the sheets of an impact, posters first.
func strip(i *impact.Impact) []string {
	var out, others []string
	for _, s := range i.Sheets {
		if s = strings.Replace(s, "/print/", "/", 1); strings.Contains(s, "/poster") {
			out = append(out, s)
		} else {
			others = append(others, s)
		}
	}
	out = append(out, others...)
	return out[:min(len(out), 6)]
}

// sentence begins a sentence with a capital letter.
func sentence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// named is the name of a sheet for people: "poster rights, sq".
func named(sheet string) string {
	name := sheet[strings.LastIndexByte(sheet, '/')+1:]
	return strings.NewReplacer("-", " ", ".", ", ").Replace(name)
}
