package main

import (
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func manCommand(c *call) *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "write a man page for each verb and action",
		Long: `Writes a man page for each verb and action into a folder, such as
/usr/local/share/man/man1; then 'man pharos-build' explains 'pharos build'.`,
		Example: "  pharos help man /usr/local/share/man/man1",
		Args:    words(1, 1),
		RunE:    func(cmd *cobra.Command, args []string) error { return writeManual(c.ui, cmd.Root(), args[0]) },
	}
}

// writeManual writes the man pages. They name the day of the version, not that of
// the machine's clock: the same program writes the same bytes.
func writeManual(ui *ui, root *cobra.Command, dir string) error {
	day, err := time.Parse(time.DateOnly, sourcesDay)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root.DisableAutoGenTag = true
	header := &doc.GenManHeader{Section: "1", Date: &day, Source: "Pharos " + sources, Manual: "Pharos"}
	if err := doc.GenManTree(root, header, dir); err != nil {
		return err
	}
	ui.say("man pages in %s", dir)
	return nil
}
