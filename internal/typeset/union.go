package typeset

import (
	"cmp"
	"slices"
)

// Union gives the outer boundary of what an outline fills by non-zero winding:
// contours that overlap become one, so that a stroke along it shows no inner
// crossings. Curves become chords that leave them by at most a thousandth of
// the outline's height. The contours run so that the fill is on one side.
//
// All is done in whole numbers: the boundary is the set of those pieces of
// edges, cut where they cross, that have winding zero on exactly one side.
func (o Outline) Union() Outline {
	b := o.Bounds()
	grid := max(b.H(), b.W()/8)/2000 + 1
	edges := o.edges(grid)
	pieces := cutEdges(edges)
	var kept []edge
	for _, e := range pieces {
		left, right := windings(edges, e)
		switch {
		case left != 0 && right == 0:
			kept = append(kept, e)
		case left == 0 && right != 0:
			kept = append(kept, edge{e.b, e.a})
		}
	}
	return joinEdges(unique(kept), grid)
}

// vertex is a place in units of the grid, times four so that cuts have room.
type vertex struct{ x, y int64 }

// edge is a piece of a contour from a to b.
type edge struct{ a, b vertex }

// edges gives the outline as straight edges on the grid.
func (o Outline) edges(grid Length) []edge {
	var out []edge
	var begin, pen vertex
	to := func(v vertex) {
		if v != pen {
			out = append(out, edge{pen, v})
			pen = v
		}
	}
	on := func(p Point) vertex {
		return vertex{round(4*int64(p.X), int64(grid)), round(4*int64(p.Y), int64(grid))}
	}
	var last Point
	for _, s := range o {
		switch s.Op {
		case Move:
			to(begin)
			begin, last = on(s.P[0]), s.P[0]
			pen = begin
		case LineTo:
			to(on(s.P[0]))
			last = s.P[0]
		case Cubic:
			const n = 8
			for k := int64(1); k <= n; k++ {
				to(on(bezier(last, s.P, k, n)))
			}
			last = s.P[2]
		case Close:
			to(begin)
		}
	}
	to(begin)
	return out
}

// bezier gives the place on a cubic curve at k/n.
func bezier(from Point, p [3]Point, k, n int64) Point {
	m := n - k
	at := func(a, b, c, d Length) Length {
		return Length(round(int64(a)*m*m*m+3*int64(b)*m*m*k+3*int64(c)*m*k*k+int64(d)*k*k*k, n*n*n))
	}
	return Point{at(from.X, p[0].X, p[1].X, p[2].X), at(from.Y, p[0].Y, p[1].Y, p[2].Y)}
}

// cutEdges cuts all edges where others cross, touch or run along them. A
// crossing is computed once for both edges, so that both are cut at the same
// place of the grid.
func cutEdges(edges []edge) []edge {
	cuts := make([][]vertex, len(edges))
	for i, e := range edges {
		for k := i + 1; k < len(edges); k++ {
			f := edges[k]
			if !e.near(f) {
				continue
			}
			for _, p := range e.meets(f) {
				if e.within(p) {
					cuts[i] = append(cuts[i], p)
				}
				if f.within(p) {
					cuts[k] = append(cuts[k], p)
				}
			}
		}
	}
	var out []edge
	for i, e := range edges {
		slices.SortFunc(cuts[i], func(p, q vertex) int { return cmp.Compare(e.along(p), e.along(q)) })
		from := e.a
		for _, p := range append(slices.Compact(cuts[i]), e.b) {
			if p != from {
				out = append(out, edge{from, p})
				from = p
			}
		}
	}
	return out
}

// near reports whether the boxes around two edges touch.
func (e edge) near(f edge) bool {
	return min(e.a.x, e.b.x) <= max(f.a.x, f.b.x) && min(f.a.x, f.b.x) <= max(e.a.x, e.b.x) &&
		min(e.a.y, e.b.y) <= max(f.a.y, f.b.y) && min(f.a.y, f.b.y) <= max(e.a.y, e.b.y)
}

// along orders places on the edge.
func (e edge) along(p vertex) int64 {
	return (p.x-e.a.x)*(e.b.x-e.a.x) + (p.y-e.a.y)*(e.b.y-e.a.y)
}

// side is positive left of the edge, 0 on its line.
func (e edge) side(p vertex) int64 {
	return (e.b.x-e.a.x)*(p.y-e.a.y) - (e.b.y-e.a.y)*(p.x-e.a.x)
}

// within reports whether a place near the edge's line is between its ends.
func (e edge) within(p vertex) bool {
	k := e.along(p)
	return k > 0 && k < e.along(e.b)
}

// meets gives the places where two edges meet: their crossing, or the ends that
// lie on the other.
func (e edge) meets(f edge) []vertex {
	fa, fb, ea, eb := e.side(f.a), e.side(f.b), f.side(e.a), f.side(e.b)
	var out []vertex
	for _, end := range []struct {
		side int64
		p    vertex
	}{{fa, f.a}, {fb, f.b}, {ea, e.a}, {eb, e.b}} {
		if end.side == 0 {
			out = append(out, end.p)
		}
	}
	if fa != 0 && fb != 0 && fa > 0 != (fb > 0) && (ea > 0) != (eb > 0) {
		out = append(out, vertex{f.a.x + round((f.b.x-f.a.x)*fa, fa-fb), f.a.y + round((f.b.y-f.a.y)*fa, fa-fb)})
	}
	return out
}

// windings gives the winding numbers of all edges just left and just right of
// the middle of a piece, counted along a ray that runs up or to the right.
func windings(edges []edge, e edge) (left, right int) {
	steep := abs(e.b.y-e.a.y) > abs(e.b.x-e.a.x)
	turn := func(v vertex) vertex {
		if steep {
			return v
		}
		return vertex{-v.y, v.x}
	}
	a, b := turn(e.a), turn(e.b)
	mx, my := a.x+b.x, a.y+b.y // doubled
	beyond, on := 0, 0
	for _, f := range edges {
		p, q := turn(f.a), turn(f.b)
		p, q = vertex{2 * p.x, 2 * p.y}, vertex{2 * q.x, 2 * q.y}
		up := 1
		if p.y > q.y {
			p, q, up = q, p, -1
		}
		if my < p.y || my >= q.y {
			continue
		}
		switch d := (q.x-p.x)*(my-p.y) - (mx-p.x)*(q.y-p.y); {
		case near0(d, q.y-p.y):
			on += up
		case d > 0:
			beyond += up
		}
	}
	// The ray runs to the right: beyond is the winding just right of the piece.
	if b.y > a.y {
		return beyond + on, beyond
	}
	return beyond, beyond + on
}

// near0 reports that an edge passes within a unit of the middle: cuts are
// rounded, so pieces lie on their edge only nearly.
func near0(d, height int64) bool { return abs(d) <= 2*height }

func abs(n int64) int64 { return max(n, -n) }

// unique leaves out edges that are there twice and pairs that run both ways.
func unique(edges []edge) []edge {
	seen := map[edge]bool{}
	for _, e := range edges {
		seen[e] = true
	}
	var out []edge
	for _, e := range edges {
		if seen[e] && !seen[edge{e.b, e.a}] {
			out = append(out, e)
		}
		delete(seen, e)
	}
	return out
}

// joinEdges chains edges into closed contours.
func joinEdges(edges []edge, grid Length) Outline {
	next := map[vertex][]vertex{}
	for _, e := range edges {
		next[e.a] = append(next[e.a], e.b)
	}
	place := func(v vertex) Point {
		return Point{Length(round(v.x*int64(grid), 4)), Length(round(v.y*int64(grid), 4))}
	}
	var o Outline
	for _, e := range edges {
		if len(next[e.a]) == 0 {
			continue
		}
		o.Move(place(e.a))
		for v := e.a; ; {
			to := next[v]
			if len(to) == 0 {
				break
			}
			next[v] = to[1:]
			if v = to[0]; v == e.a {
				break
			}
			o.Line(place(v))
		}
		o.Close()
	}
	return o
}

// Fewer leaves out points of contours made of chords, so that the outline moves by
// at most a tolerance (Douglas and Peucker, 1973). A contour with curves stays.
func (o Outline) Fewer(tolerance Length) Outline {
	var out Outline
	for from, i := 0, 1; i <= len(o); i++ {
		if i < len(o) && o[i].Op != Move {
			continue
		}
		out = append(out, fewer(o[from:i], tolerance)...)
		from = i
	}
	return out
}

// fewer is Fewer for one contour.
func fewer(o Outline, tolerance Length) Outline {
	var all []Point
	for _, g := range o {
		switch g.Op {
		case Cubic:
			return o
		case Move, LineTo:
			all = append(all, g.P[0])
		}
	}
	if len(all) < 5 || o[len(o)-1].Op != Close {
		return o
	}
	far := 0 // the contour is two lines: to the point farthest from the begin, and back
	for i, p := range all {
		if p.Add(Point{-all[0].X, -all[0].Y}).Reach() > all[far].Add(Point{-all[0].X, -all[0].Y}).Reach() {
			far = i
		}
	}
	kept := append(thin(all[:far+1], tolerance), thin(append(slices.Clone(all[far:]), all[0]), tolerance)...)
	return Polygon(kept...)
}

// thin gives the points of a line that are needed, without the last one.
func thin(line []Point, tolerance Length) []Point {
	a, b := line[0], line[len(line)-1]
	d := Point{b.X - a.X, b.Y - a.Y}
	worst, at := tolerance, 0
	for i := 1; i < len(line)-1; i++ {
		p := Point{line[i].X - a.X, line[i].Y - a.Y}
		away := p.Reach()
		if n := d.Reach(); n > 0 {
			const unit = Pt / 1000 // keeps products within 64 bits
			cross := int64(d.X/unit)*int64(p.Y/unit) - int64(d.Y/unit)*int64(p.X/unit)
			away = Length(max(cross, -cross) / max(1, int64(n/unit)) * int64(unit))
		}
		if away > worst {
			worst, at = away, i
		}
	}
	if at == 0 {
		return line[:1:1]
	}
	return append(thin(line[:at+1], tolerance), thin(line[at:], tolerance)...)
}
