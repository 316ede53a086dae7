package tree

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// dump writes a tree with the place of every key and value.
func dump(n *Node) string {
	if n == nil {
		return "nil"
	}
	out := fmt.Sprintf("%d:%d ", n.Pos.Line, n.Pos.Column)
	switch n.Kind {
	case List:
		for _, v := range n.Items {
			out += "[" + dump(v) + "]"
		}
	case Map:
		for _, e := range n.Entries {
			out += fmt.Sprintf("{%d:%d %q %q=%s}", e.Pos.Line, e.Pos.Column, e.Pos.Text, e.Key, dump(e.Value))
		}
	default:
		out += fmt.Sprintf("%d %q %q", n.Kind, n.Value, n.Pos.Text)
	}
	return out
}

// TestFindings sees that each mistake is found at its place.
func TestFindings(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"byte-order mark", "\xef\xbb\xbfa: b", "f:1:1 file.bom"},
		{"UTF-16", "\xff\xfea\x00", "f:1:1 file.encoding"},
		{"invalid UTF-8", "a: b\nč: x\xffy", "f:2:5 file.encoding"},
		{"empty", " \n\n", "f file.empty"},
		{"comments only", "# nothing\n", "f file.empty"},
		{"tab", "a:\n\tb: c\n", "f:2:1 file.tab"},
		{"tab after spaces", "a:\n  \tb: c\n", "f:2:3 file.tab"},
		{"control", "a: \"x\x00\"\n", "f:1:6 file.control"},
		{"line separator", "a: \"x\u2028\"\n", "f:1:6 file.control"},
		{"second document", "a: b\n---\nc: d\n", "f:2:1 file.documents"},
		{"end of document", "a: b\n...\nc: d\n", "f:2:1 file.documents"},
		{"doubled key", "a: b\nc: d\na: e\n", "f:3:1 file.duplicate"},
		{"doubled key in braces", "a: {b: c, d: e, b: f}\n", "f:1:17 file.duplicate"},
		{"doubled key in a message file", "a:\n  b: \"c\"\n  b: \"d\"\n", "f:3:3 file.duplicate"},
		{"doubled id in a message file", "a:\n  b: \"c\"\na:\n  b: \"d\"\n", "f:3:1 file.duplicate"},
		{"crooked indentation", "a:\n  b: \"c\"\n   d: \"e\"\n", "f:"},
		{"deeper indentation", "a:\n  b: \"c\"\n    d: \"e\"\n", "f:"},
		{"anchor", "a: &x b\nc: *x\n", "f:1:4 file.construct"},
		{"merge key", "a: &x {b: c}\nd:\n  <<: *x\n", "f:3:3 file.construct"},
		{"tag", "a: !!binary aGk=\n", "f:1:4 file.construct"},
		{"colon in text", "a: b: c\n", "f:1:4 file.syntax"},
		{"open quote", "a: 'b\n", "f:1:4 file.syntax"},
		{"open bracket", "a: [b\n", "f:1:4 file.syntax"},
		{"key of a list", "? [a]\n: b\n", "f:2:1 file.syntax"},
		{"long line", "a: " + strings.Repeat("x", 9000), "f:1:1 file.syntax"},
		{"deep", strings.Repeat("[", 200) + strings.Repeat("]", 200), "f:1:"},
		{"many brackets", strings.Repeat("a: [b]\n", 10001), "f file.syntax"},
		{"large", "a: b\n" + strings.Repeat("#\n", MaxSize), "f file.size"},
	} {
		_, list := Parse("f", []byte(tt.in))
		var got []string
		found := false
		for _, f := range list {
			got = append(got, f.Pos.String()+" "+f.Rule.ID)
			found = found || strings.HasPrefix(f.Pos.String()+" "+f.Rule.ID, tt.want)
			if f.Hint.Text == "" || !list.Stops() {
				t.Errorf("%s: no hint, or not a stop: %+v", tt.name, f)
			}
		}
		if !found {
			t.Errorf("%s: got %v, want %s", tt.name, got, tt.want)
		}
	}
}

// TestAllAtOnce sees that one run names every doubled key and every anchor.
func TestAllAtOnce(t *testing.T) {
	_, list := Parse("f", []byte("a: 1\nb: &x 2\na: 3\nb: 4\nc: *x\n"))
	if len(list) != 4 {
		t.Errorf("got %v", list)
	}
}

// TestBomb sees that a small file cannot cost much: nested aliases, deep groups.
func TestBomb(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&laughs, "a%d: &a%d [%s]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9))
	}
	for name, in := range map[string]string{
		"aliases": laughs.String(), "brackets": strings.Repeat("[", 7000), "dashes": strings.Repeat("- ", 3900),
		"braces": strings.Repeat("{a: ", 1900), "questions": strings.Repeat("? ", 3900), "tags": strings.Repeat("!a ", 2600),
	} {
		start := time.Now()
		if _, list := Parse("f", []byte(in)); !list.Stops() {
			t.Errorf("%s: accepted", name)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %s", name, d)
		}
	}
}

// TestQuick sees that the quick reader is used for the project's message files
// and gives the library's tree.
func TestQuick(t *testing.T) {
	files, err := filepath.Glob("../../campaigns/*/messages/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	quick := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if agree(t, data) {
			quick++
		}
	}
	if quick*10 < len(files)*9 {
		t.Errorf("only %d of %d files are read quickly", quick, len(files))
	}
}

// agree compares both readers and reports whether the quick one took the file.
func agree(t *testing.T, data []byte) bool {
	t.Helper()
	r := &reader{file: "f", lines: strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")}
	if !r.acceptable(data) || !r.readable() {
		return false
	}
	quick := r.quick()
	if quick == nil {
		return false
	}
	slow := r.parse([]byte(strings.Join(r.lines, "\n")))
	if a, b := dump(quick), dump(slow); a != b || len(r.list) > 0 {
		t.Errorf("the readers differ:\nquick %s\nslow  %s\n%v", a, b, r.list)
	}
	return true
}

// FuzzParse sees that no bytes bring the reader down and that both readers agree.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a: b", "a:\n  b: \"c\\n\"\n", "a: {b: c, d: 2026-11-23, e: \"f\"}", "a:\n- b\n- c: d\n", "a: |\n  b\n", "a: \"b", "\xff", "a: &b c\nd: *b",
		"a: >-\n  x\n\n  y", "? a\n: b", "a.b-c_d:\n  other: \"{{.Line}} \\\"\"\n# c\n", "---\na: b\n---\nc", "a: 'b'\n\n\nc: 0800"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, list := Parse("f", data)
		if root == nil && len(list) == 0 {
			t.Error("neither a tree nor a finding")
		}
		for _, x := range list {
			if x.Pos.File != "f" || x.Pos.Line < 0 || x.Pos.Column < 0 {
				t.Errorf("place %+v", x.Pos)
			}
		}
		agree(t, data)
	})
}

func TestSuggest(t *testing.T) {
	known := []string{"hours", "hotlines", "languages", "law"}
	for in, want := range map[string]string{"hotline": "hotlines", "langauges": "languages", "houres": "hours", "lwa": "law", "zzzzz": "", "": ""} {
		if got := Suggest(in, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", in, got, want)
		}
	}
	if got := DidYouMean("zzzzz", known).Text; got != "Known here: hotlines, hours, languages, law." {
		t.Error(got)
	}
	dotted := []string{"alt.badge", "place.restroom", "alt.card", "place.waiting-room", "places"}
	for in, want := range map[string]string{"place.stop": "Known here: place.restroom, place.waiting-room.",
		"other.stop": "Known here: alt.badge, alt.card, place.restroom, place.waiting-room, places."} {
		if got := DidYouMean(in, dotted).Text; got != want {
			t.Errorf("DidYouMean(%q) = %q, want %q", in, got, want)
		}
	}
}
