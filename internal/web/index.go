package web

import (
	"errors"
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/view"
)

// required is the role of a country's own languages.
const required = "required"

// country is one line of the page of all countries: its name in each of its
// own languages.
type country struct {
	Folder string      `json:"folder"`
	File   string      `json:"file"`
	Names  []view.Text `json:"names"`
}

// index is the page's own data: the countries, and the request to choose in
// the languages of all of them.
type index struct {
	Countries []country   `json:"countries"`
	Asks      []view.Text `json:"asks"`
}

// countries writes the Hugo project of the page of all countries. Its words
// are English, as the one language that every site has, else those of the first.
func (s *source) countries(p *plan.Plan) (*source, error) {
	site := p.Sites[0]
	if len(site.Faces) == 0 {
		return nil, errors.New("the first country has no language")
	}
	face := site.Faces[max(0, slices.IndexFunc(site.Faces,
		func(f plan.Face) bool { return f.Locale.Tag == locale.Source }))]
	site.Faces, site.Default = []plan.Face{face}, face.Locale.Tag
	shared := view.NewSite(site)
	words := view.NewFace(site, face)
	page := view.Page{Name: "countries", File: "index.html", Canonical: site.Base}
	return s, errors.Join(
		s.put("hugo.json", settings(site.Base, shared)),
		s.put("data/site.json", shared),
		s.put("data/face/"+words.Key+".json", words),
		s.put("data/index.json", newIndex(p, face.Texts["nav.countries"].Value)),
		s.lone(face.Locale.Tag, page))
}

// newIndex lists the countries in order of the plan; first is the request that
// the page already makes in its heading.
func newIndex(p *plan.Plan, first string) index {
	var v index
	asked := map[string]bool{first: true}
	for _, s := range p.Sites {
		c := country{Folder: s.Country + "/", File: s.Country + "/index.html"}
		for _, f := range s.Faces {
			if f.Role != required {
				continue
			}
			l := f.Locale
			if !slices.ContainsFunc(c.Names, func(n view.Text) bool { return n.Value == f.Country }) {
				c.Names = append(c.Names, view.Text{Value: f.Country, Tag: string(l.Tag), Dir: string(l.Direction)})
			}
			if t := f.Texts["nav.countries"]; !asked[t.Value] && !t.IsZero() {
				asked[t.Value] = true
				v.Asks = append(v.Asks, view.Text{Value: t.Value, Tag: string(l.Tag), Dir: string(l.Direction)})
			}
		}
		if len(c.Names) == 0 && len(s.Faces) > 0 {
			f := s.Faces[0]
			c.Names = append(
				c.Names,
				view.Text{Value: f.Country, Tag: string(f.Locale.Tag), Dir: string(f.Locale.Direction)},
			)
		}
		v.Countries = append(v.Countries, c)
	}
	return v
}
