package locale

import (
	"strings"

	"golang.org/x/text/language"

	"pharos/internal/diag"
	"pharos/internal/tree"
)

// Meant is the hint for a word that is no language of the table: a country's code, for
// which people often take it, with the language that is meant; else the nearest tag.
func (t *Table) Meant(word string) diag.Sentence {
	region, err := language.ParseRegion(word)
	if err == nil && len(word) == 2 && region.IsCountry() {
		spoken, _ := language.Raw.Make("und-" + region.String()).Base()
		for _, tag := range t.Tags() {
			if base, _, _ := strings.Cut(tag, "-"); base == spoken.String() {
				return diag.Say("%s is the country; the language is %s.", word, tag)
			}
		}
	}
	return tree.DidYouMean(word, t.Tags())
}
