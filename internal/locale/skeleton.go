package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alike maps letters to the small Latin letter that they are read as: the part of
// Unicode's confusables.txt (UTS 39) that concerns Cyrillic, Greek and Armenian
// small letters, digits and signs. Full-width and mathematical forms fall under NFKC.
var alike = pairs("аaбbвbгrдdеeзzиnкkмmнhоoпnрpсcтtуyхxьbѕsіiјjԁdԛqԝwһhӏlѐeёeєeґrқkңhүyҳxӧoαaβbγyεeζzηnθoιiκkμuνvοoρpσoτtυuχxωwаaօoսuհhոnցgզqѵvɑaɡgıiɩiʟlｏo0o1l5s$s|l!l")

// pairs reads a text in which each letter stands before its image.
func pairs(s string) map[rune]rune {
	out := map[rune]rune{}
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		out[runes[i]] = runes[i+1]
	}
	return out
}

// Skeleton gives what a word looks like: in small Latin letters, without marks
// and invisible characters, so that two words which people read alike are equal.
// It is for comparing only: other words become equal, too.
func Skeleton(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		if to, ok := alike[r]; ok {
			r = to
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Me), unicode.IsSpace(r):
		case r == 'i':
			b.WriteRune('l') // i, l and 1 are one stroke in many fonts
		case strings.ContainsRune("_-‐‑–—·․…", r):
			b.WriteByte('.')
		default:
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "rn", "m"), "vv", "w")
}

// SamePerson reports whether two names are one person's, however they are
// spelled: case, spaces, marks and look-alike letters aside, and in Serbian
// Cyrillic or Latin. Without a name nobody is meant.
func SamePerson(a, b string) bool {
	one := Skeleton(a)
	return one != "" && (one == Skeleton(b) || Skeleton(Latin(a)) == Skeleton(Latin(b)))
}
