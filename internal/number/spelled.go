package number

import (
	"slices"
	"strings"
	"unicode"
)

// digitWords are the words for zero to nine, as fold writes them, in the languages of
// the region and of those who come to it; several for one digit stand with a slash.
// A word means the same digit wherever it is read.
var digitWords = digitTable(
	"zero/oh one two three four five six seven eight nine",
	"nula jedan/jedna/jedno dva/dvije/dve tri četiri pet šest sedam osam devet",
	"нула један/једна/једно два/две три четири пет шест седам осам девет",
	"нула еден/една/едно два/две три четири пет шест седум осум девет",
	"zero/nulë një dy tre/tri katër pesë gjashtë shtatë tetë nëntë",
	"sıfır bir iki üç dört beş altı yedi sekiz dokuz",
	"ноль один/одна/одно два/две три четыре пять шесть семь восемь девять",
	"нуль один/одна/одне два/дві три чотири п'ять/п’ять шість сім вісім дев'ять/дев’ять",
	"zéro un/une deux trois quatre cinq six sept huit neuf",
	"null ein/eins/eine zwei/zwo drei vier fünf sechs sieben acht neun",
	"صفر واحد اثنان/اثنين ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
	"صفر یک دو سه چهار پنج شش هفت هشت نه",
	"صفر ایک دو تین چار پانچ چھ/چھے سات آٹھ نو",
	"صفر يو/یو دوه درې/درے څلور پنځه شپږ اووه/اوه اته نهه/نه",
	"zero jekh/ekh/jek duj/dui trin štar/star pandž/pandz/pandžh šov/sov efta/eftá oxto/ohto enja/enia",
	"zero uno due tre quattro cinque sei sette otto nove",
	"cero uno/una dos tres cuatro cinco seis siete ocho nueve",
	"zero unu doi trei patru cinci șase șapte opt nouă",
	"μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά",
	"нула едно две три четири пет шест седем осем девет",
	"nič ena/en dva tri štiri pet šest sedem osem devet",
	"nulla egy kettő három négy öt hat hét nyolc kilenc",
	"zero jeden/jedno dwa/dwie trzy cztery pięć sześć siedem osiem dziewięć",
	"nula jeden/jedna dva/dvě tři/tri čtyři/štyri pět/päť šest/šesť sedm osm/osem devět/deväť",
	"nul een twee drie vier vijf zes zeven acht negen",
	"noll ett två tre fyra fem sex sju åtta nio",
	"zero um/uma dois/duas três quatro cinco seis sete oito nove",
	"nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän",
	"sifir yek didu sisê çar pênc şeş heft heşt neh",
	"eber kow/hal laba saddex afar shan lix toddoba siddeed/sideed sagaal",
	"sifuri moja mbili tatu nne tano sita saba nane tisa",
	"sufuri/sifili ɗaya biyu uku huɗu biyar shida bakwai takwas tara",
	"nol satu dua tiga empat lima enam tujuh delapan sembilan",
	"sero isa dalawa tatlo apat lima anim pito walo siyam",
	"không một hai ba bốn năm sáu bảy tám chín",
	"शून्य एक दो/दुई तीन चार पांच/पाँच/पाञ्च छह/छः/छ सात आठ नौ",
	"শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয়",
	"ዜሮ አንድ/ሓደ ሁለት/ክልተ ሦስት/ሶስት/ሰለስተ አራት/ኣርባዕተ አምስት/ሓሙሽተ ስድስት/ሽዱሽተ ሰባት/ሸውዓተ ስምንት/ሸሞንተ ዘጠኝ/ትሽዓተ",
	"ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
	"զրո մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը",
	"אפס אחת/אחד שתיים/שניים שלוש/שלושה ארבע/ארבעה חמש/חמישה שש/שישה שבע/שבעה שמונה תשע/תשעה",
	"சுழியம்/பூஜ்யம் ஒன்று இரண்டு மூன்று நான்கு ஐந்து ஆறு ஏழு எட்டு ஒன்பது",
	"ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
	"သုည တစ် နှစ် သုံး လေး ငါး ခြောက် ခုနစ် ရှစ် ကိုး",
	"ноль/нөл бір екі үш төрт бес алты жеті сегіз тоғыз",
	"нулё/нуль адзін два/дзве тры чатыры пяць шэсць сем восем дзевяць",
	"naught one two three four five six seven eight nine",
	"nought one two three four five six seven eight nine",
)

// digitTable reads the words of each language, from zero to nine.
func digitTable(languages ...string) map[string]byte {
	out := map[string]byte{}
	for _, l := range languages {
		for d, words := range strings.Fields(l) {
			for _, w := range strings.Split(words, "/") {
				out[fold(w)] = '0' + byte(d)
			}
		}
	}
	return out
}

// counting is no number where it stands in words: people count so.
const counting = "123"

// spelled finds numbers written as words, digit for digit: five digits or more on end,
// or those of a number on record or of an emergency service. Only spaces, hyphens,
// commas and the like may stand between them: no sentence counts so.
func spelled(s string, known map[string]bool) []Found {
	var out []Found
	var plain []byte
	from, to := 0, 0
	end := func() {
		d := string(plain)
		if len(d) >= 5 || len(d) >= 3 && (known[d] || slices.Contains(short, d) && d != counting) {
			out = append(out, Found{s[from:to], d})
		}
		plain = plain[:0]
	}
	inWord := func(r rune) bool { return common(r) || unicode.In(r, unicode.L, unicode.M) || r == '\'' || r == '’' }
	for at := 0; at < len(s); {
		rest := s[at:]
		start := strings.IndexFunc(rest, inWord)
		if start < 0 {
			break
		}
		if strings.ContainsFunc(rest[:start], func(r rune) bool {
			return !strings.ContainsRune("-,/.·", r) && !unicode.In(r, unicode.Zs, unicode.Pd, unicode.Cf)
		}) {
			end()
		}
		size := strings.IndexFunc(rest[start:], func(r rune) bool { return !inWord(r) })
		if size < 0 {
			size = len(rest) - start
		}
		d, ok := digitWords[fold(rest[start:start+size])]
		if !ok {
			end()
		} else {
			if len(plain) == 0 {
				from = at + start
			}
			plain, to = append(plain, d), at+start+size
		}
		at += start + size
	}
	end()
	return out
}
