package number

import (
	"strings"
	"unicode"
)

// countWords are the words for ten and more, by which a number is said in pairs or
// in threes, as they are spoken in the languages of the table of digit words.
var countWords = wordTable(
	"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "+
		"seventy eighty ninety hundred thousand double triple",
	"deset jedanaest dvanaest trinaest četrnaest petnaest šesnaest sedamnaest osamnaest devetnaest dvadeset trideset "+
		"četrdeset pedeset šezdeset sedamdeset osamdeset devedeset",
	"sto stotinu dvjesto dvesto dvjesta dvesta tristo trista četiristo petsto šeststo šesto sedamsto osamsto "+
		"devetsto hiljadu hiljada tisuću",
	"десет једанаест дванаест тринаест четрнаест петнаест шеснаест седамнаест осамнаест деветнаест двадесет тридесет "+
		"четрдесет педесет шездесет седамдесет осамдесет деведесет",
	"сто стотину двјесто двесто двјеста двеста тристо триста четиристо петсто шестсто шесто седамсто осамсто "+
		"деветсто хиљаду хиљада",
	"единаесет дванаесет тринаесет четиринаесет петнаесет седумнаесет осумнаесет дваесет триесет четириесет шеесет "+
		"седумдесет осумдесет двесте четиристотини петстотини шестотини седумстотини осумстотини деветстотини илјада",
	"dhjetë njëmbëdhjetë dymbëdhjetë trembëdhjetë katërmbëdhjetë pesëmbëdhjetë gjashtëmbëdhjetë shtatëmbëdhjetë "+
		"tetëmbëdhjetë nëntëmbëdhjetë njëzet tridhjetë dyzet katërdhjetë pesëdhjetë gjashtëdhjetë shtatëdhjetë "+
		"tetëdhjetë nëntëdhjetë",
	"qind njëqind dyqind treqind katërqind pesëqind gjashtëqind shtatëqind tetëqind nëntëqind mijë",
	"yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin",
	"десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать "+
		"девятнадцать двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто двести четыреста "+
		"пятьсот шестьсот семьсот восемьсот девятьсот тысяча",
	"одинадцять дванадцять тринадцять чотирнадцять п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять "+
		"двадцять тридцять п'ятдесят шістдесят сімдесят вісімдесят дев'яносто двісті чотириста п'ятсот шістсот "+
		"сімсот вісімсот дев'ятсот тисяча",
	"dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante septante huitante nonante "+
		"cent cents mille",
	"zehn elf zwölf zwanzig dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend",
	"واحدة اثنتان ثلاث أربع خمس ست سبع ثمان ثماني تسع عشر عشرة أحد اثنا عشرون عشرين ثلاثون ثلاثين أربعون أربعين "+
		"خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة "+
		"سبعمئة ثمانمئة ثمانمائة تسعمئة ألف",
	"ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده بیست سی چهل پنجاه شصت هفتاد هشتاد نود صد یکصد دویست "+
		"سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد هزار",
	"دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس تیس چالیس پچاس ساٹھ ستر اسی نوے سو ہزار",
	"لس یوولس دولس دیارلس څوارلس شل دېرش څلوېښت پنځوس شپېته اویا اتیا نوي سل زر",
	"deš biš tranda saranda pinda šel",
	"dieci venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento diez veinte treinta cuarenta "+
		"cincuenta sesenta setenta ochenta noventa ciento zece zeci suta sută",
)

// links join the parts of one number that is said.
var links = wordTable("and et und i e y и і та а й dhe edhe e ve thaj و " +
	"then dash minus plus onda zatim pa potom crtica онда затим па потом црта pastaj pas sonra puis dann затем потім " +
	"ثم سپس")

// wordTable reads words as suspectWords compares them.
func wordTable(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, l := range lists {
		for _, w := range strings.Fields(l) {
			out[bare(fold(w))] = true
		}
	}
	return out
}

// bareDigits are the words for zero to nine as suspectWords compares them.
var bareDigits = func() map[string]byte {
	out := map[string]byte{}
	for w, d := range digitWords {
		out[bare(w)] = d
	}
	return out
}()

// hundreds are the words for hundreds behind which tens make a short number: "sto
// dvanaest" is 112, while "two hundred" is how people count.
var hundreds = wordTable("hundred sto stotinu сто стотину qind njëqind yüz cent hundert مئة مائة صد یکصد سو سل šel " +
	"cento ciento sută suta")

// bare leaves out the apostrophes that stand within words.
func bare(folded string) string {
	return strings.NewReplacer("'", "", "’", "", "ʼ", "").Replace(folded)
}

// numeral reports whether a word says a number or a part of one; an Arabic "and" may
// stand before it.
func numeral(w string) bool {
	known := func(w string) bool { return bareDigits[w] != 0 || countWords[w] }
	rest, and := strings.CutPrefix(w, "و")
	return known(w) || and && known(rest)
}

// suspectWords finds four digits or more that are written as words, or as words and
// digits, one after the other: "zero eight hundred twelve", "eight 1 2 three". Three
// number words in a row are no sentence either.
func suspectWords(folded string) string {
	var row []string
	named, short, best := 0, false, ""
	for _, w := range words(folded) {
		switch {
		case numeral(w):
			named++
			short = short || countWords[w] && !hundreds[w] && len(row) > 0 && hundreds[row[len(row)-1]]
			row = append(row, w)
		case strings.Trim(w, "0123456789") == "" && len(w) < 4:
			row = append(row, w)
		case links[w] && len(row) > 0:
		default:
			row, named, short = nil, 0, false
		}
		if (named > 0 && len(row) >= 4 || named >= 3 || short) && len(row) > len(strings.Fields(best)) {
			best = strings.Join(row, " ")
		}
	}
	if best != "" {
		return best
	}
	if row := hanRow(folded); row != "" {
		return row
	}
	return joinedWords(bare(folded))
}

// In a text without its spaces and hyphens, so many number words of so many letters
// must touch to be a number that was written apart or in one word.
const (
	leastJoined  = 4
	leastLetters = 3
)

// longest is how many letters the longest number word has.
const longest = 20

// joinedWords finds number words that touch where all that is no letter is left out:
// "ze-ro eight ze-ro ze-ro", "e i g h t …", "achthundertzwölf…".
func joinedWords(folded string) string {
	letters := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, folded))
	// most[i] is how many words touch from i on, end[i] where the last of them ends.
	most, end := make([]int, len(letters)+1), make([]int, len(letters)+1)
	for i := len(letters) - 1; i >= 0; i-- {
		end[i] = i
		for n := leastLetters; n <= longest && i+n <= len(letters); n++ {
			if w := string(letters[i : i+n]); numeral(w) && most[i+n]+1 > most[i] {
				most[i], end[i] = most[i+n]+1, max(end[i+n], i+n)
			}
		}
		if most[i] >= leastJoined {
			return string(letters[i:end[i]])
		}
	}
	return ""
}
