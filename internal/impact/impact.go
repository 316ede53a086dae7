// Package impact says what carries a line, a message, a picture or a file, before
// anything is built.
package impact

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/release"
	"pharos/internal/template"
	"pharos/internal/web"
)

// Impact is everything that carries a thing: what would change with it.
type Impact struct {
	// Thing is what was asked for; Kind is line, message, picture, template, page
	// or file.
	Thing string `json:"thing"`
	Kind  string `json:"kind"`
	// Pages and Sheets are by path below the output: rs/en/index.html and
	// rs/print/citizen/poster-rights.en. Files are the others.
	Pages  []string `json:"pages"`
	Sheets []string `json:"sheets"`
	Files  []string `json:"files"`
	// Codes are the addresses in the codes on these sheets.
	Codes []string `json:"codes"`
	// Batches are the printed ones on record that carry it.
	Batches []Batch `json:"batches"`
}

// Batch is one printed batch.
type Batch struct {
	ID     string `json:"id"`
	Day    string `json:"day"`
	Count  int    `json:"count"`
	Holder string `json:"holder,omitempty"`
}

// Find says what carries a thing, before anything is built. It plans twice,
// once with the thing changed, and compares what each page and sheet is made of.
func Find(o build.Options, thing string) (*Impact, error) {
	l, err := build.Read(o, campaign.Load)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	s, err := newSensor(o, l)
	if err != nil {
		return nil, err
	}
	out := &Impact{Thing: thing}
	if err := s.find(out, thing); err != nil {
		return nil, err
	}
	out.tidy()
	out.Batches, err = printed(o.Project, out.Sheets, strings.SplitN(thing, ":", 2)[0])
	return out, err
}

// Compare says what would be another with files over those of the project, in some
// countries; none means all. It plans both and compares what each page and sheet is
// made of. Definitions that cannot be used are build.Defects.
func Compare(
	o build.Options,
	load func(fs.FS) (*campaign.Set, diag.List, error),
	over map[string][]byte,
	countries []string,
) (*Impact, error) {
	now, err := build.Read(o, load)
	if err != nil {
		return nil, err
	}
	defer now.Files.Close()
	s, err := newSensor(o, now)
	if err != nil {
		return nil, err
	}
	o.Over = over
	then, err := build.Read(o, load)
	if err != nil {
		return nil, err
	}
	defer then.Files.Close()
	if then.Findings.Stops() {
		return nil, build.Defects{List: then.Findings.Sorted()}
	}
	before := s.plan(countries)
	s.loaded, s.set = then, then.Set
	out := &Impact{Kind: "draft"}
	if err := s.differ(out, before, s.plan(countries)); err != nil {
		return nil, err
	}
	out.tidy()
	out.Batches, err = printed(o.Project, out.Sheets, "")
	return out, err
}

// newSensor opens what plans are compared with.
func newSensor(o build.Options, l *build.Loaded) (*sensor, error) {
	if l.Findings.Stops() {
		return nil, build.Defects{List: l.Findings.Sorted()}
	}
	site, err := web.New(l.Files, o.Theme)
	if err != nil {
		return nil, err
	}
	sheets, list, err := template.Read(l.Files, l.Set.Languages, o.Theme)
	if err != nil {
		return nil, err
	}
	if list.Stops() {
		return nil, build.Defects{List: list.Sorted()}
	}
	return &sensor{o: o, loaded: l, set: l.Set, web: site, print: sheets, shows: map[string]map[string]bool{}}, nil
}

// tidy puts the lists in order, each name once.
func (i *Impact) tidy() {
	for _, list := range []*[]string{&i.Pages, &i.Sheets, &i.Files, &i.Codes} {
		slices.Sort(*list)
		if *list = slices.Compact(*list); *list == nil {
			*list = []string{}
		}
	}
}

// sensor compares two plans.
type sensor struct {
	o      build.Options
	loaded *build.Loaded
	set    *campaign.Set
	web    *web.Web
	print  *template.Theme
	// shows are the slots of a print template, once it was asked for.
	shows map[string]map[string]bool
}

// find takes the thing for what it is.
func (s *sensor) find(out *Impact, thing string) error {
	id, field, _ := strings.Cut(thing, ":")
	switch c, h := s.line(id); {
	case h != nil:
		out.Kind = "line"
		if field != "" && lineFields[field] == nil {
			return build.Usage{
				Message: fmt.Sprintf(
					"a line has no %q: %s",
					field,
					strings.Join(slices.Sorted(maps.Keys(lineFields)), ", "),
				),
			}
		}
		return s.compare(out, []string{c.Code}, func() {
			for _, name := range slices.Sorted(maps.Keys(lineFields)) {
				if field == "" || field == name {
					lineFields[name](h)
				}
			}
		})
	case len(s.set.Pages[thing]) > 0:
		out.Kind = "page"
		return s.compare(out, nil, func() { touchPage(s.set.Pages[thing]) })
	case s.set.Templates[thing]:
		out.Kind = "template"
		return s.those(out, func(m *plan.Material) bool { return m.Template == thing })
	case s.set.Picture(thing) != nil:
		out.Kind = "picture"
		return s.picture(out, thing)
	case strings.Contains(thing, "/"):
		out.Kind = "file"
		return s.file(out, path.Clean(thing))
	}
	out.Kind = "message"
	before := s.plan(nil)
	if !s.set.Catalogue.Touch(thing) {
		return build.Usage{
			Message: fmt.Sprintf(
				"nothing is called %q: name a line, a message, a page, a picture, a template or a file",
				thing,
			),
		}
	}
	return s.differ(out, before, s.plan(nil))
}

// line finds a hotline.
func (s *sensor) line(id string) (*campaign.Country, *campaign.Hotline) {
	for _, c := range s.set.Countries {
		for i := range c.Hotlines {
			if c.Hotlines[i].ID == id && len(c.Hotlines[i].Contacts) > 0 {
				return c, &c.Hotlines[i]
			}
		}
	}
	return nil, nil
}

// lineFields change one value of a line to another that may be printed.
var lineFields = map[string]func(*campaign.Hotline){
	"number": func(h *campaign.Hotline) { h.Contacts[0].Dial = otherDigit(h.Contacts[0].Dial) },
	"international": func(h *campaign.Hotline) {
		in := &h.Contacts[0].International
		in.Value, in.Mark = otherDigit(cmp.Or(in.Value, "+000 0")), campaign.MarkA
	},
	"hours": func(h *campaign.Hotline) {
		w := &h.Contacts[0].Hours
		if w.Known() && w.Always {
			w.Always, w.Weekly = false, []campaign.Interval{{Days: []string{"mon"}, From: "09:00", To: "10:00"}}
		} else {
			w.Always, w.Weekly, w.Mark = true, nil, campaign.MarkA
		}
	},
	"free": func(h *campaign.Hotline) {
		f := &h.Contacts[0].Free
		was := h.Contacts[0].IsFree()
		f.Value, f.Mark = "any-phone", campaign.MarkA
		if was {
			f.Value = "no"
		}
	},
	"languages": func(h *campaign.Hotline) {
		h.Languages.Value, h.Languages.Mark = append(slices.Clone(h.Languages.Value), "uk"), campaign.MarkA
		if slices.Contains(h.Languages.Value[:len(h.Languages.Value)-1], "uk") {
			h.Languages.Value = []locale.Tag{"en"}
		}
	},
	"operator": func(h *campaign.Hotline) {
		h.Operator.English, h.Operator.Names, h.Operator.Mark = h.Operator.English+"·", nil, campaign.MarkA
	},
	"no_name": func(h *campaign.Hotline) {
		h.NoName.Value, h.NoName.Mark = !h.NoName.Holds() || !h.NoName.Value, campaign.MarkA
	},
	"confidential": func(h *campaign.Hotline) {
		h.Confidential.Value, h.Confidential.Mark = !h.Confidential.Holds() || !h.Confidential.Value, campaign.MarkA
	},
	"advice": func(h *campaign.Hotline) {
		h.Advice.Value, h.Advice.Mark = !h.Advice.Holds() || !h.Advice.Value, campaign.MarkA
	},
}

// otherDigit changes the last digit.
func otherDigit(number string) string {
	b := []byte(number)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] >= '0' && b[i] <= '9' {
			b[i] = '0' + (b[i]-'0'+1)%10
			break
		}
	}
	return string(b)
}

// touchPage changes every text of a page.
func touchPage(tags map[locale.Tag]*campaign.Page) {
	for _, p := range tags {
		p.Title, p.Summary = p.Title+"·", p.Summary+"·"
		for i := range p.Passages {
			p.Passages[i].Text += "·"
		}
	}
}

// compare plans the countries, changes the definitions, plans again and takes the
// difference.
func (s *sensor) compare(out *Impact, countries []string, change func()) error {
	before := s.plan(countries)
	change()
	return s.differ(out, before, s.plan(countries))
}

// plan plans some countries; none is those of the options.
func (s *sensor) plan(countries []string) *plan.Plan {
	if countries == nil {
		countries = s.o.Countries
	}
	p, _ := s.loaded.PlanFor(countries) // check and build show its findings
	s.web.Date = p.Date
	return p
}

// differ takes what differs between two plans into the answer.
func (s *sensor) differ(out *Impact, a, b *plan.Plan) error {
	if !slices.EqualFunc(a.Sites, b.Sites, func(a, b plan.Site) bool { return a.Country == b.Country }) {
		return fmt.Errorf("impact: the countries of two plans differ")
	}
	before, after, touched := s.sheets(out, a, b)
	pages := make([][]string, len(a.Sites))
	var group errgroup.Group
	for i, site := range a.Sites {
		group.Go(func() (err error) {
			same := reflect.DeepEqual(site, b.Sites[i])
			if !same || touched[site.Country] {
				pages[i], err = s.web.Changed(site, b.Sites[i], before[site.Country], after[site.Country], same)
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, list := range pages {
		for _, name := range list {
			out.page(a.Sites[i].Country + "/" + name)
		}
	}
	index, err := s.web.IndexChanged(a, b)
	if index {
		out.page("index.html")
	}
	return err
}

// page adds a page or another file of a site.
func (i *Impact) page(name string) {
	if path.Ext(name) != ".html" {
		i.Files = append(i.Files, name)
		return
	}
	i.Pages = append(i.Pages, name)
}

// sheet adds a sheet with the address in its code.
func (i *Impact) sheet(name, code string) {
	i.Sheets = append(i.Sheets, name)
	if code != "" {
		i.Codes = append(i.Codes, code)
	}
}

// those adds the sheets that a test holds for, and the pages that list them.
func (s *sensor) those(out *Impact, holds func(*plan.Material) bool) error {
	return s.thoseOf(out, s.plan(nil), holds)
}

// thoseOf is those for a plan.
func (s *sensor) thoseOf(out *Impact, a *plan.Plan, holds func(*plan.Material) bool) error {
	b := *a
	b.Materials = slices.Clone(a.Materials)
	for i := range b.Materials {
		if holds(&a.Materials[i]) {
			b.Materials[i].Batch += "·" // its files become others
		}
	}
	return s.differ(out, a, &b)
}

// picture adds the sheets and pages that show a picture.
func (s *sensor) picture(out *Impact, id string) error {
	a, b := s.plan(nil), s.plan(nil)
	for i := range b.Materials {
		for _, p := range b.Materials[i].Pictures {
			if p.ID == id {
				b.Materials[i].Batch += "·" // its files become others
			}
		}
	}
	for _, site := range b.Sites {
		for _, f := range site.Faces {
			for _, pg := range f.Pages {
				if pg.Picture != nil && pg.Picture.ID == id {
					pg.Picture.Digest += "·"
				}
			}
		}
	}
	return s.differ(out, a, b)
}

// file adds what a file of the theme or of the assets is part of.
func (s *sensor) file(out *Impact, name string) error {
	if _, err := fs.Stat(s.loaded.Files, name); err != nil {
		return build.Usage{Message: fmt.Sprintf("there is no file %q", name)}
	}
	rest, inTheme := strings.CutPrefix(name, path.Join("themes", s.o.Theme)+"/")
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	switch {
	case inTheme && path.Dir(rest) == "print" && base != "parts":
		return s.those(out, func(m *plan.Material) bool { return m.Template == base })
	case rest == "print/parts.yaml" || rest == "tokens/print.yaml":
		return s.those(out, func(m *plan.Material) bool { return m.Template != "" })
	case inTheme && rest == "tokens.yaml": // the colours of sheets and of pages
		if err := s.those(out, func(m *plan.Material) bool { return m.Template != "" }); err != nil {
			return err
		}
		return s.themed(out, "assets/css/tokens.css")
	case strings.HasPrefix(name, "assets/profiles/"):
		return s.those(out, (*plan.Material).Pressed)
	case strings.HasPrefix(name, campaign.FontDir+"/"):
		return s.thoseDrawn(out, inFont(path.Base(name)))
	case strings.HasPrefix(name, "assets/icons/"):
		return s.thoseDrawn(out, isIcon(base))
	case strings.HasPrefix(name, "assets/pictures/"):
		return s.picture(out, base)
	case inTheme:
		return s.themed(out, rest)
	}
	return build.Usage{Message: fmt.Sprintf("%s: name the line, the message or the page in it", name)}
}

// themed adds the pages that a file of the theme is part of.
func (s *sensor) themed(out *Impact, name string) error {
	p := s.plan(nil)
	prints := map[string][]web.Print{}
	for i := range p.Materials {
		m := &p.Materials[i]
		prints[m.Country] = append(prints[m.Country], standIn(m, ""))
	}
	for _, site := range p.Sites {
		files, err := s.web.Using(site, prints[site.Country], name)
		if err != nil {
			return err
		}
		for _, f := range files {
			out.page(site.Country + "/" + f)
		}
	}
	if s.web.IndexUses(name) {
		out.page("index.html")
	}
	return nil
}

// printed lists the batches of the ledger whose sheet is among those named, or
// that carry the line.
func printed(project string, sheets []string, line string) ([]Batch, error) {
	out := []Batch{}
	l, err := release.ReadLedger(os.DirFS(project))
	if err != nil {
		return nil, err
	}
	for _, e := range l.Entries {
		_, carries := e.Numbers[line]
		carries = carries || slices.ContainsFunc(sheets, func(s string) bool {
			return s == e.Country+"/print/"+e.Audience+"/"+e.Material
		})
		if e.What == release.Printed && carries {
			out = append(out, Batch{ID: e.Batch, Day: e.Day, Count: e.Count, Holder: e.Holder})
		}
	}
	return out, nil
}
