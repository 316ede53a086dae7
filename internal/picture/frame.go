package picture

import (
	"errors"
	"fmt"
	"strings"

	"pharos/internal/typeset"
)

// units are the absolute units of lengths in pixels, as a fraction (CSS Values 3, 6.2).
var units = map[string][2]int64{
	"": {
		1,
		1,
	},
	"px": {1, 1},
	"in": {96, 1},
	"cm": {9600, 254},
	"mm": {960, 254},
	"q":  {240, 254},
	"pt": {4, 3},
	"pc": {16, 1},
}

// absolute reads a length in millionths of a pixel; unit is what stood behind it.
func absolute(s string) (n int64, unit string, err error) {
	s = strings.ToLower(strings.TrimSpace(s))
	n, used, err := micro(s)
	if err != nil {
		return 0, "", err
	}
	unit = s[used:]
	if unit == "%" {
		return n, unit, nil
	}
	f, ok := units[unit]
	if !ok {
		return 0, "", fmt.Errorf("%q is no plain number", short(s))
	}
	return div(n*f[0], f[1]), unit, nil
}

// length reads a length; a percentage is of the side of the viewport, and
// refused where there is none.
func (d *drawing) length(s string, side typeset.Length) (typeset.Length, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
	}
	n, unit, err := absolute(s)
	switch {
	case err != nil:
		return 0, err
	case unit == "%" && side == 0:
		return 0, fmt.Errorf("%q is a percentage; write it in units", short(s))
	case unit == "%" && n > 1000*one:
		return 0, errors.New("a number is too large")
	case unit == "%":
		return typeset.Length(div(int64(side)*n/100, one)), nil
	}
	return scaled(n, d.unit, d.limit)
}

// frame reads viewBox, width and height of the outermost element and gives the
// style in which its children are drawn.
func (d *drawing) frame(n *node) (style, error) {
	v, err := viewBox(n)
	if err != nil {
		return style{}, err
	}
	var size [2]int64
	for i, key := range []string{"width", "height"} {
		s, has := n.attr[key]
		if !has || strings.TrimSpace(s) == "auto" {
			continue
		}
		w, unit, err := absolute(s)
		if err != nil || w < 0 || v == nil && unit == "%" {
			return style{}, fmt.Errorf("its %s %q cannot be read; write it in units, or in mm", key, short(s))
		}
		if unit != "%" {
			size[i] = w
		}
	}
	switch {
	case v == nil && (size[0] == 0 || size[1] == 0):
		return style{}, errors.New("it has neither a viewBox nor width and height in numbers")
	case v == nil:
		v = []int64{0, 0, size[0], size[1]}
	}
	if v[2] <= 0 || v[3] <= 0 || max(v[2], v[3]) > maxUnits*one || max(v[2], v[3])/min(v[2], v[3]) > 100 {
		return style{}, fmt.Errorf("its frame must have sides of more than 0 and at most %d units, "+
			"and not be a hundred times longer than wide", maxUnits)
	}
	page := v
	if size[0] > 0 && size[1] > 0 {
		if page, err = around(n, v, size); err != nil {
			return style{}, err
		}
	}
	return d.place(v, page)
}

// viewBox reads the four numbers of a viewBox; nil where there is none.
func viewBox(n *node) ([]int64, error) {
	box, has := n.attr["viewBox"]
	if !has {
		return nil, nil
	}
	v, err := numbers(box, 4)
	if err != nil || len(v) != 4 {
		return nil, fmt.Errorf("its viewBox %q cannot be read", short(box))
	}
	return v, nil
}

// around gives the frame that browsers show where width and height have other
// proportions than the viewBox: the viewBox whole, in the middle (SVG 1.1, 7.8).
func around(n *node, v []int64, size [2]int64) ([]int64, error) {
	w, h := v[2], v[3]
	if max(size[0], size[1])/min(size[0], size[1]) > 100 || max(size[0], size[1]) > maxUnits*one {
		return nil, errors.New("its width and height are too large, or a hundred times apart")
	}
	// In thousandths, so that products fit into 64 bits.
	wide, high := w/1000*(size[1]/1000), h/1000*(size[0]/1000)
	if abs(wide-high) <= max(wide, high)/200 {
		return v, nil // the proportions, but for rounding
	}
	if keep := strings.TrimSpace(
		n.attr["preserveAspectRatio"],
	); keep != "" && keep != "xMidYMid" &&
		keep != "xMidYMid meet" {
		return nil, fmt.Errorf("preserveAspectRatio %q is not part of the safe subset where width and height "+
			"have other proportions than the viewBox", short(keep))
	}
	if wide < high {
		w = div(h/1000*(size[0]/1000), size[1]/1000) * 1000
	} else {
		h = div(w/1000*(size[1]/1000), size[0]/1000) * 1000
	}
	return []int64{v[0] - (w-v[2])/2, v[1] - (h-v[3])/2, w, h}, nil
}

// place makes the picture's frame from what is shown, and the viewport from the
// viewBox.
func (d *drawing) place(view, page []int64) (style, error) {
	d.unit = typeset.Pt
	if max(view[2], view[3]) < 10*one { // finer steps for small units
		d.unit = 1000 * typeset.Pt
	}
	d.limit = farthest / 2
	var bad error
	get := func(n int64) typeset.Length {
		l, err := scaled(n, d.unit, d.limit)
		if err != nil {
			bad = err
		}
		return l
	}
	x, y, w, h := get(page[0]), get(page[1]), get(page[2]), get(page[3])
	d.wide, d.high = get(view[2]), get(view[3])
	if bad != nil || w <= 0 || h <= 0 {
		return style{}, errors.New("its frame has sides that are too small or too large")
	}
	d.out.Box = typeset.Box(0, 0, w, h)
	s := plain
	s.width = d.unit
	s.to.e, s.to.f = -int64(x), -int64(y)
	return s, nil
}

// symbol places what a use shows of a symbol (SVG 1.1, 5.5): scaled into its
// width and height where it has a viewBox, and cut there.
func (d *drawing) symbol(n, symbol *node, s style) (style, error) {
	s, err := d.read(s, symbol)
	if err != nil {
		return s, err
	}
	if o, ok := d.cascade(symbol)["overflow"]; ok && o.text != "hidden" {
		return s, errors.New("overflow on a symbol is not part of the safe subset")
	}
	side := func(key string, whole typeset.Length) typeset.Length {
		l, bad := d.length(n.attr[key], whole)
		if bad != nil {
			err = bad
		}
		if strings.TrimSpace(n.attr[key]) == "" {
			l = whole
		}
		return l
	}
	w, h := side("width", d.wide), side("height", d.high)
	v, bad := viewBox(symbol)
	switch {
	case err != nil || bad != nil:
		return s, errors.Join(err, bad)
	case w <= 0 || h <= 0:
		return s, errors.New("<use> shows a symbol in no room")
	case symbol.attr["x"] != "" || symbol.attr["y"] != "" || symbol.attr["width"] != "" ||
		symbol.attr["height"] != "" ||
		symbol.attr["refX"] != "" || symbol.attr["refY"] != "":
		return s, errors.New("a symbol with a place or a size is not part of the safe subset")
	}
	if s.clip, err = s.cut(typeset.Box(0, 0, w, h)); err != nil || v == nil {
		return s, err
	}
	if keep := strings.TrimSpace(
		symbol.attr["preserveAspectRatio"],
	); keep != "" &&
		!strings.HasPrefix(keep, "xMidYMid") ||
		strings.HasSuffix(keep, "slice") {
		return s, fmt.Errorf("preserveAspectRatio %q is not part of the safe subset", short(keep))
	}
	vw, errW := scaled(v[2], d.unit, d.limit)
	vh, errH := scaled(v[3], d.unit, d.limit)
	x, errX := scaled(v[0], d.unit, d.limit)
	y, errY := scaled(v[1], d.unit, d.limit)
	if err := errors.Join(errW, errH, errX, errY); err != nil || vw <= 0 || vh <= 0 {
		return s, errors.New("the viewBox of the symbol cannot be read")
	}
	k := min(div(int64(w)*one, int64(vw)), div(int64(h)*one, int64(vh)))
	m := matrix{a: k, d: k, e: (int64(w)-div(k*int64(vw), one))/2 - div(k*int64(x), one),
		f: (int64(h)-div(k*int64(vh), one))/2 - div(k*int64(y), one)}
	if err = m.bound(); err == nil {
		s.to, err = s.to.times(m)
	}
	return s, err
}
