package tree

import (
	"fmt"
	"regexp"
	"strings"
)

// width is how long a group or a list on one line may be.
const width = 100

var (
	// bareWord are texts that stand without quotes in any surroundings, if YAML reads
	// them as text. Older readers take truth for a value of its own.
	bareWord = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)
	truth    = regexp.MustCompile(`^(?i:yes|no|on|off)$`)
)

// Inline writes a value on one line, whatever stands around it.
func Inline(n *Node) string {
	var parts []string
	switch n.Kind {
	case Map:
		for _, e := range n.Entries {
			parts = append(parts, keyText(e.Key)+": "+Inline(e.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case List:
		for _, v := range n.Items {
			parts = append(parts, Inline(v))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Null:
		return "null"
	case String:
		if n.Bare && bareWord.MatchString(n.Value) && !truth.MatchString(n.Value) && plain(n.Value, true) &&
			reads(n.Value, n.Value, 0) {
			return n.Value
		}
		return Quoted(n.Value)
	}
	return n.Value
}

// keyText writes a key.
func keyText(key string) string {
	if bareWord.MatchString(key) {
		return key
	}
	return Quoted(key)
}

// short reports whether a value is written on one line.
func short(n *Node) bool {
	return n.Kind != Map && n.Kind != List || len(n.Entries)+len(n.Items) == 0 || len(Inline(n)) <= width
}

// block writes a group or a list over several lines; the first is not indented.
func block(n *Node, indent int) string {
	space := strings.Repeat(" ", indent)
	var lines []string
	for _, e := range n.Entries {
		lines = append(lines, entryText(e.Key, e.Value, indent, false))
	}
	for _, v := range n.Items {
		lines = append(lines, "- "+body(v, indent+2, false))
	}
	return strings.Join(lines, "\n"+space)
}

// entryText writes a key of a block with its value: on one line if it is short and
// the groups beside it are.
func entryText(key string, v *Node, indent int, long bool) string {
	if short(v) && !(long && v.Kind == Map && len(v.Entries) > 0) {
		return keyText(key) + ": " + Inline(v)
	}
	return keyText(key) + ":\n" + strings.Repeat(" ", indent+2) + block(v, indent+2)
}

// body writes an item of a block list: on one line if it is short and the others are.
func body(v *Node, indent int, long bool) string {
	if short(v) && !(long && v.Kind == Map && len(v.Entries) > 0) {
		return Inline(v)
	}
	return block(v, indent)
}

// Quoted writes a text as YAML in double quotes (YAML 1.2.2, section 7.3.1).
func Quoted(s string) string {
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
		// nobody sees these
		case r >= 0x2066 && r <= 0x2069 || r >= 0x202a && r <= 0x202e || r == 0x200e || r == 0x200f:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r == 0x2028 || r == 0x2029 || r == 0xfeff || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// like writes a scalar in the style of the one it replaces, in double quotes where
// that style cannot hold it. Indent is that of the key; flow is true within braces.
func like(old string, v *Node, indent int, flow bool) string {
	if v.Kind != String {
		return Inline(v)
	}
	text, out := v.Value, ""
	switch {
	case old == "" || old[0] == '"':
		return Quoted(text)
	case old[0] == '\'':
		out = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case old[0] == '|' && strings.TrimSpace(text) != "":
		space, head := "\n"+strings.Repeat(" ", indent+2), "|"
		if !strings.HasSuffix(text, "\n") {
			head = "|-"
		}
		out = head + space + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", space)
	case old[0] != '>' && !strings.Contains(old, "\n") && plain(text, flow):
		out = text
	}
	if out != "" && reads(out, text, indent) {
		return out
	}
	return Quoted(text)
}

var (
	// plainStart are the characters with which a text without quotes may begin.
	plainStart = regexp.MustCompile(`^(?:[\pL\pN(+/.]|-[^ -])`)
	// plainStop is what ends a text without quotes, or makes it another value.
	plainStop = regexp.MustCompile(`: | #|[:\s]$|[\n\t]|^[0-9:]+$`)
)

// plain reports whether a text may stand without quotes.
func plain(s string, flow bool) bool {
	return plainStart.MatchString(s) && !plainStop.MatchString(s) && !(flow && strings.ContainsAny(s, ",[]{}:#"))
}

// reads reports whether YAML reads a written value as the text.
func reads(written, text string, indent int) bool {
	root, list := Parse("x", []byte(strings.Repeat(" ", indent)+"k: "+written+"\n"))
	v := root.Get("k")
	return len(list) == 0 && v != nil && v.Kind == String && v.Value == text
}
