package serve

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
)

// Preview gives what a build would make, one page or sheet at a time and in
// memory, for people at work on a project. Where the definitions have errors the
// last whole ones are shown. Safe for concurrent use.
type Preview struct {
	o      build.Options
	memory *campaign.Memory
	// mu guards what follows; one page or sheet is made at a time.
	mu     sync.Mutex
	loaded *build.Loaded
	shop   *build.Workshop
	// found is what was found in the definitions and in what was made of them.
	found diag.List
	// rest plans all countries and gives what is found in them; nil where the plan
	// of loaded has them all.
	rest func() (*plan.Plan, diag.List)
	// faces and sheets are what was made since the last Reload.
	faces  map[faceKey]*build.Product
	sheets map[string]*build.Product
	// seen is the language that was looked at last: Reload makes it at once.
	seen faceKey
	// painted is the logo of an adaptation as it was painted last.
	painted paintedLogo
}

// paintedLogo is a logo as pages show it, with the file that it was painted from.
type paintedLogo struct {
	data  []byte
	shown *plan.Logo
	found diag.List
}

// faceKey names one language of a country's site.
type faceKey struct {
	country string
	tag     locale.Tag
}

// NewPreview begins; Reload must follow.
func NewPreview(o build.Options) *Preview { return &Preview{o: o, memory: new(campaign.Memory)} }

// Reload reads the project again, applies the rules, plans the country that was
// looked at last and makes the language that was looked at: a page that is open can
// be shown anew. Complete does the other countries. It gives the findings so far.
func (p *Preview) Reload(ctx context.Context) (diag.List, error) {
	l, err := build.Read(p.o, p.memory.Load)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.Findings.Stops() {
		return p.refuse(l)
	}
	checked := make(chan diag.List, 1)
	go func() { checked <- l.Check() }()
	var countries []string
	if p.seen.country != "" {
		countries = []string{p.seen.country}
	}
	all, planned := l.PlanFor(countries)
	l.Plan = all
	shop, made, err := p.again(ctx, l)
	l.Judge(append(planned, <-checked...))
	var defects build.Defects
	if errors.As(err, &defects) { // a font, a template or a profile cannot be used
		l.Judge(defects.List)
		err = nil
	}
	if err != nil || l.Findings.Stops() {
		if shop != nil {
			shop.Close()
		}
		if err != nil {
			return nil, errors.Join(err, l.Files.Close())
		}
		return p.refuse(l)
	}
	if err := p.drop(); err != nil {
		shop.Close()
		return nil, errors.Join(err, l.Files.Close())
	}
	p.loaded, p.shop, p.found, p.rest = l, shop, l.Findings, nil
	if countries != nil {
		p.rest = sync.OnceValues(func() (*plan.Plan, diag.List) { return l.PlanFor(nil) })
	}
	p.faces, p.sheets = map[faceKey]*build.Product{}, map[string]*build.Product{}
	if made != nil {
		p.keep(p.seen, made)
	}
	return p.found.Sorted(), nil
}

// refuse keeps what is shown and takes only the findings of definitions with errors.
func (p *Preview) refuse(l *build.Loaded) (diag.List, error) {
	p.found = l.Findings
	return p.found.Sorted(), l.Files.Close()
}

// again opens a workshop for new definitions and makes the language that was looked
// at last; nil where there is none.
func (p *Preview) again(ctx context.Context, l *build.Loaded) (*build.Workshop, *build.Product, error) {
	shop, err := build.NewWorkshop(p.o, l)
	if err != nil {
		return nil, nil, err
	}
	site := p.site(l, p.seen.country)
	if site == nil {
		return shop, nil, nil
	}
	made, err := p.part(ctx, l, shop, site, p.seen.tag)
	return shop, made, err
}

// Complete plans the countries that Reload left out, and gives all findings. What
// needs another country waits for it.
func (p *Preview) Complete() diag.List {
	p.mu.Lock()
	l, rest := p.loaded, p.rest
	p.mu.Unlock()
	if rest == nil {
		return p.Findings()
	}
	all, planned := rest() // beside the answers to open pages
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded == l && p.rest != nil {
		l.Plan, p.rest = all, nil
		p.add(l.Lower(planned, ""))
	}
	return slices.Clone(p.found).Sorted()
}

// complete is Complete where something of the country has not been planned.
func (p *Preview) complete(country string) {
	p.mu.Lock()
	lacks := p.rest != nil && p.site(p.loaded, country) == nil
	p.mu.Unlock()
	if lacks {
		p.Complete()
	}
}

// drop gives back what the older definitions held.
func (p *Preview) drop() error {
	if p.shop != nil {
		p.shop.Close()
		p.shop = nil
	}
	if p.loaded == nil {
		return nil
	}
	l := p.loaded
	p.loaded, p.rest = nil, nil
	return l.Files.Close()
}

// Close gives everything back.
func (p *Preview) Close() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.drop()
}

// Findings are those of the last Reload and of what was made since, sorted.
func (p *Preview) Findings() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.found).Sorted()
}

// Materials are the sheets of a country in a language.
func (p *Preview) Materials(country string, tag locale.Tag) []plan.Material {
	p.complete(country)
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []plan.Material
	if p.loaded == nil {
		return nil
	}
	for _, m := range p.loaded.Plan.Materials {
		if m.Country == country &&
			slices.ContainsFunc(m.Columns, func(c plan.Column) bool { return c.Locale.Tag == tag }) {
			out = append(out, m)
		}
	}
	return out
}

// Sites are the planned sites.
func (p *Preview) Sites() []plan.Site {
	p.Complete()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded == nil {
		return nil
	}
	return p.loaded.Plan.Sites
}

// File makes one file of a build: a path such as "rs/sq/index.html",
// "index.html" or "rs/print/….pdf". A path that no build would write is
// fs.ErrNotExist; what cannot be made because of findings is Defects.
func (p *Preview) File(ctx context.Context, name string) (data []byte, mediaType string, err error) {
	country, rest, _ := strings.Cut(name, "/")
	p.complete(country)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded == nil {
		return nil, "", build.Defects{List: p.found.Sorted()}
	}
	if name == "index.html" {
		data, err = p.index(ctx)
		return data, made.MediaType(name), err
	}
	site := p.site(p.loaded, country)
	if site == nil {
		if p.found.Stops() &&
			slices.ContainsFunc(p.loaded.Set.Countries, func(c *campaign.Country) bool { return c.Code == country }) {
			return nil, "", build.Defects{List: p.found.Sorted()}
		}
		return nil, "", fs.ErrNotExist
	}
	if m := p.material(country, rest); m != nil {
		return p.sheet(*m, rest)
	}
	first, _, inside := strings.Cut(rest, "/")
	if !inside { // style, script or icon of a page that was just looked at
		for key, f := range p.faces {
			if data, kind, ok := f.File(rest); ok && key.country == country {
				return data, kind, nil
			}
		}
	}
	tag := site.Default
	for _, f := range site.Faces {
		if f.Locale.Tag.Address() == first {
			tag = f.Locale.Tag
		}
	}
	page, err := p.face(ctx, site, tag)
	if err != nil {
		return nil, "", err
	}
	if data, kind, ok := page.File(rest); ok {
		return data, kind, nil
	}
	if page.Findings.Stops() {
		return nil, "", build.Defects{List: page.Findings.Sorted()}
	}
	return nil, "", fs.ErrNotExist
}

// site finds a country's site in a plan.
func (p *Preview) site(l *build.Loaded, country string) *plan.Site {
	if l == nil {
		return nil
	}
	for i, s := range l.Plan.Sites {
		if s.Country == country && build.Wanted(p.o.Countries, country) {
			return &l.Plan.Sites[i]
		}
	}
	return nil
}

// face gives one language of a site.
func (p *Preview) face(ctx context.Context, site *plan.Site, tag locale.Tag) (*build.Product, error) {
	p.seen = faceKey{site.Country, tag}
	if f := p.faces[p.seen]; f != nil {
		return f, nil
	}
	f, err := p.part(ctx, p.loaded, p.shop, site, tag)
	if err == nil {
		p.keep(p.seen, f)
	}
	return f, err
}

// keep keeps a language that was made.
func (p *Preview) keep(key faceKey, f *build.Product) {
	p.faces[key] = f
	p.add(f.Findings)
}

// part makes one language of a site. Its list of materials is empty: a preview
// makes no sheet that nobody looks at.
func (p *Preview) part(
	ctx context.Context,
	l *build.Loaded,
	shop *build.Workshop,
	site *plan.Site,
	tag locale.Tag,
) (*build.Product, error) {
	one := *site
	if one.Logo != nil {
		if err := p.paint(l, shop); err != nil {
			return nil, err
		}
		one.Logo = p.painted.shown
	}
	made, err := shop.Pages(ctx, one, nil, tag)
	if one.Logo != nil {
		made.Findings = append(made.Findings, p.painted.found...)
	}
	return &made, err
}

// paint paints the logo of an adaptation, once for each file of it.
func (p *Preview) paint(l *build.Loaded, shop *build.Workshop) error {
	data := l.Set.Adaptation.LogoData
	if p.painted.data != nil && bytes.Equal(p.painted.data, data) {
		return nil
	}
	shown, found, err := shop.Logo()
	if err == nil {
		p.painted = paintedLogo{data, shown, found}
	}
	return err
}

// index makes the page of all countries.
func (p *Preview) index(ctx context.Context) ([]byte, error) {
	all := *p.loaded.Plan
	all.Sites = slices.DeleteFunc(
		slices.Clone(all.Sites),
		func(s plan.Site) bool { return !build.Wanted(p.o.Countries, s.Country) },
	)
	var page []byte
	found, err := p.shop.Web.Index(ctx, &all, func(_ string, data []byte) error {
		page = data
		return nil
	})
	p.add(found)
	if err == nil && found.Stops() {
		err = build.Defects{List: found.Sorted()}
	}
	return page, err
}

// add takes in what was found, each once.
func (p *Preview) add(found diag.List) {
	p.found = append(p.found, found...).Sorted()
}

// material finds the material that a file belongs to.
func (p *Preview) material(country, file string) *plan.Material {
	for i, m := range p.loaded.Plan.Materials {
		if m.Country == country && strings.HasPrefix(file, m.Path("")) {
			return &p.loaded.Plan.Materials[i]
		}
	}
	return nil
}

// sheet makes all files of a material as a build does, and gives one of them.
func (p *Preview) sheet(m plan.Material, file string) ([]byte, string, error) {
	key := path.Join(m.Country, m.Path(""))
	made := p.sheets[key]
	if made == nil {
		var err error
		if made, err = p.shop.Make(m); err != nil {
			return nil, "", err
		}
		p.sheets[key] = made
		p.add(made.Findings)
	}
	if data, kind, ok := made.File(file); ok {
		return data, kind, nil
	}
	if made.Findings.Stops() {
		return nil, "", build.Defects{List: made.Findings.Sorted()}
	}
	return nil, "", fs.ErrNotExist
}
