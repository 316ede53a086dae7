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
		c.light = true
		c.site.Faces = slices.Clone(c.site.Faces)
		for i := range c.site.Faces {
			f := &c.site.Faces[i]
			f.Texts = map[string]locale.Text{"nav.countries": f.Texts["nav.countries"]} // for the page of all countries
			f.Pages = slices.Clone(f.Pages)
			for k := range f.Pages {
				f.Pages[k].Passages = nil
			}
		}
	}
}

// whole plans the site of one country again.
func (l *Loaded) whole(country string) plan.Site {
	p, _ := l.plan([]string{country}) // its findings are there already
	return p.Sites[0]
}
