package number

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// most is how many digits may stand together in a text of an adaptation: a year,
// a house number. Postal codes of five digits read like short numbers.
const most = 4

// clocks and days are digits that are no number: times with a colon or as a
// span, and days of the calendar.
var clocks = regexp.MustCompile(
	`\b(?:[01]?\d|2[0-4])[:.][0-5]\d\b|\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b` +
		`|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d\b`,
)

// Suspect finds what can be read as a telephone number in a text: digits of every
// script, circled, raised or full-width, with any signs between them, letters in
// place of digits, and digits spelled out. Empty where there is none.
func Suspect(text string, known []string) string {
	folded := fold(text)
	for _, run := range runs(clocks.ReplaceAllString(untitled(folded, known), " ¦ ")) {
		if len(run.digits) > most ||
			run.tight && (slices.Contains(short, run.digits) || slices.Contains(known, run.digits)) {
			return run.digits
		}
	}
	return suspectWords(folded)
}

// untitled takes the figures of titles out of a text, such as a resolution with its year.
func untitled(folded string, known []string) string {
	var b strings.Builder
	end := 0
	eachRun(folded, func(r group) {
		if official.MatchString(r.shown) && !r.plus && !slices.Contains(known, r.digits) {
			b.WriteString(folded[end:r.from] + " ¦ ")
			end = r.to
		}
	})
	return b.String() + folded[end:]
}

// fold puts a text into small letters with ASCII digits and without marks and
// invisible characters.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if common(r) {
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		switch d, ok := Value(r); {
		case ok:
			b.WriteByte('0' + byte(d))
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me):
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// common reports the letters of ASCII and of the Cyrillic alphabets, which are no
// digits and no marks, without a look into the tables.
func common(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x400 && r <= 0x481
}

// inDigits are letters that stand for digits when digits stand beside them.
var inDigits = map[rune]rune{
	'o': '0',
	'о': '0',
	'ο': '0',
	'օ': '0',
	'l': '1',
	'i': '1',
	'ı': '1',
	'і': '1',
	'ӏ': '1',
	'|': '1',
	's': '5',
	'ѕ': '5',
	'b': '8',
	'в': '8',
	'z': '2',
	'з': '3',
}

// run are digits that stand together; tight where no more than one sign stands
// between two of them.
type run struct {
	digits string
	tight  bool
}

// runs joins digits across anything that is no letter, up to a few signs, and
// across letters that look like digits and touch one.
func runs(s string) []run {
	var out []run
	var cur strings.Builder
	gap, tight := 0, true
	end := func() {
		if cur.Len() > 0 {
			out = append(out, run{cur.String(), tight})
		}
		cur.Reset()
		gap, tight = 0, true
	}
	add := func(r rune) {
		tight = tight && (gap <= 1 || cur.Len() == 0)
		cur.WriteRune(r)
		gap = 0
	}
	runes := []rune(s)
	for i, r := range runes {
		d, like := inDigits[r]
		beside := like && (i > 0 && plain(runes[i-1]) || i+1 < len(runes) && plain(runes[i+1])) && !word(runes, i)
		switch {
		case plain(r):
			add(r)
		case beside:
			add(d)
		case unicode.IsLetter(r) || r == '¦':
			end()
		default:
			if gap++; gap > 6 {
				end()
			}
		}
	}
	end()
	return out
}

// word reports whether a letter belongs to a word of more than two letters.
func word(runes []rune, i int) bool {
	from, to := i, i
	for from > 0 && unicode.IsLetter(runes[from-1]) {
		from--
	}
	for to+1 < len(runes) && unicode.IsLetter(runes[to+1]) {
		to++
	}
	return to-from > 1
}
