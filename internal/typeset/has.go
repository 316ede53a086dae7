package typeset

// curveSteps is in how many straight pieces a curve is looked at.
const curveSteps = 8

// Has reports whether a place lies inside of the outline, by non-zero winding
// (ISO 32000-1, 8.5.3.3.2); curves are taken as polygons.
func (o Outline) Has(at Point) bool {
	winding := 0
	var begin, pen Point
	line := func(to Point) {
		winding += crossing(pen, to, at)
		pen = to
	}
	for _, s := range o {
		switch s.Op {
		case Move:
			line(begin) // a contour that is filled is closed
			begin, pen = s.P[0], s.P[0]
		case LineTo:
			line(s.P[0])
		case Cubic:
			from := pen
			for k := Length(1); k <= curveSteps; k++ {
				line(cubicAt(from, s.P, k))
			}
		case Close:
			line(begin)
		}
	}
	line(begin)
	return winding != 0
}

// crossing gives +1 or -1 where a line goes up or down past the ray that runs
// from a place to the right, else 0.
func crossing(a, b, at Point) int {
	if (a.Y <= at.Y) == (b.Y <= at.Y) {
		return 0
	}
	// the sign of the area tells on which side of the line the place lies
	area := int64(b.X-a.X)*int64(at.Y-a.Y) - int64(at.X-a.X)*int64(b.Y-a.Y)
	switch {
	case b.Y > a.Y && area > 0:
		return 1
	case b.Y < a.Y && area < 0:
		return -1
	}
	return 0
}

// cubicAt gives the place at k of curveSteps along a curve.
func cubicAt(from Point, p [3]Point, k Length) Point {
	const n = curveSteps
	j := n - k
	mix := func(a, b, c, d Length) Length {
		return (a*j*j*j + 3*b*j*j*k + 3*c*j*k*k + d*k*k*k) / (n * n * n)
	}
	return Point{mix(from.X, p[0].X, p[1].X, p[2].X), mix(from.Y, p[0].Y, p[1].Y, p[2].Y)}
}
