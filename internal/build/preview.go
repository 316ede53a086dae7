package build

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web"
)

// Preview gives what a build would make, one page or sheet at a time and in
// memory, for people at work on a project. Where the definitions have errors the
// last whole ones are shown. Safe for concurrent use.
type Preview struct {
	o Options
	// mu guards what follows; one page or sheet is made at a time.
	mu     sync.Mutex
	loaded *Loaded
	web    *web.Web
	shop   *workshop
	found  diag.List
	// faces and sheets are what was made since the last Reload.
	faces  map[faceKey]*face
	sheets map[string]*sheet
	// seen is the language that was looked at last: Reload makes it at once.
	seen faceKey
}

// faceKey names one language of a country's site.
type faceKey struct {
	country string
	tag     locale.Tag
}

// face is a finished language: files by path below the country's web root.
type face struct {
	files map[string][]byte
	found diag.List
}

// NewPreview begins; Reload must follow.
func NewPreview(o Options) *Preview { return &Preview{o: o} }

// Reload reads the project again, makes the language that was looked at last,
// and gives the findings of both.
func (p *Preview) Reload(ctx context.Context) (diag.List, error) {
	l, err := Load(p.o)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.found = l.Findings
	if l.Findings.Stops() {
		return p.found.Sorted(), l.Files.Close()
	}
	w, err := web.New(l.Files, p.o.Theme)
	if err != nil {
		return nil, errors.Join(err, l.Files.Close())
	}
	if err := p.drop(); err != nil {
		return nil, errors.Join(err, l.Files.Close())
	}
	w.Date = l.Plan.Date
	p.loaded, p.web = l, w
	p.faces, p.sheets = map[faceKey]*face{}, map[string]*sheet{}
	if site := p.site(p.seen.country); site != nil {
		if _, err := p.face(ctx, site, p.seen.tag); err != nil {
			return nil, err
		}
	}
	return p.found.Sorted(), nil
}

// drop gives back what the older definitions held.
func (p *Preview) drop() error {
	if p.shop != nil {
		p.shop.close()
		p.shop = nil
	}
	if p.loaded == nil {
		return nil
	}
	l := p.loaded
	p.loaded = nil
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
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []plan.Material
	if p.loaded == nil {
		return nil
	}
	for _, m := range p.loaded.Plan.Materials {
		if m.Country == country && slices.ContainsFunc(m.Columns, func(c plan.Column) bool { return c.Locale.Tag == tag }) {
			out = append(out, m)
		}
	}
	return out
}

// Sites are the planned sites.
func (p *Preview) Sites() []plan.Site {
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
func (p *Preview) File(ctx context.Context, name string) (data []byte, mediaTypeOf string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded == nil {
		return nil, "", Defects{p.found.Sorted()}
	}
	if name == "index.html" {
		data, err = p.index(ctx)
		return data, mediaType(name), err
	}
	country, rest, _ := strings.Cut(name, "/")
	site := p.site(country)
	if site == nil {
		return nil, "", fs.ErrNotExist
	}
	if m := p.material(country, rest); m != nil {
		return p.sheet(*m, rest)
	}
	first, _, inside := strings.Cut(rest, "/")
	if !inside { // style, script or icon of a page that was just looked at
		for key, f := range p.faces {
			if data, ok := f.files[rest]; ok && key.country == country {
				return data, mediaType(rest), nil
			}
		}
	}
	tag := site.Default
	for _, f := range site.Faces {
		if f.Locale.Tag.Address() == first {
			tag = f.Locale.Tag
		}
	}
	made, err := p.face(ctx, site, tag)
	if err != nil {
		return nil, "", err
	}
	if data, ok := made.files[rest]; ok {
		return data, mediaType(rest), nil
	}
	if made.found.Stops() {
		return nil, "", Defects{made.found.Sorted()}
	}
	return nil, "", fs.ErrNotExist
}

// site finds a country's site.
func (p *Preview) site(country string) *plan.Site {
	if p.loaded == nil {
		return nil
	}
	for i, s := range p.loaded.Plan.Sites {
		if s.Country == country && wanted(p.o.Countries, country) {
			return &p.loaded.Plan.Sites[i]
		}
	}
	return nil
}

// face makes one language of a site. Its list of materials is empty: a preview
// makes no sheet that nobody looks at.
func (p *Preview) face(ctx context.Context, site *plan.Site, tag locale.Tag) (*face, error) {
	key := faceKey{site.Country, tag}
	p.seen = key
	if f := p.faces[key]; f != nil {
		return f, nil
	}
	f := &face{files: map[string][]byte{}}
	found, err := p.web.Part(ctx, *site, nil, func(name string, data []byte) error {
		f.files[name] = data
		return nil
	}, tag)
	if err != nil {
		return nil, err
	}
	f.found = found
	p.found = append(p.found, found...)
	p.faces[key] = f
	return f, nil
}

// index makes the page of all countries.
func (p *Preview) index(ctx context.Context) ([]byte, error) {
	all := *p.loaded.Plan
	all.Sites = slices.DeleteFunc(slices.Clone(all.Sites), func(s plan.Site) bool { return !wanted(p.o.Countries, s.Country) })
	var page []byte
	found, err := p.web.Index(ctx, &all, func(_ string, data []byte) error {
		page = data
		return nil
	})
	if err == nil && found.Stops() {
		err = Defects{found.Sorted()}
	}
	return page, err
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

// sheet makes all files of a material, each read back, and gives one of them.
func (p *Preview) sheet(m plan.Material, file string) ([]byte, string, error) {
	if p.shop == nil {
		w, err := newWorkshop(p.o, p.loaded, nil)
		if err != nil {
			return nil, "", err
		}
		p.shop = w
	}
	key := path.Join(m.Country, m.Path(""))
	s := p.sheets[key]
	if s == nil {
		s = &sheet{material: m}
		if err := p.make(s); err != nil {
			return nil, "", err
		}
		p.sheets[key] = s
		p.found = append(p.found, s.Findings...)
	}
	for i, f := range s.Files {
		if f.Path == file {
			return s.data[i], f.MediaType, nil
		}
	}
	if s.Findings.Stops() {
		return nil, "", Defects{s.Findings.Sorted()}
	}
	return nil, "", fs.ErrNotExist
}

// make composes a sheet and makes its files in memory.
func (p *Preview) make(s *sheet) error {
	if s.material.Template == "" {
		return p.shop.text(s)
	}
	doc, found := p.shop.press.Compose(s.material)
	if s.Findings = found; found.Count(diag.Error) > 0 {
		return nil
	}
	s.Trim = p.shop.press.Trim(s.material.Stock)
	return p.shop.outputs(s, doc)
}

// Picture is the path of a material's small picture, or of its text.
func Picture(m plan.Material) string {
	ending := "png"
	switch {
	case m.Template == "":
		ending = "txt"
	case slices.Contains(m.Outputs, "badge"):
		ending = "svg"
	}
	return m.Path(ending)
}
