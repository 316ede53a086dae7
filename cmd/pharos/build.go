package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"pharos/internal/build"
)

func buildVerb() verb {
	return verb{
		name:  "build",
		args:  "[flags]",
		short: "build the sites, posters and cards of every country",
		long: `Reads campaigns/, content/, themes/ and assets/ of the project over the defaults,
checks them, and replaces the output, country by country. With an error in the
definitions nothing is written. Draft material is made, marked and listed.`,
		example: "pharos build --country rs,mk --out public",
		run:     runBuild,
	}
}

// runBuild builds and shows what was made.
func runBuild(ctx context.Context, ui *ui, args []string) error {
	f := flags("build", ui)
	asJSON := f.Bool("json", false, "print the summary as one JSON object on standard output")
	if help, err := parse(f, ui, args); err != nil || help {
		return ui.helpOr(buildVerb(), f, help, err)
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	o.Progress = ui.progress
	sum, err := build.Run(ctx, o)
	if err != nil {
		return err
	}
	ui.clear()
	if *asJSON {
		return json.NewEncoder(ui.out).Encode(sum)
	}
	if !ui.quiet {
		ui.summary(sum)
	}
	return nil
}

// summary tells what was made, country by country.
func (u *ui) summary(s *build.Summary) {
	u.findings(u.err, s.Findings)
	for _, c := range s.Countries {
		var tags []string
		for _, t := range c.Languages {
			tags = append(tags, string(t))
		}
		u.say("\n%s  %s, %s, %s, %s, %.1f s", strings.ToUpper(c.Country), count(len(tags), "language"), count(c.Pages, "page"), count(c.Materials, "material"), count(c.Warnings, "warning"), c.Seconds)
		u.say("    languages  %s", strings.Join(tags, " "))
		u.say("    drafts     %d of %d materials", c.Drafts, c.Materials)
		for _, r := range c.Reasons {
			u.say("      %-10s %s", r.Reason, detail(r.Count, r.Detail))
		}
		for i, r := range c.Omitted {
			head := ""
			if i == 0 {
				head = "left out"
			}
			u.say("    %-10s %-8s %s", head, r.Reason, detail(r.Count, r.Detail))
		}
		u.say("    open       %s", filepath.Join(c.Folder, "index.html"))
	}
	u.say("\n%s, edition %s, %s, %.1f s. Open %s", count(len(s.Countries), "countr"+plural(len(s.Countries))), s.Date, count(s.Warnings, "warning"), s.Seconds, filepath.Join(s.Out, "index.html"))
}

// plural is the end of "country"; count adds an s to the other form.
func plural(n int) string {
	if n == 1 {
		return "y"
	}
	return "ie"
}

// detail is the first detail of a reason and how many more have it.
func detail(n int, first string) string {
	if n > 1 {
		return fmt.Sprintf("%d: %s …", n, first)
	}
	return first
}
