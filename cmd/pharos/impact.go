package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"pharos/internal/build"
)

func impactVerb() verb {
	return verb{
		name:  "impact",
		args:  "THING [flags]",
		short: "list what carries a number, a text, a picture or a template",
		long: `Says, before anything is built, which pages, sheets, codes and printed batches
carry a thing and would change with it. THING is a line (rs.astra, or one value
of it, rs.astra:hours), a message id, a page, a picture, a print template, or a
file of the theme or of the assets.`,
		example: "pharos impact rs.astra:number",
		run:     runImpact,
	}
}

// runImpact prints the list as the result.
func runImpact(_ context.Context, ui *ui, args []string) error {
	f := flags("impact", ui)
	asJSON := f.Bool("json", false, "print JSON")
	f.BoolVar(&ui.quiet, "quiet", false, "say nothing but the list")
	if help, err := parseWords(f, args, 1, 1); err != nil || help {
		return ui.helpOr(impactVerb(), f, help, err)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(-1) // an answer takes less than the limit of memory
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	found, err := build.FindImpact(o, f.Arg(0))
	if err != nil {
		return err
	}
	if *asJSON {
		e := json.NewEncoder(ui.out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(found)
	}
	for _, part := range []struct {
		name string
		list []string
	}{{"page", found.Pages}, {"sheet", found.Sheets}, {"code", found.Codes}, {"file", found.Files}} {
		for _, one := range part.list {
			fmt.Fprintf(ui.out, "%s\t%s\n", part.name, one)
		}
	}
	for _, b := range found.Batches {
		fmt.Fprintf(ui.out, "batch\t%s\t%s\t%d\t%s\n", b.ID, b.Day, b.Count, b.Holder)
	}
	ui.say("%s is a %s: %s", found.Thing, found.Kind, strings.Join([]string{count(len(found.Pages), "page"), count(len(found.Sheets), "sheet"),
		count(len(found.Codes), "code"), fmt.Sprintf("%d printed on record", len(found.Batches))}, ", "))
	return nil
}
