package locale

import (
	"unicode"
	"unicode/utf8"
)

// Hidden reports characters that change what is seen without being seen:
// bidirectional controls (UAX 9), zero-width and filler characters, tags,
// variation selectors (UTS 39).
func Hidden(r rune) bool {
	if r < 0xad || r >= 0x400 && r < 0x61c {
		return false // most letters, without asking further
	}
	return r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f ||
		r == 0xad || r == 0x34f || r == 0x61c || r == 0x115f || r == 0x1160 || r == 0x17b4 || r == 0x17b5 ||
		r == 0x180e || r == 0x2800 ||
		r == 0x3164 || r == 0xfeff || r == 0xffa0 || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0000 && r <= 0xe0fff ||
		r >= 0xfff0 && r <= 0xfffb ||
		unicode.Is(unicode.Co, r)
}

// joining are the scripts whose spelling needs the joiners U+200C and U+200D.
var joining = map[string]bool{"Arab": true, "Aran": true, "Deva": true, "Beng": true, "Taml": true}

// spaceless are the scripts without spaces between words: U+200B marks where a
// line may end (UAX 14, class SA).
var spaceless = map[string]bool{"Thai": true, "Laoo": true, "Khmr": true, "Mymr": true}

// Spaceless reports a language that writes no spaces between words.
func (l Locale) Spaceless() bool { return spaceless[l.Script] }

// Spells reports a hidden character at byte i that the spelling of the language
// needs there, between two letters: a joiner, or the mark where a
// line may end.
func (l Locale) Spells(text string, i int, r rune) bool {
	joiner := (r == 0x200c || r == 0x200d) && joining[l.Script]
	if mark := r == 0x200b && l.Spaceless(); !joiner && !mark {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return written(before) && written(after)
}

// written reports letters and the marks on them.
func written(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
