package main

import (
	"context"
	"slices"

	"pharos/internal/build"
	"pharos/internal/diag"
)

func checkVerb() verb {
	return verb{
		name:  "check",
		args:  "[flags]",
		short: "look for errors without writing anything",
		long: `Runs everything up to and without layout. With --layout every sheet is also
composed, so that texts that do not fit are found; nothing is written.`,
		example: "pharos check --format sarif > findings.sarif",
		run:     runCheck,
	}
}

// runCheck prints the findings as the result: on standard output.
func runCheck(ctx context.Context, ui *ui, args []string) error {
	f := flags("check", ui)
	format := f.String("format", "text", "text, json or sarif")
	layout := f.Bool("layout", false, "also compose every sheet")
	if help, err := parse(f, ui, args); err != nil || help {
		return ui.helpOr(checkVerb(), f, help, err)
	}
	if !slices.Contains([]string{"text", "json", "sarif"}, *format) {
		return usagef("unknown format %q: text, json and sarif are there", *format)
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	if *format == "text" {
		o.Progress = ui.progress
	}
	list, err := build.Check(ctx, o, *layout)
	if err != nil {
		return err
	}
	ui.clear()
	switch *format {
	case "json":
		err = list.In(ui.speech.Say).WriteJSON(ui.out)
	case "sarif":
		err = list.In(ui.speech.Say).WriteSARIF(ui.out)
	default:
		err = list.WriteTextIn(ui.out, ui.colour, ui.speech.Say)
		ui.say("%s, %s", ui.count(list.Count(diag.Error), "error"), ui.count(list.Count(diag.Warning), "warning"))
	}
	if err == nil && list.Stops() {
		return found{}
	}
	return err
}

// found is the error of a check that found errors: they are already shown.
type found struct{}

// Error is never shown.
func (found) Error() string { return "the definitions have errors" }
