package locale

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// smallWords are the words of a name that say nothing about whose it is: articles and
// small words, and what kind of a body it is, in the languages of the region.
var smallWords = skeletons(
	"a an the of for in and fictional la le les de du des l d der die das dem des fur und e i te se ne per dhe o u " +
		"za na iz od и у за на од " +
		"office bureau department desk branch team centre center service agency unit " +
		"kancelarija ured biro služba odeljenje odjel centar канцеларија уред биро служба одељење центар " +
		"zyra zyrë sektori qendra njësia канцеларија одделение центар bureau amt büro ofis bürosu ofisi merkezi مكتب " +
		"مركز دفتر مرکز офис бюро отдел центр офіс бюро відділ",
)

// skeletons are the skeletons of words.
func skeletons(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[Skeleton(w)] = true
	}
	return out
}

// counter are words of names that say the same, one for all.
var counter = skeletons("against anti combating combat fight fighting human beings being persons protiv borba borbi " +
	"ljudima kundër " +
	"против борба борби људима")

// leastName is how many letters of a name make it one that another name must not hold,
// and that must differ from it in more than one letter.
const leastName = 8

// SameBody reports whether one name of an organisation is, reads like or holds the
// other or a part of it between commas, brackets and strokes: look-alike letters, marks,
// case, spaces, one letter and the order of words aside, without articles and words such
// as "office of", in Latin or Cyrillic letters.
func SameBody(own, other string) bool {
	for _, script := range []func(string) string{func(s string) string { return s }, Locale{}.latin} {
		a := script(own)
		for _, part := range bodyParts(script(other)) {
			if sameName(a, part) {
				return true
			}
		}
	}
	return false
}

// bodyParts are a name and, where it has several, its parts of two words or more, and
// what stands in brackets.
func bodyParts(name string) []string {
	out := []string{name}
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",;/|()[]", r) })
	for i, p := range parts {
		bracket := i > 0 && strings.Contains(name, "("+p+")")
		if len(parts) > 1 && (len(meaning(p)) > 1 || bracket || len(parts) == 2 && strings.Contains(name, "/")) {
			out = append(out, strings.TrimSpace(p))
		}
	}
	return out
}

// sameName compares two names in one script.
func sameName(a, b string) bool {
	if s := Skeleton(b); s != "" && Skeleton(a) == s {
		return true
	}
	mine, whole := meaning(a), meaning(b)
	one, all := strings.Join(mine, ""), strings.Join(whole, "")
	switch {
	case all == "":
		return false
	case one == all, len([]rune(all)) >= leastName && (strings.Contains(one, all) || oneApart(one, all)):
		return true
	}
	mine, whole = slices.DeleteFunc(mine, isCounter), slices.DeleteFunc(whole, isCounter)
	return len(whole) > 1 && !slices.ContainsFunc(whole, func(w string) bool { return !slices.Contains(mine, w) })
}

func isCounter(word string) bool { return counter[word] }

// meaning are the words of a name without its smallWords, as skeletons.
func meaning(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(norm.NFKC.String(name),
		func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Cf) }) {
		if s := Skeleton(w); !smallWords[s] {
			out = append(out, s)
		}
	}
	return out
}

// oneApart reports whether two names differ in one letter: another, one more or one less.
func oneApart(a, b string) bool {
	if a == b {
		return true
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 1 {
		return false
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	return string(x[i:]) == string(y[i+1:]) || len(x) == len(y) && string(x[i+1:]) == string(y[i+1:])
}
