package tree

import (
	"fmt"
	"strings"
	"testing"
)

// TestFaults: a file that cannot be read as YAML has its finding where somebody slipped,
// not where the reader gave up, in words that say which sign is missing.
func TestFaults(t *testing.T) {
	const head, tail = "zone: Europe/Belgrade\n", "\nhotlines:\n  - id: zz.line\n    kind: police\n"
	for _, c := range []struct{ text, place, words string }{
		{`label: "unclosed`, "2:8", "the quote that begins here has no end"},
		{`label: 'unclosed`, "2:8", "the quote that begins here has no end"},
		{"languages: [{tag: \"en, role: required}]", "2:19", "the quote that begins here has no end"},
		{"english: 'Office's page'", "2:17", "the quote ends here and the text goes on"},
		{`title: "a" and b`, "2:10", "the quote ends here and the text goes on"},
		{"status:print", "2:8", "a space is missing behind the colon"},
		{"lines:\n  - id: a\n    status:print\n    b: c", "4:12", "a space is missing behind the colon"},
		{"lines:\n  - id: a\n   status: print", "4:4", "the line begins between two groups: with 3 blanks, and those above with 0, 2, 4"},
		{"lines:\n  - id: a\n     status: print", "4:6", "the line begins 1 blanks further in than the one above, which has its value already"},
		{" base: https://zz.invalid/", "2:2", "the line begins 1 blanks further in than the one above, which has its value already"},
		{"lines:\n  -id: zz.other\n  - id: b", "3:4", "a space is missing behind the dash"},
		{"lines: [a, b", "2:8", "the bracket [ that opens here is not closed"},
		{"line: {a: [b}, c: d]", "2:13", "} stands here, and [ of line 2 is open"},
		{"exit: @home", "2:7", "a text that begins with @ has a meaning of its own in YAML"},
		{"title: Plan: the second", "2:8", "the value holds a colon and a space"},
		{"lines:\n  -\u00a0id: x\n    kind: y", "3:4", "a space that does not break (U+00A0) stands where YAML wants a plain one"},
	} {
		_, list := Parse("f", []byte(head+c.text+tail))
		if len(list) == 0 {
			t.Errorf("%q is read", c.text)
			continue
		}
		f := list[0]
		if place := fmt.Sprintf("%d:%d", f.Pos.Line, f.Pos.Column); place != c.place || f.Message.Text != c.words || f.Hint.IsZero() {
			t.Errorf("%q: %s %s (%s), want %s %s", c.text, place, f.Message.Text, f.Hint.Text, c.place, c.words)
		}
	}
}

// TestOdd: a sign that is taken for another one is named in keys and values.
func TestOdd(t *testing.T) {
	var v struct {
		Status string `yaml:"status" enum:"print,hold"`
		Title  string `yaml:"title"`
	}
	for text, words := range map[string]string{
		"stаtus: print":         `unknown key "stаtus": it holds a Cyrillic letter, а (U+0430)`,
		"status: рrint":         `status has the unknown value "рrint": it holds a Cyrillic letter, р (U+0440)`,
		"status: print\u200b":   "it holds a sign that cannot be seen (U+200B)",
		"status: \u00a0print":   "it holds a space that does not break (U+00A0)",
		"title: “A plan”":       "a typographic quote, “ (U+201C) stands where YAML wants a straight one",
		"{title: «A, plan»}":    "a typographic quote, « (U+00AB) stands where YAML wants a straight one",
		"“status”: print":       `unknown key "“status”": it holds a typographic quote, “ (U+201C)`,
		"title: x\ntit–le: y":   "it holds a dash that is no hyphen, – (U+2013)",
		"ｓtatus: print":         "it holds a letter of full width, ｓ (U+FF53)",
		"sta\u00adtus: print":   "it holds a sign that cannot be seen (U+00AD)",
		"status: “print”":       "a typographic quote, “ (U+201C) stands where YAML wants a straight one",
		"title: ok\nstatus: ho": `status has the unknown value "ho"`,
	} {
		root, list := Parse("f", []byte(text+"\n"))
		list = append(list, Decode(root, &v)...)
		if len(list) == 0 || !strings.Contains(list[0].Message.Text, words) || list[0].Pos.Line == 0 {
			t.Errorf("%q: %v", text, list)
		}
	}
	for _, fine := range []string{`title: "“Help” in quotes"`, "title: Помоћ", "title: It’s on – at last", `title: "„POMOĆ“"`} {
		root, list := Parse("f", []byte(fine+"\n"))
		if list = append(list, Decode(root, &v)...); len(list) > 0 {
			t.Errorf("%q: %s", fine, list[0].Message.Text)
		}
	}
}
