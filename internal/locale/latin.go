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

// latin writes Serbian Cyrillic text in Latin letters, with the words and the
// locked names of a language's row. Placeholders and everything that is not Serbian
// Cyrillic stay as they are. Only the project's own texts pass through here: the
// name of a person or a body comes from the data after this step, in the script in
// which it is on record, and one that stands inside a text is locked by the row.
func (l Locale) latin(text string) string {
	text = norm.NFC.String(text)
	var out strings.Builder
	for inside := false; text != ""; {
		if name := l.locked(text); name != "" && !inside {
			out.WriteString(name)
			text, inside = text[len(name):], true
			continue
		}
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
		first, _ := utf8.DecodeRuneInString(word)
		if inside = unicode.IsLetter(first) || unicode.IsMark(first); inside {
			out.WriteString(l.latinWord(word))
		} else {
			out.WriteString(word)
		}
		text = text[len(word):]
	}
	return norm.NFC.String(out.String())
}

// locked is the longest locked name at the head of a text: a whole word or
// several, letter by letter as in the row.
func (l Locale) locked(text string) string {
	longest := ""
	for _, name := range l.Names {
		rest, ok := strings.CutPrefix(text, name)
		next, _ := utf8.DecodeRuneInString(rest)
		if ok && len(name) > len(longest) && !unicode.IsLetter(next) && !unicode.IsMark(next) {
			longest = name
		}
	}
	return longest
}

// exception is the form that people write of a word. A row's word in small
// letters stands for the word with a capital and in capitals too.
func (l Locale) exception(word string) (string, bool) {
	if w, ok := exceptions()[word]; ok {
		return w, true
	}
	if w, ok := l.Words[word]; ok {
		return w, true
	}
	w, ok := l.Words[strings.ToLower(word)]
	letters, form := []rune(word), []rune(w)
	switch {
	case !ok || len(form) == 0:
		return "", false
	case len(letters) > 1 && strings.ToUpper(word) == word:
		return strings.ToUpper(w), true
	case unicode.IsUpper(letters[0]):
		return string(unicode.ToUpper(form[0])) + string(form[1:]), true
	}
	return "", false
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
func (l Locale) latinWord(word string) string {
	if w, ok := l.exception(word); ok {
		return w
	}
	var out strings.Builder
	letters := []rune(word)
	for i, c := range letters {
		to, ok := latin[unicode.ToLower(c)]
		switch {
		case !ok:
			out.WriteRune(c)
		case !unicode.IsUpper(c):
			out.WriteString(to)
		case len([]rune(to)) == 1 || capitals(letters, i):
			out.WriteString(strings.ToUpper(to))
		default:
			out.WriteString(strings.ToUpper(to[:1]) + to[1:])
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
