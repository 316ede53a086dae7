package picture

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/typeset"
)

// value is what a property has; css is false for an attribute of its name, which
// may leave out units.
type value struct {
	text string
	css  bool
}

// cssRule is one selector of a style sheet with one declaration.
type cssRule struct {
	element, id string
	classes     []string
	weight      int
	key, text   string
}

var (
	cssComment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSelector = regexp.MustCompile(`^(\*|[A-Za-z][\w-]*)?((?:[.#][A-Za-z_-][\w-]*)*)$`)
	cssPart     = regexp.MustCompile(`[.#][^.#]+`)
)

// sheet reads the style sheets of the file: selectors of elements, classes and
// ids. All that could choose or fetch by something else is refused.
func (d *drawing) sheet() error {
	text := cssComment.ReplaceAllString(d.css.String(), " ")
	if strings.ContainsAny(text, `@\`) || fetches(text) {
		return errors.New("its style sheet holds a rule with @, an escape or a link; use plain classes")
	}
	for strings.TrimSpace(text) != "" {
		selectors, after, ok := strings.Cut(text, "{")
		body, rest, closed := strings.Cut(after, "}")
		if !ok || !closed || strings.Contains(body, "{") {
			return fmt.Errorf("its style sheet cannot be read near %q", short(strings.TrimSpace(selectors)))
		}
		for _, sel := range strings.Split(selectors, ",") {
			if err := d.rule(strings.TrimSpace(sel), body); err != nil {
				return err
			}
		}
		text = rest
	}
	slices.SortStableFunc(d.rules, func(a, b cssRule) int { return a.weight - b.weight })
	return nil
}

// rule reads one selector with its declarations.
func (d *drawing) rule(sel, body string) error {
	m := cssSelector.FindStringSubmatch(sel)
	if m == nil || sel == "" {
		return fmt.Errorf(
			"the selector %q of its style sheet is not part of the safe subset; use plain classes",
			short(sel),
		)
	}
	r := cssRule{element: m[1]}
	if m[1] != "" && m[1] != "*" {
		r.weight = 1
	}
	for _, part := range cssPart.FindAllString(m[2], -1) {
		switch {
		case part[0] == '.':
			r.classes = append(r.classes, part[1:])
			r.weight += 100
		case r.id != "" && r.id != part[1:]:
			return nil // no element has two ids
		default:
			r.id = part[1:]
			r.weight += 10_000
		}
	}
	return declarations(body, func(key, text string) error {
		if r.key, r.text = key, text; len(d.rules) >= maxElements {
			return errors.New("its style sheet is too long")
		}
		d.rules = append(d.rules, r)
		return nil
	})
}

// declarations goes through "key: value; …".
func declarations(body string, yield func(key, text string) error) error {
	for _, part := range strings.Split(cssComment.ReplaceAllString(body, " "), ";") {
		key, text, ok := strings.Cut(part, ":")
		key, text = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(text)
		switch {
		case key == "" && !ok:
			continue
		case !ok || key == "" || text == "":
			return fmt.Errorf("the style %q cannot be read", short(strings.TrimSpace(part)))
		case strings.ContainsAny(text, `!\`) || strings.Contains(text, "var("):
			return fmt.Errorf("the style %q is not part of the safe subset", short(strings.TrimSpace(part)))
		}
		if err := yield(key, text); err != nil {
			return err
		}
	}
	return nil
}

// has reports an element that the rule is for.
func (r *cssRule) has(n *node) bool {
	if r.element != "" && r.element != "*" && r.element != n.name || r.id != "" && r.id != n.attr["id"] {
		return false
	}
	classes := strings.Fields(n.attr["class"])
	return !slices.ContainsFunc(r.classes, func(c string) bool { return !slices.Contains(classes, c) })
}

// cascade gives the properties of an element: its attributes, over them what
// style sheets say, over that its own style (CSS 2.1, 6.4; SVG 1.1, 6.4).
func (d *drawing) cascade(n *node) map[string]value {
	out := map[string]value{}
	for key, text := range n.attr {
		if key != "style" {
			out[key] = value{text: strings.TrimSpace(text)}
		}
	}
	for i := range d.rules {
		if r := &d.rules[i]; r.has(n) {
			out[r.key] = value{text: r.text, css: true}
		}
	}
	err := declarations(n.attr["style"], func(key, text string) error {
		out[key] = value{text: text, css: true}
		return nil
	})
	if err != nil {
		out[n.attr["style"]] = value{css: true} // no property of the subset
	}
	return out
}

// transform gives the map of an element, around its origin.
func (d *drawing) transform(v, origin value) (matrix, error) {
	m := identity
	x, y, err := d.origin(origin)
	if err != nil || v.text == "none" {
		return m, err
	}
	if v.css {
		m, err = d.cssTransform(v.text)
	} else {
		m, err = readTransform(v.text, d.unit, d.limit)
	}
	if err != nil || x == 0 && y == 0 {
		return m, err
	}
	there := matrix{a: one, d: one, e: int64(x), f: int64(y)}
	if m, err = there.times(m); err != nil {
		return m, err
	}
	return m.times(matrix{a: one, d: one, e: -int64(x), f: -int64(y)})
}

// origin reads transform-origin; left out it is the drawing's own.
func (d *drawing) origin(v value) (x, y typeset.Length, err error) {
	parts := strings.Fields(strings.ToLower(v.text))
	bad := fmt.Errorf(
		"transform-origin %q is not part of the safe subset; put the place into the transform",
		short(v.text),
	)
	if len(parts) == 0 {
		return 0, 0, nil
	}
	if len(parts) == 1 {
		parts = append(parts, "50%")
	}
	words := []map[string]string{
		{"left": "0", "center": "50%", "right": "100%"},
		{"top": "0", "center": "50%", "bottom": "100%"},
	}
	at := [2]typeset.Length{}
	for i, side := range []typeset.Length{d.wide, d.high} {
		part := parts[i]
		if w, ok := words[i][part]; ok {
			part = w
		}
		n, unit, readErr := absolute(part)
		if len(parts) > 2 || readErr != nil || v.css && unit == "" && n != 0 {
			return 0, 0, bad
		}
		if at[i], err = d.length(part, side); err != nil {
			return 0, 0, bad
		}
	}
	return at[0], at[1], nil
}

// cssTransform reads a transform as a style, in which places have units.
func (d *drawing) cssTransform(s string) (matrix, error) {
	m := identity
	bad := fmt.Errorf("the transform %q is not part of the safe subset", short(s))
	for rest := strings.TrimSpace(s); rest != ""; {
		name, args, ok := strings.Cut(rest, "(")
		args, after, closed := strings.Cut(args, ")")
		if !ok || !closed {
			return m, bad
		}
		step, err := d.cssFunction(strings.ToLower(name), strings.Split(args, ","))
		if err != nil {
			return m, bad
		}
		if m, err = m.times(step); err != nil {
			return m, err
		}
		rest = strings.TrimSpace(after)
	}
	return m, nil
}

// cssFunction reads one function of a transform.
func (d *drawing) cssFunction(name string, args []string) (matrix, error) {
	v := make([]int64, len(args))
	for i, arg := range args {
		arg = strings.ToLower(strings.TrimSpace(arg))
		n, used, err := micro(arg)
		if err != nil {
			return identity, err
		}
		unit := arg[used:]
		switch strings.TrimRight(name, "xy") {
		case "translate":
			f, known := units[unit]
			if !known || unit == "" && n != 0 {
				return identity, errors.New("a place lacks its unit")
			}
			n = div(n*f[0], f[1])
		case "rotate", "skew":
			turn := map[string]int64{"deg": 1, "turn": 360}[unit]
			if turn == 0 && n != 0 || abs(n) > 10_000*one {
				return identity, errors.New("an angle lacks its unit")
			}
			n *= turn
		default:
			if unit != "" {
				return identity, errors.New("a number has a unit")
			}
		}
		v[i] = n
	}
	switch {
	case len(v) == 1 && name == "translatex":
		name, v = "translate", []int64{v[0], 0}
	case len(v) == 1 && name == "translatey":
		name, v = "translate", []int64{0, v[0]}
	case len(v) == 1 && name == "scalex":
		name, v = "scale", []int64{v[0], one}
	case len(v) == 1 && name == "scaley":
		name, v = "scale", []int64{one, v[0]}
	case name == "skewx" || name == "skewy":
		name = "skew" + strings.ToUpper(name[4:])
	case name == "rotate" && len(v) != 1:
		return identity, errors.New("rotate takes one angle")
	}
	return transform(name, v, d.unit, d.limit)
}
