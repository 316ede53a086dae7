package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"pharos/internal/check"
	"pharos/internal/rule"
)

func explainCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:     "explain [RULE]",
		Short:   "say what a rule checks, why, and what to do",
		Long:    "Prints a rule's reason, source, severity and hint. Without a word it lists all rules.",
		Example: "  pharos explain num.status",
		Args:    words(0, 1),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return rule.IDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listRules(c.ui)
			}
			return explainRule(c.ui, args[0])
		},
	}
}

// listRules prints one line a rule.
func listRules(ui *ui) error {
	for _, r := range rule.All() {
		if _, err := fmt.Fprintf(ui.out, "%-18s %s\n", r.ID, r.Rationale); err != nil {
			return err
		}
	}
	return nil
}

// explainRule prints one rule.
func explainRule(ui *ui, id string) error {
	r := rule.Find(id)
	if r == nil {
		return usagef("unknown rule %q%s", id, meant(id, rule.IDs()))
	}
	_, err := fmt.Fprintf(
		ui.out,
		"%s\n\n%s\n\n  source    %s\n  severity  %s, at the gate %q\n  to do     %s\n",
		r.ID,
		r.Rationale,
		r.Source,
		r.Severity,
		r.Gate,
		r.Hint,
	)
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
