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
	// maxStroked bounds the pieces of line around all strokes.
	maxStroked = 5 * maxSegments
	// maxUnits bounds the frame's sides in units of the drawing.
	maxUnits = 10_000
)

const svgSpace = "http://www.w3.org/2000/svg"

// node is one element of the file.
type node struct {
	name string
	// attr are its attributes without a namespace, and href with any.
	attr map[string]string
	kids []*node
	line int
	// foreign elements belong to no drawing: what is in them is not drawn.
	foreign bool
}

// drawing is an SVG while it is read: first into nodes, then into paths.
type drawing struct {
	out   *Picture
	root  *node
	open  []*node
	ids   map[string]*node
	rules []cssRule
	css   strings.Builder

	unit, limit typeset.Length
	// wide and high are the sides of the viewport, for percentages.
	wide, high              typeset.Length
	segments, stroked, seen int
}

// readSVG reads a drawing: its shapes in plain colours, groups, uses, style
// sheets of plain selectors and upright clips; title, desc and metadata as texts.
func readSVG(data []byte) (*Picture, error) {
	if len(data) > MaxDrawing {
		return nil, fmt.Errorf("the drawing is larger than %d MB", MaxDrawing>>20)
	}
	d := &drawing{out: &Picture{MediaType: SVG}, ids: map[string]*node{}}
	x := xml.NewDecoder(strings.NewReader(string(data)))
	x.Entity = map[string]string{}
	for {
		tok, err := x.Token()
		if err == io.EOF && d.root != nil && len(d.open) == 0 {
			break
		}
		if err == nil {
			line, _ := x.InputPos()
			err = d.token(tok, line)
		}
		if err != nil {
			return nil, at(x, err)
		}
	}
	if err := d.sheet(); err != nil {
		return nil, err
	}
	d.seen = 0
	if err := d.whole(); err != nil {
		return nil, err
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
func (d *drawing) token(tok xml.Token, line int) error {
	switch e := tok.(type) {
	case xml.StartElement:
		return d.start(e, line)
	case xml.EndElement:
		d.open = d.open[:len(d.open)-1]
	case xml.CharData:
		if n := len(d.open); n > 0 && d.open[n-1].name == "style" && !d.open[n-1].foreign {
			d.css.Write(e)
			return nil
		}
		d.out.addText(string(e))
	case xml.Comment:
		d.out.addText(string(e))
	case xml.Directive:
		if s := string(e); !strings.HasPrefix(s, "DOCTYPE") || strings.ContainsAny(s, "[]") || d.root != nil {
			return errors.New("it has a document type that may hold entities; take it out")
		}
	case xml.ProcInst:
		if e.Target != "xml" {
			return fmt.Errorf("it has an instruction <?%s?>; take it out", short(e.Target))
		}
	}
	return nil
}

// refused says why an element of SVG is not read, wherever it stands.
var refused = map[string]string{
	"script":           "a script",
	"foreignObject":    "a foreign object, which is no drawing",
	"image":            "a picture inside; use that picture itself",
	"text":             "text; turn it into paths, so that it needs no font",
	"a":                "a link",
	"animate":          "an animation",
	"animateTransform": "an animation",
	"animateMotion":    "an animation",
	"set":              "an animation",
	"switch":           "a choice by language",
	"font":             "a font",
}

// wordy elements hold texts, or shapes in store, and draw nothing themselves.
var wordy = map[string]bool{
	"title":          true,
	"desc":           true,
	"metadata":       true,
	"defs":           true,
	"style":          true,
	"symbol":         true,
	"clipPath":       true,
	"filter":         true,
	"mask":           true,
	"pattern":        true,
	"linearGradient": true,
	"radialGradient": true,
	"marker":         true,
	"view":           true,
}

// start reads the beginning of an element.
func (d *drawing) start(e xml.StartElement, line int) error {
	n := &node{name: e.Name.Local, attr: map[string]string{}, line: line, foreign: e.Name.Space != svgSpace}
	if d.seen++; d.seen > maxElements {
		return fmt.Errorf("it has more than %d elements; simplify it", maxElements)
	}
	if len(d.open) >= maxDepth {
		return fmt.Errorf("its elements lie more than %d deep in one another", maxDepth)
	}
	if why := refused[n.name]; why != "" {
		return fmt.Errorf("it holds %s (<%s>)", why, n.name)
	}
	switch {
	case len(d.open) > 0:
		over := d.open[len(d.open)-1]
		over.kids = append(over.kids, n)
		n.foreign = n.foreign || over.foreign
	case d.root != nil || n.name != "svg":
		return fmt.Errorf("<%s> is not an SVG drawing", short(n.name))
	case n.foreign:
		return fmt.Errorf("its <svg> lacks xmlns=%q, so no browser shows it", svgSpace)
	default:
		d.root = n
	}
	d.open = append(d.open, n)
	if err := d.guard(e, n); err != nil {
		return err
	}
	for _, a := range e.Attr {
		if _, has := n.attr["href"]; a.Name.Space == "" || a.Name.Local == "href" && !has {
			n.attr[a.Name.Local] = a.Value
		}
	}
	if id := n.attr["id"]; id != "" && d.ids[id] == nil && !n.foreign {
		d.ids[id] = n
	}
	return nil
}

// linked elements may point to another element of the same file.
var linked = map[string]bool{
	"use":            true,
	"linearGradient": true,
	"radialGradient": true,
	"pattern":        true,
	"filter":         true,
}

// guard refuses attributes that run or fetch something, and keeps their words.
func (d *drawing) guard(e xml.StartElement, n *node) error {
	for _, a := range e.Attr {
		name := a.Name.Local
		switch {
		case strings.HasPrefix(strings.ToLower(name), "on"):
			return fmt.Errorf("it holds a script (%s)", short(name))
		case name == "href" && linked[n.name] && strings.HasPrefix(strings.TrimSpace(a.Value), "#"):
		case name == "href" || name == "src" || name == "base" && a.Name.Space != "":
			return fmt.Errorf("<%s> has a link (%s)", e.Name.Local, short(a.Value))
		case fetches(a.Value):
			return fmt.Errorf("<%s> refers to something else (%s)", e.Name.Local, short(a.Value))
		case strings.HasPrefix(name, "aria-") || name == "label" || name == "title" || name == "alt":
			d.out.addText(a.Value)
		}
	}
	return nil
}

// fetches reports a value that points outside of the file.
func fetches(value string) bool {
	value = strings.NewReplacer(" ", "", "'", "", `"`, "").Replace(strings.ToLower(value))
	return strings.Contains(strings.ReplaceAll(value, "url(#", ""), "url(") || strings.Contains(value, "javascript:") ||
		strings.Contains(value, "data:")
}

// whole draws the file.
func (d *drawing) whole() error {
	s, err := d.frame(d.root)
	if err != nil {
		return err
	}
	for _, key := range []string{"transform", "transform-origin", "clip-path"} {
		if v, ok := d.cascade(d.root)[key]; ok && v.text != "none" {
			return fmt.Errorf("line %d of the drawing: <svg> has %s; put it on a group", d.root.line, key)
		}
	}
	if s, err = d.read(s, d.root); err != nil {
		return fmt.Errorf("line %d of the drawing: %w", d.root.line, err)
	}
	return d.group(d.root, s, 0)
}

// group draws what is in an element.
func (d *drawing) group(n *node, s style, depth int) error {
	for _, kid := range n.kids {
		if kid.foreign || wordy[kid.name] {
			continue
		}
		if err := d.draw(kid, s, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// draw draws one element.
func (d *drawing) draw(n *node, s style, depth int) error {
	if d.seen++; d.seen > maxElements || depth > maxDepth {
		return fmt.Errorf(
			"line %d of the drawing: its references make more than %d elements, or a ring",
			n.line,
			maxElements,
		)
	}
	s, err := d.read(s, n)
	switch {
	case err != nil:
	case n.name == "g":
		return d.group(n, s, depth)
	case n.name == "use":
		return d.use(n, s, depth)
	case shapes[n.name]:
		if err = d.shape(n, &s); err != nil {
			err = fmt.Errorf("<%s>: %w", n.name, err)
		}
	default:
		err = fmt.Errorf("the element <%s> is not part of the safe subset", short(n.name))
	}
	if err != nil {
		return fmt.Errorf("line %d of the drawing: %w", n.line, err)
	}
	return nil
}

// use draws the element that another one points to, moved (SVG 1.1, 5.6).
func (d *drawing) use(n *node, s style, depth int) error {
	target := d.ids[strings.TrimPrefix(strings.TrimSpace(n.attr["href"]), "#")]
	x, errX := d.length(n.attr["x"], d.wide)
	y, errY := d.length(n.attr["y"], d.high)
	err := errors.Join(errX, errY)
	if err == nil {
		s.to, err = s.to.times(matrix{a: one, d: one, e: int64(x), f: int64(y)})
	}
	switch {
	case err != nil:
	case target == nil:
		err = fmt.Errorf("<use> points to %q, which is not in the drawing", short(n.attr["href"]))
	case target.name == "symbol":
		if s, err = d.symbol(n, target, s); err == nil {
			return d.group(target, s, depth+1)
		}
	case wordy[target.name] || target.foreign:
		err = fmt.Errorf("<use> points to <%s>, which is no shape", short(target.name))
	default:
		return d.draw(target, s, depth+1)
	}
	return fmt.Errorf("line %d of the drawing: %w", n.line, err)
}
