package exchange

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"pharos/internal/tree"
)

// doubleQuoted writes a text as YAML in double quotes (YAML 1.2.2, section 7.3.1).
func doubleQuoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// quoteLike writes a text in the style of the one it replaces, in double quotes
// where that style cannot hold it. Indent is that of the key.
func quoteLike(old, text string, indent int) string {
	out := ""
	switch {
	case old == "" || old[0] == '"':
		return doubleQuoted(text)
	case old[0] == '\'':
		out = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case old[0] == '|':
		space := "\n" + strings.Repeat(" ", indent+2)
		head, _, _ := strings.Cut(old, "\n")
		out = strings.TrimRight(head, "\r") + space + strings.ReplaceAll(text, "\n", space)
	case old[0] == '>' || strings.Contains(old, "\n"):
		return doubleQuoted(text)
	case plainWords(text):
		out = text
	}
	if out != "" && reads(out, text, indent) {
		return out
	}
	return doubleQuoted(text)
}

// plainWords reports a text that needs no quotes in any surroundings.
func plainWords(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(first) && !strings.ContainsAny(s, ":#{}[],\n\t\"'|>&*!%@`\\")
}

// reads reports whether YAML reads a written value as the text.
func reads(written, text string, indent int) bool {
	root, list := tree.Parse("x", []byte(strings.Repeat(" ", indent)+"k: "+written+"\n"))
	v := root.Get("k")
	return len(list) == 0 && v != nil && v.Kind == tree.String && strings.TrimRight(v.Value, "\n") == text
}
