package check

import (
	"os"
	"path"
	"strings"
	"testing"

	"pharos/internal/locale"
)

// wordRules are the rules with lists of words, and the languages that have each of
// them: those of the seven countries and of the newcomers.
var (
	wordRules = []string{"text.noblame", "text.norescue", "text.noslur", "text.promise", "text.sensational", "text.shelter", "text.smuggling", "card.discreet"}
	languages = []locale.Tag{"en", "sq", "sr-Cyrl", "sr-Latn", "bs", "hr", "cnr", "mk", "tr", "ar", "fa", "uk", "ru"}
)

// TestWordLists sees that every rule has its list in every language, each with
// the state that it is in.
func TestWordLists(t *testing.T) {
	for _, rule := range wordRules {
		for _, tag := range languages {
			name := path.Join("words", rule+"."+string(tag)+".txt")
			data, err := wordFiles.ReadFile(name)
			if err != nil {
				t.Error(err)
				continue
			}
			if first, _, _ := strings.Cut(string(data), "\n"); !strings.HasPrefix(first, "# ") || !strings.Contains(first, "State: ") {
				t.Errorf("%s does not begin with its state", name)
			}
			if len(wordLists()[rule][tag].phrases) == 0 {
				t.Errorf("%s has no word", name)
			}
		}
	}
}

// TestWordListsBite reads sentences that are wrong, and sentences near them that
// are not.
func TestWordListsBite(t *testing.T) {
	for _, c := range []struct {
		rule  string
		tag   locale.Tag
		wrong string
		right string
	}{
		{"text.shelter", "tr", "Sığınma evinin adresi: Liman Sokağı.", "Hattı arayın; size kalacak yer bulurlar."},
		{"text.shelter", "ar", "الملجأ في شارع الميناء.", "اتصلوا بالخط، فهو يدلكم على مأوى."},
		{"text.shelter", "fa", "پناهگاه در خیابان بندر است.", "با خط تماس بگیرید؛ سرپناه پیدا می\u200cکنند."},
		{"text.shelter", "uk", "Притулок на вулиці Портовій.", "Зателефонуйте: лінія допоможе знайти притулок."},
		{"text.shelter", "ru", "Приют на улице Портовой.", "Позвоните: линия поможет найти приют."},
		{"text.shelter", "mk", "Засолништето на улица Пристаништа.", "Јавете се: линијата води до засолниште."},
		{"text.noblame", "fa", "تقصیر خودش است.", "کسی حق ندارد او را سرزنش کند."},
		{"text.noblame", "tr", "Bunu kendisi istedi.", "Hiç kimse bunu istemez."},
		{"text.noblame", "ru", "Она сама выбрала такую жизнь.", "Её заставили."},
		{"text.noblame", "ar", "هذا ذنبها.", "ليس هذا ذنبها."},
		{"text.norescue", "tr", "Hemen müdahale edin.", "Müdahale etmeyin."},
		{"text.norescue", "sr-Cyrl", "Умешајте се.", "Не мешајте се."},
		{"text.norescue", "hr", "Umiješajte se.", "Nemojte se miješati."},
		{"text.norescue", "fa", "مداخله کنید.", "مداخله نکنید."},
		{"text.noslur", "sq", "Klandestinët kalojnë natën.", "Migrantët kalojnë natën."},
		{"text.promise", "uk", "Ніхто не дізнається про дзвінок.", "Запитайте, хто дізнається про дзвінок."},
		{"text.sensational", "mk", "Кошмарот на жртвите.", "Што им се случи на жртвите."},
	} {
		list := wordLists()[c.rule][c.tag]
		if list.find(sentences(c.wrong)) == "" {
			t.Errorf("%s %s: nothing is found in %q", c.rule, c.tag, c.wrong)
		}
		if hit := list.find(sentences(c.right)); hit != "" {
			t.Errorf("%s %s: %q is found in %q", c.rule, c.tag, hit, c.right)
		}
	}
}

// TestWordListsInflected feeds every list forms that stand in running text.
func TestWordListsInflected(t *testing.T) {
	data, err := os.ReadFile("testdata/inflected.txt")
	if err != nil {
		t.Fatal(err)
	}
	fed := map[string]int{}
	for line := range strings.Lines(string(data)) {
		name, forms, ok := strings.Cut(strings.TrimSpace(line), ": ")
		rule, tag, named := strings.Cut(name, " ")
		if strings.HasPrefix(line, "#") || !ok || !named {
			continue
		}
		list := wordLists()[rule][locale.Tag(tag)]
		for _, form := range strings.Split(forms, " | ") {
			if list.find(sentences(form)) == "" {
				t.Errorf("%s %s: nothing is found in %q", rule, tag, form)
			}
			fed[name]++
		}
	}
	for _, rule := range wordRules {
		for _, tag := range languages {
			if name := rule + " " + string(tag); fed[name] < 2 {
				t.Errorf("%s: %d forms, want two or more", name, fed[name])
			}
		}
	}
}

// TestWordListsJoined reads letters that are written together with the next
// word, and scripts without spaces between words.
func TestWordListsJoined(t *testing.T) {
	arabic := "ضحايا\nاتجار*\nunless: لا\njoined: و, ف, ب, ك, ل, ال"
	hebrew := "קורבנות\nסחר*\nunless: לא\njoined: ו, ה, ב, כ, ל, מ, ש"
	chinese, thai := "受害者\n保证*\nunless: 不", "เหยื่อ\nค้ามนุษย์\nunless: ไม่ใช่"
	for _, c := range []struct{ list, text, want string }{
		{arabic, "مساعدة للضحايا", "للضحايا"},
		{arabic, "وبالاتجار", "وبالاتجار"},
		{arabic, "لِلضَّحَايَا", "للضحايا"},
		{arabic, "ولا ضحايا", ""},
		{arabic, "لا شيء. والضحايا", "والضحايا"},
		{arabic, "اضحايا", ""},
		{hebrew, "עזרה לקורבנות", "לקורבנות"},
		{hebrew, "ושהסחר", "ושהסחר"},
		{hebrew, "ולא קורבנות", ""},
		{chinese, "帮助受害者和家人", "受害者"},
		{chinese, "我们保证安全", "保证"},
		{chinese, "我们不保证安全", ""},
		{chinese, "不。我们保证安全", "保证"},
		{chinese, "帮助他人", ""},
		{thai, "ช่วยเหยื่อการค้ามนุษย์", "เหยื่อ"},
		{thai, "ไม่ใช่เหยื่อ", ""},
		{"victims\nunless: no", "No victims। Victims", "victims"},
		{"victims\nunless: no", "No victims። Victims", "victims"},
	} {
		if got := parseWords(c.list).find(sentences(c.text)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
