package picture

import (
	"fmt"
	"image/color"
	"math"
	"regexp"
	"strconv"
	"strings"

	"pharos/internal/typeset"
)

var (
	hexColour = regexp.MustCompile(`^#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$`)
	inkColour = regexp.MustCompile(`^cmyk\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$`)
)

// ReadColour reads a colour as people write it: #rrggbb (sRGB) or cmyk(c, m, y, k)
// in percent. The other form is worked out.
func ReadColour(s string) (typeset.Colour, error) {
	s = strings.TrimSpace(s)
	if p := hexColour.FindStringSubmatch(s); p != nil {
		var rgb [3]uint8
		for i := range rgb {
			v, _ := strconv.ParseUint(p[i+1], 16, 8)
			rgb[i] = uint8(v)
		}
		return named(match(rgb), s), nil
	}
	p := inkColour.FindStringSubmatch(s)
	if p == nil {
		return typeset.Colour{}, fmt.Errorf("%q is no colour: write #rrggbb, or cmyk(c, m, y, k) in percent", s)
	}
	var inks [4]uint8
	for i := range inks {
		v, _ := strconv.Atoi(p[i+1])
		if v > 100 {
			return typeset.Colour{}, fmt.Errorf("%q has %d %% of an ink", s, v)
		}
		inks[i] = uint8(v)
	}
	part := func(i int) uint8 { return uint8((int(inks[i])*255 + 50) / 100) }
	return named(
		typeset.Colour{CMYK: inks, SRGB: FromInks(color.CMYK{C: part(0), M: part(1), Y: part(2), K: part(3)})},
		s,
	), nil
}

// match finds the inks that look most like an sRGB colour (FromInks), with as little
// ink as does it: first over the whole range in steps of ten, then around the best.
// ToInks would turn a dark green bluish, which no organisation wants of its colour.
func match(rgb [3]uint8) typeset.Colour {
	best, least := [4]int{}, 1<<62
	try := func(inks [4]int) {
		sum := 0
		var part [4]uint8
		for i, v := range inks {
			if v < 0 || v > 100 {
				return
			}
			sum += v
			part[i] = uint8((v*255 + 50) / 100)
		}
		got := FromInks(color.CMYK{C: part[0], M: part[1], Y: part[2], K: part[3]})
		cost := sum / 4
		for i := range rgb {
			d := int(got[i]) - int(rgb[i])
			cost += 20 * d * d
		}
		if sum <= 280 && cost < least {
			best, least = inks, cost
		}
	}
	each := func(from [4]int, step, reach int) {
		for c := -reach; c <= reach; c += step {
			for m := -reach; m <= reach; m += step {
				for y := -reach; y <= reach; y += step {
					for k := -reach; k <= reach; k += step {
						try([4]int{from[0] + c, from[1] + m, from[2] + y, from[3] + k})
					}
				}
			}
		}
	}
	each([4]int{50, 50, 50, 50}, 10, 50)
	each(best, 4, 8)
	each(best, 1, 3)
	out := typeset.Colour{SRGB: rgb}
	for i, v := range best {
		out.CMYK[i] = uint8(v)
	}
	return out
}

// named gives a colour its name.
func named(c typeset.Colour, name string) typeset.Colour {
	c.Name = name
	return c
}

// Deeper is a darker form of a ground, Paler a lighter one. The sum of the inks of
// the darker one stays under 300 where that of the ground does.
func Deeper(c typeset.Colour) typeset.Colour {
	for i := range 3 {
		c.CMYK[i] = uint8(int(c.CMYK[i]) * 9 / 10)
		c.SRGB[i] = uint8(int(c.SRGB[i]) * 7 / 10)
	}
	c.CMYK[3] = uint8(int(c.CMYK[3]) + (100-int(c.CMYK[3]))*3/10)
	return named(c, c.Name+" deep")
}

// Paler is for what lies under no text.
func Paler(c typeset.Colour) typeset.Colour {
	for i := range 4 {
		c.CMYK[i] = uint8(int(c.CMYK[i]) * 3 / 4)
	}
	for i := range 3 {
		c.SRGB[i] = uint8(int(c.SRGB[i]) + (255-int(c.SRGB[i]))/4)
	}
	return named(c, c.Name+" pale")
}

// Inks is the sum of a colour's inks in percent.
func Inks(c typeset.Colour) int {
	return int(c.CMYK[0]) + int(c.CMYK[1]) + int(c.CMYK[2]) + int(c.CMYK[3])
}

// Contrast is the ratio of two colours in hundredths (WCAG 2.2, contrast ratio).
func Contrast(a, b [3]uint8) int {
	l, m := luminance(a)+500, luminance(b)+500
	return 100 * max(l, m) / min(l, m)
}

// luminance is the relative luminance in ten-thousandths (WCAG 2.2, definitions).
func luminance(rgb [3]uint8) int {
	return (2126*linear[rgb[0]] + 7152*linear[rgb[1]] + 722*linear[rgb[2]]) / 10000
}

// curve is the transfer function of sRGB (IEC 61966-2-1).
func curve(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// linear is the curve of sRGB in ten-thousandths.
var linear = func() (out [256]int) {
	for i := range out {
		out[i] = int(curve(float64(i)/255)*10000 + 0.5)
	}
	return out
}()
