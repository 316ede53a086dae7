package proof

import (
	"bytes"
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/plan"
)

// opened is the Reader of all tests of the package.
var opened *Reader

func TestMain(m *testing.M) {
	var err error
	if opened, err = Open(Options{Paint: paint.Options{Fonts: project, Instances: 2}, Thorough: true,
		Forbidden: []Forbidden{{Number: "0900 55 44 33", Why: "hold", From: diag.Pos{File: "held.yaml", Line: 9}}}}); err != nil {
		panic(err)
	}
	code := m.Run()
	opened.Close()
	os.Exit(code)
}

// sample is a material in Serbian and Hebrew with a number, a code and a draft.
func sample() plan.Material {
	text := func(s, tag string, line int) locale.Text {
		l, _ := locale.Builtin().Lookup(locale.Tag(tag))
		d := l.Direction
		if tag == "he" {
			d = locale.RTL
		}
		return locale.Text{ID: "m", Value: s, Tag: locale.Tag(tag), Direction: d, From: diag.Pos{File: "messages/" + tag + ".yaml", Line: line}}
	}
	line := func(t locale.Text) []plan.Line { return []plan.Line{{Text: t}} }
	sr, _ := locale.Builtin().Lookup("sr-Cyrl")
	he := locale.Locale{Tag: "he", Direction: locale.RTL, Script: "Hebr"}
	return plan.Material{Country: "rs", Audience: "citizen", ID: "poster", Name: "poster.sr-cyrl+he", Stock: "A5",
		Columns: []plan.Column{
			{Locale: sr, Slots: map[made.Slot][]plan.Line{
				made.SlotHeadline: line(text("Узели су ти пасош. Имаш права.", "sr-Cyrl", 3)),
			}},
			{Locale: he, Slots: map[made.Slot][]plan.Line{
				made.SlotHeadline: line(text("לקחו לך את הדרכון?", "he", 5)),
				made.SlotPoints:   line(text("התקשר \u2066+381 63 123 456\u2069 (חינם).", "he", 6)),
			}},
		},
		Number:    plan.Contact{Shown: "0800 100 388", From: diag.Pos{File: "rs.yaml", Line: 7}},
		Emergency: plan.Contact{Shown: "112", From: diag.Pos{File: "rs.yaml", Line: 8}},
		Code:      "https://rs.pharos.example/sr-cyrl/", Address: "rs.pharos.example/sr-cyrl",
		Drafts: []plan.Draft{{Reason: plan.Untested, Pos: diag.Pos{File: "rs.yaml", Line: 10}}},
		From:   diag.Pos{File: "campaign.yaml", Line: 1},
	}
}

// sheet is the sample on paper, with one thing changed.
type sheet struct {
	number, headline, point, code, extra string
	swapped, noMark, cover, red          bool
	empty, plain                         bool
	codeX                                float64
	bleed                                float64
	outlines                             [2]rune
}

// draw draws the sample.
func (s sheet) draw(t testing.TB) []byte {
	t.Helper()
	p := newPaper(148*paint.MM, 210*paint.MM, s.bleed)
	black, hebrew := p.font(t, "NotoSans_900Black.ttf"), p.font(t, "NotoSansHebrew_700Bold.ttf")
	latin := p.font(t, "NotoSans_400Regular.ttf")
	black.plain = s.plain
	p.fill("1 0.816 0.149", -10, 0, 500, 200)
	y1, y2 := 500.0, 420.0
	if s.swapped {
		y1, y2 = 380, 500
	}
	first, second, _ := strings.Cut(s.headline, "|")
	p.text(black, 30, y1, 26, first)
	p.text(black, 30, y1-32, 26, second)
	p.text(hebrew, 100, y2, 24, "?ןוכרדה תא ךל וחקל")
	// The second line of the point: the number from left to right, the words
	// before it to its right, those after it to its left.
	p.text(latin, 130, 330, 12, s.point)
	p.text(hebrew, 130+width(latin, s.point)*12+3, 330, 12, "רשקתה")
	p.text(hebrew, 84, 330, 12, ".(םניח)")
	p.text(black, 30, 120, 48, s.number)
	p.text(latin, 30, 30, 10, "112")
	p.code(t, s.code, s.codeX, 215, 60)
	p.text(latin, 280, 80, 8, "rs.pharos.example/sr-cyrl")
	p.text(latin, 30, 60, 10, s.extra)
	if s.cover {
		p.fill(map[bool]string{false: "1 1 1", true: "0.847 0.09 0.216"}[s.red], 25, 110, 340, 60)
	}
	if !s.noMark {
		p.mark()
	}
	if s.outlines != [2]rune{} {
		swapOutlines(t, black, s.outlines[0], s.outlines[1], s.empty)
	}
	return p.bytes()
}

// width gives the length of a text in ems.
func width(f *paperFont, s string) float64 {
	o := &paint.Original{Font: f.sf}
	w := 0.0
	for _, c := range s {
		w += o.Advance(c)
	}
	return w
}

// good is the sheet as it should be.
func good() sheet {
	return sheet{number: "0800 100 388", headline: "Узели су ти пасош.|Имаш права.", point: "+381 63 123 456",
		code: "https://rs.pharos.example/sr-cyrl/", codeX: 300, bleed: 3 * paint.MM}
}

// swapOutlines exchanges two outlines in a font file, or empties the first:
// names, widths and character maps stay.
func swapOutlines(t testing.TB, f *paperFont, a, b rune, empty bool) {
	t.Helper()
	data := slices.Clone(f.data)
	ga, _ := f.sf.GlyphIndex(nil, a)
	gb, _ := f.sf.GlyphIndex(nil, b)
	table := func(tag string) []byte {
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			e := data[12+16*i:]
			if string(e[:4]) == tag {
				off, n := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
				return data[off : off+n]
			}
		}
		t.Fatalf("no table %s", tag)
		return nil
	}
	loca, glyf := table("loca"), table("glyf")
	if binary.BigEndian.Uint16(table("head")[50:]) == 0 {
		t.Fatal("short loca")
	}
	at := func(g uint16) (int, int) {
		return int(binary.BigEndian.Uint32(loca[4*int(g):])), int(binary.BigEndian.Uint32(loca[4*int(g)+4:]))
	}
	a0, a1 := at(uint16(ga))
	b0, b1 := at(uint16(gb))
	old := slices.Clone(glyf)
	if empty {
		clear(glyf[a0:a1])
	} else {
		clear(glyf[a0:a1])
		clear(glyf[b0:b1])
		if n := min(a1-a0, b1-b0); n < b1-b0 || n < a1-a0 {
			// The longer outline does not fit into the place of the shorter: move it by
			// pointing loca at a copy behind the table is not possible in place, so take
			// the shorter for both.
			src := old[b0:b1]
			if a1-a0 < b1-b0 {
				src = old[a0:a1]
			}
			copy(glyf[a0:a1], src)
			copy(glyf[b0:b1], src)
		} else {
			copy(glyf[a0:a1], old[b0:b1])
			copy(glyf[b0:b1], old[a0:a1])
		}
	}
	f.data = data
}

func TestCompare(t *testing.T) {
	change := func(f func(*sheet)) sheet {
		s := good()
		f(&s)
		return s
	}
	for _, c := range []struct {
		name  string
		sheet sheet
		// rules are what must be found; places one position that must be named.
		rules []string
		place string
	}{
		{"as it should be", good(), nil, ""},
		{"one digit of the number", change(func(s *sheet) { s.number = "0800 100 389" }), []string{"proof.number", "proof.stranger"}, "rs.yaml:7"},
		{"groups exchanged", change(func(s *sheet) { s.number = "0800 388 100" }), []string{"proof.number", "proof.stranger"}, "rs.yaml:7"},
		{"one digit in a text", change(func(s *sheet) { s.point = "+381 63 123 459" }), []string{"proof.stranger", "proof.text"}, "messages/he.yaml:6"},
		{"number reversed in a right-to-left text", change(func(s *sheet) { s.point = "456 123 63 +381" }), []string{"proof.stranger", "proof.text"}, "messages/he.yaml:6"},
		{"number covered", change(func(s *sheet) { s.cover = true }), []string{"proof.number"}, "rs.yaml:7"},
		{"number covered in red", change(func(s *sheet) { s.cover, s.red = true, true }), []string{"proof.number"}, "rs.yaml:7"},
		{"outlines of 3 and 8 exchanged", change(func(s *sheet) { s.outlines = [2]rune{'3', '8'} }), []string{"proof.number"}, "rs.yaml:7"},
		{"outlines of 1 and 0 exchanged", change(func(s *sheet) { s.outlines = [2]rune{'1', '0'} }), []string{"proof.number"}, "rs.yaml:7"},
		{"outline of 8 empty", change(func(s *sheet) { s.outlines, s.empty = [2]rune{'8', '8'}, true }), []string{"proof.number"}, "rs.yaml:7"},
		{"code moved off the page", change(func(s *sheet) { s.codeX = 600 }), []string{"proof.code"}, "campaign.yaml:1"},
		{"code half off the page", change(func(s *sheet) { s.codeX = 390 }), []string{"proof.code"}, "campaign.yaml:1"},
		{"another code", change(func(s *sheet) { s.code = "https://rs.pharos.example/sr-latn/" }), []string{"proof.code"}, "campaign.yaml:1"},
		{"languages exchanged", change(func(s *sheet) { s.swapped = true }), []string{"proof.order"}, "campaign.yaml:1"},
		{"a letter of the headline", change(func(s *sheet) { s.headline = "Узели су ти пасош.|Имаш право." }), []string{"proof.text"}, "messages/sr-Cyrl.yaml:3"},
		{"two words run together", change(func(s *sheet) { s.headline = "Узели сути пасош.|Имаш права." }), []string{"proof.text"}, "messages/sr-Cyrl.yaml:3"},
		{"a stranger's number", change(func(s *sheet) { s.extra = "Call 011 222 333" }), []string{"proof.stranger"}, "rs.yaml:7"},
		{"a number on hold", change(func(s *sheet) { s.extra = "Call 0900 55 44 33" }), []string{"proof.stranger"}, "held.yaml:9"},
		{"no draft mark", change(func(s *sheet) { s.noMark = true }), []string{"proof.draft"}, "rs.yaml:10"},
		{"no bleed", change(func(s *sheet) { s.bleed = 0 }), []string{"proof.box"}, "campaign.yaml:1"},
		{"font not in the file", change(func(s *sheet) { s.plain = true }), []string{"proof.font"}, "campaign.yaml:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			list := opened.Compare(sample(), c.sheet.draw(t), "press")
			var rules []string
			placed := c.place == ""
			for _, f := range list {
				if !slices.Contains(rules, f.Rule.ID) {
					rules = append(rules, f.Rule.ID)
				}
				placed = placed || strings.HasPrefix(f.Pos.String(), c.place)
				if f.Severity != diag.Error || f.Gate != diag.Load || f.Hint.Text == "" {
					t.Errorf("finding %+v must stop and say what to do", f)
				}
				t.Logf("%s %s: %s", f.Pos, f.Rule.ID, f.Message.Text)
			}
			slices.Sort(rules)
			if slices.Equal(c.rules, []string{"proof.number"}) { // the thorough look at letters may see the digits, too
				rules = slices.DeleteFunc(rules, func(r string) bool { return r == "proof.text" || r == "proof.contrast" })
			}
			if c.name == "font not in the file" { // what stands in for it is not our concern
				rules = slices.DeleteFunc(rules, func(r string) bool { return r == "proof.number" || r == "proof.text" || r == "proof.contrast" })
			}
			if !slices.Equal(rules, c.rules) {
				t.Errorf("rules %v, want %v", rules, c.rules)
			}
			if !placed {
				t.Errorf("no finding at %s", c.place)
			}
		})
	}
}

func TestPictures(t *testing.T) {
	pdf := good().draw(t)
	a, err := opened.Preview(pdf, 0, 226, 320)
	if err != nil {
		t.Fatal(err)
	}
	b, err := opened.Preview(pdf, 0, 226, 320)
	if err != nil || !bytes.Equal(a, b) {
		t.Errorf("the same PDF gives other bytes: %v", err)
	}
	if len(a) > 15_000 {
		t.Errorf("the preview has %d bytes", len(a))
	}
}
