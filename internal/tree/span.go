package tree

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"
	"strings"

	"pharos/internal/diag"
)

// editor notes edits of the bytes of a file.
type editor struct {
	data []byte
	// lines are the offsets at which lines begin.
	lines []int
	// end is the file's line end.
	end   string
	edits []edit
}

// edit replaces the bytes from a to b.
type edit struct {
	a, b int
	text string
}

// newEditor looks where the lines begin.
func newEditor(data []byte) *editor {
	e := &editor{data: data, end: "\n", lines: []int{0}}
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		e.end = "\r\n"
	}
	for i, c := range data {
		if c == '\n' {
			e.lines = append(e.lines, i+1)
		}
	}
	return e
}

// slot is where a value stands.
type slot struct {
	value *Node
	// head is the byte behind the colon of its key or the dash of its item; -1 for
	// the whole file and in a list in brackets.
	head int
	// indent is the column of the key or the dash, from 0.
	indent int
	// flow is true within braces or brackets.
	flow bool
}

// entry is the slot of a value of a group.
func (e *editor) entry(x Entry, flow bool) slot {
	at := e.colon(e.offset(x.Pos), flow)
	if at < len(e.data) && e.data[at] == ':' {
		at++
	}
	return slot{x.Value, at, x.Pos.Column - 1, flow}
}

// item is the slot of an item of a list.
func (e *editor) item(v *Node, flow bool) slot {
	if flow {
		return slot{v, -1, 0, true}
	}
	at := e.dash(v)
	return slot{v, at + 1, at - e.lineStart(at), false}
}

// colon is the byte of the colon behind the key that begins at a byte; the end of
// the key where it has none, as in {a, b}.
func (e *editor) colon(at int, flow bool) int {
	if c := e.data[at]; c == '"' || c == '\'' {
		at = e.quoteEnd(at)
	}
	for end := e.eol(at); at < end; at++ {
		if c := e.data[at]; c == ':' && (at+1 == end || e.data[at+1] == ' ' || flow) || flow && (c == ',' || c == '}') {
			break
		}
	}
	return at
}

// dash is the byte of the dash before an item of a block list.
func (e *editor) dash(v *Node) int {
	at := e.offset(v.Pos)
	if v.Kind == Map && len(v.Entries) > 0 {
		at = e.brace(at)
	}
	for line := e.lineStart(at); ; {
		if i := bytes.LastIndexByte(e.data[line:at], '-'); i >= 0 &&
			strings.Trim(string(e.data[line:line+i]), " -") == "" {
			return line + i
		}
		if line == 0 {
			return at
		}
		line, at = e.lineStart(line-1), e.eol(e.lineStart(line-1))
	}
}

// brace is the byte of the brace before the first key of a group in braces; for a
// block the key itself.
func (e *editor) brace(key int) int {
	at := key
	for at > 0 && strings.IndexByte(" \r\n", e.data[at-1]) >= 0 {
		at--
	}
	if at > 0 && e.data[at-1] == '{' {
		return at - 1
	}
	return key
}

// nothing is how an empty value is written, if it is.
var nothing = regexp.MustCompile(`^(?:null|Null|NULL|~)`)

// start is the first byte of a value; behind the head where there is none.
func (e *editor) start(s slot) int {
	at := s.head
	for at >= 0 && at < len(e.data) && e.data[at] == ' ' {
		at++
	}
	v := s.value
	switch {
	case v.Kind == Map && len(v.Entries) > 0:
		return e.brace(e.offset(v.Entries[0].Pos))
	case v.Kind == Null && s.head >= 0 && !nothing.Match(e.data[at:]):
		return s.head
	case at >= 0 && at < e.eol(at) && e.data[at] != '#':
		return at
	}
	return e.offset(v.Pos)
}

// inBraces reports whether a group or a list is written in braces or brackets.
func (e *editor) inBraces(s slot) bool {
	at := e.start(s)
	return at < len(e.data) && (e.data[at] == '{' || e.data[at] == '[')
}

// finish is the byte behind a value.
func (e *editor) finish(s slot) int {
	a, v := e.start(s), s.value
	switch {
	case v.Kind == Null && a == s.head:
		return a
	case v.Kind == Map && len(v.Entries) > 0 && !e.inBraces(s):
		return e.finish(e.entry(v.Entries[len(v.Entries)-1], false))
	case v.Kind == List && len(v.Items) > 0 && !e.inBraces(s):
		return e.finish(e.item(v.Items[len(v.Items)-1], false))
	case a >= len(e.data):
		return a
	}
	switch e.data[a] {
	case '"', '\'':
		return e.quoteEnd(a)
	case '{', '[':
		return e.braceEnd(a)
	case '|', '>':
		return e.blockEnd(a, s.indent)
	}
	if s.flow {
		return e.flowEnd(a)
	}
	return e.plainEnd(a, s.indent)
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

// lineStart is the beginning of the line that holds a byte.
func (e *editor) lineStart(at int) int {
	return bytes.LastIndexByte(e.data[:at], '\n') + 1
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
			if strings.IndexByte(" {[,:\n", e.data[i-1]) >= 0 {
				i = e.quoteEnd(i) - 1
			}
		case '#':
			if e.data[i-1] == ' ' || e.data[i-1] == '\n' {
				i = e.eol(i) - 1
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

// flowEnd is the end of a text without quotes within braces.
func (e *editor) flowEnd(a int) int {
	b := a
	for b < len(e.data) && strings.IndexByte(",]}", e.data[b]) < 0 &&
		!bytes.HasPrefix(e.data[b:], []byte(" #")) && !bytes.HasPrefix(e.data[b:], []byte(": ")) {
		b++
	}
	return a + len(bytes.TrimRight(e.data[a:b], " \r\n"))
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
		line, _, _ := strings.Cut(string(e.data[from:to]), " #")
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

// insert adds whole lines before a byte at which a line begins.
func (e *editor) insert(at int, lines string) {
	if at == len(e.data) && at > 0 && e.data[at-1] != '\n' {
		lines = "\n" + strings.TrimSuffix(lines, "\n")
	}
	e.replace(at, at, lines)
}

// apply gives the bytes from a to b with the edits. Edits at the same place keep
// their order.
func (e *editor) apply(a, b int) []byte {
	slices.SortStableFunc(e.edits, func(x, y edit) int { return cmp.Compare(x.a, y.a) })
	var out bytes.Buffer
	for _, x := range e.edits {
		if x.a < a {
			continue // overlapping edits cannot be right; the check of the result sees it
		}
		out.Write(e.data[a:x.a])
		out.WriteString(x.text)
		a = x.b
	}
	out.Write(e.data[a:b])
	return out.Bytes()
}
