package locale

import "testing"

// TestCountryForLanguage: the code of a country in place of a language leads to the
// language, and no other word does.
func TestCountryForLanguage(t *testing.T) {
	table := NewTable(nil)
	for word, want := range map[string]string{
		"al": "al is the country; the language is sq.", "xk": "xk is the country; the language is sq.",
		"rs": "rs is the country; the language is sr-Cyrl.", "ba": "ba is the country; the language is bs.",
		"ua": "ua is the country; the language is uk.", "sqq": `Did you mean "sq"?`,
	} {
		if got := table.Meant(word).Text; got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
