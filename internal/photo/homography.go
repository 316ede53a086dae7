package photo

import (
	"math"
	"slices"

	"pharos/internal/paint"
)

// pair is a place of the painted page and of the picture.
type pair struct{ from, to paint.Point }

func dist(a, b paint.Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// homography carries places from one plane to another: nine numbers, row by row.
type homography [9]float64

// at carries a place.
func (h homography) at(p paint.Point) paint.Point {
	w := h[6]*p.X + h[7]*p.Y + h[8]
	if math.Abs(w) < 1e-9 {
		return paint.Point{X: -1e9, Y: -1e9}
	}
	return paint.Point{X: (h[0]*p.X + h[1]*p.Y + h[2]) / w, Y: (h[3]*p.X + h[4]*p.Y + h[5]) / w}
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
	from, to := normal(
		pairs,
		func(p pair) paint.Point { return p.from },
	), normal(
		pairs,
		func(p pair) paint.Point { return p.to },
	)
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
		x, y := (p.from.X-from.x)*from.s, (p.from.Y-from.y)*from.s
		u, v := (p.to.X-to.x)*to.s, (p.to.Y-to.y)*to.s
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

func normal(pairs []pair, of func(pair) paint.Point) frame {
	var f frame
	n := float64(len(pairs))
	for _, p := range pairs {
		f.x, f.y = f.x+of(p).X/n, f.y+of(p).Y/n
	}
	d := 0.0
	for _, p := range pairs {
		d += dist(of(p), paint.Point{X: f.x, Y: f.y}) / n
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
