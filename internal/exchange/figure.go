package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/locale"
	"pharos/internal/number"
	"pharos/internal/rule"
)

// codepoint writes a character as U+202E.
func codepoint(r rune) string { return fmt.Sprintf("%U", r) }

// figures lists the numbers of a text, sorted, in digits 0 to 9; groups of
// digits with one space, point, comma or hyphen between them are one number,
// so that 0800 100 388 and 0800100388 are the same. Other signs that count, such as
// ½ or Ⅳ, stand for themselves.
func figures(text string) []string {
	if !strings.ContainsFunc(
		text,
		func(r rune) bool { return r <= '9' && r >= '0' || r >= 0x80 && unicode.IsNumber(r) },
	) {
		return nil
	}
	var out []string
	var b strings.Builder
	gap := 0
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range prose(text) {
		d, ok := number.Decimal(r)
		switch {
		case ok:
			b.WriteByte('0' + byte(d))
			gap = 0
			continue
		case unicode.Is(unicode.No, r) || unicode.Is(unicode.Nl, r):
			out = append(out, string(r))
		case gap == 0 && strings.ContainsRune(" .,-\u00a0\u202f\u2009\u066b\u066c'’", r):
			gap = 1
			continue
		}
		flush()
		gap = 0
	}
	flush()
	slices.Sort(out)
	return out
}

// numberFault compares the numbers with those of the source, in any script.
// Numbers to dial are written with 0 to 9 everywhere.
func numberFault(_ locale.Locale, u Unit, form, text string) *fault {
	have, want := figures(text), figures(u.SourceOf(form))
	if !slices.Equal(have, want) && !(u.Plural && slices.Equal(have, figures(u.Source["other"]))) {
		const hint = "Write every number as in the source, in digits."
		missing, extra := minus(want, have), minus(have, want)
		switch {
		case len(missing) > 0 && len(extra) > 0:
			return wrong(
				rule.TranslateNumber,
				hint,
				"the number %s of the source became %s",
				strings.Join(missing, ", "),
				strings.Join(extra, ", "),
			)
		case len(missing) > 0:
			return wrong(
				rule.TranslateNumber,
				hint,
				"the number %s of the source is missing",
				strings.Join(missing, ", "),
			)
		}
		return wrong(rule.TranslateNumber, hint, "the number %s is not in the source", strings.Join(extra, ", "))
	}
	if u.Class == locale.Number &&
		strings.ContainsFunc(text, func(r rune) bool { _, ok := number.Decimal(r); return ok && r >= 0x80 }) {
		return wrong(
			rule.TranslateNumber,
			"Numbers to dial are written with 0 to 9 in every language.",
			"a number is written in other digits than 0 to 9",
		)
	}
	return nil
}
