package check

import (
	"embed"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"pharos/internal/locale"
)

// wordFiles holds one list a rule and language: words/<rule>.<tag>.txt. Each
// line is a phrase; a star at the end of a word stands for any ending. A line
// "unless: not, never" names words that lift a hit when they stand before it in
// the same sentence; a line "apart: traffick*" names words that lift every hit in
// a text that has them. Lines beginning with # are for people.
//
//go:embed words
var wordFiles embed.FS

// wordList is one list, ready to be used.
type wordList struct {
	phrases [][]string
	unless  map[string]bool
	apart   [][]string
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
	l := wordList{unless: map[string]bool{}}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "unless:"); ok {
			for _, w := range strings.Split(rest, ",") {
				l.unless[strings.ToLower(strings.TrimSpace(w))] = true
			}
		} else if rest, ok := strings.CutPrefix(line, "apart:"); ok {
			for _, w := range strings.Split(rest, ",") {
				l.apart = append(l.apart, strings.Fields(strings.ToLower(w)))
			}
		} else if line != "" && line[0] != '#' {
			l.phrases = append(l.phrases, strings.Fields(strings.ToLower(line)))
		}
	}
	return l
}

// sentences cuts a text into sentences of words in small letters.
func sentences(s string) [][]string {
	var out [][]string
	for _, sentence := range strings.FieldsFunc(lower(s), func(r rune) bool { return strings.ContainsRune(".!?;:؟۔؛\n", r) }) {
		words := strings.FieldsFunc(sentence, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\u200c' && r != '\'' && r != '’' && r != '%'
		})
		if len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

// lower writes in small letters without the dot that the Turkish İ leaves.
func lower(s string) string { return strings.ReplaceAll(strings.ToLower(s), "i̇", "i") }

// find gives the first phrase of the list that stands in the text, or "".
func (l wordList) find(text [][]string) string {
	for _, words := range text {
		for i := range words {
			if slices.ContainsFunc(l.apart, func(phrase []string) bool { return begins(words[i:], phrase) }) {
				return ""
			}
		}
	}
	for _, words := range text {
		lifted := false
		for i := range words {
			for _, phrase := range l.phrases {
				if !lifted && begins(words[i:], phrase) {
					return strings.Join(words[i:i+len(phrase)], " ")
				}
			}
			lifted = lifted || l.unless[words[i]]
		}
	}
	return ""
}

// begins reports whether the words begin with a phrase.
func begins(words, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, p := range phrase {
		stem, open := strings.CutSuffix(p, "*")
		if open && !strings.HasPrefix(words[i], stem) || !open && words[i] != p {
			return false
		}
	}
	return true
}

// wordRule makes a rule of the lists with the rule's id.
func wordRule(what string) func(*work) {
	return func(w *work) {
		lists := wordLists()[w.rule.ID]
		for _, t := range w.texts {
			if l, ok := lists[t.tag]; ok {
				if hit := l.find(t.words); hit != "" {
					w.bad(t.pos, t.id, "%s: %q", what, hit)
				}
			}
		}
	}
}
