package main

import (
	"context"
	"fmt"
	"strings"

	"pharos/internal/check"
	"pharos/internal/rule"
)

func explainVerb() verb {
	return verb{
		name:    "explain",
		args:    "RULE",
		short:   "say what a rule checks, why, and what to do",
		long:    "Prints a rule's reason, source, severity and hint. Without a word it lists all rules.",
		example: "pharos explain num.status",
		run:     runExplain,
	}
}

// runExplain prints one rule, or the list.
func runExplain(_ context.Context, ui *ui, args []string) error {
	f, _ := plainFlags("explain", ui)
	if help, err := parseWords(f, args, 0, 1); err != nil || help {
		return ui.helpOr(explainVerb(), f, help, err)
	}
	if f.NArg() == 0 {
		for _, r := range rule.All() {
			fmt.Fprintf(ui.out, "%-18s %s\n", r.ID, r.Rationale)
		}
		return nil
	}
	r := rule.Find(f.Arg(0))
	if r == nil {
		return usagef("unknown rule %q%s", f.Arg(0), meant(f.Arg(0), rule.IDs()))
	}
	hint := r.Hint
	if hint == "" {
		hint = "Each finding says what to do."
	}
	_, err := fmt.Fprintf(ui.out, "%s\n\n%s\n\n  source    %s\n  severity  %s, at the gate %q\n  to do     %s\n", r.ID, r.Rationale, r.Source, r.Severity, r.Gate, strings.TrimSpace(hint))
	good, bad := check.Examples(r.ID)
	for _, one := range []struct {
		name string
		check.Example
	}{{"good", good}, {"bad", bad}} {
		fmt.Fprintf(ui.out, "\n%s: %s\n", one.name, one.About)
		for _, line := range append(one.Lines, one.Findings...) {
			fmt.Fprintf(ui.out, "    %s\n", line)
		}
	}
	return err
}
