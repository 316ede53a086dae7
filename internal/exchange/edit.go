package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/tree"
)

// editor changes values of a YAML file in place: every byte that is not part of
// a changed value stays, so that a diff shows only what changed.
type editor struct {
	data []byte
	// lines are the offsets at which lines begin.
	lines []int
	root  *tree.Node
	// at finds an entry of the root by its key.
	at map[string]int
	// end is the file's own line end.
	end   string
	edits []edit
}

// edit replaces the bytes from a to b.
type edit struct {
	a, b int
	text string
}

// openYAML parses a file for editing.
func openYAML(file string, data []byte) (*editor, error) {
	root, list := tree.Parse(file, data)
	if root == nil || root.Kind != tree.Map || len(list) > 0 {
		return nil, fmt.Errorf("%s has errors: %s", file, list.Summary())
	}
	e := &editor{data: data, root: root, end: "\n", lines: []int{0}, at: make(map[string]int, len(root.Entries))}
	for i, x := range root.Entries {
		e.at[x.Key] = i
	}
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		e.end = "\r\n"
	}
	for i, c := range data {
		if c == '\n' {
			e.lines = append(e.lines, i+1)
		}
	}
	return e, nil
}

// offset is the byte at which a place stands.
func (e *editor) offset(p diag.Pos) int {
	if p.Line < 1 || p.Line > len(e.lines) {
		return len(e.data)
	}
	at := e.lines[p.Line-1]
	for i := range string(e.data[at:e.eol(at)]) {
		if p.Column--; p.Column == 0 {
			return at + i
		}
	}
	return e.eol(at)
}

// eol is the end of the line that holds a byte, without its line end.
func (e *editor) eol(at int) int {
	end := bytes.IndexByte(e.data[at:], '\n')
	if end < 0 {
		return len(e.data)
	}
	if end > 0 && e.data[at+end-1] == '\r' {
		end--
	}
	return at + end
}

// next is the beginning of the line after the one that holds a byte.
func (e *editor) next(at int) int {
	if i := bytes.IndexByte(e.data[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(e.data)
}

// after is the byte behind the colon of a key and its spaces.
func (e *editor) after(key tree.Entry) int {
	at := e.offset(key.Pos)
	end := e.eol(at)
	if i := bytes.IndexByte(e.data[at:end], ':'); i >= 0 {
		at += i + 1
	}
	for at < end && e.data[at] == ' ' {
		at++
	}
	return at
}

// span is where the value of an entry stands: a scalar, or the braces of a
// group on one line. For a block group it is the span from its first key to the
// end of its last value.
func (e *editor) span(entry tree.Entry) (a, b int) {
	a = e.after(entry)
	if v := entry.Value; v.Kind == tree.Map && (a >= len(e.data) || e.data[a] != '{') {
		if len(v.Entries) == 0 {
			return a, a
		}
		_, b = e.span(v.Entries[len(v.Entries)-1])
		return e.offset(v.Entries[0].Pos), b
	}
	if a == e.eol(a) && entry.Value.Pos.Line > entry.Pos.Line {
		a = e.offset(entry.Value.Pos) // a value on the line below its key
	}
	return a, e.scalarEnd(a, entry.Pos.Column-1)
}

// flow reports whether the value of an entry is a group in braces.
func (e *editor) flow(entry tree.Entry) bool {
	a := e.after(entry)
	return entry.Value.Kind == tree.Map && a < len(e.data) && e.data[a] == '{'
}

// scalarEnd is the end of the scalar or the group in braces that begins at a,
// below a key that is indented by so many spaces.
func (e *editor) scalarEnd(a, indent int) int {
	if a >= len(e.data) {
		return a
	}
	switch c := e.data[a]; c {
	case '"', '\'':
		return e.quoteEnd(a)
	case '{', '[':
		return e.braceEnd(a)
	case '|', '>':
		return e.blockEnd(a, indent)
	default:
		return e.plainEnd(a, indent)
	}
}

// quoteEnd is the end of a quoted text.
func (e *editor) quoteEnd(a int) int {
	quote := e.data[a]
	for i := a + 1; i < len(e.data); i++ {
		switch {
		case e.data[i] == '\\' && quote == '"':
			i++
		case e.data[i] == quote && quote == '\'' && i+1 < len(e.data) && e.data[i+1] == '\'':
			i++
		case e.data[i] == quote:
			return i + 1
		}
	}
	return len(e.data)
}

// braceEnd is the end of a group in braces.
func (e *editor) braceEnd(a int) int {
	depth := 0
	for i := a; i < len(e.data); i++ {
		switch e.data[i] {
		case '"', '\'':
			if before := e.data[i-1]; before == ' ' || before == '{' || before == ',' || before == ':' {
				i = e.quoteEnd(i) - 1
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(e.data)
}

// blockEnd is the end of a text after | or >.
func (e *editor) blockEnd(a, indent int) int {
	end := e.eol(a)
	for at := e.next(a); at < len(e.data); at = e.next(at) {
		line := e.data[at:e.eol(at)]
		if body := bytes.TrimLeft(line, " "); len(body) > 0 {
			if len(line)-len(body) <= indent {
				break
			}
			end = e.eol(at)
		}
	}
	return end
}

// plainEnd is the end of a text without quotes, with the lines that continue it.
func (e *editor) plainEnd(a, indent int) int {
	trim := func(from, to int) int {
		line := string(e.data[from:to])
		for _, stop := range []string{" #"} {
			if i := strings.Index(line, stop); i >= 0 {
				line = line[:i]
			}
		}
		return from + len(strings.TrimRight(line, " "))
	}
	end := trim(a, e.eol(a))
	for at := e.next(a); at < len(e.data) && end == e.eol(end); at = e.next(at) {
		line := e.data[at:e.eol(at)]
		body := bytes.TrimLeft(line, " ")
		if len(body) == 0 || body[0] == '#' || len(line)-len(body) <= indent {
			break
		}
		end = trim(at, e.eol(at))
	}
	return end
}

// replace notes an edit.
func (e *editor) replace(a, b int, text string) {
	if string(e.data[a:b]) != text {
		e.edits = append(e.edits, edit{a, b, strings.ReplaceAll(text, "\n", e.end)})
	}
}

// bytes applies the edits. Edits at the same place keep their order.
func (e *editor) bytes() []byte {
	slices.SortStableFunc(e.edits, func(x, y edit) int { return cmp.Compare(x.a, y.a) })
	var out bytes.Buffer
	at := 0
	for _, x := range e.edits {
		if x.a < at {
			continue // overlapping edits cannot be right; the check of the result sees it
		}
		out.Write(e.data[at:x.a])
		out.WriteString(x.text)
		at = x.b
	}
	out.Write(e.data[at:])
	return out.Bytes()
}
