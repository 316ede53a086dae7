package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/status"
)

// checkFormats are the forms in which findings are printed.
var checkFormats = []string{"text", "json", "sarif"}

func checkCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check",
		Short: "look for errors without writing anything",
		Long: `Runs everything up to and without layout. With --layout every sheet is also
composed, so that texts that do not fit are found; nothing is written.`,
		Example: "  pharos check --format sarif > findings.sarif",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	format := f.String("format", "text", "text, json or sarif")
	layout := f.Bool("layout", false, "also compose every sheet")
	addSettings(f, choice...)
	addSettings(f, making...)
	oneOf(cmd, "format", checkFormats...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if err := among("format", *format, checkFormats...); err != nil {
			return err
		}
		return checkAll(cmd.Context(), c.ui, c.options(), *format, *layout)
	}
	return cmd
}

// checkAll prints the findings as the result: on standard output.
func checkAll(ctx context.Context, ui *ui, o build.Options, format string, layout bool) error {
	if format == "text" {
		o.Progress = ui.progress
	}
	l, err := build.Checked(ctx, o, layout)
	if err != nil {
		return err
	}
	list := l.Findings
	ui.clear()
	switch format {
	case "json":
		err = list.In(ui.speech.Text).WriteJSON(ui.out)
	case "sarif":
		err = list.In(ui.speech.Text).WriteSARIF(ui.out, version().String())
	default:
		err = list.WriteText(ui.out, ui.colour, ui.speech.Text)
		ui.say("%s, %s", ui.count(list.Count(diag.Error), "error"), ui.count(list.Count(diag.Warning), "warning"))
		err = errors.Join(err, ui.missing(l, o))
	}
	if err == nil {
		err = ui.lotsOut(o.Project)
	}
	if err == nil && list.Count(diag.Error) > 0 {
		return found{}
	}
	return err
}

// missing names the countries whose release still waits for something: no error is not
// the same as nothing to do.
func (u *ui) missing(l *build.Loaded, o build.Options) error {
	if l.Plan == nil || l.Set.Adaptation != nil {
		return nil
	}
	list, err := status.Of(l, status.Desk{Project: o.Project, Today: cmp.Or(o.Date, o.Latest)})
	var open []string
	for _, c := range list {
		if c.Left() > 0 {
			open = append(open, fmt.Sprintf("%s (%d)", strings.ToUpper(c.Code), c.Left()))
		}
	}
	if len(open) > 0 {
		u.say("Still to do before a release: %s. In order, each with its command: %s", strings.Join(open, ", "),
			"pharos status CC")
	}
	return err
}

// found is the error of a check that found errors: they are already shown.
type found struct{}

// Error is never shown.
func (found) Error() string { return "the definitions have errors" }
