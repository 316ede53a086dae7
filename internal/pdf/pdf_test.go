package pdf

import (
	"bytes"
	"os"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/typeset"
)

var fonts = func() *typeset.Fonts {
	f, err := typeset.NewFonts(os.DirFS("../../assets/fonts"))
	if err != nil {
		panic(err)
	}
	return f
}()

var fogra = func() *Profile {
	b, err := os.ReadFile("../../assets/profiles/fogra39-coated.icc")
	if err != nil {
		panic(err)
	}
	p, err := NewProfile(b, Condition{"FOGRA39", "Offset, coated paper, ISO 12647-2:2004", "http://www.color.org"})
	if err != nil {
		panic(err)
	}
	return p
}()

var (
	ink   = typeset.Colour{Name: "ink", CMYK: [4]uint8{0, 0, 0, 100}, SRGB: [3]uint8{0x18, 0x17, 0x15}, Overprint: true}
	white = typeset.Colour{Name: "paper", SRGB: [3]uint8{255, 255, 255}}
	sea   = typeset.Colour{Name: "sea", CMYK: [4]uint8{98, 36, 46, 32}, SRGB: [3]uint8{0, 0x5c, 0x67}}
	deep  = typeset.Colour{Name: "sea.deep", CMYK: [4]uint8{98, 45, 50, 52}, SRGB: [3]uint8{0, 0x41, 0x49}}
	light = typeset.Colour{Name: "light", CMYK: [4]uint8{0, 18, 88, 0}, SRGB: [3]uint8{0xff, 0xd0, 0x26}, Spot: "Light Yellow"}
	draft = typeset.Colour{Name: "draft", CMYK: [4]uint8{0, 96, 72, 8}, SRGB: [3]uint8{0xd8, 0x17, 0x37}}
	cross = typeset.Colour{Name: "registration", CMYK: [4]uint8{100, 100, 100, 100}, Registration: true}
)

// passage is one text of a test sheet.
type passage struct {
	lang, script string
	rtl          bool
	text         string
}

var passages = []passage{
	{"sr-Cyrl", "Cyrl", false, "Ако те неко присиљава да радиш, буди сигуран: нигде ниси сам. Позови \u2066116 666\u2069."},
	{"mk", "Cyrl", false, "Некој ти го одзеде пасошот? Ѓорѓи, ќерка, ѕвезда."},
	{"sq", "Latn", false, "Dikush ta mori pasaportën? Na telefono falas, ditë e natë."},
	{"el", "Grek", false, "Σου πήραν το διαβατήριο; Τηλεφώνησε δωρεάν."},
	{"ar", "Arab", true, "هل أخذ أحدٌ جواز سفرك أو أجبرك على العمل؟ اتصل بنا مجانًا في أي وقت على الرقم \u2066+383 38 123 456\u2069 ولن نخبر أحدًا. لا تخف."},
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

func style(p passage, weight int) typeset.Style {
	s := typeset.Style{Lang: p.lang, Script: p.script, Weight: weight, Leading: 1450}
	if p.script == "Aran" {
		s.Leading = 2050
	}
	if p.rtl {
		s.Direction = locale.RTL
	}
	return s
}

// sheet composes the test poster: a panel, a headline crossed by a beam, a text
// in each passage's language, a number, a code, a draft mark.
func sheet(t testing.TB, list []passage) typeset.Document {
	t.Helper()
	mm := func(n int) typeset.Length { return typeset.MM(n * 1000) }
	b := mm(10)
	page := typeset.Page{Name: "front", Media: typeset.Box(0, 0, mm(230), mm(317)), Bleed: typeset.Box(mm(7), mm(7), mm(216), mm(303)),
		Trim: typeset.Box(b, b, mm(210), mm(297)), Safe: typeset.Box(mm(15), mm(15), mm(200), mm(287))}
	add := func(i typeset.Item) { page.Items = append(page.Items, i) }
	tag := func(role typeset.Role, lang, alt string) int {
		page.Tags = append(page.Tags, typeset.Tag{Role: role, Lang: lang, Alt: alt, Parent: -1})
		return len(page.Tags) - 1
	}
	must := func(text string, s typeset.Style) *typeset.Paragraph {
		p, err := fonts.Shape(text, s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	art := func(role string) typeset.Mark { return typeset.Mark{Tag: typeset.Artifact, Role: role} }
	add(&typeset.Path{Mark: art("ground"), Outline: typeset.RectOutline(typeset.Box(mm(7), mm(7), mm(216), mm(83))), Fill: &sea})
	beam := typeset.Polygon(typeset.Point{X: mm(190), Y: mm(20)}, typeset.Point{X: mm(120), Y: mm(90)}, typeset.Point{X: mm(7), Y: mm(90)}, typeset.Point{X: mm(7), Y: mm(60)})
	add(&typeset.Path{Mark: art("beam"), Outline: beam, Fill: &light})
	add(&typeset.Path{Mark: art("lamp"), Outline: typeset.Circle(typeset.Point{X: mm(190), Y: mm(20)}, mm(6)), Fill: &light, Stroke: &white, Width: mm(1)})

	head := must("Обећали су посао. Узели су пасош. Реци: требам помоћ.", typeset.Style{Weight: 900, Lang: "sr-Cyrl", Tracking: -12, Leading: 1020, Balanced: true})
	frame := typeset.Box(mm(20), mm(20), mm(180), mm(66))
	fit := typeset.Fit(typeset.Range{Floor: 20 * typeset.Pt, Ceiling: 92 * typeset.Pt}, typeset.Frame{Paragraph: head, Width: frame.W(), Height: frame.H()})
	h := head.Lay(fit.Lines[0], frame, fit.Size, typeset.Start)
	h.Mark, h.Colour = typeset.Mark{Tag: tag(typeset.RoleH1, "sr-Cyrl", ""), Role: "headline"}, white
	add(h)
	var over typeset.Outline
	for i := range h.Lines {
		over = append(over, h.Lines[i].Line.Outline(h.Lines[i].At, h.Size)...)
	}
	add(&typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: "crossing", Clip: &beam}, Outline: over, Fill: &deep})

	y := mm(96)
	each := mm(168) / typeset.Length(max(len(list), 4))
	for _, p := range list {
		box := typeset.Box(mm(20), y, mm(145), each)
		para := must(p.text, style(p, 400))
		f := typeset.Fit(typeset.Range{Floor: 5 * typeset.Pt, Ceiling: 16 * typeset.Pt}, typeset.Frame{Paragraph: para, Width: box.W(), Height: box.H()})
		it := para.Lay(f.Lines[0], box, f.Size, typeset.Start)
		it.Mark, it.Colour = typeset.Mark{Tag: tag(typeset.RoleP, p.lang, ""), Role: "point", ID: p.lang}, ink
		add(it)
		y += each
	}
	num := must("\u20660800 100 388\u2069", typeset.Style{Weight: 900, Tracking: -15, Leading: 1000})
	n := num.Lay(num.Wrap(mm(180), 60*typeset.Pt), typeset.Box(mm(20), mm(272), mm(180), mm(22)), 60*typeset.Pt, typeset.Left)
	n.Mark, n.Colour = typeset.Mark{Tag: tag(typeset.RoleP, "sr-Cyrl", ""), Role: "number"}, ink
	add(n)
	var code typeset.Outline
	for i := range 21 * 21 {
		if i*i%7 < 3 {
			code = append(code, typeset.RectOutline(typeset.Box(mm(172+i%21), mm(250+i/21), mm(1), mm(1)))...)
		}
	}
	add(&typeset.Path{Mark: typeset.Mark{Tag: tag(typeset.RoleFigure, "en", "QR code: help.example.org/sr"), Role: "code"}, Outline: code, Fill: &ink})

	word := must("НАЦРТ", typeset.Style{Weight: 900, Lang: "sr-Cyrl"})
	line := word.Wrap(mm(1000), 160*typeset.Pt)[0]
	centre := typeset.Point{X: mm(115), Y: mm(158)}
	mark := line.Outline(typeset.Point{X: centre.X - line.Width.At(160*typeset.Pt)/2, Y: centre.Y + mm(20)}, 160*typeset.Pt).Union().Turn(centre, typeset.Point{X: mm(210), Y: -mm(297)})
	add(&typeset.Path{Mark: art("draft"), Outline: mark, Stroke: &white, Width: mm(2), Round: true})
	add(&typeset.Path{Mark: art("draft"), Outline: mark, Stroke: &draft, Width: mm(1), Round: true})
	for _, x := range []typeset.Length{b, mm(220)} {
		var o typeset.Outline
		o.Move(typeset.Point{X: x, Y: 0})
		o.Line(typeset.Point{X: x, Y: mm(6)})
		add(&typeset.Path{Mark: art("mark"), Outline: o, Stroke: &cross, Width: typeset.Pt / 4})
	}
	return typeset.Document{Title: "Постер: телефон за помоћ", Lang: "sr-Cyrl", Pages: []typeset.Page{page}}
}

func write(t testing.TB, doc typeset.Document, kind Kind) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, Options{Kind: kind, Date: "2026-01-15", Profile: fogra}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestKeep(t *testing.T) {
	dir := os.Getenv("PHAROS_KEEP_PDF")
	if dir == "" {
		dir = t.TempDir()
	}
	for kind, name := range map[Kind]string{Screen: "screen.pdf", Press: "press.pdf", PressX1a: "x1a.pdf"} {
		if err := os.WriteFile(dir+"/"+name, write(t, sheet(t, passages), kind), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
