package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/pflag"

	"pharos/internal/build"
)

// contactFolder is where the contact sheet goes unless another folder is named.
const contactFolder = "contact"

// contactFlags adds the flags of the contact sheet: those of a build that say
// what is looked at.
func contactFlags(f *pflag.FlagSet) {
	f.String("contact-sheet", "", "write a folder with a page that shows every sheet of the output (default \""+contactFolder+"\")")
	f.Lookup("contact-sheet").NoOptDefVal = contactFolder
	addSettings(f)
}

// runContactSheet shows every sheet of the output on one page.
func runContactSheet(ctx context.Context, ui *ui, f *pflag.FlagSet) error {
	if f.NArg() > 0 {
		return usagef("--contact-sheet shows what is built; it takes no photo (a folder is named so: --contact-sheet=FOLDER)")
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	to, _ := f.GetString("contact-sheet")
	to = within(o.Project, to)
	o.Progress = ui.progress
	pictures, list, err := build.ContactSheet(ctx, o, to)
	if err != nil {
		return err
	}
	ui.clear()
	ui.findings(ui.err, list)
	ui.say("%s. Open %s", count(pictures, "picture"), filepath.Join(to, "index.html"))
	if len(list) > 0 {
		return found{}
	}
	return nil
}
