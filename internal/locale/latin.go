package locale

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Serbian Cyrillic to Latin letter by letter. Three letters become two; their
// second half is written small unless the word is in capitals.
var latin = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'ђ': "đ", 'е': "e", 'ж': "ž", 'з': "z", 'и': "i",
	'ј': "j", 'к': "k", 'л': "l", 'љ': "lj", 'м': "m", 'н': "n", 'њ': "nj", 'о': "o", 'п': "p", 'р': "r",
	'с': "s", 'т': "t", 'ћ': "ć", 'у': "u", 'ф': "f", 'х': "h", 'ц': "c", 'ч': "č", 'џ': "dž", 'ш': "š",
	// Stressed vowels that are one character in Unicode; "с́" and "з́" are Montenegrin.
	'ѐ': "è", 'ѝ': "ì",
}

//go:embed sr-latn.txt
var latinWords string

// exceptions maps a Cyrillic word to the Latin word that people write.
var exceptions = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(latinWords) {
		if f := strings.Fields(line); len(f) == 2 && !strings.HasPrefix(line, "#") {
			out[f[0]] = f[1]
		}
	}
	return out
})

// Latin writes Serbian Cyrillic text in Latin letters. Placeholders and
// everything that is not Serbian Cyrillic stay as they are. Only the project's
// own texts pass through here, never the name of a person or a body: names come
// from the data after this step, in the script in which they are on record.
func Latin(text string) string {
	text = norm.NFC.String(text)
	var out strings.Builder
	for text != "" {
		if strings.HasPrefix(text, "{{") {
			end := strings.Index(text, "}}") + 2
			if end < 2 {
				end = len(text)
			}
			out.WriteString(text[:end])
			text = text[end:]
			continue
		}
		word := text[:wordEnd(text)]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) || unicode.IsMark(first) {
			out.WriteString(latinWord(word))
		} else {
			out.WriteString(word)
		}
		text = text[len(word):]
	}
	return norm.NFC.String(out.String())
}

// wordEnd is the length of the word at the head of the text, or of its first
// character where no word begins.
func wordEnd(text string) int {
	for i, c := range text {
		if !unicode.IsLetter(c) && !unicode.IsMark(c) {
			_, first := utf8.DecodeRuneInString(text)
			return max(i, first)
		}
	}
	return len(text)
}

// latinWord writes one word in Latin letters.
func latinWord(word string) string {
	if w, ok := exceptions()[word]; ok {
		return w
	}
	var out strings.Builder
	letters := []rune(word)
	for i, c := range letters {
		l, ok := latin[unicode.ToLower(c)]
		switch {
		case !ok:
			out.WriteRune(c)
		case !unicode.IsUpper(c):
			out.WriteString(l)
		case len([]rune(l)) == 1 || capitals(letters, i):
			out.WriteString(strings.ToUpper(l))
		default:
			out.WriteString(strings.ToUpper(l[:1]) + l[1:])
		}
	}
	return out.String()
}

// capitals reports whether the capital at i stands in a word of capitals: the
// letter after it decides, at the end of the word the one before it.
func capitals(letters []rune, i int) bool {
	if i+1 < len(letters) {
		return unicode.IsUpper(letters[i+1])
	}
	return i > 0 && unicode.IsUpper(letters[i-1])
}
