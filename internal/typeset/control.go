package typeset

import (
	"fmt"
	"strings"
	"unicode"
)

// The isolates of UAX 9 with which callers mark numbers, addresses and codes.
// They order the text and forbid breaks; they are never painted or counted.
const (
	LRI = '\u2066' // left-to-right isolate
	RLI = '\u2067' // right-to-left isolate
	FSI = '\u2068' // first-strong isolate
	PDI = '\u2069' // end of isolate
)

// Plain gives the text as a reader gets it from a finished file: without
// direction and break controls, with spaces for "\n".
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return ' '
		case dropped(r):
			return -1
		}
		return r
	}, text)
}

// dropped reports controls that shape or break the text but are not part of it:
// isolates, direction marks, break marks, soft hyphen, byte order mark. The
// joiners U+200C and U+200D belong to the spelling and stay.
func dropped(r rune) bool {
	switch r {
	case LRI, RLI, FSI, PDI, '\u200e', '\u200f', '\u061c', '\u200b', '\u2060', '\u00ad', '\ufeff':
		return true
	}
	return false
}

// CharacterError is a character that cannot be set.
type CharacterError struct {
	Rune rune
	// Index counts characters of the text from 0, controls included.
	Index int
	Text  string
	// Reason says what is wrong with it: lower case, no full stop.
	Reason string
}

// Error names the character by number and by itself, and its place.
func (e *CharacterError) Error() string {
	shown := string(e.Rune)
	if !unicode.IsPrint(e.Rune) {
		shown = "not printable"
	}
	return fmt.Sprintf("character U+%04X (%s), number %d of %q: %s", e.Rune, shown, e.Index+1, e.Text, e.Reason)
}

// maxMarks is the largest number of combining marks on one letter; living
// languages need at most five.
const maxMarks = 16

// vet refuses controls that would change the meaning of a line behind its
// reader's back, unclosed isolates and heaps of marks.
func vet(text string, runes []rune) error {
	depth, opened, marks := 0, 0, 0
	fail := func(i int, reason string) error { return &CharacterError{runes[i], i, text, reason} }
	for i, r := range runes {
		if unicode.Is(unicode.M, r) {
			marks++
		} else {
			marks = 0
		}
		switch {
		case marks > maxMarks:
			return fail(i, "too many marks on one letter")
		case r >= LRI && r <= FSI:
			if depth == 0 {
				opened = i
			}
			depth++
		case r == PDI:
			if depth--; depth < 0 {
				return fail(i, "closes an isolate that was not opened")
			}
		case r >= '\u202a' && r <= '\u202e':
			return fail(i, "embeddings and overrides of direction are not allowed; use isolates (U+2066, U+2069)")
		case r == unicode.ReplacementChar:
			return fail(i, "the text was damaged before it came here")
		case r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r) || r == '\u2028' || r == '\u2029'):
			return fail(i, "a control or private character")
		}
	}
	if depth > 0 {
		return fail(opened, "opens an isolate that is not closed")
	}
	return nil
}

// unbroken marks the runes after which no line may end although UAX 14 allows
// it: inside of isolates, and inside of digit groups that look like a telephone
// number ("0800 100 388", "08-20", "+381 (0)11").
func unbroken(runes []rune) []bool {
	keep := make([]bool, len(runes))
	depth := 0
	for i, r := range runes {
		switch {
		case r >= LRI && r <= FSI:
			depth++
		case r == PDI:
			depth--
		}
		keep[i] = depth > 0
	}
	for i := 0; i < len(runes); i++ {
		if !isDigit(runes[i]) && runes[i] != '+' {
			continue
		}
		if j := nextGroup(runes, i+1); j > i+1 {
			for k := i; k < j; k++ {
				keep[k] = true
			}
		}
	}
	return keep
}

// nextGroup gives the index of the digit that goes on with a number after one
// to three separators from i; 0 if there is none. A full stop before a space
// ends a sentence, not a group.
func nextGroup(runes []rune, i int) int {
	for j := i; j < len(runes) && j <= i+3; j++ {
		switch r := runes[j]; {
		case isDigit(r):
			return j
		case r == '.' && j+1 < len(runes) && runes[j+1] == ' ':
			return 0
		case !strings.ContainsRune(" \u00a0\u202f-\u2010\u2011\u2013/.()+", r):
			return 0
		}
	}
	return 0
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
