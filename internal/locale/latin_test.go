package locale

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestLatin(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"Ђак, Љубав и њива":   "Đak, Ljubav i njiva",
		"ЉУБАВ ЊЕ ЏЕП":        "LJUBAV NJE DŽEP",
		"КЉ Љ УЉ":             "KLJ Lj ULJ",
		"Људи, ЉУДИ, љуДи":    "Ljudi, LJUDI, ljuDi",
		"инјекција, надживи":  "injekcija, nadživi",
		"Пошаљи {{.Line}} Љ!": "Pošalji {{.Line}} Lj!",
		"{{љ}}љ{{.љ":          "{{љ}}lj{{.љ",
		"QR-код и PDF":        "QR-kod i PDF",
		"Гугл и гугл":         "Google i gugl",
		"ћ\u0301 е\u0300":     "ć\u0301 è",
		"116 006":             "116 006",
		"Київ":                "Kiїv",
	} {
		if got := (Locale{}).latin(in); got != norm.NFC.String(want) {
			t.Errorf("latin(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzLatin sees what holds for every text: nothing Serbian and Cyrillic is
// left, Latin text and placeholders stay as they are, a second pass changes
// nothing, words in small letters keep their number of letters and digraphs.
func FuzzLatin(f *testing.F) {
	for _, s := range []string{"Љубав {{.Line}} џеп", "ЉУДИ", "{{", "}}{{љ", "\xff\xfeљ", "a\u0301љ", "Гугл"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Locale{}.latin(s)
		if again := (Locale{}).latin(got); again != got {
			t.Errorf("a second pass changes %q to %q", got, again)
		}
		if strings.Join(placeholder.FindAllString(norm.NFC.String(s), -1), "|") != strings.Join(placeholder.FindAllString(got, -1), "|") {
			t.Errorf("placeholders changed: %q to %q", s, got)
		}
		if !strings.Contains(s, "{{") {
			for _, r := range got {
				if _, serbian := latin[unicode.ToLower(r)]; serbian {
					t.Errorf("%q is left in %q", r, got)
				}
			}
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q became invalid: %q", s, got)
		}
		if plain := norm.NFC.String(s); !strings.ContainsFunc(plain, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) && got != plain {
			t.Errorf("text without Cyrillic changed: %q to %q", s, got)
		}
	})
}

// TestRow reads a row with words and locked names and writes texts by it.
func TestRow(t *testing.T) {
	rows, list := ParseTable("languages.yaml", []byte(`
- {tag: bs, name: Bosanski, english: Bosnian, script: Latn, direction: ltr, from: sr-Cyrl, by: latin, words: {лепо: lijepo, где: gdje}, names: ["Снежана Ђ.", "Снежана"]}
`))
	if len(list) > 0 || len(rows) != 1 {
		t.Fatal(list)
	}
	for in, want := range map[string]string{
		"Лепо, лепо, ЛЕПО; лепота": "Lijepo, lijepo, LIJEPO; lepota",
		"Где је Снежана Ђ. сада?":  "Gdje je Снежана Ђ. sada?",
		"Снежанин, наСнежана":      "Snežanin, naSnežana",
		"{{.Line}} лепо Гугл":      "{{.Line}} lijepo Google",
	} {
		if got := rows[0].Make(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
	for row, want := range map[string]string{
		`words: [a]`:           "words should be a group of keys",
		`words: {две речи: x}`: "is not one word",
		`words: {лепо: 7}`:     "words.лепо is read as a number",
		`names: Снежана`:       "names should be a list",
		`names: [7]`:           "names[0] is read as a number",
		`digits: "0123456789"`: "are not the ten of one script",
		`digits: "٠١٢٣٤٥٦٧٨"`:  "are not the ten of one script",
		`digits: "٠١٢٣٤٥٦٧٨۹"`: "are not the ten of one script",
	} {
		_, list := ParseTable("languages.yaml", []byte("- {tag: bs, name: B, english: B, script: Latn, direction: ltr, from: sr-Cyrl, by: latin, "+row+"}\n"))
		if len(list) == 0 || !strings.Contains(list[0].Message.Text, want) {
			t.Errorf("%s: %v, want %q", row, list, want)
		}
	}
	if _, list := ParseTable("languages.yaml", []byte("- {tag: hr, name: H, english: H, script: Latn, direction: ltr, names: [a]}\n")); len(list) != 1 {
		t.Errorf("names of a language that people write: %v", list)
	}
}
