package typeset

import (
	"strings"
	"testing"

	"pharos/internal/locale"
)

func texts(lines []Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return strings.Join(out, " | ")
}

// A number keeps together at every width, in every direction, whether it is
// marked or only looks like one.
func TestNumbersAreNeverBroken(t *testing.T) {
	for _, c := range []struct {
		text, whole string
		rtl         bool
	}{
		{"Pozovi \u20660800 100 388\u2069 besplatno", "0800 100 388", false},
		{"Pozovi 0800 100 388 besplatno", "0800 100 388", false},
		{"Thirr +383 (0)38 123-456, ditë e natë", "+383 (0)38 123-456", false},
		{"Radi 08–20 svaki dan", "08–20", false},
		{"Sajt \u2066help.example.org/sr/a-b\u2069 je tu", "help.example.org/sr/a-b", false},
		{"اتصل على \u2066+383 38 123 456\u2069 الآن", "+383 38 123 456", true},
		{"اتصل على 0800 12 345 الآن", "0800 12 345", true},
	} {
		st := Style{Lang: "sr"}
		if c.rtl {
			st = Style{Lang: "ar", Script: "Arab", Direction: locale.RTL}
		}
		p := shape(t, c.text, st)
		for width := MM(5_000); width < MM(200_000); width += MM(3_000) {
			lines := p.Wrap(width, 20*Pt)
			if !strings.Contains(texts(lines), c.whole) {
				t.Errorf("%q at %s mm: %s", c.text, width, texts(lines))
			}
		}
	}
}

// Digits of an isolate read from left to right on the line, also in the middle
// of right-to-left text.
func TestNumbersReadLeftToRight(t *testing.T) {
	p := shape(t, "اتصل على \u2066+383 38 123 456\u2069 الآن", Style{Lang: "ar", Script: "Arab", Direction: locale.RTL})
	line := p.Wrap(MM(500_000), 20*Pt)[0]
	visual := ""
	for _, c := range line.Clusters {
		if !c.RTL {
			visual += c.Text
		}
	}
	if visual != "+383 38 123 456" {
		t.Errorf("on the line stands %q", visual)
	}
	if first := line.Clusters[len(line.Clusters)-1]; first.Order != 0 || !first.RTL {
		t.Errorf("the rightmost cluster is %q, number %d", first.Text, first.Order)
	}
}

func TestWrapAtSentencesEnd(t *testing.T) {
	p := shape(t, "Reci broj 20. 5 dana kasnije", Style{Lang: "sr"})
	for width := MM(30_000); width < MM(100_000); width += MM(1_000) {
		if strings.Contains(texts(p.Wrap(width, 20*Pt)), "20. | 5") {
			return
		}
	}
	t.Error("a full stop was taken for a part of a number")
}

func TestBalanced(t *testing.T) {
	p := shape(t, "Obećali su posao. Uzeli su pasoš. Reci: treba mi pomoć sad", Style{Lang: "sr", Weight: 900, Balanced: true})
	lines := p.Wrap(MM(170_000), 40*Pt)
	least, most := lines[0].Width, lines[0].Width
	for _, l := range lines {
		least, most = min(least, l.Width), max(most, l.Width)
	}
	if least < most*2/3 {
		t.Errorf("lines are not balanced: %s", texts(lines))
	}
}

func TestNoLonelyWord(t *testing.T) {
	text := "Ako te neko prisiljava da radiš protiv volje, pozovi ovaj broj i reci sad"
	p := shape(t, text, Style{Lang: "sr"})
	for width := MM(60_000); width < MM(170_000); width += MM(1_000) {
		lines := p.Wrap(width, 20*Pt)
		last := lines[len(lines)-1]
		if len(lines) > 1 && !strings.Contains(last.Text, " ") && last.Width.At(20*Pt) < width/4 {
			t.Fatalf("at %s mm: %s", width, texts(lines))
		}
	}
}

func TestKeepBreaks(t *testing.T) {
	text := "Obećali su posao.\nUzeli su pasoš."
	if got := texts(shape(t, text, Style{Lang: "sr", KeepBreaks: true}).Wrap(MM(20_000), 40*Pt)); got != "Obećali su posao. | Uzeli su pasoš." {
		t.Errorf("kept: %s", got)
	}
	if got := texts(shape(t, text, Style{Lang: "sr"}).Wrap(MM(500_000), 20*Pt)); got != "Obećali su posao. Uzeli su pasoš." {
		t.Errorf("not kept: %s", got)
	}
}

// Thai and Myanmar break at the marks that stand in the message.
func TestBreakMarks(t *testing.T) {
	for i, s := range specimens {
		if s.script != "Thai" && s.script != "Mymr" {
			continue
		}
		lines := shape(t, s.text, styleOf(i, 400)).Wrap(MM(30_000), 20*Pt)
		if len(lines) < 3 || readBack(lines) != Plain(s.text) {
			t.Errorf("%s: %s", s.lang, texts(lines))
		}
	}
}

// UAX 9, L2 over the levels of nested passages: the example of the standard's
// section 3.4, "he said “car MEANS CAR.”" inside of right-to-left text.
func TestVisualOrder(t *testing.T) {
	const letters, levels, want = "abcDEFghi123JKL", "222111222222111", "LKJghi123FEDabc"
	list, deep := make([]Cluster, len(letters)), []byte(levels)
	for i := range list {
		list[i].Text = letters[i : i+1]
		deep[i] -= '0'
	}
	visual(list, deep)
	got := ""
	for _, c := range list {
		got += c.Text
	}
	if got != want {
		t.Errorf("visual order %q; want %q", got, want)
	}
}

// A middle dot between items stays at the end of a line.
func TestMiddleDots(t *testing.T) {
	p := shape(t, "работа · документи · стан · патување", Style{Lang: "mk"})
	for width := MM(30_000); width < MM(130_000); width += MM(1_000) {
		if got := texts(p.Wrap(width, 20*Pt)); strings.Contains(got, "| ·") {
			t.Fatalf("at %s mm: %s", width, got)
		}
	}
}

// A single letter stays with the word after it, at every width.
func TestSingleLetters(t *testing.T) {
	for _, text := range []string{"Питајте да ли је особа била присиљена пре него што с њом поступате", "Ditët e javës i di, a e di edhe ti?", "Pitajte i o tome u povjerenju"} {
		p := shape(t, text, Style{Lang: "sr"})
		for width := MM(40_000); width < MM(170_000); width += MM(1_000) {
			lines := p.Wrap(width, 20*Pt)
			for _, l := range lines[:len(lines)-1] {
				words := strings.Fields(l.Text)
				if last := []rune(words[len(words)-1]); len(last) == 1 {
					t.Fatalf("at %s mm: %s", width, texts(lines))
				}
			}
		}
	}
}
