package tree

import (
	"strings"
	"unicode/utf8"
)

// quick reads the files that make up most of a project, message and state
// files, without the library: two levels of plain keys, texts in double quotes
// on one line, small groups of words in braces. It gives up at anything else,
// and the library reads the file; a fuzz test sees that both agree on every
// file that quick accepts. It takes a tenth of the library's time.
func (r *reader) quick() *Node {
	root := &Node{Kind: Map, Entries: make([]Entry, 0, len(r.lines)/2)}
	var open *Entry
	seen := make(map[string]bool, len(r.lines))
	for i, line := range r.lines {
		text := strings.TrimRight(line, " ")
		if text == "" || text[0] == '#' {
			continue
		}
		indent := len(text) - len(strings.TrimLeft(text, " "))
		q := quickLine{r: r, line: i + 1, text: text, at: indent}
		key, ok := q.key()
		full := key
		switch {
		case !ok:
			return nil
		case indent == 0:
			if open != nil && open.Value == nil {
				return nil
			}
			root.Entries = append(root.Entries, Entry{Key: key, Pos: r.at(q.line, 1)})
			open = &root.Entries[len(root.Entries)-1]
			if q.at < len(text) {
				if open.Value = q.value(); open.Value == nil {
					return nil
				}
			}
		case indent == 2 && open != nil && q.at < len(text) &&
			(open.Value == nil || open.Value.Kind == Map && open.Value.Pos.Column == 3):
			if open.Value == nil {
				open.Value = &Node{Kind: Map, Pos: r.at(q.line, 3)}
			}
			v := q.value()
			if v == nil || v.Kind != String {
				return nil
			}
			open.Value.Entries = append(open.Value.Entries, Entry{Key: key, Pos: r.at(q.line, 3), Value: v})
			full = open.Key + "\x00" + key
		default:
			return nil
		}
		if seen[full] {
			return nil
		}
		seen[full] = true
	}
	if open == nil || open.Value == nil {
		return nil
	}
	root.Pos = root.Entries[0].Pos
	return root
}

// quickLine is the work on one line; at is the byte that is looked at.
type quickLine struct {
	r    *reader
	line int
	text string
	at   int
}

// word reads letters, digits and . _ - that begin with a letter.
func (q *quickLine) word() string {
	from := q.at
	for q.at < len(q.text) {
		c := q.text[q.at]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (q.at == from || (c < '0' || c > '9') && c != '.' && c != '_' && c != '-') {
			break
		}
		q.at++
	}
	return q.text[from:q.at]
}

// reserved are words that are not text in YAML.
var reserved = map[string]bool{"null": true, "true": true, "false": true}

// key reads a plain key with its colon and the spaces after it.
func (q *quickLine) key() (string, bool) {
	key := q.word()
	if key == "" || reserved[strings.ToLower(key)] || q.at >= len(q.text) || q.text[q.at] != ':' {
		return "", false
	}
	q.at++
	from := q.at
	q.spaces()
	return key, q.at > from || q.at == len(q.text)
}

func (q *quickLine) spaces() {
	for q.at < len(q.text) && q.text[q.at] == ' ' {
		q.at++
	}
}

// value reads a quoted text or a group in braces up to the end of the line; nil
// if it is anything else.
func (q *quickLine) value() *Node {
	var n *Node
	switch q.text[q.at] {
	case '"':
		n = q.quoted()
	case '{':
		n = q.braces()
	}
	if n == nil || q.at != len(q.text) {
		return nil
	}
	return n
}

// quoted reads a text in double quotes with the escapes \" \\ and \n.
func (q *quickLine) quoted() *Node {
	n := &Node{Kind: String, Pos: q.r.at(q.line, utf8.RuneCountInString(q.text[:q.at])+1)}
	q.at++
	end := strings.IndexAny(q.text[q.at:], "\"\\\t")
	if end >= 0 && q.text[q.at+end] == '"' {
		n.Value = q.text[q.at : q.at+end]
		q.at += end + 1
		return n
	}
	var b strings.Builder
	for ; q.at < len(q.text); q.at++ {
		switch c := q.text[q.at]; c {
		case '"':
			q.at++
			n.Value = b.String()
			return n
		case '\\':
			q.at++
			if q.at == len(q.text) {
				return nil
			}
			switch q.text[q.at] {
			case 'n':
				b.WriteByte('\n')
			case '"', '\\':
				b.WriteByte(q.text[q.at])
			default:
				return nil
			}
		case '\t':
			return nil
		default:
			b.WriteByte(c)
		}
	}
	return nil
}

// braces reads {state: draft, source: "66bc11350ffe", date: 2026-11-23}.
func (q *quickLine) braces() *Node {
	n := &Node{Kind: Map}
	q.at++
	seen := map[string]bool{}
	for {
		q.spaces()
		pos := q.r.at(q.line, utf8.RuneCountInString(q.text[:q.at])+1)
		key, ok := q.key()
		if !ok || q.at == len(q.text) || seen[key] {
			return nil
		}
		seen[key] = true
		v := q.scalar()
		if v == nil || q.at == len(q.text) {
			return nil
		}
		n.Entries = append(n.Entries, Entry{Key: key, Pos: pos, Value: v})
		q.at++
		switch q.text[q.at-1] {
		case ',':
			continue
		case '}':
			n.Pos = n.Entries[0].Pos
			return n
		}
		return nil
	}
}

// scalar reads a quoted text, a plain word or a date inside braces.
func (q *quickLine) scalar() *Node {
	if q.text[q.at] == '"' {
		return q.quoted()
	}
	n := &Node{Kind: String, Bare: true, Pos: q.r.at(q.line, utf8.RuneCountInString(q.text[:q.at])+1)}
	if t := q.text[q.at:]; len(t) > 10 && isDate(t[:10]) && (t[10] == ',' || t[10] == '}') {
		n.Value = t[:10]
		q.at += 10
		return n
	}
	if n.Value = q.word(); n.Value == "" || reserved[strings.ToLower(n.Value)] {
		return nil
	}
	return n
}

// isDate reports whether a text has the form YYYY-MM-DD.
func isDate(t string) bool {
	for i := range 10 {
		c := t[i]
		if i == 4 || i == 7 {
			if c != '-' {
				return false
			}
		} else if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
