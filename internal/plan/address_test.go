package plan

import (
	"strings"
	"testing"
)

// TestForPeople: the name of a site stands in letters, unless these could be others.
func TestForPeople(t *testing.T) {
	for address, want := range map[string]string{
		"xn--l1adbb7l.xn--90a3ac/en/rights": "\u043f\u043e\u043c\u043e\u045b.\u0441\u0440\u0431/en/rights",
		"xn--l1adbb7l.xn--90a3ac":           "\u043f\u043e\u043c\u043e\u045b.\u0441\u0440\u0431",
		"zz.invalid/en":                     "zz.invalid/en",
		"xn--pple-43d.example/en":           "xn--pple-43d.example/en", // a Cyrillic letter among Latin ones
		"xn--not-a-name-.example":           "xn--not-a-name-.example",
	} {
		if got := forPeople(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	p := planOf(t, load(t, map[string]string{"campaigns/countries/zz.yaml": strings.Replace(fictional,
		"https://zz.invalid/", "https://xn--l1adbb7l.xn--90a3ac/", 1)}))
	for _, m := range p.Materials {
		if m.Code != "" && (!strings.HasPrefix(m.Code, "https://xn--") || strings.HasPrefix(m.Address, "xn--")) {
			t.Errorf("%s: code %s, address %s", m.Name, m.Code, m.Address)
		}
	}
}

// TestCountryName: a country that no table of languages knows has the name on record.
func TestCountryName(t *testing.T) {
	for names, want := range map[string][2]string{
		"":                                     {"Unknown Region", ""},
		"names: {en: Zedland}\n":               {"Zedland", "Zedland"},
		"names: {en: Zedland, sr-Latn: Zed}\n": {"Zedland", "Zed"},
	} {
		p := planOf(t, load(t, map[string]string{"campaigns/countries/zz.yaml": names + fictional[1:]}))
		if got := p.face(t, "zz", "en").Country; got != want[0] {
			t.Errorf("%q: %s in English", names, got)
		}
		if got := p.face(t, "zz", "sr-Latn").Country; want[1] != "" && got != want[1] {
			t.Errorf("%q: %s in Serbian", names, got)
		}
	}
}
