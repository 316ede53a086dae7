package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// smallWords are the words of a name that say nothing about whose it is: articles and
// small words, and what kind of a body it is, in the languages of the region.
var smallWords = skeletons(
	"a an the of for in and fictional la le les de du des l d der die das dem des fur und e i te se ne per dhe o u za na iz od и у за на од " +
		"office bureau department desk branch team centre center service agency unit " +
		"kancelarija ured biro služba odeljenje odjel centar канцеларија уред биро служба одељење центар " +
		"zyra zyrë sektori qendra njësia канцеларија одделение центар bureau amt büro ofis bürosu ofisi merkezi مكتب مركز دفتر مرکز офис бюро отдел центр офіс бюро відділ",
)

// skeletons are the skeletons of words.
func skeletons(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[Skeleton(w)] = true
	}
	return out
}

// leastName is how many letters of a name make it one that another name must not hold.
const leastName = 8

// SameBody reports whether one name of an organisation is, reads like or holds the
// other: look-alike letters, marks, case and spaces aside, without articles and words
// such as "office of", in Latin or Cyrillic letters.
func SameBody(own, other string) bool {
	for _, script := range []func(string) string{func(s string) string { return s }, Locale{}.latin} {
		a, b := script(own), script(other)
		if s := Skeleton(b); s != "" && Skeleton(a) == s {
			return true
		}
		mine, whole := meaning(a), meaning(b)
		if whole != "" && (mine == whole || len([]rune(whole)) >= leastName && strings.Contains(mine, whole)) {
			return true
		}
	}
	return false
}

// meaning is a name without its smallWords, as a skeleton.
func meaning(name string) string {
	var out strings.Builder
	for _, w := range strings.FieldsFunc(norm.NFKC.String(name), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf) }) {
		if s := Skeleton(w); !smallWords[s] {
			out.WriteString(s)
		}
	}
	return out.String()
}
