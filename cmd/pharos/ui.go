package main

// The rules of the terminal:
//
//  1. Standard output holds nothing but the asked result; all else goes to
//     standard error.
//  2. A progress bar only on a terminal; plain lines elsewhere, one a stage.
//  3. Findings first, all of a run at once, then what they mean, then what to do.
//  4. Colour only on a terminal and only where NO_COLOR is not set
//     (https://no-color.org); a word says the same as the colour.
//  5. No question is ever asked but for the password of a key, on a terminal;
//     nothing is written where an error is shown.

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// ui is the terminal: where results and words go, and how.
type ui struct {
	out, err io.Writer
	terminal bool
	colour   bool
	quiet    bool
	stage    string
	since    time.Time
	// speech is the reader's language; nil is English.
	speech *locale.Speech
}

// newUI looks at the terminal once.
func newUI() *ui {
	tty := term.IsTerminal(int(os.Stderr.Fd())) && os.Getenv("TERM") != "dumb"
	return &ui{out: os.Stdout, err: os.Stderr, terminal: tty, colour: tty && os.Getenv("NO_COLOR") == ""}
}

// say writes a line to standard error unless the user wants quiet, in the
// reader's language where it is known in it; empty lines before it and its indent
// are no part of the sentence.
func (u *ui) say(format diag.Format, args ...any) {
	if !u.quiet {
		fmt.Fprintln(u.err, u.in(diag.Say(format, shown(args)...)))
	}
}

// tell says sentences of other packages, each on its line.
func (u *ui) tell(sentences []diag.Sentence) {
	for _, s := range sentences {
		if !u.quiet {
			fmt.Fprintln(u.err, u.in(s))
		}
	}
}

// print writes a line of the result to standard output.
func (u *ui) print(format string, args ...any) {
	fmt.Fprintf(u.out, format+"\n", shown(args)...)
}

// row writes a line of the result with a tab between its values, for other programs.
func (u *ui) row(cells ...any) {
	for i, cell := range shown(cells) {
		if i > 0 {
			fmt.Fprint(u.out, "\t")
		}
		fmt.Fprint(u.out, cell)
	}
	fmt.Fprintln(u.out)
}

// shown takes what steers a terminal out of the values of a line: they can come
// from anybody. Lines after the first are indented, so that no value begins a line.
func shown(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case string:
			out[i] = indented(a)
		case error:
			out[i] = indented(a.Error())
		case fmt.Stringer:
			out[i] = indented(a.String())
		default:
			out[i] = a
			if v := reflect.ValueOf(a); v.Kind() == reflect.String {
				out[i] = indented(v.String())
			}
		}
	}
	return out
}

// indented makes every line of a text visible, and all but the first begin with blanks.
func indented(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = diag.Visible(strings.ReplaceAll(lines[i], "\t", "    "))
	}
	return strings.Join(lines, "\n  ")
}

// in says a sentence in the reader's language.
func (u *ui) in(s diag.Sentence) string { return s.In(u.speech.Text) }

// count is a number with its noun, in the reader's language.
func (u *ui) count(n int, noun string) string {
	return cmp.Or(u.speech.Count("count."+noun, map[string]any{"Count": n}), count(n, noun))
}

// fail shows what went wrong in a command, if anything.
func (u *ui) fail(err error, cmd *cobra.Command) {
	if err == nil || errors.As(err, new(found)) || errors.As(err, new(unknown)) {
		return
	}
	u.clear()
	var defects build.Defects
	if errors.As(err, &defects) {
		u.findings(u.err, defects.List)
		fmt.Fprintln(
			u.err,
			"\n"+u.in(diag.Say("%s. Nothing was written.", u.count(defects.Count(diag.Error), "error"))),
		)
		return
	}
	fmt.Fprintf(u.err, "pharos: %s\n", indented(err.Error()))
	var usage build.Usage
	if errors.As(err, &usage) {
		fmt.Fprintf(u.err, "See '%s'.\n", strings.TrimSpace("pharos help "+asTyped(cmd)))
	}
}

// findings prints a list for people.
func (u *ui) findings(w io.Writer, list diag.List) {
	if err := list.WriteText(w, u.colour, u.speech.Text); err != nil {
		fmt.Fprintf(u.err, "pharos: %v\n", err)
	}
}

// brief prints the errors of a list, and one line for each rule that warns.
func (u *ui) brief(list diag.List) {
	switch more, err := list.WriteBrief(u.err, u.colour, u.speech.Text); {
	case err != nil:
		fmt.Fprintf(u.err, "pharos: %v\n", err)
	case more:
		u.say("Each with its line and what to do: %s. Why: %s.", "pharos build --full", "pharos explain RULE")
	}
}

// progress shows how far the work is: a bar on a terminal, one line a stage
// elsewhere.
func (u *ui) progress(s build.Step) {
	if u.quiet {
		return
	}
	if s.Stage != u.stage {
		u.stage, u.since = s.Stage, time.Now()
		if !u.terminal {
			u.say("%s: %d", s.Stage, s.Total)
		}
	}
	if !u.terminal {
		return
	}
	const width = 30
	full := width * s.Done / max(1, s.Total)
	left := ""
	if s.Done > 0 && s.Done < s.Total {
		rest := time.Since(u.since) / time.Duration(s.Done) * time.Duration(s.Total-s.Done)
		left = fmt.Sprintf(" %s left", rest.Round(time.Second))
	}
	fmt.Fprintf(
		u.err,
		"\r\x1b[K%-7s [%s%s] %d/%d%s",
		s.Stage,
		strings.Repeat("=", full),
		strings.Repeat(" ", width-full),
		s.Done,
		s.Total,
		left,
	)
}

// clear removes the progress bar.
func (u *ui) clear() {
	if u.terminal && u.stage != "" {
		fmt.Fprint(u.err, "\r\x1b[K")
		u.stage = ""
	}
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if one, y := strings.CutSuffix(noun, "y"); y {
		return fmt.Sprintf("%d %sies", n, one)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
