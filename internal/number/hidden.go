package number

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/ergochat/confusables"
)

// drawnRare are letters that are drawn like digits and that no language of the region or
// of those who come to it is written with: each counts as a figure.
const drawnRare = "ɪʘǀǁƻƧƨƷʒƸƹƼƽȜȝȢȣɜɝɞᴈᴏᴑꝪꝫꝮꝯↄↃϨϩҘҙӠӡꙄꙅꜮꜯᛁ〇Ꮾꓳꓲ𝼆"

// hidden finds a number that is written so that a reader sees it and a list of words
// does not: words with other words between them, letters of two scripts in one word,
// words without spaces, Roman numerals in letters. Empty where there is none.
func hidden(text, folded string) string {
	for _, find := range []func() string{
		func() string { return scattered(folded) },
		func() string { return twoScripts(text) },
		func() string { return inOneWord(folded) },
		func() string { return roman(text) },
	} {
		if row := find(); row != "" {
			return row
		}
	}
	return ""
}

// How many words for a digit, with so many others between two of them at the most, are
// a number. Words for one are left out: they are articles in many languages.
const (
	leastScattered = 4
	mostBetween    = 2
)

// scattered finds words for digits among others: "zero, then eight, then zero".
func scattered(folded string) string {
	var row []string
	between := 0
	for _, w := range words(folded) {
		d, is := bareDigits[w]
		switch {
		case is && d != '1':
			row, between = append(row, w), 0
		case is || links[w]:
		default:
			if between++; between > mostBetween {
				row = nil
			}
		}
		if len(row) >= leastScattered {
			return strings.Join(row, " ")
		}
	}
	return ""
}

// twoScripts finds a word for a number in which letters of another script stand, as
// "zеro" with a Cyrillic letter: nobody writes so by chance.
func twoScripts(text string) string {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }) {
		latin := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
		other := strings.ContainsFunc(w,
			func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
		if latin && other && numeral(bare(fold(confusables.Skeleton(strings.ToLower(w))))) {
			return w
		}
	}
	return ""
}

// inOneWord finds a word that is nothing but three number words or more: "zeroeightzero".
func inOneWord(folded string) string {
	for _, w := range words(folded) {
		letters := []rune(w)
		// parts[i] is how many number words make up the first i letters; 0 is none.
		parts := make([]int, len(letters)+1)
		for i := range letters {
			if i > 0 && parts[i] == 0 {
				continue
			}
			for n := leastLetters; n <= longest && i+n <= len(letters); n++ {
				if numeral(string(letters[i : i+n])) {
					parts[i+n] = max(parts[i+n], parts[i]+1)
				}
			}
		}
		if parts[len(letters)] >= 3 {
			return w
		}
	}
	return ""
}

// romanNumeral is a numeral in capital letters, in its one form; a numeral of four
// letters is no abbreviation, and neither are two beside each other if one has three.
var romanNumeral = regexp.MustCompile(`^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$`)

// roman finds numerals in letters: "CXII", "DCCC XII".
func roman(text string) string {
	var row []string
	longestHere := 0
	for _, w := range append(strings.FieldsFunc(text,
		func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }), "") {
		if w != "" && romanNumeral.MatchString(w) {
			row, longestHere = append(row, w), max(longestHere, len(w))
			continue
		}
		if longestHere >= 4 || longestHere == 3 && len(row) >= 2 {
			return strings.Join(row, " ")
		}
		row, longestHere = nil, 0
	}
	return ""
}

// words are the words of a text and its digits, as the tables of number words have them.
func words(folded string) []string {
	return strings.FieldsFunc(bare(folded),
		func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) && !plain(r) })
}
