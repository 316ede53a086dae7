package typeset

import (
	"fmt"
	"strings"
)

// Length is a distance in thousandths of a point (1 point = 1/72 inch).
// All places and sizes of a page are Lengths, so that layout has no float and
// gives the same numbers on every machine. The largest is about 750 metres.
type Length int32

const (
	// Pt is one point.
	Pt Length = 1000
	// Step is the grid of type sizes: a quarter of a point.
	Step = Pt / 4
	// Pixel is the side of a pixel: at 96 dpi a renderer gives the exact size.
	Pixel = Pt * 3 / 4
)

// MM gives the Length of a number of micrometres (1 mm = 1000), rounded to the
// nearest thousandth of a point: MM(210_000) is the short side of A4.
func MM(um int) Length { return Length(round(int64(um)*360, 127)) }

// Points gives the Length of a number of points.
func Points(n int) Length { return Length(n) * Pt }

// Micrometres gives the Length in micrometres, rounded.
func (l Length) Micrometres() int { return int(round(int64(l)*127, 360)) }

// Scale gives l * num / den, rounded half away from zero; den must not be 0.
func (l Length) Scale(num, den int) Length { return Length(round(int64(l)*int64(num), int64(den))) }

// String gives the Length in millimetres with up to three decimals, without a unit.
func (l Length) String() string { return decimal(l.Micrometres(), 3) }

// Em is a distance in 1/64 of a thousandth of the type size: the unit of shaped
// text that has no size yet. 64,000 Em are one em.
type Em int32

// EmUnit is one thousandth of an em, the unit of PDF glyph space
// (ISO 32000-1, 9.2.4).
const EmUnit Em = 64

// At gives the Length of e in type of the given size.
func (e Em) At(size Length) Length { return Length(round(int64(e)*int64(size), 64_000)) }

// ems gives how many Em are in a Length at a size.
func ems(l, size Length) Em {
	if size <= 0 {
		return 0
	}
	v := int64(l) * 64_000 / int64(size)
	return Em(min(max(v, -1<<30), 1<<30))
}

// round divides and rounds half away from zero.
func round(n, d int64) int64 {
	if d < 0 {
		n, d = -n, -d
	}
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}

// decimal prints n / 10^places without trailing zeros.
func decimal(n, places int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	s := fmt.Sprintf("%0*d", places+1, n)
	whole, part := s[:len(s)-places], strings.TrimRight(s[len(s)-places:], "0")
	if part != "" {
		part = "." + part
	}
	if whole+part == "0" {
		return "0"
	}
	return sign + whole + part
}
