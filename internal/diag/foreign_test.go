package diag

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestForeign sees that no text leaves its line, hides, grows without end or turns
// the words around it.
func TestForeign(t *testing.T) {
	for in, want := range map[string]string{
		"Ana":                                "Ana",
		"Ana\ncheck words: a\nRIGHT.\x1b[8m": "Ana\ufffdcheck words: a\ufffdRIGHT.\ufffd[8m",
		"a\u202eb":                           "a\ufffdb",
		"a\u2028b\u0085c":                    "a\ufffdb\ufffdc",
		"a\u2069\u2068b":                     "a\ufffd\ufffdb",
		"a" + strings.Repeat(" \u00a0\u2800", 200) + "b": "a b",
		"\u0622\u0646\u0627":                             "\u2068\u0622\u0646\u0627\u2069",
		"می\u200cشود":                                    "\u2068می\u200cشود\u2069",
	} {
		got := Foreign(in)
		if got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
		if again := Foreign(got); again != got {
			t.Errorf("%q: %q the second time", in, again)
		}
	}
	long := Foreign("\u2068" + strings.Repeat("a\u0622", 5000) + "\u2069")
	if n := utf8.RuneCountInString(long); n > maxForeign+2 || Visible(long) != long {
		t.Errorf("%d characters: %q", n, long)
	}
}

// FuzzForeign sees that nothing steers after the filter.
func FuzzForeign(f *testing.F) {
	f.Add("a\u2068\x1b[2J\u2069\u2069")
	f.Fuzz(func(t *testing.T, s string) {
		out := Foreign(s)
		if strings.ContainsAny(out, "\n\r\x1b") || utf8.RuneCountInString(out) > maxForeign+2 || Visible(out) != out {
			t.Errorf("%q", out)
		}
	})
}
