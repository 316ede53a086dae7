package number

import "testing"

// found are texts with the number that is in each.
var found = map[string]string{
	"Call 0800 123 45.":                 "080012345",
	"Call 0800-123-45":                  "080012345",
	"Plan 0800 (2000) 12":               "0800200012",
	"2024/2025/12":                      "2024202512",
	"+1325 (2000)":                      "13252000",
	"011/2010":                          "0112010",
	"0800/2010":                         "08002010",
	"113/2010-333":                      "1132010333",
	"Call 1325 (2000) 12":               "1325200012",
	"0800-12-34":                        "08001234",
	"0800/123.45":                       "080012345",
	"(0800) 12 345":                     "080012345",
	"0800\u00a0123\u202f45":             "080012345", // spaces that do not break
	"0800\u2009123\u300045":             "080012345", // a thin and a wide space
	"0800—123−45":                       "080012345", // a long dash, a minus sign
	"0800·123•45":                       "080012345",
	"08\u200b00\u200d12\u2060\u00ad345": "080012345", // what cannot be seen
	"0\u2066800\u2069 12345":            "080012345", // isolates
	"٠٨٠٠ ١٢٣ ٤٥":                       "080012345", // Arabic-Indic
	"۰۸۰۰۱۲۳۴۵":                         "080012345", // Persian
	"०८०० १२३ ४५":                       "080012345", // Devanagari
	"0８00 1２3 4５":                       "080012345", // full width
	"𝟘𝟠𝟘𝟘 𝟙𝟚𝟛 𝟜𝟝":                       "080012345", // mathematical
	"𝟶𝟾𝟶𝟶𝟷𝟸𝟹𝟺𝟻":                         "080012345",
	"¹¹⁶":                               "116", // raised
	"①①⑥":                               "116", // in circles
	"𝟙𝟙𝟚":                               "112",
	"nula osam nula nula jedan dva tri četiri pet":     "080012345",
	"Нула, осам, нула, нула, један два три четири пет": "080012345",
	"zero-eight-zero-zero, one two three, four five":   "080012345",
	"Zero tetë zero zero një dy tre katër pesë":        "080012345",
	"call one one six":           "116",
	"صفر ثمانية صفر صفر واحد":    "08001",
	"one two three four five!":   "12345",
	"нуль шість нуль п’ять один": "06051",
}

// TestFind writes a number in many shapes, each of which must be seen, and what only
// resembles one.
func TestFind(t *testing.T) {
	known := map[string]bool{"080012345": true, "116": true}
	for text, want := range found {
		if got := Find(text, known); len(got) != 1 || got[0].Digits != want {
			t.Errorf("%q: %+v, want %s", text, got, want)
		}
	}
	for _, text := range []string{
		"In 2023 and 2024", "2024-01-31", "31. 12. 2024", "from 10:00 to 18:00", "100 % of 1000", "aged 16, 17 or 18",
		"One or two of three", "One, two, three", "One by one", "one; two; three; four; five", "two people from two networks", "one two 3 4 5 six",
		"Plan on Resolution 1325 (2000)", "2024/2025–2029/2030", "Open 24/7/365", "24/7", "2024 - 2027",
		"Article 388, paragraph 1", "a½ b", "A4 and A3", "Resolution 1325(2000)", "Plan 2021. – 2026. godine",
		"Directive 2011/36/EU, (EU) 2024/1712", "Gazette 85/2005, 88/2005-107/2005 and 72/2009", "Law 123/2021",
		"Gazette 107/05-111/09", "Article 110(1)(2)(3)", "2020/2021/2022",
	} {
		if got := Find(text, known); len(got) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

// TestSuspect finds telephone numbers however they are written, and leaves hours,
// years and house numbers alone.
func TestSuspect(t *testing.T) {
	known := []string{"192", "0117850000"}
	for _, bad := range []string{"0800 123 456", "+381 11 785 00 00", "٠٨٠٠١٢٣", "۰۸۰۰ ۱۲۳ ۴۵۶", "०८००१२३", "０８００１２３", "⓪⑧⓪⓪①②③", "⁰⁸⁰⁰¹²³", "𝟎𝟖𝟎𝟎𝟏𝟐𝟑",
		"0*8*0*0*1*2*3", "0 • 8 • 0 • 0 • 1 • 2 • 3", "O8OO l23 456", "zero eight zero zero one two three", "nula osam nula nula jedan dva tri", "нула осам нула нула један",
		"zéro huit zéro zéro un", "sıfır sekiz sıfır sıfır", "صفر ثمانية صفر صفر واحد", "call 112", "192", "116 123", "08\u200b00\u200b12\u200b3", "0\u0338 8 0 0 1 2 3", "11000 Beograd",
		"0-8-0-0 (1) 2", "08:00 12 34 56 78", "viber 0 6 4 1 2 3"} {
		if Suspect(bad, known) == "" {
			t.Errorf("%q passes", bad)
		}
	}
	for _, good := range []string{"", "Example Street 4, third floor", "Open 09:00–17:00", "понедељак – петак, од 09:00 до 17:00", "18. 10. 2027.", "2027-10-18", "since 1998", "one or two people", "Room 12, 3rd floor",
		"Plan on Resolution 1325 (2000)", "2024/2025–2029/2030", "24/7/365",
		"Пример улица 4, трећи спрат", "two of the three offices", "Mon 9:00-17:00, Sat 10:00-14:00"} {
		if n := Suspect(good, known); n != "" {
			t.Errorf("%q is taken for a number: %q", good, n)
		}
	}
}

// TestSuspectIsStricter: what Find sees in a text of the office, Suspect sees in a
// text from outside.
func TestSuspectIsStricter(t *testing.T) {
	for text := range found {
		if Suspect(text, []string{"080012345", "116"}) == "" {
			t.Errorf("%q passes", text)
		}
	}
}

// TestBeyond: a text has no figure that its base lacks, however it is written.
func TestBeyond(t *testing.T) {
	for text := range found {
		if Beyond(text, "") == "" {
			t.Errorf("%q passes", text)
		}
	}
	for _, bad := range []string{"Ring 0800-12-34", "Ring 08:00 12:34 05:06", "SOS 1550", "Dial 147", "0800 then 1234", "Call 0800 HELPNOW",
		"nula osamsto dvanaest trideset četiri", "ноль восемьсот двенадцать тридцать четыре", "صفر آٹھ صفر صفر ایک دو تین", "oh-eight-hundred twelve thirty-four",
		"➀➁➂➃➄➅", "零八零零一二三", "ze-ro eight ze-ro ze-ro", "z e r o e i g h t z e r o z e r o", "null achthundertzwölf", "sıfır sekiz yüz on iki otuz dört",
		"zero tetëqind dymbëdhjetë tridhjetë e katër", "нуль вісімсот дванадцять тридцять чотири", "zéro huit cent douze trente-quatre",
		"صفر وثمانمئة واثنا عشر", "صفر هشتصد دوازده سی و چهار", "صفر اته سل دولس", "zero oxto šel deš duj", "нула осумстотини дванаесет", "OBOO IZZ SIB", "ⅧⅠⅡ", "⚀⚁⚂", "🯰🯸🯰🯰", "one 4 seven 2",
		"nol osiem zero zero", "nula osm nula nula", "nul acht nul nul", "noll åtta noll noll", "zero oito zero zero", "Ring sifir heft şeş pênc",
		"sifuri nane sifuri", "sufuri takwas sufuri", "nol delapan nol nol", "शून्य आठ शून्य", "শূন্য আট শূন্য", "אפס שמונה אפס", "ნული რვა ნული", "զրո ութ զրո", "ዜሮ ስምንት ዜሮ",
		"சுழியம் எட்டு ஒன்று", "သုည ရှစ် သုည", "không tám không không", "nought eight nought", "eber sideed eber", "nulë tetë nulë",
		"sto dvanaest", "stotinu dvanaest", "Zovi sto šesnaest", "njëqind e dymbëdhjetë", "hundred sixteen", "сто дванаест",
		"zero, then eight, then zero", "zero the eight the zero the zero", "nula pa osam pa nula pa nula", "Osam je prva, nula druga, dva treća, pet zadnja",
		"zеro", "еight", "zeroeightzero", "nulaosamnula", "CXII", "Ring VIII I I II", "DCC XI", "ƨƻƼ", "ȢOO", "ɪɪɜ", "ǀǀ6", "🕐🕗", "⠼⠁⠃", "🀇🀈",
		"1️⃣4️⃣7️⃣", "twenty one seven", "п’ять шість сім", "7", "Open 9-17", "2030"} {
		if Beyond(bad, "") == "" {
			t.Errorf("%q passes", bad)
		}
	}
	for _, good := range []string{"", "One or two people", "You can also visit our office without an appointment.", "Nobody may keep your papers.", "two of the three offices",
		"Jedan od dva puta", "One hundred people", "Na putu, na poslu, kod kuće.", "Deset godina", "We are on the second floor", "一二", "SOS", "Član IV", "XX vijek", "MI I VI", "Two hundred women", "što jedna osoba zna", "Zato što dva puta pitaju",
		"Jedna od tri žene i jedan od pet muškaraca", "Një grua, një burrë dhe dy fëmijë", "Bir kadın ve bir erkek, iki çocuk", "sto ljudi", "Une femme et un homme", "MDC", "Two of three women, and half of the men", "Dikush që nuk i mban vetë letrat ose telefonin"} {
		if n := Beyond(good, ""); n != "" {
			t.Errorf("%q is taken for a number: %q", good, n)
		}
	}
	for _, c := range []struct {
		text, base string
		good       bool
	}{{"Paragraf 388", "Article 388", true}, {"Article 388 388", "Article 388", false}, {"Article 389", "Article 388", false}, {"١١٦", "116", true},
		{"sto dvadeset tri", "one hundred twenty-three", true}, {"sto dvadeset tri četiri pet", "one hundred twenty-three", false}, {"½", "½", true}, {"½", "1/2", false}} {
		if got := Beyond(c.text, c.base); (got == "") != c.good {
			t.Errorf("%q beside %q: %q", c.text, c.base, got)
		}
	}
}
