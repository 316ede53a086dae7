package picture

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"

	"pharos/internal/typeset"
)

// style is what a shape inherits (SVG 1.1, 11 and 6.2).
type style struct {
	fill, stroke *typeset.Colour
	width        typeset.Length
	evenOdd      bool
	round        bool
	to           matrix
}

var black = &typeset.Colour{Name: "#000000"}

// plain is the style where nothing is said: black, no stroke.
var plain = style{fill: black, to: identity}

// read takes in the attributes of an element and its own style declarations.
func (d *drawing) read(s *style, e xml.StartElement) error {
	for _, a := range e.Attr {
		if a.Name.Space != "" {
			continue
		}
		if a.Name.Local == "transform" {
			m, err := readTransform(a.Value, d.unit, d.limit)
			if err != nil {
				return err
			}
			if s.to, err = s.to.times(m); err != nil {
				return err
			}
			continue
		}
		if a.Name.Local != "style" {
			if err := d.property(s, a.Name.Local, a.Value); err != nil {
				return err
			}
			continue
		}
		for _, part := range strings.Split(a.Value, ";") {
			key, value, _ := strings.Cut(part, ":")
			if err := d.property(s, strings.TrimSpace(key), value); err != nil {
				return err
			}
		}
	}
	return nil
}

// property takes in one property. Those that would change the look and are not
// part of the subset are errors; all others have nothing to say here.
func (d *drawing) property(s *style, key, value string) (err error) {
	value = strings.TrimSpace(value)
	switch key {
	case "fill":
		s.fill, err = readColour(value, s.fill)
	case "stroke":
		s.stroke, err = readColour(value, s.stroke)
	case "stroke-width":
		if s.width, err = d.length(value); err == nil && s.width < 0 {
			err = errors.New("a stroke has a negative width")
		}
	case "fill-rule":
		s.evenOdd = value == "evenodd"
	case "stroke-linecap", "stroke-linejoin":
		s.round = value == "round"
	case "display", "visibility":
		if value == "none" || value == "hidden" || value == "collapse" {
			err = errors.New("it holds a hidden shape; take it out")
		}
	case "opacity", "fill-opacity", "stroke-opacity":
		if n, used, bad := micro(value); bad != nil || used != len(value) || n != one {
			err = fmt.Errorf("it is transparent (%s: %s); use plain colours", key, short(value))
		}
	case "stroke-dasharray", "filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode":
		if value != "none" && value != "normal" {
			err = fmt.Errorf("%s is not part of the safe subset", key)
		}
	}
	return err
}

// readColour reads a paint: none, #rgb, #rrggbb, rgb(r, g, b) or a name of SVG.
func readColour(s string, inherited *typeset.Colour) (*typeset.Colour, error) {
	low := strings.ToLower(s)
	var rgb [3]uint8
	switch {
	case low == "none" || low == "transparent":
		return nil, nil
	case low == "inherit":
		return inherited, nil
	case low == "currentcolor":
	case strings.HasPrefix(low, "#"):
		hex := low[1:]
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		n, err := strconv.ParseUint(hex, 16, 32)
		if err != nil || len(hex) != 6 {
			return nil, fmt.Errorf("the colour %q cannot be read", short(s))
		}
		rgb = [3]uint8{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	case strings.HasPrefix(low, "rgb(") && strings.HasSuffix(low, ")"):
		v, err := numbers(low[4:len(low)-1], 3)
		if err != nil || len(v) != 3 {
			return nil, fmt.Errorf("the colour %q cannot be read; write it as #rrggbb", short(s))
		}
		for i := range rgb {
			rgb[i] = uint8(min(max(v[i]/one, 0), 255))
		}
	default:
		c, ok := colornames.Map[low]
		if !ok {
			return nil, fmt.Errorf("the colour %q cannot be read; write it as #rrggbb", short(s))
		}
		rgb = [3]uint8{c.R, c.G, c.B}
	}
	return &typeset.Colour{Name: fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]), SRGB: rgb}, nil
}
