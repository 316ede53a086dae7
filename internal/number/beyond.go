package number

import (
	"slices"
	"strings"
	"unicode"
)

// Beyond finds the first figure of a text that another text lacks: what an adaptation
// writes has no figure that the base has not at the same place. Figures are digits of
// any script and shape, signs that count such as Ⅷ or ½, rows of number words in any
// language of the tables, with hundreds and tens, and rows of letters that are drawn
// like digits. Empty where there is none.
func Beyond(text, base string) string {
	for _, r := range text {
		if counts(r) && !strings.ContainsRune(base, r) {
			return string(r)
		}
	}
	folded, foldedBase := fold(text), fold(base)
	left := groups(foldedBase)
	for _, g := range groups(folded) {
		i := slices.Index(left, g)
		if i < 0 {
			return g
		}
		left = slices.Delete(left, i, i+1)
	}
	if row := suspectWords(
		folded,
	); row != "" &&
		len(strings.Fields(row)) > len(strings.Fields(suspectWords(foldedBase))) {
		return row
	}
	return alike(text)
}

// Figures lists every figure of a text as Beyond sees them, for people to look at.
func Figures(text string) []string {
	var out []string
	for _, r := range text {
		if counts(r) {
			out = append(out, string(r))
		}
	}
	folded := fold(text)
	out = append(out, groups(folded)...)
	for _, row := range []string{suspectWords(folded), alike(text)} {
		if row != "" {
			out = append(out, row)
		}
	}
	return out
}

// counts reports a sign that counts and is no digit: a Roman numeral, a fraction, a
// tally, the face of a die, a domino.
func counts(r rune) bool {
	_, ok := Value(r)
	return !ok &&
		(r >= 0x80 && unicode.IsNumber(r) && han[r] == "" || r >= 0x2680 && r <= 0x2685 || r >= 0x1f030 && r <= 0x1f0ff)
}

// groups lists the numbers of a text in order: digits with signs between them are one.
func groups(folded string) []string {
	var out []string
	for _, r := range runs(folded) {
		out = append(out, r.digits)
	}
	return out
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
