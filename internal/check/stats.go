package check

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// share finds figures in percent, in the digits of any script.
var share = regexp.MustCompile(`\p{Nd}+(?:[.,٫]\p{Nd}+)?\s?[%٪]`)

// yearIn finds a year of this or the last century.
var yearIn = regexp.MustCompile(`(?:^|\P{Nd})(?:19|20|۱۹|۲۰|١٩|٢٠)\p{Nd}{2}(?:\P{Nd}|$)`)

// textStats finds shares in percent that do not say from when they are and who
// counted; what counted stands in brackets or behind a colon. All of something
// (100 %) is no statistic. Larger numbers in digits read as telephone numbers and
// are errors of num.foreign already.
func textStats(w *work) {
	for _, t := range w.texts {
		for _, hit := range share.FindAllString(t.value, -1) {
			if strings.HasPrefix(hit, "100") {
				continue
			}
			if !yearIn.MatchString(t.value) || !strings.ContainsAny(t.value, "(:：") {
				w.bad(t.pos, t.id, "the figure %q stands without its year and its source", hit)
			}
		}
	}
}

// questionMarks end a question in the scripts of the table of languages.
const questionMarks = "?؟？፧\u037e"

// textSmuggling is the word list about smuggling. A question may name it: what
// follows is the answer.
func textSmuggling(w *work) {
	lists := wordLists()[w.rule.ID]
	for _, t := range w.texts {
		if last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(t.value)); strings.ContainsRune(questionMarks,
			last) {
			continue
		}
		if hit := lists[t.tag].find(t.words); hit != "" {
			w.bad(t.pos, t.id, "a word for smuggling: %q", hit)
		}
	}
}
