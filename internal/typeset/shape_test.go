package typeset

import (
	"errors"
	"os"
	"testing"

	"pharos/internal/locale"
)

// fonts are the project's own; tests share them.
var fonts = func() *Fonts {
	f, err := NewFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		panic(err)
	}
	return f
}()

// specimens are one sentence in each language of the tests.
var specimens = []struct {
	lang, script string
	rtl          bool
	text         string
}{
	{"sr-Cyrl", "Cyrl", false, "Ако те неко присиљава да радиш, буди сигуран: нигде ниси сам."},
	{"mk", "Cyrl", false, "Некој ти го одзеде пасошот? Ѓорѓи, ќерка, ѕвезда."},
	{"sq", "Latn", false, "Dikush ta mori pasaportën? Na telefono falas, ditë e natë."},
	{"el", "Grek", false, "Σου πήραν το διαβατήριο; Τηλεφώνησε δωρεάν."},
	{"ar", "Arab", true, "هل أخذ أحدٌ جواز سفرك؟ اتصل بنا مجانًا على الرقم \u2066+383 38 123 456\u2069 ولن نخبر أحدًا."},
	{"fa", "Arab", true, "گذرنامه\u200cات را گرفته\u200cاند؟ رایگان تماس بگیر."},
	{"ur", "Aran", true, "کیا کسی نے آپ کا پاسپورٹ لے لیا؟ \u2066116 666\u2069 پر مفت فون کریں۔"},
	{"am", "Ethi", false, "ፓስፖርትህን ወሰዱብህ? በነጻ ደውል። ሚስጥርህ ይጠበቃል።"},
	{"ta", "Taml", false, "உங்கள் கடவுச்சீட்டை யாராவது பறித்தார்களா? இலவசமாக அழைக்கவும்."},
	{"hi", "Deva", false, "क्या किसी ने आपका पासपोर्ट ले लिया है? निःशुल्क फ़ोन करें।"},
	{"bn", "Beng", false, "কেউ কি আপনার পাসপোর্ট নিয়ে নিয়েছে? বিনামূল্যে ফোন করুন।"},
	{"my", "Mymr", false, "သင့်\u200bနိုင်ငံကူး\u200bလက်မှတ်ကို\u200bယူထားသလား။ အခမဲ့ ဖုန်းဆက်ပါ။"},
	{"th", "Thai", false, "มีคน\u200bยึด\u200bหนังสือ\u200bเดินทาง\u200bของ\u200bคุณ\u200bหรือไม่ โทรฟรี"},
	{"ka", "Geor", false, "ვინმემ პასპორტი წაგართვა? დაგვირეკე უფასოდ."},
	{"hy", "Armn", false, "Անձնագիրդ վերցրե՞լ են։ Զանգիր անվճար։"},
	{"he", "Hebr", true, "מישהו לקח לך את הדרכון? התקשר חינם \u20660800 12 345\u2069."},
}

func styleOf(i int, weight int) Style {
	s := specimens[i]
	st := Style{Lang: s.lang, Script: s.script, Weight: weight, Leading: 1300}
	if s.rtl {
		st.Direction = locale.RTL
	}
	return st
}

func shape(t testing.TB, text string, st Style) *Paragraph {
	t.Helper()
	p, err := fonts.Shape(text, st)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestShapeKeepsEveryCharacter(t *testing.T) {
	for i, s := range specimens {
		p := shape(t, s.text, styleOf(i, 700))
		if got := readBack(p.Wrap(MM(60_000), 20*Pt)); got != Plain(s.text) {
			t.Errorf("%s: lines say %q\nthe text is    %q", s.lang, got, Plain(s.text))
		}
		if p.main.Weight != 700 {
			t.Errorf("%s: set in %s", s.lang, p.main.Name)
		}
	}
}

// readBack joins the clusters in logical order, as a reader does.
func readBack(lines []Line) string {
	out := ""
	for _, l := range lines {
		order := make([]string, len(l.Clusters))
		for _, c := range l.Clusters {
			order[c.Order] = c.Text
		}
		for _, s := range order {
			out += s
		}
		if l.Space {
			out += " "
		}
	}
	return out
}

func TestShapeNamesTheCharacter(t *testing.T) {
	for text, want := range map[string]rune{
		"Pozovi 😀 sad": '😀', "a\u202eb": '\u202e', "\u2066a": '\u2066', "a\u2069": '\u2069', "a\tb": '\t', "漢": '漢', "x\ufffd": '\ufffd',
	} {
		_, err := fonts.Shape(text, Style{Lang: "sr"})
		var c *CharacterError
		if !errors.As(err, &c) || c.Rune != want {
			t.Errorf("Shape(%q) = %v; want the character %U", text, err, want)
		}
	}
}
