package photo

import (
	"cmp"
	"errors"
	"image"
	"math"
	"slices"

	"pharos/internal/paint"
)

// view is a page found on a picture.
type view struct {
	page *paint.Page
	shot *shot
	// painted is the page in pixels; to carries them to those of the picture.
	painted *paint.Picture
	to      homography
	matches int
}

// pixels gives how many pixels of the picture a unit of the page has near a place.
func (v *view) pixels(x, y float64) float64 {
	a, b := v.painted.At(x, y)
	p, q, r := v.to.at(
		paint.Point{X: a, Y: b},
	), v.to.at(
		paint.Point{X: a + 1, Y: b},
	), v.to.at(
		paint.Point{X: a, Y: b + 1},
	)
	return v.painted.Sx * min(math.Hypot(q.X-p.X, q.Y-p.Y), math.Hypot(r.X-p.X, r.Y-p.Y))
}

// flat lays a region of the page, as the picture shows it, flat; false where a
// part of it lies outside the picture.
func (v *view) flat(region paint.Box, scale float64) (*paint.Picture, bool) {
	w, h := int(math.Ceil(region.W()*scale)), int(math.Ceil(region.H()*scale))
	out := &paint.Picture{
		RGBA:    image.NewRGBA(image.Rect(0, 0, w, h)),
		PageBox: region,
		Y0:      float64(h),
		Sx:      scale,
		Sy:      scale,
	}
	whole := true
	for y := range h {
		for x := range w {
			a, b := v.painted.At(region.X0+(float64(x)+0.5)/scale, region.Y0+(float64(h-y)-0.5)/scale)
			g, ok := v.shot.sample(v.to.at(paint.Point{X: a, Y: b}))
			whole = whole && ok
			copy(out.Pix[out.PixOffset(x, y):], []uint8{uint8(g), uint8(g), uint8(g), 255})
		}
	}
	return out, whole
}

// pageSide bounds the painted page, in pixels of its longer side.
const pageSide = 2400

// find looks for the page on the picture; nil where the page has another code.
func (s *shot) find(p *paint.Page) (*view, error) {
	codes, _, err := p.Look()
	if err != nil {
		return nil, err
	}
	sheet := p.Sheet()
	for _, b := range codes {
		text, here, err := codePoints(p, b)
		if err != nil || text != s.code {
			continue
		}
		// As many pixels as the picture has, at most pageSide.
		scale := dist(s.points[1], s.points[2]) / dist(here[1], here[2])
		scale = min(max(scale, 0.3), pageSide/max(sheet.W(), sheet.H()))
		painted, err := p.Region(sheet, scale)
		if err != nil {
			return nil, err
		}
		v := &view{page: p, shot: s, painted: painted}
		for i := range here {
			here[i].X, here[i].Y = painted.At(here[i].X, here[i].Y)
		}
		n := min(len(here), len(s.points))
		v.register(here[:n], s.points[:n], b)
		return v, nil
	}
	return nil, nil
}

// codePoints reads a code of the page and gives its marks in units of the page.
func codePoints(p *paint.Page, b paint.Box) (string, []paint.Point, error) {
	pic, err := p.Region(b.Grow(b.W()*0.12), 600/b.W())
	if err != nil {
		return "", nil, err
	}
	text, points, err := paint.ReadPoints(paint.GrayOf(pic.RGBA))
	if err != nil || len(points) < 3 {
		return "", nil, cmp.Or(err, errors.New("no code"))
	}
	for i, q := range points {
		points[i] = paint.Point{X: pic.PageBox.X0 + (q.X-pic.X0)/pic.Sx, Y: pic.PageBox.Y0 + (pic.Y0-q.Y)/pic.Sy}
	}
	return text, points, nil
}

// Places by which a page is found: squares of half+half+1 pixels, alike by this
// correlation, looked for in a window that grows with the way from the code.
const (
	half      = 8
	alikeness = 0.75
	maxPlace  = 320
)

// register finds how the page lies on the picture: from the marks of the code
// outward over places with edges in both directions, each looked for where the
// ones before it say.
func (v *view) register(page, shot []paint.Point, code paint.Box) {
	gray := paint.GrayOf(v.painted.RGBA)
	var marks []pair
	for i := range page {
		marks = append(marks, pair{page[i], shot[i]})
	}
	v.to = fit(marks)
	cx, cy := v.painted.At((code.X0+code.X1)/2, (code.Y0+code.Y1)/2)
	side := code.W() * v.painted.Sx
	places := corners(gray)
	slices.SortStableFunc(places, func(a, b paint.Point) int {
		return cmp.Compare(dist(a, paint.Point{X: cx, Y: cy}), dist(b, paint.Point{X: cx, Y: cy}))
	})
	var found []pair
	for pass := range 3 {
		pairs := slices.Clone(marks)
		if pass > 0 {
			pairs = nil
		}
		found = found[:0]
		last := 0
		for _, at := range places {
			reach := 2
			if pass == 0 {
				reach = 3 + int(min(12, dist(at, paint.Point{X: cx, Y: cy})/side*2.5))
			}
			if to, ok := v.match(gray, at, reach); ok {
				found, pairs = append(found, pair{at, to}), append(pairs, pair{at, to})
			}
			if pass == 0 && len(found) >= last+6 { // learn on the way out
				last = len(found)
				v.to = robust(pairs)
			}
		}
		if len(found) < 4 {
			return
		}
		v.to = robust(found)
	}
	v.matches = 0
	for _, p := range found {
		if dist(v.to.at(p.from), p.to) < 1.5*v.zoom(p.from) {
			v.matches++
		}
	}
}

// zoom gives pixels of the picture a pixel of the page.
func (v *view) zoom(p paint.Point) float64 {
	return max(0.5, dist(v.to.at(p), v.to.at(paint.Point{X: p.X + 1, Y: p.Y})))
}

// corners gives places with edges in both directions, at most one in each
// square of a grid.
func corners(img *image.Gray) []paint.Point {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	step := max(2*half, int(math.Sqrt(float64(w*h)/maxPlace)))
	var out []paint.Point
	for gy := half + 1; gy+step+half < h; gy += step {
		for gx := half + 1; gx+step+half < w; gx += step {
			best, at := 400.0, paint.Point{X: -1, Y: -1}
			for y := gy; y < gy+step; y += 4 {
				for x := gx; x < gx+step; x += 4 {
					if c := cornerness(img, x, y); c > best {
						best, at = c, paint.Point{X: float64(x) + 0.5, Y: float64(y) + 0.5}
					}
				}
			}
			if at.X >= 0 {
				out = append(out, at)
			}
		}
	}
	return out
}

// cornerness is the smaller eigenvalue of the mean structure tensor around a
// pixel (J. Shi, C. Tomasi: Good Features to Track, 1994).
func cornerness(img *image.Gray, x, y int) float64 {
	var xx, yy, xy, n float64
	for v := y - half; v <= y+half; v += 2 {
		row, up, down := img.Pix[v*img.Stride:], img.Pix[(v-1)*img.Stride:], img.Pix[(v+1)*img.Stride:]
		for u := x - half; u <= x+half; u += 2 {
			dx, dy := float64(row[u+1])-float64(row[u-1]), float64(down[u])-float64(up[u])
			xx, yy, xy, n = xx+dx*dx, yy+dy*dy, xy+dx*dy, n+1
		}
	}
	return ((xx+yy)/2 - math.Sqrt((xx-yy)*(xx-yy)/4+xy*xy)) / n
}

// match looks for a place of the page on the picture, at most reach pixels of
// the page from where it is expected.
func (v *view) match(page *image.Gray, at paint.Point, reach int) (paint.Point, bool) {
	const n = 2*half + 1
	x0, y0 := int(at.X)-half, int(at.Y)-half
	// the surroundings on the picture, laid flat
	side := n + 2*reach
	around := make([]float64, side*side)
	for y := range side {
		for x := range side {
			g, ok := v.shot.sample(v.to.at(paint.Point{X: float64(x0-reach+x) + 0.5, Y: float64(y0-reach+y) + 0.5}))
			if !ok {
				return paint.Point{}, false
			}
			around[y*side+x] = g
		}
	}
	score := func(ox, oy int) float64 {
		var k, sa, sb, saa, sbb, sab float64
		for y := range n {
			row := page.Pix[(y0+y)*page.Stride+x0:]
			for x := range n {
				a, b := float64(row[x]), around[(y+oy)*side+x+ox]
				k, sa, sb, saa, sbb, sab = k+1, sa+a, sb+b, saa+a*a, sbb+b*b, sab+a*b
			}
		}
		va, vb := saa-sa*sa/k, sbb-sb*sb/k
		if vb < k*16 || va <= 0 {
			return 0
		}
		return (sab - sa*sb/k) / math.Sqrt(va*vb)
	}
	all := make([]float64, (2*reach+1)*(2*reach+1))
	best := 0
	for i := range all {
		all[i] = score(i%(2*reach+1), i/(2*reach+1))
		if all[i] > all[best] {
			best = i
		}
	}
	bx, by := best%(2*reach+1), best/(2*reach+1)
	if all[best] < alikeness || bx == 0 || by == 0 || bx == 2*reach || by == 2*reach {
		return paint.Point{}, false
	}
	// between pixels: the top of the parabola through the neighbours
	fx := peak(all[best-1], all[best], all[best+1])
	fy := peak(all[best-2*reach-1], all[best], all[best+2*reach+1])
	return v.to.at(paint.Point{X: at.X + float64(bx-reach) + fx, Y: at.Y + float64(by-reach) + fy}), true
}

// peak gives the place of the top of a parabola through three equal steps.
func peak(a, b, c float64) float64 {
	if d := a - 2*b + c; d < 0 {
		return min(max(0.5*(a-c)/d, -0.5), 0.5)
	}
	return 0
}
