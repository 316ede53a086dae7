package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/compare"
)

func contactSheetCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "contact-sheet",
		Short: "write a folder with one page that shows every sheet of the output",
		Long: `Writes a folder with one page that shows every sheet of the output at a glance, as
the finished PDFs paint it; exit 1 says that a file is not the one in its manifest.`,
		Example: "  pharos proof contact-sheet --country rs",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	f.String("to", "contact", "folder to write; else in the project")
	addSettings(f, "out")
	addSettings(f, choice...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return writeContactSheet(cmd.Context(), c.ui, c.options(), c.inProject(f.Lookup("to")))
	}
	return cmd
}

// writeContactSheet shows every sheet of the output on one page.
func writeContactSheet(ctx context.Context, ui *ui, o build.Options, to string) error {
	o.Progress = ui.progress
	pictures, list, err := compare.ContactSheet(ctx, o, to)
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
