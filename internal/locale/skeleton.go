package locale

import (
	"strings"
	"unicode"

	"github.com/ergochat/confusables"
	"golang.org/x/text/unicode/norm"
)

// alike maps what is left after Unicode's confusables (UTS 39) to the small Latin
// letter that it is read as: small letters which that table keeps apart, small
// capitals, digits and signs.
var alike = pairs(
	"ꞓeвbгrдdзzиnкkмmнhпnтtцuѐeёeєeґrқkңhүyҳxɓbβbεeζzηnθoιiκkμuτtχxωwնnցgքpɩiʟlʙbʜhᴛtᴋkᴍmɴnɢgᴀaᴄc" +
		"ᴅdᴇeɪiᴊjᴏoᴘpʀrꜱsᴜuᴠvᴡwʏyᴢz0o1l5s$s|l!lıi",
)

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
	for _, r := range norm.NFC.String(s) {
		switch {
		case r >= 'a' && r <= 'z':
			put(&b, r)
		case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Me), unicode.IsSpace(r):
		default:
			like := confusables.Skeleton(string(r))
			if like == norm.NFD.String(string(r)) { // not in the table: a ligature, a sign of a compatibility block
				like = confusables.Skeleton(norm.NFKD.String(string(r)))
			}
			for _, l := range norm.NFKD.String(like) {
				put(&b, l)
			}
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "rn", "m"), "vv", "w")
}

// put adds the small Latin letter that a letter is read as.
func put(b *strings.Builder, r rune) {
	r = unicode.ToLower(r)
	if to, ok := alike[r]; ok {
		r = to
	}
	switch {
	case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Me):
	case r == 'i':
		b.WriteRune('l') // i, l and 1 are one stroke in many fonts
	case strings.ContainsRune("_-‐‑–—·․…", r):
		b.WriteByte('.')
	default:
		b.WriteRune(r)
	}
}
