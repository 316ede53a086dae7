package tree

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realFiles are all YAML files of the project.
func realFiles(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if err == nil && (d.Name() == "node_modules" || d.Name() == "public" || d.Name() == ".git") {
				return fs.SkipDir
			}
			return err
		}
		if filepath.Ext(name) != ".yaml" {
			return nil
		}
		data, err := os.ReadFile(name)
		if _, list := Parse(name, data); len(list) == 0 {
			out[name] = data
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 200 {
		t.Fatalf("only %d files", len(out))
	}
	return out
}

// leaves calls f with every scalar below a node; f may change it for a while.
func leaves(n *Node, f func(*Node)) {
	for _, v := range n.Items {
		leaves(v, f)
	}
	for _, e := range n.Entries {
		leaves(e.Value, f)
	}
	if n.Kind != Map && n.Kind != List {
		f(n)
	}
}

// other is another value of the same kind.
func other(n *Node) *Node {
	out := *n
	switch n.Kind {
	case String:
		out.Value = "anders" + strings.Repeat("\n", len(n.Value)-len(strings.TrimRight(n.Value, "\n")))
		if n.Value == out.Value {
			out.Value = "other"
		}
	case Int:
		out.Value = "417"
	case Float:
		out.Value = "4.25"
	case Bool:
		out.Value = map[bool]string{true: "false", false: "true"}[strings.EqualFold(n.Value, "true")]
	case Null:
		out.Kind, out.Value = String, "anders"
	}
	return &out
}

// sharedEnds counts the bytes at the beginning and the end that two texts share.
func sharedEnds(a, b []byte) (head, tail int) {
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head, tail
}

// TestEveryLeaf sets every leaf of every real file to another value and back: the
// bytes are as before. A text that is written over several lines comes back in one;
// its value is the same, and the others are as they were.
func TestEveryLeaf(t *testing.T) {
	for name, data := range realFiles(t) {
		want, _ := Parse(name, data)
		was := want.Clone()
		e := newEditor(data)
		over := map[*Node]bool{}
		eachSlot(e, slot{value: want, head: -1}, func(s slot) {
			if bytes.Contains(e.data[e.start(s):e.finish(s)], []byte("\n")) && data[e.start(s)] != '|' {
				over[s.value] = true
			}
		})
		leaves(want, func(n *Node) {
			if !over[n] {
				*n = *other(n)
			}
		})
		changed, err := Splice(name, data, want)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		back, err := Splice(name, changed, was)
		if err != nil {
			t.Errorf("%s: back: %v", name, err)
		} else if !bytes.Equal(back, data) {
			h, e := sharedEnds(data, back)
			t.Errorf("%s: back: %.300q became %.300q", name, data[h:len(data)-e], back[h:len(back)-e])
		}
	}
}

// eachSlot calls f with the slot of every scalar.
func eachSlot(e *editor, s slot, f func(slot)) {
	flow := s.flow || (s.value.Kind == Map || s.value.Kind == List) && e.inBraces(s)
	for _, v := range s.value.Items {
		eachSlot(e, e.item(v, flow), f)
	}
	for _, x := range s.value.Entries {
		eachSlot(e, e.entry(x, flow), f)
	}
	if s.value.Kind != Map && s.value.Kind != List {
		f(s)
	}
}

// most is how many leaves of a file are tried one by one; all where the environment
// has PHAROS_EVERY.
func most() int {
	if os.Getenv("PHAROS_EVERY") != "" {
		return 1 << 30
	}
	return 6
}

// TestOneSpan sets leaves of every real file one by one: one span of the file changes.
func TestOneSpan(t *testing.T) {
	for name, data := range realFiles(t) {
		want, _ := Parse(name, data)
		var all []*Node
		leaves(want, func(n *Node) { all = append(all, n) })
		step := max(1, len(all)/most())
		for i := 0; i < len(all); i += step {
			n := all[i]
			was := *n
			*n = *other(n)
			changed, err := Splice(name, data, want)
			*n = was
			if err != nil {
				t.Errorf("%s: %v", was.Pos, err)
				continue
			}
			head, tail := sharedEnds(data, changed)
			span := data[head : len(data)-tail]
			if len(span) > 2*len(was.Value)+len("null")+12 && bytes.Count(span, []byte("\n")) > 12 {
				t.Errorf("%s: for %q changed %q", was.Pos, was.Value, span)
			}
		}
	}
}

// nasty are texts that break writers of YAML.
func nasty() []string {
	out := []string{"", " ", "\n", "\n\n", " a", "a ", "a\n", "\na", "a\n\nb", "a\n b", "-", "- a", "a: b", "a:", ":a", "#a", "a #b", "a#b",
		"'", "''", `"`, `""`, `\`, `\n`, `a\`, "{", "}", "{a: b}", "[a]", "]", "&a", "*a", "!a", "!!str a", "|", ">", "|-", "%a", "@a", "`a`",
		"? a", "?", ",", "a, b", "null", "Null", "~", "true", "yes", "no", "on", "off", "0", "007", "0800", "08", "0x10", "1e3", "1_000", ".5",
		".inf", "-.inf", ".nan", "1:20", "2026-11-30", "2026-11-30T10:00:00Z", "---", "...", "--- a", "<<", "=", "\t", "a\tb", "\ta",
		"{{.Line}}", "{{", "}}", "😀", "a\u200cb", "\u2066+381\u2069", "\u00a0", "\u202f", "ž", "z\u030c", "العربية: نص", "\u0085", "\u2028", "\ufeff",
		"a\r\nb", "\r", "<script>", "&amp;", "$HOME", "${x}", "%s", strings.Repeat("x", 7000), strings.Repeat("a b ", 1500), strings.Repeat("ć", 3000)}
	for _, a := range []string{"-", ":", "#", "'", `"`, "{", "[", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "~", "\\", "\n"} {
		for _, b := range []string{"%sa", "%s a", "a%s", "a %s", "a%sb", "a %s b", "a%s b", "a %sb", "%[1]s%[1]s", "a\n%sb", "%s\na", "é%sž", "1%s", "%s1", "a: %s", "a # %s", "'%s", `"%s`, "%s:", "%s: b"} {
			out = append(out, fmt.Sprintf(b, a))
		}
	}
	return out
}

// styles are files in which the value of "at" is written in every way.
var styles = []string{
	"at: x\nz: y\n", "at: \"x\" # why\n", "at: 'x'\nz: y\n", "a:\n  at: x # why\n  z: y\n", "a: {at: x, z: y}\n", "a: {z: 'y', at: \"x\"} # why\n",
	"a:\n  - at: x\n    z: y\n  - z: q\n", "a:\n- {at: x}\n- b\n", "a:\n  at: |\n    x\n    y\n\n  z: y\n", "a:\n  at: >-\n    x\n    y\n  z: y\n",
	"a:\r\n  at: x\r\n  z: y\r\n", "a:\n  at:\n  z: y\n", "a:\n  at: null\n  z: y", "a: [{z: y}, {at: x}]\n", "a:\n  at:\n    x y\n  z: y\n", "at: x", "a:\n  at: x y\n    z\n  q: r\n",
	"\"at\": x\nz: y\n", "a: {\"at\": 'it''s', z: 1}\n", "z: y\n# foot\nat: 12\n# end\n", "a:\n  at: |-\n    x\n  # note\n  z: y\n",
}

// TestNasty writes texts that break writers into every style: the file reads as
// exactly the text, and everything else stays.
func TestNasty(t *testing.T) {
	texts := nasty()
	if len(texts) < 480 {
		t.Fatalf("only %d texts", len(texts))
	}
	for _, file := range styles {
		for _, text := range texts {
			want, list := Parse("f", []byte(file))
			if len(list) > 0 {
				t.Fatalf("%q: %v", file, list)
			}
			set(want, Scalar(text))
			if _, err := Splice("f", []byte(file), want); err != nil {
				t.Errorf("%q into %q: %v", text, file, err)
			}
		}
	}
}

// set gives the key "at" a value wherever it stands; nil takes it away.
func set(n *Node, v *Node) {
	for _, e := range n.Items {
		set(e, v)
	}
	for _, e := range n.Entries {
		set(e.Value, v)
	}
	if n.Get("at") == nil {
		return
	}
	if v == nil {
		n.Drop("at")
		return
	}
	n.Put("at", v)
}

// TestSplice adds and takes away in every style, and keeps what stands around it.
func TestSplice(t *testing.T) {
	for _, tt := range []struct{ name, in, want, out string }{
		{"a key of a block", "a: 1 # one\n# foot\n", "a: 1\nb: [c, d]\n", "a: 1 # one\nb: [c, d]\n# foot\n"},
		{"a key before others", "b: 1 # one\n", "a: {c: d}\nb: 1\n", "a: {c: d}\nb: 1 # one\n"},
		{"a key of an item", "l:\n  - b: 1\n  - c: 2\n", "l: [{a: 0, b: 1, d: 3}, {c: 2}]", "l:\n  - a: 0\n    b: 1\n    d: 3\n  - c: 2\n"},
		{"a key in braces", "l: {b: 1,  c: 2} # x\n", "l: {a: 0, b: 1, c: 2, d: 3}", "l: {a: 0, b: 1,  c: 2, d: 3} # x\n"},
		{"a key away", "a: 1\n# of b\nb:\n  c: d\ne: f\n", "a: 1\ne: f", "a: 1\n# of b\ne: f\n"},
		{"the first key of an item away", "l:\n  - a: 1\n    b: 2\n", "l: [{b: 2}]", "l:\n  - b: 2\n"},
		{"keys in braces away", "l: {a: 1, b: 2, c: 3}\n", "l: {b: 2}", "l: {b: 2}\n"},
		{"one for another", "h: {mark: U, note: \"No source.\"}\n", "h: {always: true, mark: A, sources: [x]}", "h: {always: true, mark: A, sources: [x]}\n"},
		{"an item behind", "l:\n  - id: a\n    x: 1\n\n  - id: b\n    x: 2\n", "l: [{id: a, x: 1}, {id: b, x: 2}, {id: c, x: 3}]",
			"l:\n  - id: a\n    x: 1\n\n  - id: b\n    x: 2\n\n  - id: c\n    x: 3\n"},
		{"an item before", "l:\n  - {id: b} # b\n", "l: [{id: a}, {id: b}]", "l:\n  - {id: a}\n  - {id: b} # b\n"},
		{"items away", "l:\n  - {id: a} # a\n  - {id: b} # b\n  - {id: c} # c\n", "l: [{id: c}]", "l:\n  - {id: c} # c\n"},
		{"an item moves", "l: [a, b, c]\n", "l: [c, a, b]", "l: [c, a, b]\n"},
		{"an item away in brackets", "l: [ a,  b, c ] # x\n", "l: [b, c]", "l: [ b, c ] # x\n"},
		{"a value for a group", "a:\n  b: 1\n  # in\n  c: 2\nd: 3\n", "a: x\nd: 3", "a: x\nd: 3\n"},
		{"a group for a value", "a: x\nd: 3\n", "a: {b: 1}\nd: 3", "a: {b: 1}\nd: 3\n"},
		{"nothing for a list", "a:\n  - b\n  - c\nd: 3\n", "a: []\nd: 3", "a: []\nd: 3\n"},
		{"a list for nothing", "a: [] # none\nd: 3\n", "a: [b]\nd: 3", "a: [b] # none\nd: 3\n"},
		{"a list for an empty key", "a:\nd: 3\n", "a: [b]\nd: 3", "a: [b]\nd: 3\n"},
		{"no line end", "a: 1", "a: 1\nb: 2\n", "a: 1\nb: 2"},
		{"windows", "a: 1\r\nl:\r\n  - x\r\n", "a: 1\nb: 2\nl: [x, y]\n", "a: 1\r\nb: 2\r\nl:\r\n  - x\r\n  - y\r\n"},
		{"a long group", "a: 1\n", "a: 1\nb: {c: \"" + strings.Repeat("long ", 18) + "\", d: [e]}\n", "a: 1\nb:\n  c: \"" + strings.Repeat("long ", 18) + "\"\n  d: [e]\n"},
		{"no common key", "a:\n  b: 1\nd: 3\n", "a: {c: 1}\nd: 3", "a: {c: 1}\nd: 3\n"},
		{"list of lists", "a:\n  - - x\n    - y\n  - - z\n", "a: [[y, q], [z]]", "a:\n  - - y\n    - q\n  - - z\n"},
	} {
		want, list := Parse("want", []byte(tt.want))
		if len(list) > 0 {
			t.Fatal(tt.name, list)
		}
		got, err := Splice("f", []byte(tt.in), want)
		if err != nil || string(got) != tt.out {
			t.Errorf("%s: %v\n%s\nwant\n%s", tt.name, err, got, tt.out)
		}
	}
}

// TestItemsAway takes each item of each list of each real file away, and each key of
// each group: all others stay, with their comments.
func TestItemsAway(t *testing.T) {
	tried := 0
	for name, data := range realFiles(t) {
		want, _ := Parse(name, data)
		parts := 0
		count := func(*Node) { parts++ }
		leaves(want, count)
		step, at := max(1, parts/most()), 0
		var walk func(n *Node)
		walk = func(n *Node) {
			for i, v := range n.Items {
				walk(v)
				if at++; at%step != 0 {
					continue
				}
				was := n.Items
				n.Items = append(append([]*Node{}, was[:i]...), was[i+1:]...)
				away(t, name, data, want)
				n.Items, tried = was, tried+1
			}
			for i, x := range n.Entries {
				walk(x.Value)
				if at++; at%step != 0 || len(n.Entries) == 1 && n == want {
					continue
				}
				was := n.Entries
				n.Entries = append(append([]Entry{}, was[:i]...), was[i+1:]...)
				away(t, name, data, want)
				n.Entries, tried = was, tried+1
			}
		}
		walk(want)
	}
	t.Logf("%d taken away", tried)
}

// away writes a file without something and looks at what is left.
func away(t *testing.T, name string, data []byte, want *Node) {
	t.Helper()
	got, err := Splice(name, data, want)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	if len(got) > len(data)+3 {
		t.Errorf("%s grew from %d to %d bytes", name, len(data), len(got))
	}
	if again, err := Splice(name, got, want); err != nil || !bytes.Equal(again, got) {
		t.Errorf("%s: what reads as it should is written anew: %v", name, err)
	}
}
