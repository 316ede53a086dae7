package diag

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Format is an English sentence with a verb of package fmt for each value. Every
// constant of this type is in the catalogue of findings, from which its
// translations are made; nothing else is turned into one.
type Format string

//go:generate go run ./sentences

// Sentence is what the program says: in English, and by the format and the values
// it was made from, so that it can be said in another language. The zero Sentence
// says nothing.
type Sentence struct {
	// Text is the sentence in English.
	Text string
	// Format is empty for a word of the author and for a series.
	Format Format
	// Values are the values as the format writes them; a value can be a sentence.
	Values []Sentence
}

// Speaker gives the pattern of a format in another language, "" where there is
// none. The nil Speaker speaks English.
type Speaker func(pattern string) string

// verbs are those of fmt, and template code that is only spoken of.
var verbs = regexp.MustCompile(`%(?:%|[-+#0]*\d*(?:\.\d+)?[a-zA-Z])|\{\{\.?(?:%s|[A-Za-z]+)\}\}`)

// Say makes a sentence.
func Say(format Format, args ...any) Sentence {
	args = readable(args)
	s := Sentence{Text: fmt.Sprintf(string(format), args...), Format: format}
	for _, verb := range verbs.FindAllString(string(format), -1) {
		switch {
		case verb == "%%":
		case !strings.Contains(verb, "%"):
			s.Values = append(s.Values, Sentence{Text: verb})
		case len(args) > 0:
			value := sentenceOf(args[0])
			value.Text = fmt.Sprintf(verb, args[0])
			s.Values, args = append(s.Values, value), args[1:]
		}
	}
	return s
}

// longestValue is how many characters of one value a sentence holds: what somebody wrote
// into a file can be of any length.
const longestValue = 1000

// readable cuts values that nobody reads to their end.
func readable(args []any) []any {
	out := args
	for i, a := range args {
		text, ok := a.(string)
		if !ok || len(text) <= longestValue {
			continue
		}
		if r := []rune(text); len(r) > longestValue {
			if &out[0] == &args[0] {
				out = slices.Clone(args)
			}
			out[i] = string(r[:longestValue]) + "…"
		}
	}
	return out
}

// sentenceOf is the sentence that a value is, or has as its words.
func sentenceOf(v any) Sentence {
	switch v := v.(type) {
	case Sentence:
		return v
	case interface{ Words() Sentence }:
		return v.Words()
	}
	return Sentence{}
}

// Series is a number of sentences with commas between them.
func Series(list []Sentence) Sentence {
	s := Sentence{Values: list}
	s.Text = s.series(nil)
	return s
}

func (s Sentence) series(say Speaker) string {
	var parts []string
	for _, v := range s.Values {
		parts = append(parts, v.In(say))
	}
	return strings.Join(parts, ", ")
}

// IsZero reports that nothing is said.
func (s Sentence) IsZero() bool { return s.Text == "" }

// String is the sentence in English.
func (s Sentence) String() string { return s.Text }

// MarshalText writes the sentence in English.
func (s Sentence) MarshalText() ([]byte, error) { return []byte(s.Text), nil }

// UnmarshalText reads a sentence that was written, in English.
func (s *Sentence) UnmarshalText(data []byte) error {
	*s = Sentence{Text: string(data)}
	return nil
}

// In says the sentence in another language; what has no translation stays English.
func (s Sentence) In(say Speaker) string {
	switch {
	case say == nil:
		return s.Text
	case s.Format == "" && s.Values != nil:
		return s.series(say)
	case s.Format == "":
		return s.Text
	}
	pattern := s.Format.Pattern()
	text := say(pattern)
	switch {
	case text != "":
	case s.Format.Words():
		return s.Text
	default:
		text = pattern
	}
	indent := s.Text[:len(s.Text)-len(strings.TrimLeft(s.Text, space))]
	pairs := make([]string, 0, 2*len(s.Values))
	for i, v := range s.Values {
		pairs = append(pairs, placeholder(i), v.In(say))
	}
	return indent + strings.NewReplacer(pairs...).Replace(text)
}

// space is what stands before a sentence and is no part of it.
const space = " \n"

// Pattern is the format as the catalogue has it: {{.A}} for the first value,
// {{.B}} for the next.
func (f Format) Pattern() string {
	n := -1
	return verbs.ReplaceAllStringFunc(strings.TrimLeft(string(f), space), func(verb string) string {
		if verb == "%%" {
			return "%"
		}
		n++
		return placeholder(n)
	})
}

// Words reports whether there is anything to translate beside the values.
func (f Format) Words() bool {
	return strings.ContainsFunc(verbs.ReplaceAllString(string(f), ""), unicode.IsLetter)
}

// Verbs is the number of values that the format wants.
func (f Format) Verbs() int {
	n := 0
	for _, verb := range verbs.FindAllString(string(f), -1) {
		if verb != "%%" && strings.Contains(verb, "%") {
			n++
		}
	}
	return n
}

func placeholder(i int) string { return "{{." + string(rune('A'+i)) + "}}" }

// word says a word of this package.
func (say Speaker) word(english Format) string { return Say(english).In(say) }
