package proof_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/pdf"
	"pharos/internal/typeset"
)

// openable sets a text on a sheet, writes it for press and screen, and sees that
// PDFium opens and paints it and that the reader of the clauses finds no fault.
// A text with a character that no font has is refused, which is right too.
func openable(t *testing.T, fonts *typeset.Fonts, s *shop, text string, rtl bool) bool {
	t.Helper()
	style := typeset.Style{Lang: "en", Weight: 400}
	if rtl {
		style.Direction = locale.RTL
	}
	p, err := fonts.Shape(text, style)
	if err != nil {
		return false
	}
	page := typeset.MM(100_000)
	all := typeset.Box(0, 0, page, page)
	frame := all.Inset(typeset.MM(10_000))
	item := p.Lay(p.Wrap(frame.W(), 12*typeset.Pt), frame, 12*typeset.Pt, typeset.Start)
	item.Mark = typeset.Mark{Tag: 0, Role: "point"}
	item.Colour = typeset.Colour{CMYK: [4]uint8{0, 0, 0, 100}, Overprint: true}
	title := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, typeset.Plain(text))) + "."
	doc := typeset.Document{Title: title, Lang: "en", Pages: []typeset.Page{{Name: "front", Media: all, Bleed: all, Trim: all, Safe: frame,
		Items: []typeset.Item{item}, Tags: []typeset.Tag{{Role: typeset.RoleP, Lang: "en", Parent: -1}}}}}
	for kind, standard := range map[string]pdf.Kind{"press": pdf.Press, "screen": pdf.Screen} {
		var b bytes.Buffer
		if err := pdf.Write(&b, doc, pdf.Options{Kind: standard, Date: "2026-01-15", Profile: s.profile}); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		r, err := reader()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Preview(b.Bytes(), 0, 40, 40); err != nil {
			t.Errorf("%q as %s: PDFium: %v", text, kind, err)
		}
		parsed, err := read(kind, b.Bytes())
		if err != nil {
			t.Fatalf("%q as %s: %v", text, kind, err)
		}
		for _, c := range fileClauses {
			if c.check(parsed); len(parsed.wrong) > 0 {
				t.Errorf("%q as %s: %s: %v", text, kind, c.name, parsed.wrong)
				parsed.wrong = nil
			}
		}
	}
	return true
}

// blocks are the scripts that the fonts have, and what troubles text: marks,
// joiners, controls, spaces, brackets.
var blocks = [][2]rune{{0x20, 0x7e}, {0xa0, 0x24f}, {0x300, 0x314}, {0x370, 0x3ff}, {0x400, 0x45f}, {0x531, 0x587}, {0x5d0, 0x5ea}, {0x620, 0x64f}, {0x6f0, 0x6f9},
	{0x905, 0x94d}, {0x985, 0x9b9}, {0xb85, 0xbb9}, {0xe01, 0xe3a}, {0x1000, 0x103f}, {0x10d0, 0x10f0}, {0x1200, 0x1248}, {0x200b, 0x200f}, {0x2066, 0x2069}, {0x2010, 0x2014}}

// TestRandomText opens sheets of random text; the seed is fixed.
func TestRandomText(t *testing.T) {
	fonts, err := typeset.NewFonts(os.DirFS(root + "/assets/fonts"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 2026))
	set := 0
	for range 150 {
		var b strings.Builder
		for range 1 + random.IntN(4) {
			block := blocks[random.IntN(len(blocks))]
			for range 1 + random.IntN(12) {
				b.WriteRune(block[0] + rune(random.IntN(int(block[1]-block[0])+1)))
			}
			if random.IntN(2) == 0 {
				b.WriteByte(' ')
			}
		}
		if openable(t, fonts, s, b.String(), random.IntN(2) == 0) {
			set++
		}
	}
	if set < 50 {
		t.Errorf("only %d of 150 texts could be set", set)
	}
	t.Log(set, "of 150 texts were set")
}

// FuzzOpenable does so with text of any kind.
func FuzzOpenable(f *testing.F) {
	fonts, err := typeset.NewFonts(os.DirFS(root + "/assets/fonts"))
	if err != nil {
		f.Fatal(err)
	}
	s, err := theShop()
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"Позови 116 000", "اتصل \u2066116 000\u2069 الآن", "a\u0301\u0301\u0301 ()", "ကျွန်ုပ် ไทย हिन्दी"} {
		f.Add(text, false)
		f.Add(text, true)
	}
	f.Fuzz(func(t *testing.T, text string, rtl bool) {
		if len(text) < 300 {
			openable(t, fonts, s, text, rtl)
		}
	})
}
