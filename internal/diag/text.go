package diag

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Colours of a terminal, by ECMA-48.
const (
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	blue   = "\x1b[34m"
	bold   = "\x1b[1m"
	reset  = "\x1b[0m"
)

// maxShown is the number of characters of a line that are shown.
const maxShown = 100

// WriteText writes the findings for people, in their order: place, severity,
// message and rule, the line with a mark under the place, the hint. Colour is
// used only if it is asked for; say knows the sentences in the reader's language.
// Places, rules and the author's own lines stay as they are.
func (l List) WriteText(w io.Writer, colour bool, say Speaker) error {
	b := bufio.NewWriter(w)
	for i, f := range l.Sorted().In(say) {
		if i > 0 {
			b.WriteByte('\n')
		}
		f.write(b, colour, say.word(f.Severity.format()))
	}
	return b.Flush()
}

// In gives the findings with what is wrong and what to do in another language.
func (l List) In(say Speaker) List {
	out := slices.Clone(l)
	for i := range out {
		out[i].Message, out[i].Hint = Sentence{Text: out[i].Message.In(say)}, Sentence{Text: out[i].Hint.In(say)}
	}
	return out
}

// write writes one finding with the word for its severity.
func (f Finding) write(b *bufio.Writer, colour bool, severity string) {
	paint := func(code, s string) string {
		if !colour || s == "" {
			return s
		}
		return code + s + reset
	}
	if !f.Pos.IsZero() {
		b.WriteString(paint(bold, Visible(f.Pos.String())) + ": ")
	}
	hue := [...]string{blue, yellow, red}[f.Severity]
	what := f.Rule.ID
	if f.Path != "" {
		what += " " + Visible(f.Path)
	}
	fmt.Fprintf(b, "%s: %s [%s]\n", paint(hue, severity), Visible(f.Message.Text), what)
	if text, column := window(f.Pos.Text, f.Pos.Column); strings.TrimSpace(text) != "" {
		fmt.Fprintf(b, "  %s\n", text)
		if column > 0 {
			fmt.Fprintf(b, "  %s%s\n", strings.Repeat(" ", column-1), paint(hue, "^"))
		}
	}
	if !f.Hint.IsZero() {
		fmt.Fprintf(b, "  %s\n", Visible(f.Hint.Text))
	}
}

// window cuts a long line around a column and gives the column in what is left,
// 0 if it lies outside. What could deceive a reader of the terminal is replaced.
func window(text string, column int) (string, int) {
	line := []rune(Visible(strings.ReplaceAll(text, "\t", " ")))
	from := 0
	if len(line) > maxShown && column > maxShown/2 {
		from = min(column-maxShown/2, len(line)-maxShown)
	}
	to := min(from+maxShown, len(line))
	out := string(line[from:to])
	column -= from
	if from > 0 {
		out = "…" + string(line[from+1:to])
	}
	if to < len(line) {
		out += "…"
	}
	if column > to-from+1 {
		column = 0
	}
	return out, column
}

// Summary says in one line how many findings there are of each severity.
func (l List) Summary() string {
	var parts []string
	for s := Error; s >= Note; s-- {
		switch n := l.Count(s); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if parts == nil {
		return "no findings"
	}
	return strings.Join(parts, ", ")
}
