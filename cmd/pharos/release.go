package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/release"
	"pharos/internal/seal"
)

func releaseCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "release",
		Short: "build a country without draft marks, and sign it",
		Long: `Refuses unless everything holds: numbers test-called, texts reviewed, senders on
record, no finding open. Every reason is listed at once, with what would cure
it. Else it writes releases/<cc>/<number>/ with a signed manifest. Before the signature it says
how long the release will last, and what would lengthen it; it does nothing more
with --dry-run. Where several must approve, each signs with 'pharos release approve DIR'.`,
		Example: "  pharos release --country zz --date 2030-01-20 --key ana.key --password-file secret",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	key := keyFlags(f, "the encrypted key that signs")
	f.String("to", release.StoreDir, "folder of the releases; else in the project")
	dry := f.Bool("dry-run", false,
		"only say whether it could be made, how long it would last and what would lengthen it")
	addSettings(f, choice...)
	addSettings(f, making...)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		home := release.Folder(c.inProject(f.Lookup("to")))
		return releaseCountry(cmd.Context(), c.ui, c.options(), key, home, *dry)
	}
	cmd.AddCommand(approveCommand(c), renewCommand(c))
	return cmd
}

// releaseCountry releases one country into a folder of releases; a dry run only says how
// long the release would last.
func releaseCountry(
	ctx context.Context,
	ui *ui,
	o build.Options,
	key *signer,
	home release.Folder,
	dry bool,
) error {
	if len(o.Countries) != 1 || o.Date == "" {
		return usagef("release needs one --country and the --date of the edition")
	}
	l, err := build.Load(o)
	if err != nil {
		return err
	}
	if l.Plan == nil || len(seal.Obstacles(l, o.Countries[0])) > 0 {
		return refuse(ui, l, o.Countries[0])
	}
	lasts(ui, l, o.Countries[0])
	if dry {
		ui.say("Nothing was written.")
		return nil
	}
	if key.file == "" {
		return usagef("release needs --key")
	}
	k, err := key.open(ui)
	if err != nil {
		return err
	}
	if err := seal.RecordEarlier(o.Project, home, o.Countries[0]); err != nil {
		return err
	}
	o.Progress = ui.progress
	dir, m, err := seal.Release(ctx, o, seal.Order{
		Country: o.Countries[0], Key: k, Keys: filepath.Join(o.Project, release.KeysDir), To: home,
		Version: version().String(), LeftOut: func(names []string) {
			ui.say("left out of definitions.zip, because nothing reads it: %s", strings.Join(names, ", "))
		},
	})
	if err != nil {
		return err
	}
	ui.clear()
	chain, err := release.ReadChain(os.DirFS(dir), release.KeysDir)
	if err != nil {
		return err
	}
	if err := seal.Record(o.Project, dir); err != nil {
		return fmt.Errorf("the release is made, but not in the ledger: %w", err)
	}
	_, digest, err := release.ReadManifest(os.DirFS(dir))
	if err != nil {
		return err
	}
	ui.say("release %s, %s, valid until %s\ncheck words: %s\nfolder: %s",
		m.Name(), count(len(m.Files), "file"), m.Expires, strings.Join(chain.Newest().Words(), " "), dir)
	ui.say("digest: %s", digest)
	return nil
}

// mostLimits is how many of the limits of a release are shown before it is made.
const mostLimits = 3

// lasts says how long a release would last that is made now, what comes after that, and
// what would lengthen it.
func lasts(ui *ui, l *build.Loaded, country string) {
	limits := seal.Limits(l, country)
	first := limits[0]
	ui.say("the release would last until %s: %s", first.Until, first.What)
	if do := seal.Longer(first); do != "" {
		ui.say("  %s", do)
	}
	shown := 1
	for _, limit := range limits[1:] {
		if limit.Until > first.Until && shown < mostLimits {
			ui.say("  then until %s: %s", limit.Until, limit.What)
			shown++
		}
	}
}

// refuse lists every reason at once.
func refuse(ui *ui, l *build.Loaded, country string) error {
	if l.Plan == nil {
		return build.Defects{List: l.Findings.Sorted()}
	}
	list := seal.Obstacles(l, country)
	ui.clear()
	ui.findings(ui.err, list)
	ui.say("\nNot released: %s. Nothing was written.", count(len(list), "reason"))
	return found{}
}
