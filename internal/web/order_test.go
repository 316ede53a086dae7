package web

import (
	"regexp"
	"slices"
	"testing"

	"pharos/internal/web/view"
	"pharos/internal/web/webtest"
)

// TestMaterialsInTheOrderOfTheCountry: the lists of sheets stand in the country's own
// order of languages, its own by law first, in every language of the site.
func TestMaterialsInTheOrderOfTheCountry(t *testing.T) {
	plan := root.Plan(t, []string{"rs"})
	site := plan.Sites[0]
	files := render(t, site, webtest.Prints(plan, "rs")).files
	for _, f := range site.Faces {
		for _, p := range f.Pages {
			if p.Name != "materials" {
				continue
			}
			page := string(files[view.File(f.Locale.Tag, p.Address)])
			var got, want []string
			for _, m := range regexp.MustCompile(regexp.QuoteMeta(p.Address)+`-([a-z-]+)/(?:index\.html)?#`).FindAllStringSubmatch(page, -1) {
				if !slices.Contains(got, m[1]) {
					got = append(got, m[1])
				}
			}
			for _, other := range site.Faces {
				if a := other.Locale.Tag.Address(); slices.Contains(got, a) {
					want = append(want, a)
				}
			}
			if len(want) < 3 || !slices.Equal(got[:min(len(got), len(want))], want) {
				t.Errorf("%s: %v, the country has %v", f.Locale.Tag, got, want)
			}
		}
	}
}
