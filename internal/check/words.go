package check

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// wordFiles holds one list a rule and language: words/<rule>.<tag>.txt. Each
// line is a phrase; a star at the end of a word stands for any ending. A line
// "unless: not, never" names words that lift a hit when they stand before it in
// the same sentence; a line "apart: traffick*" names words that lift every hit in
// a text that has them; a line "joined: و, ال" names letters that the language
// writes together with the word behind them, one or several before one word.
// Lines beginning with # are for people.
//
//go:embed words
var wordFiles embed.FS

// wordList is one list, ready to be used.
type wordList struct {
	phrases [][]listWord
	unless  []listWord
	apart   [][]listWord
	joined  []string
}

// listWord is one word of a list.
type listWord struct {
	stem string
	// open lets any ending follow; anywhere finds the stem inside a word, in a script
	// without spaces.
	open, anywhere bool
}

// phrase reads the words of a phrase.
func phrase(words string) []listWord {
	var out []listWord
	for _, w := range strings.Fields(words) {
		stem, open := strings.CutSuffix(w, "*")
		out = append(out, listWord{stem, open, isUnspaced(stem)})
	}
	return out
}

// sentenceEnds are the signs after which a new sentence begins, in the scripts of
// the table of languages.
const sentenceEnds = ".!?;:\n؟۔؛।॥።፧፤։။។。！？；：…\u037e"

// unspaced are the scripts that write no spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han,
	unicode.Hiragana,
	unicode.Katakana,
	unicode.Thai,
	unicode.Lao,
	unicode.Khmer,
	unicode.Myanmar,
}

// wordLists parses all lists once.
var wordLists = sync.OnceValue(func() map[string]map[locale.Tag]wordList {
	out := map[string]map[locale.Tag]wordList{}
	entries, _ := wordFiles.ReadDir("words")
	for _, e := range entries {
		base := strings.TrimSuffix(e.Name(), ".txt")
		dot := strings.LastIndexByte(base, '.')
		data, _ := wordFiles.ReadFile(path.Join("words", e.Name()))
		if out[base[:dot]] == nil {
			out[base[:dot]] = map[locale.Tag]wordList{}
		}
		out[base[:dot]][locale.Tag(base[dot+1:])] = parseWords(string(data))
	}
	return out
})

// parseWords reads one list.
func parseWords(data string) wordList {
	var l wordList
	for line := range strings.Lines(data) {
		line = lower(strings.TrimSpace(line))
		kind, rest, named := strings.Cut(line, ":")
		switch {
		case line == "" || line[0] == '#':
		case named && kind == "unless":
			for _, w := range commas(rest) {
				l.unless = append(l.unless, phrase(w)...)
			}
		case named && kind == "apart":
			for _, w := range commas(rest) {
				l.apart = append(l.apart, phrase(w))
			}
		case named && kind == "joined":
			l.joined = append(l.joined, commas(rest)...)
		default:
			l.phrases = append(l.phrases, phrase(line))
		}
	}
	return l
}

// commas gives what stands between the commas of a line.
func commas(line string) []string {
	var out []string
	for w := range strings.SplitSeq(line, ",") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// sentences cuts a text into sentences of words in small letters.
func sentences(s string) [][]string {
	var out [][]string
	for _, sentence := range strings.FieldsFunc(lower(s),
		func(r rune) bool { return strings.ContainsRune(sentenceEnds, r) }) {
		words := strings.FieldsFunc(sentence, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\u200c' && r != '\'' &&
				r != '’' &&
				r != '%'
		})
		if len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// lower writes in small letters, without the dot that the Turkish İ leaves and
// without the vowel marks and stretched lines that Arabic may be written with.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x64b && r <= 0x652 || r == 0x670 || r == 0x640 {
			return -1
		}
		return r
	}, strings.ReplaceAll(strings.ToLower(s), "i̇", "i"))
}

// find gives the first phrase of the list that stands in the text, or "".
func (l wordList) find(text [][]string) string {
	for _, words := range text {
		for i := range words {
			if slices.ContainsFunc(l.apart, func(phrase []listWord) bool { return l.begins(words[i:], phrase) >= 0 }) {
				return ""
			}
		}
	}
	for _, words := range text {
		if hit := l.findIn(words); hit != "" {
			return hit
		}
	}
	return ""
}

// findIn gives the first phrase in one sentence that no word before it lifts.
func (l wordList) findIn(words []string) string {
	for i, word := range words {
		for _, phrase := range l.phrases {
			at := l.begins(words[i:], phrase)
			if at < 0 || l.lifted(append(slices.Clone(words[:i]), word[:at])) {
				continue
			}
			if phrase[0].anywhere {
				return stems(phrase)
			}
			return strings.Join(words[i:i+len(phrase)], " ")
		}
	}
	return ""
}

// stems joins the words of a phrase.
func stems(phrase []listWord) string {
	var out []string
	for _, w := range phrase {
		out = append(out, w.stem)
	}
	return strings.Join(out, " ")
}

// lifted reports a word before a hit that takes it back, such as "never".
func (l wordList) lifted(before []string) bool {
	for _, not := range l.unless {
		if slices.ContainsFunc(before, func(word string) bool { return l.match(word, not) >= 0 }) {
			return true
		}
	}
	return false
}

// begins gives where in the first word a phrase begins, or -1.
func (l wordList) begins(words []string, phrase []listWord) int {
	if len(words) < len(phrase) {
		return -1
	}
	first := l.match(words[0], phrase[0])
	for i := 1; i < len(phrase) && first >= 0; i++ {
		if l.match(words[i], phrase[i]) < 0 {
			return -1
		}
	}
	return first
}

// match gives where in a word a word of the list stands, or -1: at its beginning,
// behind letters that are written together with it, or anywhere in a script
// without spaces.
func (l wordList) match(word string, want listWord) int {
	if want.anywhere {
		return strings.Index(word, want.stem)
	}
	if strings.HasPrefix(word, want.stem) && (want.open || len(word) == len(want.stem)) {
		return 0
	}
	for _, letters := range l.joined {
		rest, ok := strings.CutPrefix(word, letters)
		if ok && utf8.RuneCountInString(rest) > 1 && l.match(rest, want) >= 0 {
			return 0
		}
	}
	return -1
}

// isUnspaced reports a word in a script without spaces.
func isUnspaced(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.In(r, unspaced...)
}

// wordRule makes a rule of the lists with the rule's id.
func wordRule(what diag.Format) func(*work) {
	return func(w *work) {
		lists := wordLists()[w.rule.ID]
		for _, t := range w.texts {
			if l, ok := lists[t.tag]; ok {
				if hit := l.find(t.words); hit != "" {
					w.bad(t.pos, t.id, "%s: %q", diag.Say(what), hit)
				}
			}
		}
	}
}
