package proof

import (
	"slices"

	"pharos/internal/paint"
)

// windows are pictures of places at ppem pixels an em. Places of one size that stand
// near one another, as the same number in columns side by side, share one: each
// picture makes PDFium walk over the whole page.
type windows struct{ all []window }

// window is one picture, painted when it is first asked for.
type window struct {
	page   *paint.Page
	em     float64
	region paint.Box
	pic    *paint.Picture
	places []paint.Part
}

// maxWindow bounds a shared picture, in pixels.
const maxWindow = 100_000

// plan adds places, each to a window that can take it or to one of its own.
func (w *windows) plan(places []paint.Part) {
	for _, p := range places {
		s := p.Segment
		first, last := s.PlainAt[p.From], s.PlainAt[p.To-1]+1
		em := s.Glyphs[first].Em
		region := s.Box(first, last).Grow(0.1 * em)
		i := slices.IndexFunc(w.all, func(o window) bool {
			both := o.region.With(region)
			return o.page == s.Page && o.em == em && o.pic == nil &&
				both.W()*both.H()*(paint.PPEM/em)*(paint.PPEM/em) <= maxWindow
		})
		if i < 0 {
			i = len(w.all)
			w.all = append(w.all, window{page: s.Page, em: em, region: region})
		}
		w.all[i].region = w.all[i].region.With(region)
		w.all[i].places = append(w.all[i].places, p)
	}
}

// of gives the picture in which a planned place lies.
func (w *windows) of(p paint.Part) (*paint.Picture, error) {
	i := slices.IndexFunc(w.all, func(o window) bool { return slices.Contains(o.places, p) })
	o := &w.all[i]
	if o.pic == nil {
		pic, err := o.page.Region(o.region, paint.PPEM/o.em)
		if err != nil {
			return nil, err
		}
		o.pic = pic
	}
	return o.pic, nil
}
