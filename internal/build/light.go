package build

import (
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// wholeSites is how many countries are built with all their planned sites in
// memory. The sheets come first and have no use for them, and seventy sites hold
// more than a hundred megabytes: of more countries, each site is planned again
// when its turn comes.
var wholeSites = 12

// lighten takes out of a plan what its countries have, and out of many countries
// the words of their pages.
func lighten(p *plan.Plan, countries []*country) {
	p.Sites, p.Materials, p.Omitted = nil, nil, nil
	if len(countries) <= wholeSites {
		return
	}
	for _, c := range countries {
		c.light, c.site = true, brief(c.site)
	}
}

// brief is a site without the words of its pages: what the summary and the page of
// all countries need of it.
func brief(s plan.Site) plan.Site {
	s.Faces = slices.Clone(s.Faces)
	for i := range s.Faces {
		f := &s.Faces[i]
		f.Texts = map[string]locale.Text{"nav.countries": f.Texts["nav.countries"]}
		f.Pages = slices.Clone(f.Pages)
		for k := range f.Pages {
			f.Pages[k].Passages = nil
		}
	}
	return s
}

// whole plans the site of one country again.
func (l *Loaded) whole(country string) plan.Site {
	p, _ := l.PlanFor([]string{country}) // its findings are there already
	return p.Sites[0]
}
