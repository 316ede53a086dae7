package diag

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// maxForeign is the number of characters of a text of somebody else that are shown.
const maxForeign = 200

// Isolates of the Unicode bidirectional algorithm (UAX 9, 2.4): what stands between
// them does not reorder what stands around.
const (
	isolate = '\u2068'
	release = '\u2069'
)

// Foreign makes a text of somebody else fit to stand among the words of the program,
// on a terminal, a page, a log or a PDF: on one line, without characters that steer
// or hide, not longer than a person reads, and with its own direction kept inside.
func Foreign(s string) string {
	line := []rune(strings.Join(strings.FieldsFunc(Visible(s), blank), " "))
	if len(line) > maxForeign {
		line = append(line[:maxForeign-1], '…')
	}
	out := Visible(string(line)) // a cut leaves an isolate open
	if strings.ContainsFunc(out, rightToLeft) && !strings.HasPrefix(out, string(isolate)) {
		return string(isolate) + out + string(release)
	}
	return out
}

// blank reports whether a character only leaves room.
func blank(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("\u2800\u3164\u115f\u1160\uffa0", r)
}

// rightToLeft reports whether a letter is written from right to left.
func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// Visible replaces control and formatting characters, and separators of lines, one by
// one, so that a text cannot steer what shows it. Joiners of letters and pairs of
// isolates stay.
func Visible(s string) string {
	runes := []rune(s)
	var open []int
	paired := map[int]bool{}
	for i, r := range runes {
		switch {
		case r == isolate:
			open = append(open, i)
		case r == release && len(open) > 0:
			paired[open[len(open)-1]], paired[i] = true, true
			open = open[:len(open)-1]
		}
	}
	for i, r := range runes {
		if steers(r) && !paired[i] {
			runes[i] = unicode.ReplacementChar
		}
	}
	return string(runes)
}

// steers reports whether a character changes how others are shown.
func steers(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) ||
		unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
}

// Values makes the texts among the values of a sentence Foreign: words and errors.
// A sentence of the program keeps its length.
func Values(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			out[i] = Foreign(a)
		case error:
			out[i] = Foreign(a.Error())
		case Sentence:
			out[i] = a.visible()
		default:
			out[i] = a
		}
	}
	return out
}

// visible is the sentence without what steers, in its values as well.
func (s Sentence) visible() Sentence {
	s.Text, s.Values = Visible(s.Text), slices.Clone(s.Values)
	for i, v := range s.Values {
		s.Values[i] = v.visible()
	}
	return s
}
