package tree

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Limits that keep a hostile file from costing more than its size.
const (
	maxLine     = 8000
	maxBrackets = 10000
	maxDepth    = 64
)

// Parse reads a file. The node is nil where nothing could be read.
func Parse(file string, data []byte) (*Node, diag.List) {
	r := &reader{file: file}
	if !r.acceptable(data) {
		return nil, r.list
	}
	r.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if !r.readable() {
		return nil, r.list
	}
	if root := r.quick(); root != nil {
		return root, nil
	}
	root := r.parse([]byte(strings.Join(r.lines, "\n")))
	return root, r.list
}

// Text looks at the bytes of a file that is not YAML: encoding, size, control
// characters.
func Text(file string, data []byte) diag.List {
	r := &reader{file: file}
	if r.acceptable(data) {
		r.lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		r.readable()
	}
	return r.list
}

// reader is the work on one file.
type reader struct {
	file  string
	lines []string
	list  diag.List
}

// acceptable looks at the bytes before anything is parsed.
func (r *reader) acceptable(data []byte) bool {
	pos := diag.Pos{File: r.file, Line: 1, Column: 1}
	switch {
	case len(data) > MaxSize:
		TooLarge(&r.list, r.file, data)
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		r.list.Errorf(
			rule.FileBOM,
			pos,
			"Save the file as UTF-8 without a byte-order mark.",
			"the file begins with a byte-order mark",
		)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		r.list.Errorf(rule.FileEncoding, pos, "Save the file as UTF-8.", "the file is in UTF-16")
	case !utf8.Valid(data):
		r.list.Errorf(
			rule.FileEncoding,
			invalidAt(r.file, data),
			"Save the file as UTF-8.",
			"the file is not valid UTF-8",
		)
	case len(bytes.TrimSpace(data)) == 0:
		r.list.Errorf(rule.FileEmpty, diag.Pos{File: r.file}, "Fill the file or delete it.", "the file is empty")
	default:
		return true
	}
	return false
}

// TooLarge adds the finding about a file that is larger than MaxSize.
// The beginning of its bytes says which line is the longest.
func TooLarge(list *diag.List, file string, beginning []byte) {
	longest, at := 0, 0
	for i, line := range bytes.Split(beginning, []byte("\n")) {
		if len(line) > longest {
			longest, at = len(line), i+1
		}
	}
	const hint = "Split the file or remove what does not belong in it."
	if longest > maxLine {
		pos := diag.Pos{File: file, Line: at, Column: 1}
		list.Errorf(rule.FileSize, pos, hint,
			"the file is larger than 1 MB and was not read: line %d alone has %d KB or more",
			at, longest>>10)
		return
	}
	list.Errorf(rule.FileSize, diag.Pos{File: file}, hint, "the file is larger than 1 MB and was not read")
}

// invalidAt finds the first byte that is not UTF-8.
func invalidAt(file string, data []byte) diag.Pos {
	line, column := 1, 1
	for i := 0; i < len(data); {
		c, n := utf8.DecodeRune(data[i:])
		if c == utf8.RuneError && n == 1 {
			break
		}
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
		i += n
	}
	return diag.Pos{File: file, Line: line, Column: column}
}

// readable refuses control characters, tabs as indentation and monstrous lines.
func (r *reader) readable() bool {
	ok, brackets := true, 0
	for i, line := range r.lines {
		brackets += strings.Count(line, "[") + strings.Count(line, "{")
		if len(line) > maxLine {
			r.list.Errorf(rule.FileSyntax, r.at(i+1, 1), "Break the line.", "the line is longer than %d bytes", maxLine)
			ok = false
		}
		if strings.HasPrefix(strings.TrimLeft(line, " "), "\t") {
			r.list.Errorf(
				rule.FileTab,
				r.at(i+1, len(line)-len(strings.TrimLeft(line, " "))+1),
				"Indent with spaces.",
				"a tab stands where YAML wants spaces",
			)
			ok = false
		}
		if j := strings.IndexFunc(line, control); j >= 0 {
			r.list.Errorf(
				rule.FileControl,
				r.at(i+1, utf8.RuneCountInString(line[:j])+1),
				"Delete the character.",
				"a control character (%U) stands in the file",
				[]rune(line[j:])[0],
			)
			ok = false
		}
	}
	if brackets > maxBrackets {
		r.list.Errorf(
			rule.FileSyntax,
			diag.Pos{File: r.file},
			"Write lists and groups in block form.",
			"more than %d opening brackets in one file",
			maxBrackets,
		)
		ok = false
	}
	return ok
}

// control reports characters that YAML forbids or that end lines in secret.
func control(c rune) bool {
	return c < ' ' && c != '\t' || c == 0x7f || c >= 0x80 && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
		c == 0xfffe ||
		c == 0xffff
}

// at makes a place with the text of its line.
func (r *reader) at(line, column int) diag.Pos {
	pos := diag.Pos{File: r.file, Line: line, Column: max(column, 1)}
	if line >= 1 && line <= len(r.lines) {
		pos.Text = r.lines[line-1]
	}
	return pos
}

// parse runs the library and turns its tree into ours.
func (r *reader) parse(data []byte) (root *Node) {
	defer func() {
		if recover() != nil {
			r.list.Errorf(
				rule.FileSyntax,
				diag.Pos{File: r.file},
				"Rewrite the file in plain block form.",
				"the file cannot be read as YAML",
			)
			root = nil
		}
	}()
	f, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(f.Docs) > 1 {
		r.list.Errorf(
			rule.FileDocuments,
			r.second(),
			"Keep one document in a file; delete the line and what follows.",
			"a second document begins here and would be ignored",
		)
	}
	if len(f.Docs) == 0 || f.Docs[0].Body == nil {
		r.list.Errorf(
			rule.FileEmpty,
			diag.Pos{File: r.file},
			"Fill the file or delete it.",
			"the file holds nothing but comments",
		)
		return nil
	}
	return r.node(f.Docs[0].Body, 0)
}

// second finds the line that begins another document.
func (r *reader) second() diag.Pos {
	content := false
	for i, line := range r.lines {
		if content && (strings.HasPrefix(line, "---") || strings.HasPrefix(line, "...")) {
			return r.at(i+1, 1)
		}
		t := strings.TrimSpace(line)
		content = content ||
			t != "" && !strings.HasPrefix(t, "#") && !strings.HasPrefix(t, "---") && !strings.HasPrefix(t, "%")
	}
	return diag.Pos{File: r.file}
}

// place finds "[3:7] words" at the head of an error of the library.
var place = regexp.MustCompile(`^\[(\d+):(\d+)\] ([^\n]*)`)

// syntax turns an error of the library into a finding.
func (r *reader) syntax(err error) {
	if f := r.faults(); f != nil {
		r.list.Errorf(rule.FileSyntax, r.at(f.line, f.column), "", "%s", f.what).Hint = f.hint
		return
	}
	pos, words := diag.Pos{File: r.file}, strings.SplitN(err.Error(), "\n", 2)[0]
	if m := place.FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1])
		column, _ := strconv.Atoi(m[2])
		pos, words = r.at(line, column), m[3]
	}
	hint := diag.Format("Look for a missing colon, quote or bracket here or one line above.")
	if strings.Contains(words, "mapping value is not allowed") {
		hint = "Put text that holds a colon and a space into quotes."
	}
	r.list.Errorf(rule.FileSyntax, pos, hint, "not YAML: %s", words)
}

// refuse adds the finding about a construct that is not part of the format.
func (r *reader) refuse(n ast.Node, what diag.Format) *Node {
	pos := r.pos(n)
	r.list.Errorf(rule.FileConstruct, pos, "Write the value out.", "%s are not part of this format", diag.Say(what))
	return &Node{Kind: Null, Pos: pos}
}

// pos gives the place of a node of the library.
func (r *reader) pos(n ast.Node) diag.Pos {
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return diag.Pos{File: r.file}
	}
	return r.at(t.Position.Line, t.Position.Column)
}
