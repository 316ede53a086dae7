package typeset

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// Runes in are runes out, no line is wider than its measure unless it is one
// word, and no text makes a panic.
func FuzzWrap(f *testing.F) {
	for _, s := range specimens {
		f.Add(s.text, 120, s.rtl, false)
	}
	f.Add("a\u0301\u0301\u0301 \u2066+1 (2)\u2069\n\nאב גד 12", 3, true, true)
	f.Fuzz(func(t *testing.T, text string, mm int, rtl, balanced bool) {
		if len(text) > 400 || mm < 1 || mm > 1000 {
			return
		}
		st := Style{Lang: "sr", Balanced: balanced, KeepBreaks: mm%2 == 0, Tracking: -12}
		if rtl {
			st.Direction = locale.RTL
		}
		p, err := fonts.Shape(text, st)
		var c *CharacterError
		if err != nil {
			if !errors.As(err, &c) {
				t.Fatal(err)
			}
			return
		}
		width := MM(mm * 1000)
		lines := p.Wrap(width, 12*Pt)
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
		if got := readBack(lines); squeeze(got) != squeeze(Plain(text)) {
			t.Fatalf("%q came back as %q", Plain(text), got)
		}
		from := 0
		for _, to := range p.greedy(ems(width, 12*Pt)) {
			if to-from > 1 && p.span(from, to) > ems(width, 12*Pt) {
				t.Fatalf("%q: the words %d to %d are wider than %d mm", text, from, to, mm)
			}
			from = to
		}
	})
}

// A broken font is an error or gives the text that was asked for, within the bounds
// of what a page can hold.
func FuzzFont(f *testing.F) {
	file, err := fs.ReadFile(fonts.list[0].fsys, "NotoSansThai_400Regular.ttf")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{0}, 0)
	f.Add(uint32(300), []byte{0xff, 0xff, 0xff, 0xff}, 4000)
	f.Add(uint32(12), []byte("glyf"), 40)
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, cut int) {
		data := bytes.Clone(file)
		if cut > 0 && cut < len(data) {
			data = data[:len(data)-cut]
		}
		copy(data[int(at)%len(data):], patch)
		set, err := NewFonts(fstest.MapFS{"a.ttf": {Data: data}})
		if err != nil {
			return
		}
		const text = "โทรฟรี หรือไม่ 12"
		p, err := set.Shape(text, Style{Lang: "th"})
		if err != nil {
			return
		}
		lines := p.Wrap(MM(50_000), 12*Pt)
		if got := strings.Join(strings.Fields(readBack(lines)), ""); got != strings.Join(strings.Fields(text), "") {
			t.Errorf("%q came back as %q", text, got)
		}
		for _, l := range lines {
			o := l.Outline(Point{}, 12*Pt)
			if len(o) > 0 && o[0].Op != Move {
				t.Error("an outline begins nowhere")
			}
			l.Ink(Point{}, 12*Pt)
		}
	})
}
