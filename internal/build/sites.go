package build

import (
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/output"
	"pharos/internal/plan"
	"pharos/internal/web"
)

// sitesAtOnce is how many sites are rendered side by side: two keep two cores busy
// to the end, more would cost memory and gain nothing.
const sitesAtOnce = 2

// sites renders the site of each country. The order in which they are done does
// not change a byte, nor the order of the findings.
func (w *Workshop) sites(ctx context.Context, countries []*country) error {
	w.Tell("sites", 0, len(countries))
	found, errs := make([]diag.List, len(countries)), make([]error, len(countries))
	var group errgroup.Group
	group.SetLimit(min(max(1, w.Jobs), sitesAtOnce))
	var mu sync.Mutex
	done := 0
	for i, c := range countries {
		group.Go(func() error {
			start := time.Now()
			found[i], errs[i] = w.site(ctx, c)
			c.spent += time.Since(start)
			mu.Lock()
			defer mu.Unlock()
			done++
			w.Tell("sites", done, len(countries))
			return nil
		})
	}
	_ = group.Wait() // every country's error is told, in their order
	for _, list := range found {
		w.findings = append(w.findings, list...)
	}
	return errors.Join(errs...)
}

// site takes one country's pages from the cache or renders them, and writes
// them with their manifest; it gives what was found in them.
func (w *Workshop) site(ctx context.Context, c *country) (diag.List, error) {
	var files []made.File
	var prints []web.Print
	for _, s := range c.sheets {
		files = append(files, s.Files...)
		prints = append(prints, s.print())
	}
	site := c.site
	if c.light {
		site = w.loaded.whole(site.Country)
	}
	key, places := w.inputs.site(site, prints)
	pages, ok := take(w.store, key, places)
	if !ok {
		var err error
		if pages, err = w.Pages(ctx, site, prints); err != nil {
			return nil, err
		}
		if err := pages.put(w.store, key, places); err != nil {
			return nil, err
		}
	}
	if err := pages.write(w.out, c.site.Country); err != nil {
		return nil, err
	}
	files = append(files, pages.Files...)
	packed, err := w.bundles(c.site.Country, prints)
	if err != nil {
		return nil, err
	}
	files = append(files, packed...)
	slices.SortFunc(files, func(a, b made.File) int { return cmp.Compare(a.Path, b.Path) })
	c.files = len(files) + 1
	data, err := c.manifest(w.loaded.Plan.Date, files)
	if err != nil {
		return nil, err
	}
	return pages.Findings, w.out.Write(c.site.Country, output.ManifestName, data)
}

// Pages makes the pages of a site and has them read back; of the chosen languages
// alone, where some are given.
func (w *Workshop) Pages(
	ctx context.Context,
	site plan.Site,
	prints []web.Print,
	chosen ...locale.Tag,
) (pages Product, err error) {
	if site.Logo != nil && w.shownLogo != nil {
		site.Logo = w.shownLogo
	}
	witness := w.Reader.Site(site)
	found, err := w.Web.Part(ctx, site, prints, func(p string, data []byte) error {
		pages.keep(p, data)
		if path.Ext(p) == ".html" {
			pages.Findings = append(pages.Findings, witness.Compare(p, data)...)
		}
		return nil
	}, chosen...)
	pages.Findings = append(pages.Findings, found...)
	return pages, err
}

// print is a finished sheet as the materials page wants it.
func (s *sheet) print() web.Print {
	p := web.Print{Material: s.material, Trim: s.Trim, Width: s.Width, Height: s.Height}
	for i := range s.Files {
		f := &s.Files[i]
		switch {
		case f.Path == s.material.Path(made.Press.Traits().Ending):
			p.Press = f
		case f.Path == s.material.Path(made.Screen.Traits().Ending):
			p.Screen = f
		case f.Path == s.Preview:
			p.Preview = f
		default:
			p.Files = append(p.Files, *f)
		}
	}
	return p
}

// index renders the page of all countries: those just made and those that are
// in the output already.
func (w *Workshop) index(ctx context.Context, countries []*country) ([]byte, error) {
	all := *w.loaded.Plan
	all.Sites = w.everySite(countries)
	key, places := w.inputs.index(&all)
	page, ok := take(w.store, key, places)
	if !ok {
		var err error
		page.Findings, err = w.Web.Index(ctx, &all, func(p string, data []byte) error {
			page.keep(p, data)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if err := page.put(w.store, key, places); err != nil {
			return nil, err
		}
	}
	w.findings = append(w.findings, page.Findings...)
	return slices.Concat(page.data...), nil
}

// everySite gives the planned sites and, in the order of the definitions, those
// of the countries that are in the output already; all but the first one in brief.
func (w *Workshop) everySite(countries []*country) []plan.Site {
	var sites []plan.Site
	var rest []string
	light := map[string]bool{}
	for _, c := range countries {
		sites = append(sites, c.site)
		light[c.site.Country] = c.light
	}
	at := map[string]int{}
	for i, c := range w.loaded.Set.Countries {
		at[c.Code] = i
		if w.out.Has(c.Code) && !Wanted(w.loaded.o.Countries, c.Code) {
			rest = append(rest, c.Code)
		}
	}
	if len(rest) > 0 {
		more, _ := w.loaded.PlanFor(rest) // the build of those countries shows its findings
		sites = append(sites, more.Sites...)
	}
	slices.SortFunc(sites, func(a, b plan.Site) int { return cmp.Compare(at[a.Country], at[b.Country]) })
	for i := range sites {
		switch s := &sites[i]; {
		case i > 0:
			*s = brief(*s)
		case light[s.Country]: // its words are those of the page
			*s = w.loaded.whole(s.Country)
		}
	}
	return sites
}
