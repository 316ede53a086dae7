package diag

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteBrief writes the findings of a run whose work was done: errors in full
// and, below them, a line for each rule that warns, with how often and the first
// place as an example. More reports whether lines stand for findings that
// WriteText would show in full.
func (l List) WriteBrief(w io.Writer, colour bool, say Speaker) (more bool, err error) {
	errs := l.Errors()
	if err := errs.WriteText(w, colour, say); err != nil {
		return false, err
	}
	rows := l.groups()
	if len(rows) == 0 {
		return false, nil
	}
	b := bufio.NewWriter(w)
	if len(errs) > 0 {
		b.WriteByte('\n')
	}
	severity, rule, count := 0, 0, 0
	for _, g := range rows {
		severity = max(severity, utf8.RuneCountInString(say.word(g.first.Severity.format())))
		rule = max(rule, len(g.first.Rule.ID))
		count = max(count, len(fmt.Sprint(g.n)))
	}
	for _, g := range rows {
		word := say.word(g.first.Severity.format())
		pad := strings.Repeat(" ", severity-utf8.RuneCountInString(word))
		if colour {
			word = [...]string{blue, yellow, red}[g.first.Severity] + word + reset
		}
		place := ""
		if !g.first.Pos.IsZero() {
			place = Visible(g.first.Pos.String()) + ": "
		}
		fmt.Fprintf(
			b,
			"%s%s  %*d × %-*s  %s%s\n",
			word,
			pad,
			count,
			g.n,
			rule,
			g.first.Rule,
			place,
			brief(Visible(g.first.Message.In(say))),
		)
	}
	return true, b.Flush()
}

// group is one rule's findings of one severity.
type group struct {
	first Finding
	n     int
}

// groups gathers what is no error: warnings before notes, the most frequent first.
func (l List) groups() []group {
	var out []group
	for _, f := range l.Sorted() {
		if f.Severity == Error {
			continue
		}
		i := slices.IndexFunc(
			out,
			func(g group) bool { return g.first.Rule == f.Rule && g.first.Severity == f.Severity },
		)
		if i < 0 {
			i = len(out)
			out = append(out, group{first: f})
		}
		out[i].n++
	}
	slices.SortStableFunc(out, func(a, b group) int {
		return cmp.Or(
			cmp.Compare(b.first.Severity, a.first.Severity),
			cmp.Compare(b.n, a.n),
			cmp.Compare(a.first.Rule.ID, b.first.Rule.ID),
		)
	})
	return out
}

// brief cuts a long message after a word.
func brief(s string) string {
	r := []rune(s)
	if len(r) <= maxShown {
		return s
	}
	cut := string(r[:maxShown])
	if i := strings.LastIndexByte(cut, ' '); i > maxShown/2 {
		cut = cut[:i]
	}
	return cut + " …"
}
