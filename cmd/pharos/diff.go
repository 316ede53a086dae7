package main

import (
	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/compare"
	"pharos/internal/disk"
)

func diffCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "say what changed between two releases, in words and pictures",
		Long: `Compares two folders of releases: facts, exceptions, the last day, and each sheet
as it looks. With --out FILE it writes one page that shows the sheets side by
side with the changed spots framed; the page needs no network.`,
		Example: "  pharos diff releases/zz/1 releases/zz/2 --out changes.html",
		Args:    words(2, 2),
	}
	out := cmd.Flags().String("out", "", "write a page with the sheets side by side to this file")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return diffReleases(c.ui, c.undivided(), args[0], args[1], *out)
	}
	return cmd
}

// diffReleases prints the words as the result.
func diffReleases(ui *ui, o build.Options, before, after, out string) error {
	d, err := compare.Releases(o, before, after)
	if err != nil {
		return err
	}
	for _, w := range d.Words {
		ui.print("%s", w)
	}
	if out == "" {
		return nil
	}
	page, err := d.Page()
	if err != nil {
		return err
	}
	if err := disk.Write(out, page, 0o644); err != nil {
		return err
	}
	ui.say("%s side by side: %s", count(len(d.Pairs), "sheet"), out)
	return nil
}
