package picture

import (
	"errors"
	"fmt"
	"strings"

	"pharos/internal/typeset"
)

// readPath reads the path data of SVG 1.1 (8.3): M L H V C S Q T A Z in both
// cases. A unit of the drawing is so many Lengths; no place is further than
// limit from the origin.
func readPath(d string, unit, limit typeset.Length) (typeset.Outline, error) {
	p := &pathReader{src: d, unit: unit, limit: limit}
	var out typeset.Outline
	for {
		p.space()
		if p.at == len(p.src) {
			if len(out) == 0 {
				return nil, errors.New("the path is empty")
			}
			return out, nil
		}
		if c := p.src[p.at]; strings.IndexByte("MmLlHhVvCcSsQqTtAaZz", c) >= 0 {
			p.cmd = c
			p.at++
		} else if p.cmd == 0 || p.cmd|32 == 'z' {
			return nil, fmt.Errorf("unexpected %q in the path", c)
		}
		if len(out) == 0 && p.cmd|32 != 'm' || len(out) > maxSegments {
			return nil, errors.New("the path does not begin with M, or is too long")
		}
		if err := p.step(&out); err != nil {
			return nil, err
		}
	}
}

// pathReader holds the pen, the begin of the contour and the last control point.
type pathReader struct {
	src               string
	unit, limit       typeset.Length
	at                int
	cmd               byte
	pen, begin, ctrl  typeset.Point
	afterC, afterQuad bool
}

func (p *pathReader) space() {
	for p.at < len(p.src) && strings.IndexByte(" ,\n\t\r", p.src[p.at]) >= 0 {
		p.at++
	}
}

// number reads one number into the outline's unit.
func (p *pathReader) number() (typeset.Length, error) {
	p.space()
	n, used, err := micro(p.src[p.at:])
	if err != nil {
		return 0, err
	}
	p.at += used
	return scaled(n, p.unit, p.limit)
}

// one is the whole in numbers of the file, which are kept in millionths.
const one = 1_000_000

// micro reads a decimal number, with an exponent of two digits at most, from
// the front of s in millionths and says how many bytes it took.
func micro(s string) (n int64, used int, err error) {
	i, neg := 0, false
	if i < len(s) && (s[i] == '-' || s[i] == '+') {
		neg = s[i] == '-'
		i++
	}
	places, dot, begin := 0, false, i
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !dot {
			dot = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		if dot {
			places++
		}
		if places <= 6 {
			n = n*10 + int64(c-'0')
		}
		if n > 1e12 {
			return 0, 0, errors.New("a number is too large")
		}
	}
	if i == begin || i == begin+1 && dot {
		return 0, 0, errors.New("a number is missing")
	}
	for k := min(places, 6); k < 6; k++ {
		n *= 10
	}
	if n, i, err = exponent(n, s, i); err != nil {
		return 0, 0, err
	}
	if n > 100_000*one {
		return 0, 0, errors.New("a number is too large")
	}
	if neg {
		n = -n
	}
	return n, i, nil
}

// exponent reads "e-5" behind the digits of a number.
func exponent(n int64, s string, i int) (int64, int, error) {
	if i+1 >= len(s) || s[i]|32 != 'e' {
		return n, i, nil
	}
	k, down := i+1, false
	if s[k] == '-' || s[k] == '+' {
		down = s[k] == '-'
		k++
	}
	power, begin := 0, k
	for ; k < len(s) && s[k] >= '0' && s[k] <= '9'; k++ {
		if power = power*10 + int(s[k]-'0'); power > 99 {
			return 0, 0, errors.New("a number is too large")
		}
	}
	if k == begin {
		return n, i, nil // "e" begins a word such as "em"
	}
	for ; power > 0 && n > 0; power-- {
		if down {
			n /= 10
		} else if n *= 10; n > 1e12 {
			return 0, 0, errors.New("a number is too large")
		}
	}
	return n, k, nil
}

// scaled gives so many millionths of a unit as a Length.
func scaled(n int64, unit, limit typeset.Length) (typeset.Length, error) {
	l := div(n*int64(unit/1000), one/1000)
	if l > int64(limit) || l < -int64(limit) {
		return 0, errors.New("a number is too large")
	}
	return typeset.Length(l), nil
}

// div divides and rounds half away from zero; d is positive.
func div(n, d int64) int64 {
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}

// point reads a place, relative to the pen for small letters.
func (p *pathReader) point() (q typeset.Point, err error) {
	if q.X, err = p.number(); err != nil {
		return q, err
	}
	if q.Y, err = p.number(); err != nil {
		return q, err
	}
	if p.cmd >= 'a' {
		q = p.pen.Add(q)
	}
	return q, p.bound(q)
}

// step reads the numbers of one command and draws it.
func (p *pathReader) step(out *typeset.Outline) (err error) {
	wasC, wasQuad := p.afterC, p.afterQuad
	p.afterC, p.afterQuad = false, false
	var q typeset.Point
	switch p.cmd | 32 {
	case 'z':
		out.Close()
		p.pen = p.begin
		return nil
	case 'm':
		if q, err = p.point(); err == nil {
			out.Move(q)
			p.begin, p.pen = q, q
			p.cmd = p.cmd - 'M' + 'L' // further places are lines
		}
		return err
	case 'l':
		q, err = p.point()
	case 'h', 'v':
		q, err = p.level()
	case 'c', 's', 'q', 't':
		return p.curve(out, wasC, wasQuad)
	case 'a':
		return p.arc(out)
	}
	if err == nil {
		out.Line(q)
		p.pen = q
	}
	return err
}

// level reads H or V.
func (p *pathReader) level() (typeset.Point, error) {
	n, err := p.number()
	q := p.pen
	switch p.cmd {
	case 'H':
		q.X = n
	case 'h':
		q.X += n
	case 'V':
		q.Y = n
	case 'v':
		q.Y += n
	}
	if err == nil {
		err = p.bound(q)
	}
	return q, err
}

// bound keeps a place near enough that sums and products of places fit.
func (p *pathReader) bound(q typeset.Point) error {
	if max(q.X, -q.X, q.Y, -q.Y) > p.limit {
		return errors.New("a place is too far outside of the drawing")
	}
	return nil
}

// curve reads C, S, Q or T; a missing control point mirrors the last one.
func (p *pathReader) curve(out *typeset.Outline, wasC, wasQuad bool) error {
	mirror := typeset.Point{X: 2*p.pen.X - p.ctrl.X, Y: 2*p.pen.Y - p.ctrl.Y}
	quad := p.cmd|32 == 'q' || p.cmd|32 == 't'
	if quad && !wasQuad || !quad && !wasC {
		mirror = p.pen
	}
	pts := []typeset.Point{mirror}
	want := map[byte]int{'c': 3, 's': 2, 'q': 2, 't': 1}[p.cmd|32]
	for range want {
		q, err := p.point()
		if err != nil {
			return err
		}
		pts = append(pts, q)
	}
	if p.cmd|32 == 'c' || p.cmd|32 == 'q' {
		pts = pts[1:]
	}
	end := pts[len(pts)-1]
	if quad {
		p.ctrl, p.afterQuad = pts[0], true
		third := func(a typeset.Point) typeset.Point {
			return typeset.Point{X: a.X + (pts[0].X-a.X).Scale(2, 3), Y: a.Y + (pts[0].Y-a.Y).Scale(2, 3)}
		}
		out.Cubic(third(p.pen), third(end), end)
	} else {
		p.ctrl, p.afterC = pts[1], true
		out.Cubic(pts[0], pts[1], end)
	}
	p.pen = end
	return nil
}
