package tree

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"pharos/internal/diag"
)

// fault is what is wrong with a line that no reader of YAML understands, and where.
type fault struct {
	line, column int
	what         diag.Sentence
	hint         diag.Sentence
}

var (
	keyLine  = regexp.MustCompile(`^ *(?:- +)*[A-Za-z_][\w.+-]*:(?: |$)`)
	noSpace  = regexp.MustCompile(`^ *(?:- +)*[A-Za-z_][\w.]*:[^\s/:]`)
	noDash   = regexp.MustCompile(`^ *-[A-Za-z_"'{\[]`)
	openText = regexp.MustCompile(`: *[|>][-+0-9]*(?: +#.*)?$`)
)

// faults looks for what people write instead of YAML, line by line, and gives the first.
// It is asked only about a file that cannot be read: then the place where the reader
// gives up is often some lines below the one that is wrong.
func (r *reader) faults() *fault {
	s := scan{r: r}
	for i := range r.lines {
		if f := s.read(i); f != nil {
			return f
		}
	}
	return s.unclosed()
}

// scan goes through the lines of a file.
type scan struct {
	r *reader
	// text is the indent of the key of a block of text, whose lines are left out; -1
	// outside of one.
	text int
	in   bool
	// open are the brackets that are not closed yet.
	open []bracket
	// indents are those of the groups in which a line stands, full the last one's line
	// has a value.
	indents []int
	full    bool
}

// bracket is one that was opened.
type bracket struct {
	sign         byte
	line, column int
}

// read looks at one line.
func (s *scan) read(i int) *fault {
	line := strings.TrimRight(s.r.lines[i], " ")
	body := strings.TrimLeft(line, " ")
	indent := len(line) - len(body)
	if body == "" || body[0] == '#' || s.in && indent > s.text {
		return nil
	}
	s.in = false
	at := func(byteAt int, hint, what diag.Format, args ...any) *fault {
		return &fault{i + 1, utf8.RuneCountInString(line[:byteAt]) + 1, diag.Say(what, args...), diag.Say(hint)}
	}
	if len(s.open) > 0 && keyLine.MatchString(line) && indent <= s.r.indent(s.open[0].line) {
		return s.unclosed()
	}
	if len(s.open) == 0 {
		if j := strings.IndexFunc(body, func(c rune) bool {
			return c != '–' && c != '—' &&
				!oddSign(c, false).IsZero()
		}); j >= 0 &&
			!strings.ContainsAny(body[:j], "\"'#") && (j == 0 || !keyLine.MatchString(body[:j])) {
			return at(indent+j, "Type it again with the keys of the keyboard.",
				"%s stands where YAML wants a plain one", Odd(body[j:]))
		}
		switch {
		case noDash.MatchString(line) && !strings.HasPrefix(body, "---"):
			return at(indent+1, "Write a space behind the dash.", "a space is missing behind the dash")
		case noSpace.MatchString(line):
			return at(strings.IndexByte(line, ':')+1, "Write a space behind the colon.",
				"a space is missing behind the colon")
		}
		if f := s.indented(indent, body, at); f != nil {
			return f
		}
	}
	if openText.MatchString(line) {
		s.text, s.in = indent, true
		return nil
	}
	return s.signs(i, line, at)
}

// indented sees that a line begins where one of the groups around it does.
func (s *scan) indented(indent int, body string, at func(int, diag.Format, diag.Format, ...any) *fault) *fault {
	deepest := -1
	if n := len(s.indents); n > 0 {
		deepest = s.indents[n-1]
	}
	switch {
	case indent > deepest && deepest >= 0 && s.full:
		return at(indent, "Begin it below the first letter of the line above.",
			"the line begins %d blanks further in than the one above, which has its value already", indent-deepest)
	case indent < deepest && !slices.Contains(s.indents, indent):
		return at(indent, "Begin it below the first letter of the group to which it belongs.",
			"the line begins between two groups: with %d blanks, and those above with %s", indent, numbers(s.indents))
	}
	for len(s.indents) > 0 && s.indents[len(s.indents)-1] > indent {
		s.indents = s.indents[:len(s.indents)-1]
	}
	for {
		if n := len(s.indents); n == 0 || s.indents[n-1] < indent {
			s.indents = append(s.indents, indent)
		}
		rest := strings.TrimLeft(strings.TrimPrefix(body, "- "), " ")
		if !strings.HasPrefix(body, "- ") {
			break
		}
		indent += len(body) - len(rest)
		body = rest
	}
	s.full = keyLine.MatchString(body) && !strings.HasSuffix(body, ":")
	return nil
}

// signs goes through the quotes and brackets of a line.
func (s *scan) signs(i int, line string, at func(int, diag.Format, diag.Format, ...any) *fault) *fault {
	start := true // where a value may begin
	value := 0    // where the value of the line's key begins, outside of brackets
	for j := 0; j < len(line); j++ {
		switch c := line[j]; {
		case c == '#' && j > 0 && line[j-1] == ' ':
			return nil
		case (c == '"' || c == '\'') && start:
			end := closing(line, j)
			if end < 0 {
				if s.r.goesOn(i, c) {
					return nil
				}
				return at(j, "Write the quote behind the text, too.", "the quote that begins here has no end")
			}
			if rest := strings.TrimLeft(line[end+1:], " "); rest != "" &&
				!strings.ContainsRune(",]}:#", rune(rest[0])) {
				return at(end, "Put double quotes around the text, or write an apostrophe twice.",
					"the quote ends here and the text goes on")
			}
			j, start = end, false
		case strings.IndexByte("[{", c) >= 0 && (start || len(s.open) > 0):
			s.open, start = append(s.open, bracket{c, i + 1, utf8.RuneCountInString(line[:j]) + 1}), true
		case strings.IndexByte("]}", c) >= 0 && len(s.open) > 0:
			if last := s.open[len(s.open)-1]; c != last.sign+2 {
				return at(j, "Close the brackets in the order in which they were opened.",
					"%c stands here, and %c of line %d is open", c, last.sign, last.line)
			}
			s.open, start = s.open[:len(s.open)-1], false
		case strings.IndexByte("@`%", c) >= 0 && start:
			return at(j, "Put the text into quotes.", "a text that begins with %c has a meaning of its own in YAML", c)
		case c == ':' && (j+1 == len(line) || line[j+1] == ' '):
			if value > 0 && len(s.open) == 0 {
				return at(value, "Put the text into quotes.", "the value holds a colon and a space")
			}
			if start = true; len(s.open) == 0 {
				value = j + len(line[j:]) - len(strings.TrimLeft(line[j+1:], " "))
			}
		case c == ',' && len(s.open) > 0, c == '-' && start && strings.TrimLeft(line[:j], " -") == "":
			start = true
		case c != ' ':
			start = false
		}
	}
	return nil
}

// unclosed is the first bracket that nothing closes; nil where there is none.
func (s *scan) unclosed() *fault {
	if len(s.open) == 0 {
		return nil
	}
	b := s.open[0]
	return &fault{b.line, b.column, diag.Say("the bracket %c that opens here is not closed", b.sign),
		diag.Say("Write the closing bracket.")}
}

// closing is where a quoted text ends in its line; -1 where it does not.
func closing(line string, from int) int {
	q := line[from]
	for j := from + 1; j < len(line); j++ {
		switch {
		case q == '"' && line[j] == '\\':
			j++
		case q == '\'' && line[j] == q && j+1 < len(line) && line[j+1] == q:
			j++
		case line[j] == q:
			return j
		}
	}
	return -1
}

// goesOn reports whether a quoted text really goes on below its line: it ends before
// another key begins.
func (r *reader) goesOn(i int, quote byte) bool {
	for _, line := range r.lines[i+1:] {
		if keyLine.MatchString(line) {
			return false
		}
		if strings.IndexByte(line, quote) >= 0 {
			return true
		}
	}
	return false
}

// indent is that of a line, by its number.
func (r *reader) indent(line int) int {
	text := r.lines[line-1]
	return len(text) - len(strings.TrimLeft(text, " "))
}

// numbers lists numbers in words.
func numbers(list []int) diag.Sentence {
	var out []diag.Sentence
	for _, n := range list {
		out = append(out, diag.Say("%d", n))
	}
	return diag.Series(out)
}
