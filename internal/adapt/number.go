package adapt

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

// shortNumbers are read as numbers to call anywhere, however short they are.
var shortNumbers = []string{"112", "911", "999", "110", "113", "115", "116", "117", "118", "122", "123", "124", "126", "127", "128", "129", "133", "190", "192", "193", "194", "195"}

// clocks and days are digits that are no number: times with a colon or as a
// span, and days of the calendar.
var clocks = regexp.MustCompile(`\b(?:[01]?\d|2[0-4])[:.][0-5]\d\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d\b`)

// Number finds what can be read as a telephone number in a text: digits of every
// script, circled, raised or full-width, with any signs between them, letters in
// place of digits, and digits spelled out. Empty where there is none.
func Number(text string, known []string) string {
	folded := fold(text)
	for _, run := range runs(clocks.ReplaceAllString(folded, " ¦ ")) {
		if len(run.digits) > most || run.tight && (slices.Contains(shortNumbers, run.digits) || slices.Contains(known, run.digits)) {
			return run.digits
		}
	}
	return spelled(folded)
}

// fold puts a text into small letters with ASCII digits and without marks and
// invisible characters.
func fold(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch d, ok := digit(r); {
		case ok:
			b.WriteByte('0' + byte(d))
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me):
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// digit is the value of a digit of any script, also circled or in a box.
func digit(r rune) (int, bool) {
	switch {
	case unicode.Is(unicode.Nd, r):
		zero := r
		for n := 0; n < 10 && unicode.Is(unicode.Nd, zero-1); n++ {
			zero--
		}
		return int(r-zero) % 10, true
	case r >= 0x2776 && r <= 0x277e: // negative circled
		return int(r - 0x2776 + 1), true
	case r == 0x24ff:
		return 0, true
	case r >= 0x1f101 && r <= 0x1f10a: // digits with a comma
		return int(r - 0x1f101), true
	}
	return 0, false
}

// inDigits are letters that stand for digits when digits stand beside them.
var inDigits = map[rune]rune{'o': '0', 'о': '0', 'ο': '0', 'օ': '0', 'l': '1', 'i': '1', 'ı': '1', 'і': '1', 'ӏ': '1', '|': '1', 's': '5', 'ѕ': '5', 'b': '8', 'в': '8', 'z': '2', 'з': '3'}

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
		beside := like && (i > 0 && isDigit(runes[i-1]) || i+1 < len(runes) && isDigit(runes[i+1])) && !word(runes, i)
		switch {
		case isDigit(r):
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

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

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

// digitWords are the words for the digits in the languages of the region and of
// those who come to it, without marks.
var digitWords = words(`zero oh one two three four five six seven eight nine
zero nje dy tre kater pese gjashte shtate tete nente
nula jedan jedna dva dve dvije tri cetiri pet sest sedam osam devet
нула један једна два две три четири пет шест седам осам девет еден една шест седум
ноль один одна два три четыре пять шесть семь восемь девять
нуль один одна два три чотири шість сім вісім
sıfır sifir bir iki uc dort bes altı alti yedi sekiz dokuz
zero un deux trois quatre cinq sept huit neuf null eins zwei drei vier funf sechs sieben acht neun
صفر واحد اثنان ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة یک دو سه چهار پنج شش هفت هشت نه`)

// words makes a set of words as fold writes them.
func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(fold(s)) {
		out[w] = true
	}
	return out
}

// spelled finds four digits or more that are written as words, or as words and
// digits, one after the other.
func spelled(folded string) string {
	var row []string
	named := 0
	best := ""
	for _, w := range strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !isDigit(r) }) {
		switch {
		case digitWords[w]:
			named++
			row = append(row, w)
		case strings.Trim(w, "0123456789") == "" && len(w) < 4:
			row = append(row, w)
		default:
			row, named = nil, 0
		}
		if named > 0 && len(row) >= 4 || named >= 3 {
			best = strings.Join(row, " ")
		}
	}
	return best
}
