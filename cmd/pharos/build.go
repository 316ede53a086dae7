package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/diag"
)

func buildCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "build",
		Short: "build the sites, posters and cards of every country",
		Long: `Reads campaigns/, content/, themes/ and assets/ of the project over the defaults,
checks them, and replaces the output, country by country. With an error in the
definitions nothing is written. Draft material is made, marked and listed. Errors
that refuse a release are shown in full, and with one the verb ends with exit code 1;
a rule that warns has one line with its first place.`,
		Example: "  pharos build --country rs,mk --out public",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	full := f.Bool("full", false, "show every warning with its line and what to do, not one line a rule")
	asJSON := f.Bool("json", false, "print the summary as one JSON object on standard output")
	addSettings(f, "out")
	addSettings(f, choice...)
	addSettings(f, making...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return buildAll(cmd.Context(), c.ui, c.options(), *full, *asJSON)
	}
	return cmd
}

// buildAll builds and shows what was made.
func buildAll(ctx context.Context, ui *ui, o build.Options, full, asJSON bool) error {
	o.Progress = ui.progress
	sum, err := build.Run(ctx, o)
	if err != nil {
		return err
	}
	ui.clear()
	switch {
	case asJSON:
		if err := json.NewEncoder(ui.out).Encode(sum); err != nil {
			return err
		}
	case !ui.quiet:
		ui.summary(sum, full)
	}
	if err := ui.lotsOut(o.Project); err != nil {
		return err
	}
	if sum.Findings.Count(diag.Error) > 0 {
		return found{}
	}
	return nil
}

// summary tells what was made, country by country.
func (u *ui) summary(s *build.Summary, full bool) {
	if full {
		u.findings(u.err, s.Findings)
	} else {
		u.brief(s.Findings)
	}
	line := func(label diag.Sentence, rest string) { u.say("    %s %s", pad(u.in(label), 10), rest) }
	for _, c := range s.Countries {
		var tags []string
		for _, t := range c.Languages {
			tags = append(tags, string(t))
		}
		u.say(
			"\n%s  %s, %s, %s, %s, %.1f s",
			strings.ToUpper(c.Country),
			u.count(len(tags), "language"),
			u.count(c.Pages, "page"),
			u.count(c.Materials, "material"),
			u.count(c.Warnings, "warning"),
			c.Seconds,
		)
		line(diag.Say("languages"), strings.Join(tags, " "))
		of := map[string]any{"A": c.Drafts, "Count": c.Materials}
		line(
			diag.Say("drafts"),
			cmp.Or(
				u.speech.Count("of.material", of),
				fmt.Sprintf("%d of %s", c.Drafts, count(c.Materials, "material")),
			),
		)
		for _, r := range c.Reasons {
			line(diag.Sentence{Text: "  " + string(r.Reason)}, u.detail(r.Count, r.Detail))
		}
		for i, r := range c.Omitted {
			head := diag.Sentence{}
			if i == 0 {
				head = diag.Say("left out")
			}
			line(head, pad(string(r.Reason), 8)+" "+u.detail(r.Count, r.Detail))
		}
		line(diag.Say("open"), filepath.Join(c.Folder, "index.html"))
	}
	fmt.Fprintln(u.err)
	u.say(
		"%s, edition %s, %s, %.1f s. Open %s",
		u.count(len(s.Countries), "country"),
		s.Date,
		u.count(s.Warnings, "warning"),
		s.Seconds,
		filepath.Join(s.Out, "index.html"),
	)
}

// pad fills a word up to a number of characters.
func pad(word string, n int) string {
	return word + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(word)))
}

// detail is the first detail of a reason and how many more have it.
func (u *ui) detail(n int, first diag.Sentence) string {
	if n > 1 {
		return fmt.Sprintf("%d: %s …", n, u.in(first))
	}
	return u.in(first)
}
