package tree

import (
	"strings"
	"unicode"

	"pharos/internal/diag"
)

// Odd says which sign of a word people take for another one or cannot see: a space that
// does not break, a typographic quote, a letter of another alphabet. The zero Sentence
// is for a word without one.
func Odd(word string) diag.Sentence {
	latin := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
	for _, r := range word {
		if s := oddSign(r, latin); !s.IsZero() {
			return s
		}
	}
	return diag.Sentence{}
}

// oddSign names a sign of a word, in which there may be Latin letters.
func oddSign(r rune, latin bool) diag.Sentence {
	switch {
	case r <= '~' && r >= ' ':
		return diag.Sentence{}
	case r == 0xa0 || r == 0x202f || r == 0x2007:
		return diag.Say("a space that does not break (%U)", r)
	case unicode.Is(unicode.Zs, r):
		return diag.Say("a space of another width (%U)", r)
	case unicode.Is(unicode.Cf, r) || r == 0x34f || r == 0x115f || r == 0x3164:
		return diag.Say("a sign that cannot be seen (%U)", r)
	case strings.ContainsRune(quotes, r):
		return diag.Say("a typographic quote, %c (%U)", r, r)
	case unicode.Is(unicode.Pd, r) || r == 0x2212:
		return diag.Say("a dash that is no hyphen, %c (%U)", r, r)
	case latin && unicode.Is(unicode.Cyrillic, r):
		return diag.Say("a Cyrillic letter, %c (%U)", r, r)
	case latin && unicode.Is(unicode.Greek, r):
		return diag.Say("a Greek letter, %c (%U)", r, r)
	case r >= 0xff01 && r <= 0xff5e:
		return diag.Say("a letter of full width, %c (%U)", r, r)
	}
	return diag.Sentence{}
}

// quotes are those of typography. YAML knows the straight ones alone.
const quotes = "“”„‟‘’‚‛«»‹›"
