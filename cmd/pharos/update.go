package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/release"
)

func updateVerb() verb {
	return verb{
		name:  "update",
		args:  "--from RELEASE|DIR [flags]",
		short: "lay an adaptation over a newer base",
		long: `Your own changes stay, the base's flow in. Where both changed the same text, the
conflict is shown in words and, in sent/update.html, with both pictures; decide
with --mine ID or --base ID. Nothing is changed before all are decided.`,
		example: "pharos update --project harbour --from releases/zz/2",
		run:     runUpdate,
	}
}

// runUpdate updates one adaptation.
func runUpdate(ctx context.Context, ui *ui, args []string) error {
	f := flags("update", ui)
	from := f.String("from", "", "the newer base: a release, a folder, or program")
	mine := f.StringSlice("mine", nil, "ids of messages that keep your text")
	theirs := f.StringSlice("base", nil, "ids of messages that take the base's text")
	keys := f.String("keys", "", "folder of the office's newest keys, where you have it: they say what was withdrawn")
	today := f.String("today", "", "the day on which a release is checked; else today")
	if help, err := parse(f, ui, args); err != nil || help {
		return ui.helpOr(updateVerb(), f, help, err)
	}
	if err := needed(f, "from"); err != nil {
		return err
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	if !adapt.Is(o.Project) {
		return usagef("%s is no adaptation", o.Project)
	}
	b := campaign.Base{From: *from}
	if *from != adapt.Program {
		if _, err := os.Stat(filepath.Join(*from, release.ManifestName)); err == nil {
			m, err := sound(*from, *today, *keys)
			if err != nil {
				return err
			}
			b.Release = m.Name()
		}
		if b.From, err = seenFrom(o.Project, *from); err != nil {
			return err
		}
	}
	page := filepath.Join(o.Project, "sent", "update.html")
	err = build.Update(ctx, o, build.Change{Base: b, Mine: *mine, Theirs: *theirs, Page: page})
	var open build.Unsettled
	if errors.As(err, &open) {
		for _, c := range open.Conflicts {
			ui.say("%s", c)
		}
		ui.say("\nNothing was changed. Both pictures are in %s. Decide with --mine ID or --base ID.", open.Page)
		return found{}
	}
	if err != nil {
		return err
	}
	ui.say("updated: it rests on %s. Build it and look at it.", *from)
	return nil
}

// seenFrom names a folder as it is seen from another one.
func seenFrom(dir, name string) (string, error) {
	home, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(home, abs)
	if err != nil {
		rel = abs
	}
	return filepath.ToSlash(rel), nil
}
