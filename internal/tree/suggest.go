package tree

import (
	"slices"
	"strings"

	"pharos/internal/diag"
)

// Suggest finds the known word that an unknown one was probably meant to be, or
// "". The order of known decides between equals.
func Suggest(word string, known []string) string {
	best, limit := "", max(1, len([]rune(word))/3)+1
	for _, k := range known {
		if d := distance(word, k); d < limit {
			best, limit = k, d
		}
	}
	return best
}

// DidYouMean is the hint for an unknown word: the likely one, or the whole list.
func DidYouMean(word string, known []string) diag.Sentence {
	if s := Suggest(word, known); s != "" {
		return diag.Say("Did you mean %q?", s)
	}
	known = slices.Clone(known)
	slices.Sort(known)
	if kin := ofKind(word, known); len(kin) > 0 {
		known = kin
	}
	const most = 20
	if len(known) > most {
		return diag.Say("Known here: %s …", strings.Join(known[:most], ", ")+",")
	}
	return diag.Say("Known here: %s.", strings.Join(known, ", "))
}

// ofKind gives the words that begin as a word does, up to its first point: of
// "place.stop" those of places.
func ofKind(word string, known []string) []string {
	kind, _, dotted := strings.Cut(word, ".")
	if !dotted || kind == "" {
		return nil
	}
	var out []string
	for _, k := range known {
		if strings.HasPrefix(k, kind+".") {
			out = append(out, k)
		}
	}
	return out
}

// distance counts the letters to insert, delete, change or swap.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 60 || len(t) > 60 {
		return 1 << 20
	}
	d := make([][]int, len(s)+1)
	for i := range d {
		d[i] = make([]int, len(t)+1)
		d[i][0] = i
	}
	for j := range t {
		d[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(s)][len(t)]
}
