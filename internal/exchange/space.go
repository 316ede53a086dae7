package exchange

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// spaces says where a new text has two spaces, or a placeholder that the English text
// sets apart and this one glues to a letter: it would be printed so.
func (r *Report) spaces(c Change) {
	const hint = "Look at it; if it is not meant so, mend it and send it again."
	for form, text := range c.Forms {
		if strings.Contains(text, "  ") && !strings.Contains(c.SourceOf(form), "  ") {
			r.say(diag.Warning, c.Unit, rule.TranslateSpace, hint, "%s has two spaces in a row: %q", c.ID, clip(text))
		}
		apart := !glued(c.SourceOf(form))
		if apart && glued(text) && r.Locale.Script != "Arab" {
			r.say(diag.Warning, c.Unit, rule.TranslateSpace, hint, "%s has a letter right beside a placeholder: %q",
				c.ID, clip(text))
		}
	}
}

// glued reports whether a letter stands right beside a placeholder.
func glued(text string) bool {
	for _, at := range placeholder.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if unicode.IsLetter(before) || unicode.IsLetter(after) {
			return true
		}
	}
	return false
}
