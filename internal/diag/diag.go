// Package diag holds findings: what is wrong in the author's files, where, how
// bad it is, and what to do about it.
//
// In goes nothing but positions and words; out come sorted lists that print as
// text for people, as JSON, and as SARIF 2.1.0 for code hosts. A List speaks
// about the author's data; an error speaks about the machine. No stage mixes
// the two.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says how bad a finding is.
type Severity int

const (
	// Note informs and never changes what is made.
	Note Severity = iota
	// Warning is shown in the summary; everything is made.
	Warning
	// Error stops at the finding's gate.
	Error
)

// String gives the word that is printed before a finding.
func (s Severity) String() string { return string(s.format()) }

func (s Severity) format() Format { return [...]Format{"note", "warning", "error"}[s] }

// Gate is the moment at which a rule stops the work.
type Gate string

const (
	// Load stops at once: exit 1, nothing is written.
	Load Gate = "load"
	// Draft lets the material be made, marked as a draft and listed with its reason.
	Draft Gate = "draft"
	// Release lets drafts be made without a mark and refuses the release.
	Release Gate = "release"
)

// Pos is a place in a file of the author. The zero Pos is "no place".
type Pos struct {
	// File is the path inside the project, with forward slashes.
	File string `json:"file,omitempty"`
	// Line and Column count from 1; Column counts characters, not bytes. 0 is unknown.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
	// Text is the line itself, without its end.
	Text string `json:"text,omitempty"`
}

// IsZero reports that the place is not known.
func (p Pos) IsZero() bool { return p.File == "" }

// String gives file:line:column, leaving out what is not known.
func (p Pos) String() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Rule is why a finding is one: package rule holds them all.
type Rule struct {
	// ID is the word that findings carry, such as num.known.
	ID string
	// Rationale is one sentence: why the rule is there.
	Rationale string
	// Source is where the rule was published; "own" for the project's rules.
	Source   string
	Severity Severity
	Gate     Gate
	// Hint says what to do, unless the finding has a better one.
	Hint Format
	// Stage is where it is found: empty for package check, else load, plan, press,
	// proof, adapt, web, translate, release or evaluate.
	Stage string
	// Aside is true where an exception on record may set the rule aside.
	Aside bool
}

// String gives the id.
func (r *Rule) String() string { return r.ID }

// Finding is one thing to say about the author's data.
type Finding struct {
	Rule *Rule
	// Gate is where the finding stops the work.
	Gate     Gate
	Severity Severity
	// Path names the value in the definition, such as "hotlines[2].dial".
	Path string
	// Material is what the finding is about, as audience/id; empty where it is not
	// about one material.
	Material string
	Pos      Pos
	// Message says what is wrong: lower case, no full stop.
	Message Sentence
	// Hint says what to do: an order, with a full stop.
	Hint Sentence
}

// List is a number of findings. The zero List is empty and ready for use.
type List []Finding

// At makes a finding of the rule, with its severity, its gate and its hint.
func (r *Rule) At(pos Pos, format Format, args ...any) Finding {
	return Finding{
		Rule:     r,
		Gate:     r.Gate,
		Severity: r.Severity,
		Pos:      pos,
		Message:  Say(format, args...),
		Hint:     Say(r.Hint),
	}
}

// Add appends one finding and gives its place in the list, for what only the
// caller knows about it.
func (l *List) Add(f Finding) *Finding {
	*l = append(*l, f)
	return &(*l)[len(*l)-1]
}

// Errorf appends an error at the load gate, the kind that stops a build. An empty
// hint is that of the rule.
func (l *List) Errorf(rule *Rule, pos Pos, hint, format Format, args ...any) *Finding {
	return l.Add(rule.At(pos, format, args...).as(Error, Load, hint))
}

// Warnf appends a warning.
func (l *List) Warnf(rule *Rule, pos Pos, hint, format Format, args ...any) *Finding {
	return l.Add(rule.At(pos, format, args...).as(Warning, Release, hint))
}

// as is the finding with another severity and gate and, unless it is empty,
// another hint.
func (f Finding) as(severity Severity, gate Gate, hint Format) Finding {
	f.Severity, f.Gate = severity, gate
	if hint != "" {
		f.Hint = Say(hint)
	}
	return f
}

// Stops reports whether a finding stops a build: an error at the load gate.
func (l List) Stops() bool {
	return slices.ContainsFunc(l, func(f Finding) bool { return f.Severity == Error && f.Gate == Load })
}

// Errors gives the errors alone.
func (l List) Errors() List {
	return slices.DeleteFunc(slices.Clone(l), func(f Finding) bool { return f.Severity != Error })
}

// Count gives the number of findings of one severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Sorted gives the findings in the order in which people read them: by file,
// line and column, then rule and words; equal findings once.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.Rule.ID, b.Rule.ID),
			cmp.Compare(a.Path, b.Path),
			cmp.Compare(a.Message.Text, b.Message.Text),
		)
	})
	return slices.CompactFunc(out, Finding.equal)
}

// equal reports whether two findings say the same of the same place.
func (f Finding) equal(g Finding) bool {
	return f.Rule == g.Rule && f.Gate == g.Gate && f.Severity == g.Severity && f.Path == g.Path &&
		f.Material == g.Material &&
		f.Pos == g.Pos && f.Message.Text == g.Message.Text &&
		f.Hint.Text == g.Hint.Text
}
