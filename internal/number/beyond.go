package number

import (
	"slices"
	"strings"
	"unicode"
)

// figures are all figures of a text: digits of any script and shape and signs that
// count such as Ⅷ or ½ in order, the longest row of number words in any language of
// the tables, with hundreds and tens, a number that is hidden among words, and a row of
// letters that are drawn like digits.
type figures struct {
	written               []string
	said, hidden, letters string
}

func figuresOf(text string) (f figures) {
	for _, r := range text {
		if counts(r) {
			f.written = append(f.written, string(r))
		}
	}
	folded := fold(text)
	for _, r := range runs(folded) {
		f.written = append(f.written, r.digits)
	}
	f.said, f.hidden, f.letters = suspectWords(folded), hidden(text, folded), alike(text)
	return f
}

// Figures lists every figure of a text, for people to look at.
func Figures(text string) []string {
	f := figuresOf(text)
	return slices.DeleteFunc(append(f.written, f.said, f.hidden, f.letters), func(s string) bool { return s == "" })
}

// Beyond finds the first figure of a text that another text lacks: what an adaptation
// writes has no figure that the base has not at the same place. The other text may be
// in another language, so that its number words are counted. Empty where there is none.
func Beyond(text, base string) string {
	f, left := figuresOf(text), figuresOf(base)
	for _, w := range f.written {
		i := slices.Index(left.written, w)
		if i < 0 {
			return w
		}
		left.written = slices.Delete(left.written, i, i+1)
	}
	if len(strings.Fields(f.said)) > len(strings.Fields(left.said)) {
		return f.said
	}
	if f.hidden != "" && left.hidden == "" {
		return f.hidden
	}
	return f.letters
}

// counts reports a sign that counts and is no digit: a Roman numeral, a fraction, a
// tally, the face of a die, a domino, of a clock, a letter in points, a letter that is
// drawn like a digit and belongs to no language of the table.
func counts(r rune) bool {
	_, ok := Value(r)
	return !ok && han[r] == "" && (strings.ContainsRune(drawnRare, r) || r >= 0x80 && unicode.IsNumber(r) ||
		r >= 0x2680 && r <= 0x2685 || r >= 0x2800 && r <= 0x28ff || r >= 0x1f000 && r <= 0x1f0ff ||
		r >= 0x1f550 && r <= 0x1f567)
}

// han are the digits of Chinese writing, everyday and official.
var han = hanTable("〇零", "一壹弌", "二贰貳弍", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")

// hanTable reads the signs of each digit.
func hanTable(digits ...string) map[rune]string {
	out := map[rune]string{}
	for d, signs := range digits {
		for _, r := range signs {
			out[r] = string(rune('0' + d))
		}
	}
	return out
}

// hanRow gives a row of three or more Chinese digits; empty where there is none. One
// or two are words of every sentence.
func hanRow(text string) string {
	row := ""
	for _, r := range text + " " {
		switch {
		case han[r] != "":
			row += han[r]
		case len(row) >= 3:
			return row
		default:
			row = ""
		}
	}
	return ""
}

// drawnLike are the letters that are drawn like digits, without those that touch one.
const drawnLike = "OoОоIlІ|SsЅZzЗзBВ"

// leastAlike is how many such letters in a row of words of nothing else are no word.
const leastAlike = 6

// alike gives words one after the other that hold nothing but letters drawn like
// digits; empty where they are few.
func alike(text string) string {
	row := ""
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '|' }) {
		if strings.Trim(w, drawnLike) != "" {
			row = ""
			continue
		}
		if row += w; len([]rune(row)) >= leastAlike {
			return row
		}
	}
	return ""
}
