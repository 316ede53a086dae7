package typeset

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/locale"
)

var update = flag.Bool("update", false, "write the expected results anew")

// runs are texts of one direction, script and font each, one or more a script,
// that lean on what the script needs: joining, conjuncts, marks, kerning,
// language forms.
var shapedRuns = []struct{ file, lang, script, text string }{
	{"NotoSans_400Regular.ttf", "en", "Latn", "AVAToffice fi ﬁ Ĺj́ 0123"},
	{"NotoSans_400Regular.ttf", "sq", "Latn", "Dikush ta mori pasaportën? Thirr falas, çdo ditë."},
	{"NotoSans_400Regular.ttf", "hr", "Latn", "Šđćžǆ Čekamo te u tišini"},
	{"NotoSans_400Regular.ttf", "ru", "Cyrl", "багдпт бгдпт"},
	{"NotoSans_400Regular.ttf", "sr", "Cyrl", "багдпт бгдпт"},
	{"NotoSans_400Regular.ttf", "mk", "Cyrl", "Ѓорѓи, ќерка, ѕвезда, бгдпт"},
	{"NotoSans_400Regular_Italic.ttf", "sr", "Cyrl", "багдпт бгдпт"},
	{"NotoSans_400Regular_Italic.ttf", "ru", "Cyrl", "багдпт бгдпт"},
	{"NotoSans_900Black.ttf", "sr", "Cyrl", "Узели су пасош"},
	{"NotoSans_700Bold.ttf", "el", "Grek", "Σου πήραν το διαβατήριο ΐ ᾷ"},
	{"NotoSansArabic_400Regular.ttf", "ar", "Arab", "هل أخذ أحدٌ جواز سفرك؟ اتصل بنا مجانًا، لا تخف"},
	{"NotoSansArabic_900Black.ttf", "ar", "Arab", "من يمنعك من الخروج؟ نحن نصغي"},
	{"NotoSansArabic_400Regular.ttf", "fa", "Arab", "گذرنامه\u200cات را گرفته\u200cاند؟ می\u200cتوانیم"},
	{"NotoSansArabic_700Bold.ttf", "ps", "Arab", "ستا پاسپورټ چا اخیستی دی؟ ښځې"},
	{"NotoNastaliqUrdu_400Regular.ttf", "ur", "Arab", "کیا کسی نے آپ کا پاسپورٹ لے لیا؟ پر مفت فون کریں"},
	{"NotoSansHebrew_400Regular.ttf", "he", "Hebr", "מישהו לקח לך את הדרכון? שָׁלוֹם"},
	{"NotoSansArmenian_400Regular.ttf", "hy", "Armn", "Անձնագիրդ վերցրե՞լ են մնխ"},
	{"NotoSansGeorgian_400Regular.ttf", "ka", "Geor", "ვინმემ პასპორტი წაგართვა"},
	{"NotoSansEthiopic_400Regular.ttf", "am", "Ethi", "ፓስፖርትህን ወሰዱብህ። በነጻ ደውል"},
	{"NotoSansDevanagari_400Regular.ttf", "hi", "Deva", "क्या किसी ने आपका पासपोर्ट ले लिया है? निःशुल्क फ़ोन र्क्षि"},
	{"NotoSansBengali_400Regular.ttf", "bn", "Beng", "কেউ কি আপনার পাসপোর্ট নিয়ে নিয়েছে বিনামূল্যে ক্ষ্ম"},
	{"NotoSansTamil_400Regular.ttf", "ta", "Taml", "உங்கள் கடவுச்சீட்டை யாராவது பறித்தார்களா கொ"},
	{"NotoSansThai_400Regular.ttf", "th", "Thai", "มีคนยึดหนังสือเดินทางของคุณหรือไม่ น้ำ ปู่"},
	{"NotoSansMyanmar_400Regular.ttf", "my", "Mymr", "သင့်နိုင်ငံကူးလက်မှတ်ကိုယူထားသလား ဩဂုတ် က္က"},
}

// TestShapeLikeHarfBuzz compares glyphs, clusters, advances and offsets in font
// units with what HarfBuzz's own hb-shape gave for the same font files. Without
// expandCoverage the Arabic ones fail.
func TestShapeLikeHarfBuzz(t *testing.T) {
	const golden = "testdata/harfbuzz.txt"
	if *update {
		var b strings.Builder
		for _, r := range shapedRuns {
			fmt.Fprintln(&b, hbShape(t, r.file, r.lang, r.script, r.text))
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(want) != len(shapedRuns) {
		t.Fatalf("%s has %d lines for %d runs; run with -update where hb-shape is installed", golden, len(want), len(shapedRuns))
	}
	for i, r := range shapedRuns {
		if got := ourShape(t, r.file, r.lang, r.script, r.text); got != want[i] {
			t.Errorf("%s %s %q\n got %s\nwant %s", r.file, r.lang, r.text, got, want[i])
		}
	}
}

func hbShape(t *testing.T, file, lang, script, text string) string {
	out, err := exec.Command("hb-shape", "--no-glyph-names", "--features=lnum,tnum", "--language="+lang, "--script="+script,
		filepath.Join("../../assets/fonts", file), text).Output()
	if err != nil {
		t.Fatalf("hb-shape: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// ourShape prints the last run of a Shaper as hb-shape does.
func ourShape(t *testing.T, file, lang, script, text string) string {
	t.Helper()
	one, err := NewFonts(only{os.DirFS("../../assets/fonts"), file})
	if err != nil {
		t.Fatal(err)
	}
	st := Style{Lang: lang, Script: script}
	if script == "Arab" || script == "Hebr" {
		st.Direction = locale.RTL
	}
	s := newShaper(one)
	if _, err := s.shape(text, st, nil); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i, g := range s.buf.Info {
		p := s.buf.Pos[i]
		fmt.Fprintf(&b, "|%d=%d", g.Glyph, g.Cluster)
		if p.XOffset != 0 || p.YOffset != 0 {
			fmt.Fprintf(&b, "@%d,%d", p.XOffset/64, p.YOffset/64)
		}
		fmt.Fprintf(&b, "+%d", p.XAdvance/64)
	}
	return "[" + b.String()[1:] + "]"
}
