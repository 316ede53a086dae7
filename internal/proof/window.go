package proof

import "slices"

// windows are pictures of places at ppem pixels an em. Places of one size that stand
// near one another, as the same number in columns side by side, share one: each
// picture makes PDFium walk over the whole page.
type windows struct{ all []window }

// window is one picture, painted when it is first asked for.
type window struct {
	page   *page
	em     float64
	region box
	pic    *picture
	places []place
}

// maxWindow bounds a shared picture, in pixels.
const maxWindow = 100_000

// plan adds places, each to a window that can take it or to one of its own.
func (w *windows) plan(places []place) {
	for _, p := range places {
		s := p.segment
		first, last := s.plainAt[p.from], s.plainAt[p.to-1]+1
		em := s.glyphs[first].em
		region := s.box(first, last).grow(0.1 * em)
		i := slices.IndexFunc(w.all, func(o window) bool {
			both := o.region.with(region)
			return o.page == s.page && o.em == em && o.pic == nil && both.w()*both.h()*(ppem/em)*(ppem/em) <= maxWindow
		})
		if i < 0 {
			i = len(w.all)
			w.all = append(w.all, window{page: s.page, em: em, region: region})
		}
		w.all[i].region = w.all[i].region.with(region)
		w.all[i].places = append(w.all[i].places, p)
	}
}

// of gives the picture in which a planned place lies.
func (w *windows) of(p place) (*picture, error) {
	i := slices.IndexFunc(w.all, func(o window) bool { return slices.Contains(o.places, p) })
	o := &w.all[i]
	if o.pic == nil {
		pic, err := o.page.region(o.region, ppem/o.em)
		if err != nil {
			return nil, err
		}
		o.pic = pic
	}
	return o.pic, nil
}

// with gives the smallest box around two.
func (b box) with(c box) box {
	return box{min(b.x0, c.x0), min(b.y0, c.y0), max(b.x1, c.x1), max(b.y1, c.y1)}
}
