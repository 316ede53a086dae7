package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/impact"
)

func impactCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "impact THING",
		Short: "list what carries a number, a text, a picture or a template",
		Long: `Says, before anything is built, which pages, sheets, codes and printed batches
carry a thing and would change with it. THING is a line (rs.astra, or one value
of it, rs.astra:hours), a message id, a page, a picture, a print template, or a
file of the theme or of the assets.`,
		Example: "  pharos impact rs.astra:number",
		Args:    words(1, 1),
	}
	asJSON := cmd.Flags().Bool("json", false, "print JSON")
	addSettings(cmd.Flags(), choice...)
	addSettings(cmd.Flags(), making...)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return printImpact(c.ui, c.options(), args[0], *asJSON)
	}
	return cmd
}

// printImpact prints the list as the result.
func printImpact(ui *ui, o build.Options, thing string, asJSON bool) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(-1) // an answer takes less than the limit of memory
	}
	found, err := impact.Find(o, thing)
	if err != nil {
		return err
	}
	if asJSON {
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
			ui.row(part.name, one)
		}
	}
	for _, b := range found.Batches {
		ui.row("batch", b.ID, b.Day, b.Count, b.Holder)
	}
	ui.say(
		"%s is a %s: %s",
		found.Thing,
		found.Kind,
		strings.Join([]string{count(len(found.Pages), "page"), count(len(found.Sheets), "sheet"),
			count(len(found.Codes), "code"), fmt.Sprintf("%d printed on record", len(found.Batches))}, ", "),
	)
	return nil
}
