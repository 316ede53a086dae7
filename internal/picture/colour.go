package picture

import (
	"image/color"

	"pharos/internal/typeset"
)

// usable reports a profile that may be embedded beside n colours: its header is
// whole, its class is that of an input, display, output or colour space profile,
// and its version is at most 4 (ISO 15076-1, 7.2; ISO 15930-7, 6.2.3).
func usable(icc []byte, n int) bool {
	if len(icc) < 132 || string(icc[36:40]) != "acsp" || int(be.Uint32(icc)) != len(icc) || icc[8] > 4 {
		return false
	}
	class, space := string(icc[12:16]), string(icc[16:20])
	return (class == "scnr" || class == "mntr" || class == "prtr" || class == "spac") &&
		space == map[int]string{1: "GRAY", 3: "RGB ", 4: "CMYK"}[n]
}

// corners are the sixteen solid overprints of coated offset (ISO 12647-2) as
// sRGB, by the bits of cyan, magenta, yellow and black; those with black are
// its own colour, darkened a little.
var corners = [16][3]int{
	{255, 255, 255}, {0, 158, 224}, {230, 0, 126}, {49, 39, 131}, {255, 237, 0}, {0, 150, 64}, {227, 6, 19},
	{55, 48, 45},
	{29, 29, 27}, {8, 20, 30}, {28, 10, 18}, {10, 8, 20}, {28, 26, 8}, {8, 20, 12}, {26, 8, 8}, {6, 6, 6},
}

// FromInks gives four inks as sRGB for the screen, as near as sixteen overprints
// mixed by their areas come (Neugebauer): no colour management, which a
// photograph for print alone does not ask for.
func FromInks(c color.CMYK) (rgb [3]uint8) {
	area := [4]int{int(c.C), int(c.M), int(c.Y), int(c.K)}
	var sum [3]int64
	for i, corner := range corners {
		weight := int64(1)
		for bit, a := range area {
			if i>>bit&1 == 0 {
				a = 255 - a
			}
			weight *= int64(a)
		}
		for k := range sum {
			sum[k] += weight * int64(corner[k])
		}
	}
	const whole = 255 * 255 * 255 * 255
	for k := range rgb {
		rgb[k] = uint8((sum[k] + whole/2) / whole)
	}
	return rgb
}

// ToInks gives a plain sRGB colour of a drawing as four inks in percent: what
// the three have in common is black, so that the sum stays under 300 and grays
// need one plate.
func ToInks(rgb [3]uint8) typeset.Colour {
	most := int(max(rgb[0], rgb[1], rgb[2]))
	out := typeset.Colour{SRGB: rgb}
	out.CMYK[3] = uint8((255 - most) * 100 / 255)
	for i, v := range rgb {
		if most > 0 {
			out.CMYK[i] = uint8((most - int(v)) * 100 / most)
		}
	}
	return out
}
