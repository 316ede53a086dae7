package picture

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"

	"pharos/internal/typeset"
)

// style is what a shape inherits (SVG 1.1, 11 and 6.2), and the map and the cut
// that hold for it.
type style struct {
	fill, stroke paint
	colour       [3]uint8
	width        typeset.Length
	evenOdd      bool
	join, cap    string
	miter        int64
	dashes       []typeset.Length
	offset       typeset.Length
	to           matrix
	clip         *typeset.Rect
}

// paint is how fill or stroke is painted; current is the colour of the element
// that is painted, not of the one that said so.
type paint struct {
	none, current bool
	rgb           [3]uint8
}

// in gives the colour of a paint on an element; nil paints nothing.
func (p paint) in(current [3]uint8) *typeset.Colour {
	if p.current {
		p.rgb = current
	}
	if p.none {
		return nil
	}
	return &typeset.Colour{Name: fmt.Sprintf("#%02x%02x%02x", p.rgb[0], p.rgb[1], p.rgb[2]), SRGB: p.rgb}
}

// plain is the style where nothing is said: black, no stroke.
var plain = style{stroke: paint{none: true}, join: "miter", cap: "butt", miter: 4 * one, to: identity}

// soft reports a stroke that a painter can draw by itself: round, undashed and
// as wide in every direction.
func (s *style) soft() bool {
	return s.join == "round" && s.cap == "round" && len(s.dashes) == 0 && s.to.even()
}

// read gives the style of an element within one of another style.
func (d *drawing) read(s style, n *node) (style, error) {
	values := d.cascade(n)
	for _, key := range slices.Sorted(maps.Keys(values)) {
		v := values[key]
		if v.text == "inherit" && inherited[key] {
			continue
		}
		known, err := d.property(&s, key, v)
		if err == nil && !known && v.css && !harmless(key) {
			err = fmt.Errorf("%s is not part of the safe subset", short(key))
		}
		if err != nil {
			return s, err
		}
	}
	if v, ok := values["transform"]; ok {
		m, err := d.transform(v, values["transform-origin"])
		if err == nil {
			s.to, err = s.to.times(m)
		}
		if err != nil {
			return s, err
		}
	} else if _, alone := values["transform-origin"]; alone {
		if _, _, err := d.origin(values["transform-origin"]); err != nil {
			return s, err
		}
	}
	if v, ok := values["clip-path"]; ok && v.text != "none" {
		return d.clipped(s, v.text)
	}
	return s, nil
}

// inherited are the properties of the subset that a child takes from its parent.
var inherited = map[string]bool{
	"fill": true, "stroke": true, "color": true, "stroke-width": true, "fill-rule": true, "stroke-linecap": true,
	"stroke-linejoin": true, "stroke-miterlimit": true, "stroke-dasharray": true, "stroke-dashoffset": true,
	"visibility": true, "fill-opacity": true, "stroke-opacity": true,
}

// property takes in one property; known is false for one that it has no rule for.
func (d *drawing) property(s *style, key string, v value) (known bool, err error) {
	low := strings.ToLower(v.text)
	switch key {
	case "fill":
		s.fill, err = readPaint(v.text)
	case "stroke":
		s.stroke, err = readPaint(v.text)
	case "color":
		if low != "currentcolor" {
			var seen bool
			if s.colour, seen, err = readColour(v.text); err == nil && !seen {
				err = errors.New("its color is transparent; use plain colours")
			}
		}
	case "stroke-width":
		if s.width, err = d.length(v.text, 0); err == nil && s.width < 0 {
			err = errors.New("a stroke has a negative width")
		}
	case "fill-rule":
		s.evenOdd = low == "evenodd"
		err = oneOf(key, low, "evenodd", "nonzero")
	case "stroke-linecap":
		s.cap, err = low, oneOf(key, low, "butt", "round", "square")
	case "stroke-linejoin":
		s.join, err = low, oneOf(key, low, "miter", "round", "bevel")
	case "stroke-miterlimit":
		s.miter, err = readNumber(low)
		if err == nil && (s.miter < one || s.miter > 1000*one) {
			err = fmt.Errorf("stroke-miterlimit %s is not from 1 to 1000", short(low))
		}
	case "stroke-dasharray":
		s.dashes, err = d.dashArray(low)
	case "stroke-dashoffset":
		s.offset, err = d.length(low, 0)
	case "transform", "transform-origin", "clip-path":
	default:
		return d.looks(key, low)
	}
	return true, err
}

// looks takes in the properties of which the subset has one value alone.
func (d *drawing) looks(key, low string) (known bool, err error) {
	switch key {
	case "display", "visibility":
		if low == "none" || low == "hidden" || low == "collapse" {
			err = errors.New("it holds a hidden shape; take it out")
		}
	case "opacity", "fill-opacity", "stroke-opacity":
		if n, bad := readNumber(strings.TrimSuffix(low, "%")); bad != nil || n < one ||
			strings.HasSuffix(low, "%") && n < 100*one {
			err = fmt.Errorf("it is transparent (%s: %s); use plain colours", key, short(low))
		}
	case "filter",
		"mask",
		"clip",
		"marker",
		"marker-start",
		"marker-mid",
		"marker-end",
		"mix-blend-mode",
		"paint-order",
		"vector-effect",
		"systemLanguage",
		"requiredExtensions",
		"requiredFeatures",
		"isolation",
		"transform-box",
		"translate",
		"rotate",
		"scale":
		if low != "none" && low != "normal" && low != "auto" && low != "view-box" {
			err = fmt.Errorf("%s is not part of the safe subset", key)
		}
	default:
		return false, nil
	}
	return true, err
}

// harmless reports a property that changes nothing of what the subset draws:
// those of texts, and notes of drawing programs.
func harmless(key string) bool {
	switch key {
	case "enable-background",
		"overflow",
		"clip-rule",
		"pointer-events",
		"cursor",
		"direction",
		"line-height",
		"white-space",
		"letter-spacing",
		"word-spacing",
		"writing-mode",
		"shape-rendering",
		"text-rendering",
		"image-rendering",
		"color-rendering",
		"color-interpolation",
		"color-interpolation-filters",
		"stop-color",
		"stop-opacity",
		"flood-color",
		"flood-opacity",
		"lighting-color",
		"solid-color",
		"solid-opacity",
		"baseline-shift",
		"dominant-baseline",
		"alignment-baseline",
		"font",
		"inline-size",
		"shape-inside",
		"shape-padding",
		"shape-margin",
		"block-progression",
		"glyph-orientation-vertical",
		"fill-color":
		return true
	}
	for _, start := range []string{"font-", "text-", "-inkscape-", "-sodipodi-", "--"} {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return false
}

func oneOf(key, value string, known ...string) error {
	if !slices.Contains(known, value) {
		return fmt.Errorf("%s: %s is not part of the safe subset", key, short(value))
	}
	return nil
}

// readNumber reads a number and nothing else.
func readNumber(s string) (int64, error) {
	n, used, err := micro(s)
	if err == nil && used != len(s) {
		err = fmt.Errorf("%q is no plain number", short(s))
	}
	return n, err
}

// dashArray reads the lengths of dashes and gaps; nil is a whole line.
func (d *drawing) dashArray(s string) ([]typeset.Length, error) {
	if s == "none" || s == "" {
		return nil, nil
	}
	var out []typeset.Length
	var sum int64
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" ,\n\t\r", r) }) {
		l, err := d.length(part, 0)
		if err != nil || l < 0 || len(out) == 64 {
			return nil, fmt.Errorf("stroke-dasharray %q cannot be read", short(s))
		}
		out = append(out, l)
		sum += int64(l)
	}
	if sum == 0 {
		return nil, nil
	}
	if slices.Contains(out, 0) && len(out) > 1 {
		return nil, errors.New("a dash or a gap without length is not part of the safe subset")
	}
	if len(out)%2 != 0 {
		out = append(out, out...)
	}
	return out, nil
}

// clipped cuts what an element shows to an upright rectangle; every other
// clipping path is refused.
func (d *drawing) clipped(s style, ref string) (style, error) {
	id := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(ref, "url("), ")"), ` '"`)
	n := d.ids[strings.TrimPrefix(id, "#")]
	if n == nil || n.name != "clipPath" {
		return s, fmt.Errorf("the clipping path %s is not part of the safe subset", short(ref))
	}
	var only []*node
	for _, kid := range n.kids {
		if !kid.foreign && !wordy[kid.name] {
			only = append(only, kid)
		}
	}
	if len(only) != 1 || !shapes[only[0].name] || n.attr["clipPathUnits"] == "objectBoundingBox" {
		return s, errors.New("it has a clipping path that is not one shape; cut the shapes instead")
	}
	in := s
	in.clip = nil
	var err error
	for _, step := range []*node{n, only[0]} {
		if v, has := d.cascade(step)["clip-path"]; has && v.text != "none" {
			return s, errors.New("it has a clipping path within another; cut the shapes instead")
		}
		if in, err = d.read(in, step); err != nil {
			return s, err
		}
	}
	o, err := d.outline(only[0])
	if err != nil {
		return s, err
	}
	if o, err = in.to.outline(o); err != nil {
		return s, err
	}
	box, ok := upright(o)
	if !ok {
		return s, errors.New("it has a clipping path that is no upright rectangle; cut the shapes instead")
	}
	s.clip = s.within(box)
	return s, nil
}

// within gives the cut of a style and a rectangle on the page.
func (s *style) within(box typeset.Rect) *typeset.Rect {
	if s.clip != nil {
		box = s.clip.Intersect(box)
	}
	return &box
}

// cut gives the cut of a style and a rectangle in its own places.
func (s *style) cut(r typeset.Rect) (*typeset.Rect, error) {
	o, err := s.to.outline(typeset.RectOutline(r))
	if err != nil {
		return nil, err
	}
	box, ok := upright(o)
	if !ok {
		return nil, errors.New("a turned symbol is not part of the safe subset")
	}
	return s.within(box), nil
}

// upright gives the rectangle that an outline is.
func upright(o typeset.Outline) (typeset.Rect, bool) {
	var corners []typeset.Point
	for i, seg := range o {
		switch {
		case seg.Op == typeset.Close && i == len(o)-1:
		case seg.Op == typeset.LineTo, seg.Op == typeset.Move && i == 0:
			corners = append(corners, seg.P[0])
		default:
			return typeset.Rect{}, false
		}
	}
	if n := len(corners); n == 5 && corners[0] == corners[4] {
		corners = corners[:4]
	}
	if len(corners) != 4 {
		return typeset.Rect{}, false
	}
	box := o.Bounds()
	for i, p := range corners {
		q := corners[(i+1)%4]
		if p.X != q.X && p.Y != q.Y || p.X != box.Min.X && p.X != box.Max.X || p.Y != box.Min.Y && p.Y != box.Max.Y ||
			p == q {
			return box, false
		}
	}
	return box, !box.Empty()
}

// readPaint reads a paint: none, currentColor or a plain colour.
func readPaint(s string) (paint, error) {
	switch low := strings.ToLower(s); {
	case low == "none":
		return paint{none: true}, nil
	case low == "currentcolor":
		return paint{current: true}, nil
	case strings.HasPrefix(low, "url("):
		return paint{}, fmt.Errorf("it is painted with %s (a gradient or a pattern); use plain colours", short(s))
	}
	rgb, seen, err := readColour(s)
	return paint{none: !seen, rgb: rgb}, err
}

// readColour reads #rgb, #rrggbb, rgb(r, g, b) or a name of SVG; seen is false
// where it is wholly transparent.
func readColour(s string) (rgb [3]uint8, seen bool, err error) {
	low := strings.ToLower(s)
	bad := func() ([3]uint8, bool, error) {
		return rgb, false, fmt.Errorf("the colour %q cannot be read; write it as #rrggbb", short(s))
	}
	alpha := int64(one)
	switch {
	case low == "transparent":
		return rgb, false, nil
	case strings.HasPrefix(low, "#"):
		hex := low[1:]
		if len(hex) == 3 || len(hex) == 4 {
			var twice []byte
			for i := range len(hex) {
				twice = append(twice, hex[i], hex[i])
			}
			hex = string(twice)
		}
		if len(hex) == 6 {
			hex += "ff"
		}
		n, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) != 8 {
			return bad()
		}
		rgb, alpha = [3]uint8{uint8(n >> 24), uint8(n >> 16), uint8(n >> 8)}, int64(n&255)*one/255
	case strings.HasPrefix(low, "rgb") && strings.HasSuffix(low, ")"):
		v, err := numbers(strings.TrimPrefix(strings.TrimPrefix(low[3:len(low)-1], "a"), "("), 4)
		if err != nil || len(v) < 3 {
			return bad()
		}
		for i := range rgb {
			rgb[i] = uint8(div(min(max(v[i], 0), 255*one), one))
		}
		if len(v) == 4 {
			alpha = v[3]
		}
	default:
		c, ok := colornames.Map[low]
		if !ok {
			return bad()
		}
		rgb = [3]uint8{c.R, c.G, c.B}
	}
	if alpha > 0 && alpha < one {
		return rgb, false, fmt.Errorf("it is transparent (%s); use plain colours", short(s))
	}
	return rgb, alpha > 0, nil
}
