package locale

import (
	"strings"
	"unicode"
)

// alphabets are those whose letters are taken for one another.
var alphabets = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian}

// Mixed finds the first word of a text with letters of two alphabets that look alike,
// such as a Cyrillic а in a Latin word; empty where there is none.
func Mixed(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !written(r) }) {
		n := 0
		for _, a := range alphabets {
			if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(a, r) }) {
				n++
			}
		}
		if n > 1 {
			return word
		}
	}
	return ""
}
