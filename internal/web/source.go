package web

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/view"
)

// source is one Hugo project, as files: settings, pages and data.
type source struct {
	theme *theme
	files map[string][]byte
	// values takes the place of files where two sources are compared; pages are the
	// pages among them.
	values map[string]any
	pages  map[string]front
	// pictures are the pictures on the pages, by their names among the files.
	pictures map[string]plan.Picture
	// lists leaves out all pages but the lists of materials.
	lists bool
	// bundles are the packed files.
	bundles []view.Bundle
}

// put writes a value as JSON.
func (s *source) put(name string, value any) error {
	if s.values != nil {
		s.values[name] = value
		return nil
	}
	data, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	s.files[name] = data
	return nil
}

// front is the head of a page. Everything else stands in its parameters.
type front struct {
	Title  string    `json:"title"`
	URL    string    `json:"url"`
	Layout string    `json:"layout"`
	Params view.Page `json:"params"`
}

// page writes a page that is published as a file; Hugo's content path is only a name.
func (s *source) page(content string, p view.Page, layout string) error {
	title := ""
	if p.Window != nil {
		title = p.Window.Value
	}
	f := front{Title: title, URL: "/" + p.File, Layout: layout, Params: p}
	if s.pages != nil {
		s.pages[content] = f
		return nil
	}
	return s.put(content, f)
}

// layouts says which template a page has; the others have "page".
var layouts = map[string]string{
	"start":             "start",
	"materials":         "materials",
	"police-and-troops": "cards",
	"about-the-line":    "about",
	"safety":            "safety",
	plan.SharerPage:     "partner",
}

// layout is the template of a page.
func layout(name string) string {
	if l, ok := layouts[name]; ok {
		return l
	}
	return "page"
}

// source is an empty Hugo project.
func (w *Web) source() *source { return &source{theme: w.theme, files: map[string][]byte{}} }

// compared is one that is compared with another.
func (w *Web) compared() *source {
	return &source{theme: w.theme, values: map[string]any{}, pages: map[string]front{}}
}

// country writes the Hugo project of one country, with the pages of all its
// languages or of the chosen ones; with lists only the lists of materials.
func (s *source) country(site plan.Site, prints []Print, lists bool, chosen ...locale.Tag) (*source, error) {
	s.lists, s.bundles = lists, view.Bundles(prints)
	shared := view.NewSite(site)
	if err := s.put("hugo.json", settings(site.Base, shared)); err != nil {
		return nil, err
	}
	if err := s.put("data/site.json", shared); err != nil {
		return nil, err
	}
	for _, f := range site.Faces {
		if len(chosen) > 0 && !slices.Contains(chosen, f.Locale.Tag) {
			continue
		}
		if err := s.face(site, f, prints); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Locale.Tag, err)
		}
	}
	if len(chosen) > 0 && !slices.Contains(chosen, site.Default) {
		return s, nil
	}
	def := site.Faces[max(0, slices.IndexFunc(site.Faces,
		func(f plan.Face) bool { return f.Locale.Tag == site.Default }))]
	choose := view.Page{
		Name:       "languages",
		File:       "index.html",
		Canonical:  site.Base,
		Alternates: view.Alternates(site, "start"),
	}
	lost := view.Page{Name: "notfound", File: "404.html", Root: rootPath(site.Base), Canonical: site.Base + "404.html"}
	return s, s.lone(def.Locale.Tag, choose, lost)
}

// fetch reads the pictures on the pages.
func (s *source) fetch(fsys fs.FS) error {
	for name := range s.pictures {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return fmt.Errorf("read picture: %w", err)
		}
		s.files[name] = data
	}
	return nil
}

// lone writes the pages that belong to no language, in the words of one.
func (s *source) lone(tag locale.Tag, pages ...view.Page) error {
	for _, p := range pages {
		if err := s.page(path.Join("content", tag.Address(), p.Name+".md"), p, p.Name); err != nil {
			return err
		}
	}
	return nil
}

// face writes the pages and data of one language.
func (s *source) face(site plan.Site, f plan.Face, prints []Print) error {
	key := f.Locale.Tag.Address()
	shared := view.NewFace(site, f)
	shared.Badge = view.NewBadge(f, prints)
	if err := s.put("data/face/"+key+".json", shared); err != nil {
		return err
	}
	sheets := view.NewSheets(f, prints)
	for _, p := range f.Pages {
		if s.lists && p.Name != "materials" {
			continue
		}
		if p.Picture != nil {
			if s.pictures == nil {
				s.pictures = map[string]plan.Picture{}
			}
			s.pictures[p.Picture.File] = *p.Picture
		}
		pages := []view.Page{view.NewPage(site, f, p)}
		if p.Name == "materials" {
			pages = view.NewMaterials(site, f, p, sheets, prints, s.bundles)
		}
		for i := range pages {
			if err := s.finish(site, f, &pages[i], prints); err != nil {
				return err
			}
		}
	}
	return s.put("data/sheets/"+key+".json", sheets)
}

// finish adds what a page needs beside its words, and writes it.
func (s *source) finish(site plan.Site, f plan.Face, p *view.Page, prints []Print) error {
	if pic := view.Social(f.Locale.Tag, p.Audience, prints); pic != "" && !site.Quiet {
		p.Picture = site.Base + pic
	}
	if p.Name == "start" {
		data, err := view.Data(site, f)
		if err != nil {
			return err
		}
		p.Data = data
	}
	name := p.Name
	if p.Number > 0 {
		name = path.Base(path.Dir(p.File))
	}
	return s.page(path.Join("content", f.Locale.Tag.Address(), name+".md"), *p, layout(p.Name))
}
