package proof

import (
	"slices"

	"golang.org/x/text/unicode/bidi"

	"pharos/internal/paint"
)

// This file is a second implementation of the Unicode bidirectional algorithm
// (UAX 9), for one paragraph with isolates and without embeddings: enough for
// the texts of the plan, and sharing no code with the one that set them.

// levels gives the embedding level of every rune of a paragraph (rules W1 to
// I2). Isolates (U+2066 to U+2069) nest.
func levels(text []rune, rtl bool) []int {
	base := 0
	if rtl {
		base = 1
	}
	out := make([]int, len(text))
	resolve(text, out, base)
	return out
}

// The isolate controls.
const (
	lri = '\u2066'
	rli = '\u2067'
	fsi = '\u2068'
	pdi = '\u2069'
)

// resolve fills the levels of a text whose surroundings have level base. Inner
// isolates count as one neutral each and are resolved by themselves (BD13, X5a).
func resolve(text []rune, out []int, base int) {
	var outer []int
	for i := 0; i < len(text); i++ {
		outer = append(outer, i)
		if text[i] < lri || text[i] > fsi {
			continue
		}
		end := closing(text, i)
		inner := (base + 2) &^ 1 // the next even level
		if text[i] == rli || text[i] == fsi && firstStrongRTL(text[i+1:end]) {
			inner = (base + 1) | 1 // the next odd level
		}
		if inner > 60 {
			inner = base
		}
		resolve(text[i+1:end], out[i+1:end], inner)
		out[i] = base
		i = end - 1
	}
	classes := make([]bidi.Class, len(outer))
	for k, i := range outer {
		classes[k] = classOf(text[i])
	}
	weak(classes, base)
	brackets(text, outer, classes, base)
	neutral(classes, base)
	for k, i := range outer {
		out[i] = implicit(classes[k], base)
	}
}

// closing gives the index of the PDI that closes the isolate at i, or the end.
func closing(text []rune, i int) int {
	depth := 0
	for k := i; k < len(text); k++ {
		switch text[k] {
		case lri, rli, fsi:
			depth++
		case pdi:
			if depth--; depth == 0 {
				return k
			}
		}
	}
	return len(text)
}

// firstStrongRTL reports the direction of the first strong character (P2, P3).
func firstStrongRTL(text []rune) bool {
	for _, c := range text {
		switch classOf(c) {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// classOf gives the class of a character; isolate controls count as neutral.
func classOf(c rune) bidi.Class {
	if c >= lri && c <= pdi {
		return bidi.ON
	}
	p, _ := bidi.LookupRune(c)
	return p.Class()
}

// side is the class of a level: L or R.
func side(level int) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// weak applies W1 to W7.
func weak(c []bidi.Class, base int) {
	before := side(base)
	strong := side(base)
	for i := range c { // W1, W2, W3
		if c[i] == bidi.NSM {
			c[i] = before
		}
		switch c[i] {
		case bidi.L, bidi.R, bidi.AL:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.AL {
				c[i] = bidi.AN
			}
		}
		before = c[i]
		if c[i] == bidi.AL {
			c[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(c); i++ { // W4
		if c[i-1] == c[i+1] &&
			(c[i] == bidi.CS && (c[i-1] == bidi.EN || c[i-1] == bidi.AN) || c[i] == bidi.ES && c[i-1] == bidi.EN) {
			c[i] = c[i-1]
		}
	}
	for i := 0; i < len(c); i++ { // W5
		if c[i] != bidi.ET {
			continue
		}
		end := i
		for end < len(c) && c[end] == bidi.ET {
			end++
		}
		if i > 0 && c[i-1] == bidi.EN || end < len(c) && c[end] == bidi.EN {
			fill(c[i:end], bidi.EN)
		}
		i = end
	}
	strong = side(base)
	for i := range c { // W6, W7
		switch c[i] {
		case bidi.ES, bidi.ET, bidi.CS:
			c[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c[i]
		case bidi.EN:
			if strong == bidi.L {
				c[i] = bidi.L
			}
		}
	}
}

// brackets applies N0: a pair takes the direction of its content or of what
// stands before it.
func brackets(text []rune, outer []int, c []bidi.Class, base int) {
	for _, pair := range pairs(text, outer, c) {
		open, end := pair[0], pair[1]
		found, opposite := false, false
		for _, k := range c[open+1 : end] {
			if s, ok := strongOf(k); ok {
				found = found || s == side(base)
				opposite = opposite || s != side(base)
			}
		}
		switch {
		case found:
			c[open], c[end] = side(base), side(base)
		case opposite:
			to := side(base)
			for k := open - 1; k >= 0; k-- {
				if s, ok := strongOf(c[k]); ok {
					to = s
					break
				}
			}
			c[open], c[end] = to, to
		}
	}
}

// pairs finds bracket pairs (BD16), sorted by the opening one.
func pairs(text []rune, outer []int, c []bidi.Class) [][2]int {
	var out [][2]int
	var stack []int
	for k, i := range outer {
		if c[k] != bidi.ON {
			continue
		}
		p, _ := bidi.LookupRune(text[i])
		switch {
		case !p.IsBracket():
		case p.IsOpeningBracket():
			stack = append(stack, k)
		default:
			for s := len(stack) - 1; s >= 0; s-- {
				if paint.Mirror(text[outer[stack[s]]]) == text[i] {
					out = append(out, [2]int{stack[s], k})
					stack = stack[:s]
					break
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int { return a[0] - b[0] })
	return out
}

// neutral applies N1 and N2.
func neutral(c []bidi.Class, base int) {
	for i := 0; i < len(c); i++ {
		if _, ok := strongOf(c[i]); ok {
			continue
		}
		end := i
		before, after := side(base), side(base)
		if i > 0 {
			before, _ = strongOf(c[i-1])
		}
		for end < len(c) {
			if s, ok := strongOf(c[end]); ok {
				after = s
				break
			}
			end++
		}
		to := side(base)
		if before == after {
			to = before
		}
		fill(c[i:end], to)
		i = end
	}
}

// strongOf gives the side that a resolved class takes for its neighbours.
func strongOf(c bidi.Class) (bidi.Class, bool) {
	switch c {
	case bidi.L:
		return bidi.L, true
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R, true
	}
	return bidi.ON, false
}

// implicit applies I1 and I2.
func implicit(c bidi.Class, base int) int {
	switch {
	case base&1 == 0 && c == bidi.R:
		return base + 1
	case base&1 == 0 && (c == bidi.AN || c == bidi.EN):
		return base + 2
	case base&1 == 1 && c != bidi.R:
		return base + 1
	}
	return base
}

// fill sets all of c.
func fill(c []bidi.Class, to bidi.Class) {
	for i := range c {
		c[i] = to
	}
}

// visual gives the order of some neighbours of one line from left to right, as
// indexes (rule L2).
func visual(levels []int) []int {
	order := make([]int, len(levels))
	high, odd := 0, 127
	for i, l := range levels {
		order[i] = i
		high = max(high, l)
		if l&1 == 1 {
			odd = min(odd, l)
		}
	}
	for l := high; l >= odd; l-- {
		for i := 0; i < len(levels); i++ {
			end := i
			for end < len(levels) && levels[end] >= l {
				end++
			}
			if end > i {
				slices.Reverse(order[i:end])
				i = end
			}
		}
	}
	return order
}
