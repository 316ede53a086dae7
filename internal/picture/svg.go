package picture

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"pharos/internal/typeset"
)

// Bounds of a drawing.
const (
	maxElements = 5000
	maxDepth    = 32
	maxSegments = 20_000
	// maxUnits bounds the frame's sides in units of the drawing.
	maxUnits = 10_000
)

const svgSpace = "http://www.w3.org/2000/svg"

// drawing is an SVG while it is read.
type drawing struct {
	out            *Picture
	unit, limit    typeset.Length
	segments, seen int
	stack          []style
	// silent counts the elements around that hold words, not shapes.
	silent int
}

// readSVG reads a drawing: svg, g, path, rect, circle, ellipse, line, polyline
// and polygon with plain colours; title, desc and metadata as texts.
func readSVG(data []byte) (*Picture, error) {
	if len(data) > MaxDrawing {
		return nil, fmt.Errorf("the drawing is larger than %d MB", MaxDrawing>>20)
	}
	d := &drawing{out: &Picture{MediaType: SVG}}
	x := xml.NewDecoder(strings.NewReader(string(data)))
	x.Entity = map[string]string{}
	for {
		tok, err := x.Token()
		if err == io.EOF && d.seen > 0 && len(d.stack) == 0 {
			break
		}
		if err == nil {
			err = d.token(tok)
		}
		if err != nil {
			return nil, at(x, err)
		}
	}
	if len(d.out.Paths) == 0 {
		return nil, errors.New("the drawing has no shapes")
	}
	return d.out, nil
}

// at adds the line of the file.
func at(x *xml.Decoder, err error) error {
	line, _ := x.InputPos()
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return errors.New("the drawing ends too early")
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "entity"):
		return fmt.Errorf("line %d of the drawing uses an entity (%s)", syntax.Line, short(syntax.Msg))
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d of the drawing is no XML: %s", syntax.Line, short(syntax.Msg))
	}
	return fmt.Errorf("line %d of the drawing: %w", line, err)
}

// token reads one piece of the file.
func (d *drawing) token(tok xml.Token) error {
	switch e := tok.(type) {
	case xml.StartElement:
		return d.start(e)
	case xml.EndElement:
		d.stack = d.stack[:len(d.stack)-1]
		if d.silent > 0 {
			d.silent--
		}
	case xml.CharData:
		d.out.addText(string(e))
	case xml.Comment:
		d.out.addText(string(e))
	case xml.Directive:
		return errors.New("it has a document type, which may hold entities; take it out")
	case xml.ProcInst:
		if e.Target != "xml" {
			return fmt.Errorf("it has an instruction <?%s?>; take it out", short(e.Target))
		}
	}
	return nil
}

// refused says why an element of SVG is not read.
var refused = map[string]string{
	"script":         "a script",
	"foreignObject":  "a foreign object, which is no drawing",
	"image":          "a picture inside; use that picture itself",
	"text":           "text; turn it into paths, so that it needs no font",
	"style":          "a style sheet; export it with \"presentation attributes\"",
	"use":            "a reference to another shape; export it expanded",
	"a":              "a link",
	"animate":        "an animation",
	"set":            "an animation",
	"filter":         "a filter",
	"mask":           "a mask",
	"clipPath":       "a clipping path; cut the shapes instead",
	"pattern":        "a pattern",
	"linearGradient": "a gradient; use plain colours",
	"radialGradient": "a gradient; use plain colours",
	"marker":         "a marker; turn it into paths",
	"symbol":         "a symbol; export it expanded",
	"switch":         "a choice by language",
	"font":           "a font",
}

// wordy elements hold texts and no shapes.
var wordy = map[string]bool{"title": true, "desc": true, "metadata": true, "defs": true}

// start reads the beginning of an element.
func (d *drawing) start(e xml.StartElement) error {
	name := e.Name.Local
	if d.seen++; d.seen > maxElements {
		return fmt.Errorf("it has more than %d elements; simplify it", maxElements)
	}
	if len(d.stack) >= maxDepth {
		return fmt.Errorf("its elements lie more than %d deep in one another", maxDepth)
	}
	if why := refused[name]; why != "" {
		return fmt.Errorf("it holds %s (<%s>)", why, name)
	}
	if err := d.guard(e); err != nil {
		return err
	}
	s := plain
	if len(d.stack) > 0 {
		s = d.stack[len(d.stack)-1]
	}
	foreign := e.Name.Space != svgSpace && e.Name.Space != ""
	switch {
	case len(d.stack) == 0 && (name != "svg" || foreign || d.seen > 1):
		return fmt.Errorf("<%s> is not an SVG drawing", short(name))
	case len(d.stack) == 0:
		if err := d.frame(e, &s); err != nil {
			return err
		}
	case d.silent > 0 || foreign || wordy[name]:
		if shapes[name] && !foreign {
			return fmt.Errorf("it keeps a shape in store (<%s>) that is not drawn; take it out", name)
		}
		d.silent++
		d.stack = append(d.stack, style{})
		return nil
	}
	if err := d.read(&s, e); err != nil {
		return err
	}
	d.stack = append(d.stack, s)
	switch {
	case shapes[name]:
		return d.shape(e, &s)
	case name != "g" && len(d.stack) > 1:
		return fmt.Errorf("the element <%s> is not part of the safe subset", short(name))
	}
	return nil
}

// guard refuses attributes that run or fetch something, and keeps their words.
func (d *drawing) guard(e xml.StartElement) error {
	for _, a := range e.Attr {
		name := a.Name.Local
		value := strings.ToLower(a.Value)
		switch {
		case strings.HasPrefix(strings.ToLower(name), "on"):
			return fmt.Errorf("it holds a script (%s)", short(name))
		case name == "href" || name == "src" || name == "base" && a.Name.Space != "":
			return fmt.Errorf("<%s> has a link (%s)", e.Name.Local, short(a.Value))
		case strings.Contains(value, "url(") || strings.Contains(value, "javascript:") || strings.Contains(value, "data:"):
			return fmt.Errorf("<%s> refers to something else (%s)", e.Name.Local, short(a.Value))
		case strings.HasPrefix(name, "aria-") || name == "label" || name == "title" || name == "alt":
			d.out.addText(a.Value)
		}
	}
	return nil
}

// frame reads viewBox, or width and height, of the outermost element.
func (d *drawing) frame(e xml.StartElement, s *style) error {
	var v []int64
	var err error
	if box := attr(e, "viewBox"); box != "" {
		if v, err = numbers(box, 4); err != nil || len(v) != 4 {
			return fmt.Errorf("its viewBox %q cannot be read", short(box))
		}
	} else {
		v = make([]int64, 4)
		for i, key := range []string{"width", "height"} {
			if v[2+i], _, err = micro(strings.TrimSpace(attr(e, key))); err != nil || strings.HasSuffix(attr(e, key), "%") {
				return errors.New("it has neither a viewBox nor width and height in numbers")
			}
		}
	}
	if v[2] <= 0 || v[3] <= 0 || max(v[2], v[3]) > maxUnits*one || max(v[2], v[3])/min(v[2], v[3]) > 100 {
		return fmt.Errorf("its frame must have sides of more than 0 and at most %d units, and not be a hundred times longer than wide", maxUnits)
	}
	d.unit = typeset.Pt
	if max(v[2], v[3]) < 10*one { // finer steps for small units
		d.unit = 1000 * typeset.Pt
	}
	d.limit = farthest / 2
	w, errW := scaled(v[2], d.unit, d.limit)
	h, errH := scaled(v[3], d.unit, d.limit)
	x, errX := scaled(v[0], d.unit, d.limit)
	y, errY := scaled(v[1], d.unit, d.limit)
	if err := errors.Join(errW, errH, errX, errY); err != nil || w <= 0 || h <= 0 {
		return errors.New("its frame has sides that are too small or too large")
	}
	d.out.Box = typeset.Box(0, 0, w, h)
	s.to.e, s.to.f, s.width = -int64(x), -int64(y), d.unit
	return nil
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// shapes are the elements that draw.
var shapes = map[string]bool{"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true}

// shape draws one element.
func (d *drawing) shape(e xml.StartElement, s *style) error {
	o, err := d.outline(e)
	if err != nil {
		return fmt.Errorf("<%s>: %w", e.Name.Local, err)
	}
	if d.segments += len(o); d.segments > maxSegments {
		return fmt.Errorf("it has more than %d pieces of line; simplify it", maxSegments)
	}
	if len(o) == 0 || s.fill == nil && s.stroke == nil {
		return nil
	}
	if o, err = s.to.outline(o); err != nil {
		return fmt.Errorf("<%s>: %w", e.Name.Local, err)
	}
	p := typeset.Path{Outline: o, Fill: s.fill, EvenOdd: s.evenOdd, Round: s.round}
	if s.stroke != nil && s.width > 0 {
		p.Stroke = s.stroke
		p.Width = typeset.Length(min(div(int64(s.width)*s.to.stretch(), one), farthest))
	}
	d.out.Paths = append(d.out.Paths, p)
	return nil
}

// outline gives the path of an element in its own places.
func (d *drawing) outline(e xml.StartElement) (typeset.Outline, error) {
	var bad error
	get := func(key string) typeset.Length {
		l, err := d.length(attr(e, key))
		if err != nil {
			bad = fmt.Errorf("%s: %w", key, err)
		}
		return l
	}
	var o typeset.Outline
	switch e.Name.Local {
	case "path":
		if attr(e, "d") == "" {
			return nil, nil
		}
		return readPath(attr(e, "d"), d.unit, d.limit)
	case "rect":
		o = rounded(typeset.Box(get("x"), get("y"), get("width"), get("height")), get("rx"), get("ry"))
	case "circle":
		if r := get("r"); r > 0 {
			o = typeset.Circle(typeset.Point{X: get("cx"), Y: get("cy")}, r)
		}
	case "ellipse":
		c, rx, ry := typeset.Point{X: get("cx"), Y: get("cy")}, get("rx"), get("ry")
		if rx > 0 && ry > 0 {
			o = rounded(typeset.Rect{Min: typeset.Point{X: c.X - rx, Y: c.Y - ry}, Max: typeset.Point{X: c.X + rx, Y: c.Y + ry}}, rx, ry)
		}
	case "line":
		o.Move(typeset.Point{X: get("x1"), Y: get("y1")})
		o.Line(typeset.Point{X: get("x2"), Y: get("y2")})
	default:
		o, bad = d.points(attr(e, "points"))
		if e.Name.Local == "polygon" && len(o) > 0 {
			o.Close()
		}
	}
	return o, bad
}

// length reads a length in units; "px" counts as none.
func (d *drawing) length(s string) (typeset.Length, error) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	if s == "" {
		return 0, nil
	}
	n, used, err := micro(s)
	if err == nil && used != len(s) {
		err = fmt.Errorf("%q is no plain number", short(s))
	}
	if err != nil {
		return 0, err
	}
	return scaled(n, d.unit, d.limit)
}

// points reads the corners of a polyline.
func (d *drawing) points(s string) (typeset.Outline, error) {
	v, err := numbers(s, 2*maxSegments)
	if err == nil && len(v)%2 != 0 {
		err = errors.New("a place has two numbers")
	}
	var o typeset.Outline
	for i := 0; err == nil && i < len(v); i += 2 {
		x, errX := scaled(v[i], d.unit, d.limit)
		y, errY := scaled(v[i+1], d.unit, d.limit)
		if err = errors.Join(errX, errY); i == 0 {
			o.Move(typeset.Point{X: x, Y: y})
		} else {
			o.Line(typeset.Point{X: x, Y: y})
		}
	}
	return o, err
}

// rounded is a rectangle, with corners that are quarters of ellipses.
func rounded(r typeset.Rect, rx, ry typeset.Length) typeset.Outline {
	if r.Empty() {
		return nil
	}
	if rx == 0 {
		rx = ry
	}
	if ry == 0 {
		ry = rx
	}
	rx, ry = min(max(rx, 0), r.W()/2), min(max(ry, 0), r.H()/2)
	if rx == 0 || ry == 0 {
		return typeset.RectOutline(r)
	}
	kx, ky := rx.Scale(4477, 10000), ry.Scale(4477, 10000) // 1 - 4/3 (√2 - 1)
	a, b := r.Min, r.Max
	pt := func(x, y typeset.Length) typeset.Point { return typeset.Point{X: x, Y: y} }
	var o typeset.Outline
	o.Move(pt(a.X+rx, a.Y))
	o.Line(pt(b.X-rx, a.Y))
	o.Cubic(pt(b.X-kx, a.Y), pt(b.X, a.Y+ky), pt(b.X, a.Y+ry))
	o.Line(pt(b.X, b.Y-ry))
	o.Cubic(pt(b.X, b.Y-ky), pt(b.X-kx, b.Y), pt(b.X-rx, b.Y))
	o.Line(pt(a.X+rx, b.Y))
	o.Cubic(pt(a.X+kx, b.Y), pt(a.X, b.Y-ky), pt(a.X, b.Y-ry))
	o.Line(pt(a.X, a.Y+ry))
	o.Cubic(pt(a.X, a.Y+ky), pt(a.X+kx, a.Y), pt(a.X+rx, a.Y))
	o.Close()
	return o
}
