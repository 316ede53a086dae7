package check

import "testing"

// TestPhones writes a number in many shapes, each of which must be seen, and what only
// resembles one.
func TestPhones(t *testing.T) {
	known := map[string]bool{"080012345": true, "116": true}
	for text, want := range map[string]string{
		"Call 0800 123 45.":                            "080012345",
		"Call 0800-123-45":                             "080012345",
		"0800/123.45":                                  "080012345",
		"(0800) 12 345":                                "080012345",
		"0800\u00a0123\u202f45":                        "080012345", // spaces that do not break
		"0800\u2009123\u300045":                        "080012345", // a thin and a wide space
		"0800—123−45":                                  "080012345", // a long dash, a minus sign
		"0800·123•45":                                  "080012345",
		"08\u200b00\u200d12\u2060\u00ad345":            "080012345", // what cannot be seen
		"0\u2066800\u2069 12345":                       "080012345", // isolates
		"٠٨٠٠ ١٢٣ ٤٥":                                  "080012345", // Arabic-Indic
		"۰۸۰۰۱۲۳۴۵":                                    "080012345", // Persian
		"०८०० १२३ ४५":                                  "080012345", // Devanagari
		"0８00 1２3 4５":                                  "080012345", // full width
		"𝟘𝟠𝟘𝟘 𝟙𝟚𝟛 𝟜𝟝":                                  "080012345", // mathematical
		"𝟶𝟾𝟶𝟶𝟷𝟸𝟹𝟺𝟻":                                    "080012345",
		"¹¹⁶":                                          "116", // raised
		"①①⑥":                                          "116", // in circles
		"𝟙𝟙𝟚":                                          "112",
		"nula osam nula nula jedan dva tri četiri pet": "080012345",
		"Нула, осам, нула, нула, један два три четири пет": "080012345",
		"zero-eight-zero-zero, one two three, four five":   "080012345",
		"Zero tetë zero zero një dy tre katër pesë":        "080012345",
		"call one one six":           "116",
		"صفر ثمانية صفر صفر واحد":    "08001",
		"one two three four five!":   "12345",
		"нуль шість нуль п’ять один": "06051",
	} {
		if got := phones(text, known); len(got) != 1 || got[0].digits != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	for _, text := range []string{
		"In 2023 and 2024", "2024-01-31", "31. 12. 2024", "from 10:00 to 18:00", "100 % of 1000", "aged 16, 17 or 18",
		"One or two of three", "One, two, three", "One by one", "one; two; three; four; five", "two people from two networks", "one two 3 4 5 six",
		"Article 388, paragraph 1", "a½ b", "A4 and A3",
	} {
		if got := phones(text, known); len(got) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
