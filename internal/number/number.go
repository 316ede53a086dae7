// Package number finds what reads as a telephone number in a text, in whatever
// shape: digits of every script, raised or in circles, with signs between them, or
// written as words. Find names what an author may have overlooked in a text of the
// office. Texts that come from outside, where somebody may have tried to hide one, are
// read more strictly: Figures lists all figures, Beyond finds one that another text
// lacks, Suspect one that could be dialled. All go by the same digits, words and short
// numbers. (The reader of finished sheets has its own finder on purpose: it is the
// second witness.)
package number

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Digits keeps the digits 0 to 9 of a number as dialled.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if plain(r) {
			return r
		}
		return -1
	}, s)
}

// plain reports whether a character is one of 0 to 9.
func plain(r rune) bool { return r >= '0' && r <= '9' }

// short are numbers of emergency services that are read as such anywhere.
var short = []string{
	"112",
	"911",
	"999",
	"110",
	"113",
	"115",
	"116",
	"117",
	"118",
	"122",
	"123",
	"124",
	"126",
	"127",
	"128",
	"129",
	"133",
	"190",
	"192",
	"193",
	"194",
	"195",
}

// harmless are runs of digits that look like a number and are none: years,
// spans of years, dates.
var harmless = regexp.MustCompile(
	`^(?:(?:19|20)\d\d[-–/ ](?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])` +
		`|\d{1,2}[./]\s?\d{1,2}[./]\s?(?:19|20)\d\d)\.?$`,
)

// official are digits of titles that look like a number and are none: spans of years, a
// resolution with its year, day and night all year round.
var official = regexp.MustCompile(
	years(`^(?:YEAR\.?(?:\s?[-–—/]\s?YEAR\.?){1,3}|[1-9]\d{0,3}\s?\(YEAR|24/7(?:/365)?)$`),
)

// cited are digits of laws as they are cited: number and year of a gazette or a law,
// year and number of a directive, an article with its paragraphs.
var cited = regexp.MustCompile(
	years(`^(?:[1-9]\d{0,3}/YEAR(?:\s?[-–]\s?[1-9]\d{0,3}/YEAR)?|YEAR/[1-9]\d{0,3}`) +
		`|[1-9]\d{0,2}/\d\d\s?[-–]\s?[1-9]\d{0,2}/\d\d|[1-9]\d{0,2}(?:\s?\([1-9]\d?\)?){1,4})$`,
)

// years writes a pattern out: YEAR is one of the last or of this century.
func years(pattern string) string { return strings.ReplaceAll(pattern, "YEAR", `(?:19|20)\d\d`) }

// Found is a run of characters that reads as a telephone number.
type Found struct {
	Shown  string
	Digits string
}

// Find finds what reads as a telephone number in a text: five digits or more
// in one run, a plus sign before digits, or a known short number. Digits of
// every script and every shape count, for 116 may be written ١١٦ or ¹¹⁶ to slip
// through, and so do digits written as words.
func Find(s string, known map[string]bool) []Found {
	out := spelled(s, known)
	if !strings.ContainsFunc(s, digit) {
		return out
	}
	eachRun(s, func(r group) {
		usual := harmless.MatchString(r.shown) ||
			!r.plus && !known[r.digits] && (official.MatchString(r.shown) || cited.MatchString(r.shown))
		if r.percent || usual {
			return
		}
		if r.plus {
			r.shown = "+" + r.shown
		}
		if len(r.digits) >= 5 || r.plus || known[r.digits] || slices.Contains(short, r.digits) {
			out = append(out, Found{r.shown, r.digits})
		}
	})
	return out
}

// group are digits of a text with the signs between them, from one byte to another.
type group struct {
	shown, digits string
	// plus stands before them, a sign of per cent behind.
	plus, percent bool
	from, to      int
}

// eachRun visits the digits of a text that stand together, in order.
func eachRun(s string, visit func(group)) {
	runes := []rune(s)
	at, seen := 0, 0 // the byte at which the rune seen begins
	byteOf := func(i int) int {
		for ; seen < i; seen++ {
			at += utf8.RuneLen(runes[seen])
		}
		return at
	}
	for i := 0; i < len(runes); i++ {
		if !digit(runes[i]) {
			continue
		}
		from, to := i, i
		var plain strings.Builder
		for ; i < len(runes) && (digit(runes[i]) || joins(runes, i)); i++ {
			if d, ok := Value(runes[i]); ok {
				plain.WriteByte('0' + byte(d))
				to = i
			}
		}
		visit(group{
			shown: string(runes[from : to+1]), digits: plain.String(),
			plus: from > 0 && strings.ContainsRune("+＋", runes[from-1]),
			percent: to+1 < len(runes) &&
				strings.ContainsRune("%٪", []rune(strings.TrimLeft(string(runes[to+1:])+" ", " \u00a0") + " ")[0]),
			from: byteOf(from), to: byteOf(to + 1),
		})
	}
}

// joins reports whether a character between two digits belongs to one number.
func joins(runes []rune, i int) bool {
	if !between(runes[i]) {
		return false
	}
	for j := i + 1; j < len(runes) && j <= i+3; j++ {
		if digit(runes[j]) {
			return true
		}
		if !between(runes[j]) {
			return false
		}
	}
	return false
}

// between reports whether a character may stand between the digits of one number:
// spaces and dashes of every kind, what cannot be seen, and some signs.
func between(r rune) bool {
	return strings.ContainsRune("/.()·•_−", r) || unicode.In(r, unicode.Zs, unicode.Pd, unicode.Cf)
}

// digit reports whether a character reads as one digit.
func digit(r rune) bool {
	_, ok := Value(r)
	return ok
}

// Decimal is the value of a decimal digit of any script: each block of ten is in
// order and begins with the zero (Unicode 15, section 4.6).
func Decimal(r rune) (int, bool) {
	if r < 0x80 {
		return int(r - '0'), plain(r)
	}
	if !unicode.IsDigit(r) {
		return 0, false
	}
	zero := r
	for n := 0; n < 10 && unicode.IsDigit(zero-1); n++ {
		zero--
	}
	return int(r-zero) % 10, true
}

// Value is the value of what reads as one digit: a decimal digit of any script, and
// one that is raised, in a circle, before a comma or of another shape.
func Value(r rune) (int, bool) {
	switch {
	case r >= 0x2776 && r <= 0x277e: // in a filled circle
		return int(r - 0x2776 + 1), true
	case r == 0x24ff:
		return 0, true
	case r >= 0x1f101 && r <= 0x1f10a: // with a comma
		return int(r - 0x1f101), true
	case r >= 0x80 && unicode.IsNumber(r):
		if folded := norm.NFKC.String(string(r)); len(folded) == 1 {
			r = rune(folded[0])
		}
	}
	return Decimal(r)
}
