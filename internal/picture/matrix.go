package picture

import (
	"errors"
	"fmt"
	"strings"

	"pharos/internal/typeset"
)

// matrix is an affine map (SVG 1.1, 7.4) in whole numbers: a to d in millionths,
// e and f Lengths. x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f int64 }

var identity = matrix{a: one, d: one}

// maxFactor bounds what a map stretches, so that products fit into 64 bits.
const maxFactor = 1000 * one

// farthest bounds the places of a drawing in Lengths after all maps.
const farthest = 200_000_000

var errFar = errors.New("a place is too far outside of the drawing")

// point maps a place.
func (m *matrix) point(p typeset.Point) (typeset.Point, error) {
	x := div(m.a*int64(p.X)+m.c*int64(p.Y), one) + m.e
	y := div(m.b*int64(p.X)+m.d*int64(p.Y), one) + m.f
	if abs(x) > farthest || abs(y) > farthest {
		return typeset.Point{}, errFar
	}
	return typeset.Point{X: typeset.Length(x), Y: typeset.Length(y)}, nil
}

// outline maps a path.
func (m *matrix) outline(o typeset.Outline) (out typeset.Outline, err error) {
	out = o.Map(func(p typeset.Point) typeset.Point {
		q, bad := m.point(p)
		if bad != nil {
			err = bad
		}
		return q
	})
	return out, err
}

// times gives the map that does n first and then m.
func (m matrix) times(n matrix) (matrix, error) {
	lin := func(p, q, r, s int64) int64 { return div(p*q+r*s, one) }
	out := matrix{
		a: lin(m.a, n.a, m.c, n.b), b: lin(m.b, n.a, m.d, n.b),
		c: lin(m.a, n.c, m.c, n.d), d: lin(m.b, n.c, m.d, n.d),
		e: lin(m.a, n.e, m.c, n.f) + m.e, f: lin(m.b, n.e, m.d, n.f) + m.f,
	}
	return out, out.bound()
}

func (m *matrix) bound() error {
	for _, v := range []int64{m.a, m.b, m.c, m.d} {
		if abs(v) > maxFactor {
			return errors.New("a transform enlarges more than a thousand times")
		}
	}
	if abs(m.e) > farthest || abs(m.f) > farthest {
		return errFar
	}
	return nil
}

// even reports a map that enlarges a stroke as much in every direction.
func (m *matrix) even() bool {
	near := func(x, y int64) bool { return abs(x-y) <= 2+max(abs(x), abs(y))/10_000 }
	return near(m.a, m.d) && near(m.b, -m.c) || near(m.a, -m.d) && near(m.b, m.c)
}

// stretch gives by how much the map enlarges a stroke, in millionths: the root
// of its determinant.
func (m *matrix) stretch() int64 {
	det := abs(div(m.a*m.d, one) - div(m.b*m.c, one))
	return int64(typeset.Root(uint64(det) * one))
}

// readTransform reads a list of transforms; places count in units.
func readTransform(s string, unit, limit typeset.Length) (matrix, error) {
	m := identity
	for rest := strings.TrimLeft(s, " ,\n\t\r"); rest != ""; {
		name, args, ok := strings.Cut(rest, "(")
		args, after, closed := strings.Cut(args, ")")
		if !ok || !closed {
			return m, fmt.Errorf("the transform %q cannot be read", short(s))
		}
		v, err := numbers(args, 6)
		if err != nil {
			return m, fmt.Errorf("the transform %q: %w", short(s), err)
		}
		one, err := transform(strings.TrimSpace(name), v, unit, limit)
		if err != nil {
			return m, err
		}
		if m, err = m.times(one); err != nil {
			return m, err
		}
		rest = strings.TrimLeft(after, " ,\n\t\r")
	}
	return m, nil
}

// transform gives one map; v holds millionths.
func transform(name string, v []int64, unit, limit typeset.Length) (matrix, error) {
	at := func(i int) int64 {
		if i < len(v) {
			return v[i]
		}
		return 0
	}
	var bad error
	place := func(i int) int64 {
		l, err := scaled(at(i), unit, limit)
		if err != nil {
			bad = err
		}
		return int64(l)
	}
	m := identity
	n := len(v)
	switch {
	case name == "matrix" && n == 6:
		m = matrix{v[0], v[1], v[2], v[3], place(4), place(5)}
	case name == "translate" && (n == 1 || n == 2):
		m.e, m.f = place(0), place(1)
	case name == "scale" && (n == 1 || n == 2):
		m.a, m.d = v[0], v[n-1]
	case name == "rotate" && (n == 1 || n == 3):
		sin, cos := sincos(v[0])
		x, y := place(1), place(2)
		m = matrix{cos, sin, -sin, cos, x - div(cos*x-sin*y, one), y - div(sin*x+cos*y, one)}
	case (name == "skewX" || name == "skewY") && n == 1:
		sin, cos := sincos(v[0])
		if abs(cos) < one/1000 {
			return m, errors.New("a transform skews by a right angle")
		}
		if tan := div(sin*one, abs(cos)) * (cos / abs(cos)); name == "skewX" {
			m.c = tan
		} else {
			m.b = tan
		}
	default:
		return m, fmt.Errorf("the transform %q cannot be read", short(name))
	}
	if bad == nil {
		bad = m.bound()
	}
	return m, bad
}

// numbers reads a list of numbers in millionths.
func numbers(s string, most int) ([]int64, error) {
	var out []int64
	for {
		s = strings.TrimLeft(s, " ,\n\t\r")
		if s == "" {
			return out, nil
		}
		n, used, err := micro(s)
		if err != nil {
			return nil, err
		}
		if len(out) == most {
			return nil, errors.New("there are too many numbers")
		}
		out = append(out, n)
		s = s[used:]
	}
}

// sincos gives sine and cosine of millionths of a degree, in millionths, by the
// series within an eighth of the circle: no float, the same on every machine.
func sincos(deg int64) (sin, cos int64) {
	const full = 360 * one
	deg = (deg%full + full) % full
	quarter := (deg + full/8) / (full / 4) // nearest right angle
	rest := deg - quarter*(full/4)         // -45° to 45°
	const unit = 1 << 30
	x := div(rest*18_740_330, one) // radians in 2^-30; π/180 · 2^30 = 18,740,330
	x2 := x * x / unit
	s, c, term := x, int64(unit), x
	for k := int64(1); k <= 4; k++ {
		term = -term * x2 / unit / (2 * k) / (2*k + 1)
		s += term
	}
	term = unit
	for k := int64(1); k <= 5; k++ {
		term = -term * x2 / unit / (2*k - 1) / (2 * k)
		c += term
	}
	s, c = div(s*one, unit), div(c*one, unit)
	switch quarter % 4 {
	case 1:
		return c, -s
	case 2:
		return -s, -c
	case 3:
		return -c, s
	}
	return s, c
}

// short cuts what is quoted in an error.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
