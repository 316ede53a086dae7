package main

import (
	"context"
	"fmt"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/disk"
)

func diffVerb() verb {
	return verb{
		name:  "diff",
		args:  "OLD NEW [flags]",
		short: "say what changed between two releases, in words and pictures",
		long: `Compares two folders of releases: facts, exceptions, the last day, and each sheet
as it looks. With --out FILE it writes one page that shows the sheets side by
side with the changed spots framed; the page needs no network.`,
		example: "pharos diff releases/zz/1 releases/zz/2 --out changes.html",
		run:     runDiff,
	}
}

// runDiff prints the words as the result.
func runDiff(_ context.Context, ui *ui, args []string) error {
	f, _ := plainFlags("diff", ui)
	out := f.String("out", "", "write a page with the sheets side by side to this file")
	if help, err := parseWords(f, args, 2, 2); err != nil || help {
		return ui.helpOr(diffVerb(), f, help, err)
	}
	d, err := build.CompareReleases(build.Options{Defaults: pharos.Defaults, Cache: cacheDir()}, f.Arg(0), f.Arg(1))
	if err != nil {
		return err
	}
	for _, w := range d.Words {
		fmt.Fprintln(ui.out, w)
	}
	if *out == "" {
		return nil
	}
	page, err := d.Page()
	if err != nil {
		return err
	}
	if err := disk.Write(*out, page, 0o644); err != nil {
		return err
	}
	ui.say("%s side by side: %s", count(len(d.Pairs), "sheet"), *out)
	return nil
}
