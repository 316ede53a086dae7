package proof

import (
	"cmp"
	"errors"
	"image"
	"image/draw"
	"math"
	"slices"
)

// point is a place in pixels.
type point struct{ x, y float64 }

// shot is a picture of a sheet in gray, with the code on it.
type shot struct {
	*image.Gray
	code   string
	points []point
}

// shotSide is the longer side, in pixels, of the picture in which a code is
// looked for first; a code that is small on the picture asks for all its pixels.
const shotSide = 1600

// MaxPhoto is the most pixels that a picture may have: 100 megapixels.
const MaxPhoto = 100_000_000

// newShot reads the code of a picture.
func newShot(img image.Image) (*shot, error) {
	b := img.Bounds()
	if b.Empty() || b.Dx() > MaxPhoto/b.Dy() {
		return nil, errors.New("no picture, or one too large")
	}
	gray := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(gray, gray.Rect, img, b.Min, draw.Src)
	s := &shot{Gray: gray}
	factor := max(1, (max(b.Dx(), b.Dy())+shotSide-1)/shotSide)
	var err error
	for ; factor >= 1; factor-- {
		if s.code, s.points, err = readPoints(shrink(gray, factor)); err == nil && len(s.points) >= 3 {
			for i := range s.points {
				s.points[i].x *= float64(factor)
				s.points[i].y *= float64(factor)
			}
			return s, nil
		}
	}
	return nil, cmp.Or(err, errors.New("no code"))
}

// shrink takes the mean of squares.
func shrink(img *image.Gray, factor int) *image.Gray {
	if factor == 1 {
		return img
	}
	w, h := img.Rect.Dx()/factor, img.Rect.Dy()/factor
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sum := 0
			for v := range factor {
				for u := range factor {
					sum += int(img.Pix[(y*factor+v)*img.Stride+x*factor+u])
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / (factor * factor))
		}
	}
	return out
}

// sample gives the brightness between pixels, bilinear; false outside. A scan is
// often cut just at the sheet's edge, so a little outside counts as the edge.
func (s *shot) sample(p point) (float64, bool) {
	const little = 3
	if p.x < -little || p.y < -little || p.x > float64(s.Rect.Dx())+little || p.y > float64(s.Rect.Dy())+little {
		return 255, false
	}
	x := min(max(p.x-0.5, 0), float64(s.Rect.Dx())-1.01)
	y := min(max(p.y-0.5, 0), float64(s.Rect.Dy())-1.01)
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0+1 >= s.Rect.Dx() || y0+1 >= s.Rect.Dy() {
		return 255, false
	}
	fx, fy := x-float64(x0), y-float64(y0)
	row, next := s.Pix[y0*s.Stride+x0:], s.Pix[(y0+1)*s.Stride+x0:]
	return (float64(row[0])*(1-fx)+float64(row[1])*fx)*(1-fy) + (float64(next[0])*(1-fx)+float64(next[1])*fx)*fy, true
}

// view is a page found on a picture.
type view struct {
	page *page
	shot *shot
	// painted is the page in pixels; to carries them to those of the picture.
	painted *picture
	to      homography
	matches int
}

// pixels gives how many pixels of the picture a unit of the page has near a place.
func (v *view) pixels(x, y float64) float64 {
	a, b := v.painted.at(x, y)
	p, q, r := v.to.at(point{a, b}), v.to.at(point{a + 1, b}), v.to.at(point{a, b + 1})
	return v.painted.sx * min(math.Hypot(q.x-p.x, q.y-p.y), math.Hypot(r.x-p.x, r.y-p.y))
}

// flat lays a region of the page, as the picture shows it, flat; false where a
// part of it lies outside the picture.
func (v *view) flat(region box, scale float64) (*picture, bool) {
	w, h := int(math.Ceil(region.w()*scale)), int(math.Ceil(region.h()*scale))
	out := &picture{RGBA: image.NewRGBA(image.Rect(0, 0, w, h)), page: region, y0: float64(h), sx: scale, sy: scale}
	whole := true
	for y := range h {
		for x := range w {
			a, b := v.painted.at(region.x0+(float64(x)+0.5)/scale, region.y0+(float64(h-y)-0.5)/scale)
			g, ok := v.shot.sample(v.to.at(point{a, b}))
			whole = whole && ok
			copy(out.Pix[out.PixOffset(x, y):], []uint8{uint8(g), uint8(g), uint8(g), 255})
		}
	}
	return out, whole
}

// pageSide bounds the painted page, in pixels of its longer side.
const pageSide = 2400

// find looks for the page on the picture; nil where the page has another code.
func (s *shot) find(p *page) (*view, error) {
	codes, _, err := p.look()
	if err != nil {
		return nil, err
	}
	sheet := p.sheet()
	for _, b := range codes {
		text, here, err := codePoints(p, b)
		if err != nil || text != s.code {
			continue
		}
		// As many pixels as the picture has, at most pageSide.
		scale := dist(s.points[1], s.points[2]) / dist(here[1], here[2])
		scale = min(max(scale, 0.3), pageSide/max(sheet.w(), sheet.h()))
		painted, err := p.region(sheet, scale)
		if err != nil {
			return nil, err
		}
		v := &view{page: p, shot: s, painted: painted}
		for i := range here {
			here[i].x, here[i].y = painted.at(here[i].x, here[i].y)
		}
		n := min(len(here), len(s.points))
		v.register(here[:n], s.points[:n], b)
		return v, nil
	}
	return nil, nil
}

// codePoints reads a code of the page and gives its marks in units of the page.
func codePoints(p *page, b box) (string, []point, error) {
	pic, err := p.region(b.grow(b.w()*0.12), 600/b.w())
	if err != nil {
		return "", nil, err
	}
	text, points, err := readPoints(grayOf(pic.RGBA))
	if err != nil || len(points) < 3 {
		return "", nil, cmp.Or(err, errors.New("no code"))
	}
	for i, q := range points {
		points[i] = point{pic.page.x0 + (q.x-pic.x0)/pic.sx, pic.page.y0 + (pic.y0-q.y)/pic.sy}
	}
	return text, points, nil
}

func dist(a, b point) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// pair is a place of the painted page and of the picture.
type pair struct{ from, to point }

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
func (v *view) register(page, shot []point, code box) {
	gray := grayOf(v.painted.RGBA)
	var marks []pair
	for i := range page {
		marks = append(marks, pair{page[i], shot[i]})
	}
	v.to = fit(marks)
	cx, cy := v.painted.at((code.x0+code.x1)/2, (code.y0+code.y1)/2)
	side := code.w() * v.painted.sx
	places := corners(gray)
	slices.SortStableFunc(places, func(a, b point) int {
		return cmp.Compare(dist(a, point{cx, cy}), dist(b, point{cx, cy}))
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
				reach = 3 + int(min(12, dist(at, point{cx, cy})/side*2.5))
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
func (v *view) zoom(p point) float64 {
	return max(0.5, dist(v.to.at(p), v.to.at(point{p.x + 1, p.y})))
}

// corners gives places with edges in both directions, at most one in each
// square of a grid.
func corners(img *image.Gray) []point {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	step := max(2*half, int(math.Sqrt(float64(w*h)/maxPlace)))
	var out []point
	for gy := half + 1; gy+step+half < h; gy += step {
		for gx := half + 1; gx+step+half < w; gx += step {
			best, at := 400.0, point{-1, -1}
			for y := gy; y < gy+step; y += 4 {
				for x := gx; x < gx+step; x += 4 {
					if c := cornerness(img, x, y); c > best {
						best, at = c, point{float64(x) + 0.5, float64(y) + 0.5}
					}
				}
			}
			if at.x >= 0 {
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
func (v *view) match(page *image.Gray, at point, reach int) (point, bool) {
	const n = 2*half + 1
	x0, y0 := int(at.x)-half, int(at.y)-half
	// the surroundings on the picture, laid flat
	side := n + 2*reach
	around := make([]float64, side*side)
	for y := range side {
		for x := range side {
			g, ok := v.shot.sample(v.to.at(point{float64(x0-reach+x) + 0.5, float64(y0-reach+y) + 0.5}))
			if !ok {
				return point{}, false
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
		return point{}, false
	}
	// between pixels: the top of the parabola through the neighbours
	fx := peak(all[best-1], all[best], all[best+1])
	fy := peak(all[best-2*reach-1], all[best], all[best+2*reach+1])
	return v.to.at(point{at.x + float64(bx-reach) + fx, at.y + float64(by-reach) + fy}), true
}

// peak gives the place of the top of a parabola through three equal steps.
func peak(a, b, c float64) float64 {
	if d := a - 2*b + c; d < 0 {
		return min(max(0.5*(a-c)/d, -0.5), 0.5)
	}
	return 0
}

// homography carries places from one plane to another: nine numbers, row by row.
type homography [9]float64

// at carries a place.
func (h homography) at(p point) point {
	w := h[6]*p.x + h[7]*p.y + h[8]
	if math.Abs(w) < 1e-9 {
		return point{-1e9, -1e9}
	}
	return point{(h[0]*p.x + h[1]*p.y + h[2]) / w, (h[3]*p.x + h[4]*p.y + h[5]) / w}
}

// robust fits a homography and again without the pairs far from it.
func robust(pairs []pair) homography {
	h := fit(pairs)
	for range 4 {
		residuals := make([]float64, len(pairs))
		for i, p := range pairs {
			residuals[i] = dist(h.at(p.from), p.to)
		}
		sorted := slices.Sorted(slices.Values(residuals))
		limit := max(0.5, 2.5*sorted[len(sorted)/2])
		var kept []pair
		for i, p := range pairs {
			if residuals[i] <= limit {
				kept = append(kept, p)
			}
		}
		if len(kept) < 4 || len(kept) == len(pairs) && limit > residuals[0] && sorted[len(sorted)-1] <= limit {
			break
		}
		h = fit(kept)
	}
	return h
}

// fit gives the homography nearest to the pairs in the least squares of the
// direct linear transform (R. Hartley, A. Zisserman: Multiple View Geometry,
// section 4.1), on coordinates of mean 0 and size about 1; with three pairs it
// is affine.
func fit(pairs []pair) homography {
	from, to := normal(pairs, func(p pair) point { return p.from }), normal(pairs, func(p pair) point { return p.to })
	unknowns := 8
	if len(pairs) < 4 {
		unknowns = 6
	}
	var m [8][9]float64
	add := func(row [8]float64, right float64) {
		for i := range unknowns {
			for j := range unknowns {
				m[i][j] += row[i] * row[j]
			}
			m[i][8] += row[i] * right
		}
	}
	for _, p := range pairs {
		x, y := (p.from.x-from.x)*from.s, (p.from.y-from.y)*from.s
		u, v := (p.to.x-to.x)*to.s, (p.to.y-to.y)*to.s
		add([8]float64{x, y, 1, 0, 0, 0, -u * x, -u * y}, u)
		add([8]float64{0, 0, 0, x, y, 1, -v * x, -v * y}, v)
	}
	a := solve(m, unknowns)
	// H = T(to)^-1 * A * T(from)
	h := homography{a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], 1}
	h = times(h, homography{from.s, 0, -from.x * from.s, 0, from.s, -from.y * from.s, 0, 0, 1})
	return times(homography{1 / to.s, 0, to.x, 0, 1 / to.s, to.y, 0, 0, 1}, h)
}

// frame is where points lie: their middle, and one over their mean distance.
type frame struct{ x, y, s float64 }

func normal(pairs []pair, of func(pair) point) frame {
	var f frame
	n := float64(len(pairs))
	for _, p := range pairs {
		f.x, f.y = f.x+of(p).x/n, f.y+of(p).y/n
	}
	d := 0.0
	for _, p := range pairs {
		d += dist(of(p), point{f.x, f.y}) / n
	}
	f.s = 1 / max(d, 1e-9)
	return f
}

// times multiplies two homographies.
func times(a, b homography) (c homography) {
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				c[3*i+j] += a[3*i+k] * b[3*k+j]
			}
		}
	}
	return c
}

// solve solves n equations, the right side in column 8, by Gauss with pivots.
func solve(m [8][9]float64, n int) (x [8]float64) {
	for i := range n {
		p := i
		for j := i + 1; j < n; j++ {
			if math.Abs(m[j][i]) > math.Abs(m[p][i]) {
				p = j
			}
		}
		m[i], m[p] = m[p], m[i]
		if math.Abs(m[i][i]) < 1e-12 {
			continue
		}
		for j := range n {
			if j == i {
				continue
			}
			f := m[j][i] / m[i][i]
			for k := i; k < 9; k++ {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	for i := range n {
		if math.Abs(m[i][i]) >= 1e-12 {
			x[i] = m[i][8] / m[i][i]
		}
	}
	return x
}
