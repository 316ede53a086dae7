package adapt_test

import (
	"regexp"
	"strings"
	"testing"

	"pharos/internal/adapt"
	"pharos/internal/number"
)

// TestID: an id can be read, stands in names of files, and is another one for another
// name.
func TestID(t *testing.T) {
	for name, want := range map[string]string{
		"Harbour Office":        "harbour-office",
		"Сигурна кућа":          "sigurna-kuca",
		"Отворена порта":        "otvorena-porta",
		"Građanska inicijativa": "gradanska-inicijativa",
		"Đorđe":                 "dorde",
		"Shtëpia e Sigurt":      "shtepia-e-sigurt",
		"Łódź – pomoc":          "lodz-pomoc",
		"Ανοιχτή Πόρτα":         "anoihti-porta",
		"Gradanska\u030c":       "gradanska",
		"„Atina“":               "atina",
	} {
		if got := adapt.ID(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	seen := map[string]string{}
	for _, name := range []string{
		"البيت الآمن", "الباب المفتوح", "安全之家", "მთავარი", "", "24", "7", "Centre 24", "Centre 7", "Centre",
		"Centre for the protection of victims in the north", "Centre for the protection of victims in the south",
		"Дом 安全", "Дом",
	} {
		id := adapt.ID(name)
		if !regexp.MustCompile(`^[a-z][a-z-]{1,23}$`).MatchString(id) || number.Beyond(id, "") != "" || strings.HasSuffix(id, "-") {
			t.Errorf("%q: %s is no id", name, id)
		}
		if other, twice := seen[id]; twice {
			t.Errorf("%q and %q have the id %s", name, other, id)
		}
		seen[id] = name
	}
}
