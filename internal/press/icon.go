package press

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/typeset"
)

// iconUnit is the length of one unit of the icons' 24 grid as they are kept.
const iconUnit = typeset.Pt

// iconDir is where the icons lie.
const iconDir = "assets/icons"

// readIcons reads all icons of the project.
func (p *Press) readIcons(fsys fs.FS, r *reader) error {
	entries, err := fs.ReadDir(fsys, iconDir)
	if err != nil {
		return fmt.Errorf("list icons: %w", err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".svg")
		if !ok || e.IsDir() {
			continue
		}
		file := path.Join(iconDir, e.Name())
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return fmt.Errorf("read icon: %w", err)
		}
		o, err := readIcon(data)
		if err != nil {
			r.list.Errorf("icon.path", diag.Pos{File: file, Line: 1, Column: 1}, "Draw the icon as one path in a 24 grid; see the README beside it.", "the icon cannot be read: %v", err)
			continue
		}
		p.icons[name] = o
	}
	return nil
}

// readIcon reads an SVG of one path: nothing else is let in, no script, link,
// style or entity.
func readIcon(data []byte) (typeset.Outline, error) {
	if len(data) > 1<<16 {
		return nil, errors.New("the file is larger than 64 KB")
	}
	d := xml.NewDecoder(strings.NewReader(string(data)))
	d.Entity = map[string]string{}
	var out typeset.Outline
	for depth := 0; ; {
		tok, err := d.Token()
		if err != nil {
			if depth == 0 && out != nil {
				return out, nil
			}
			return nil, errors.New("it is not an SVG with one path")
		}
		switch e := tok.(type) {
		case xml.StartElement:
			depth++
			switch {
			case depth == 1 && e.Name.Local == "svg" && attr(e, "viewBox") == "0 0 24 24":
			case depth == 2 && e.Name.Local == "path" && out == nil:
				if out, err = readPath(attr(e, "d")); err != nil {
					return nil, err
				}
			default:
				return nil, fmt.Errorf("the element <%s> is not expected there", e.Name.Local)
			}
		case xml.EndElement:
			depth--
		case xml.Directive:
			return nil, errors.New("it has a document type")
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readPath reads the path data of SVG 1.1 (8.3): M L H V C S Q T A Z in both
// cases.
func readPath(d string) (typeset.Outline, error) {
	p := &pathReader{src: d}
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
		if len(out) == 0 && p.cmd|32 != 'm' || len(out) > 2000 {
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
	i, neg := p.at, false
	if i < len(p.src) && (p.src[i] == '-' || p.src[i] == '+') {
		neg = p.src[i] == '-'
		i++
	}
	n, places, dot, begin := int64(0), 0, false, i
	for ; i < len(p.src); i++ {
		c := p.src[i]
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
			return 0, errors.New("a number in the path is too large")
		}
	}
	if i == begin || i == begin+1 && dot {
		return 0, errors.New("a number is missing in the path")
	}
	p.at = i
	for k := min(places, 6); k < 6; k++ {
		n *= 10
	}
	if n > 10_000*one {
		return 0, errors.New("a number in the path is too large")
	}
	if neg {
		n = -n
	}
	return typeset.Length(div(n*int64(iconUnit), one)), nil
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
	return q, nil
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
	return q, err
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
