package adapt

import (
	"crypto/sha256"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestID is how many letters an id has at most: it stands in names of files.
const longestID = 24

// ID makes the id of an organisation from its name: readable, of small letters a to z
// and hyphens, and another one for another name. What is not kept of a name, because it
// is too long or in a script without a row below, stands as a mark behind the rest.
func ID(name string) string {
	var b strings.Builder
	lost := false
	for _, r := range strings.ToLower(norm.NFC.String(name)) {
		switch latin := asLatin(r); {
		case latin != "":
			b.WriteString(latin)
		case isLetter(r):
			lost = true
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	id := strings.Trim(b.String(), "-")
	switch mark := markOf(name); {
	case len(id) < 2:
		return "partner-" + mark
	case len(id) > longestID || lost:
		return strings.Trim(id[:min(longestID-len(mark)-1, len(id))], "-") + "-" + mark
	}
	return id
}

// markOf is a short digest of a name, in letters.
func markOf(name string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(name)))
	var b strings.Builder
	for _, c := range sum[:5] {
		b.WriteByte(letters[c%16])
	}
	return b.String()
}

// asLatin gives the small letters a to z that a small letter is written with where
// there are no others; empty where nobody would know it again.
func asLatin(r rune) string {
	if s, ok := plainly[r]; ok {
		return s
	}
	base, _ := utf8.DecodeRuneInString(norm.NFKD.String(string(r)))
	if base >= 'a' && base <= 'z' {
		return string(base)
	}
	return plainly[base]
}

// isLetter reports a letter or digit that gets lost where asLatin gives nothing.
func isLetter(r rune) bool {
	return r > 0x7f && !strings.ContainsRune("«»„“”‘’–—·…", r) || r >= '0' && r <= '9'
}

// plainly are letters that no accent makes of a Latin one: Cyrillic and Greek, and
// Latin ones with a stroke. Those of Serbian and Macedonian go as Serbian writes them.
var plainly = func() map[rune]string {
	out := map[rune]string{}
	for _, row := range []string{
		"đ d ð d ł l ø o œ oe æ ae ß ss ı i þ th ħ h ŧ t ŋ n",
		"а a б b в v г g д d ђ dj е e ж z з z и i ј j к k л l љ lj м m н n њ nj о o п p р r с s",
		"т t ћ c у u ф f х h ц c ч c џ dz ш s ѓ gj ѕ dz ќ kj ѐ e ѝ i",
		"й j щ st ъ a ы y ь j э e ю ju я ja ё e є je і i ї ji ґ g ў u",
		"α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ h ψ ps ω o",
	} {
		f := strings.Fields(row)
		for i := 0; i+1 < len(f); i += 2 {
			out[[]rune(f[i])[0]] = f[i+1]
		}
	}
	return out
}()
