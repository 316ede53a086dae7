package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"pharos/internal/build"
	"pharos/internal/release"
)

func releaseVerb() verb {
	return verb{
		name:  "release",
		args:  "--country CC --date DAY --key FILE [flags]",
		short: "build a country without draft marks, and sign it",
		long: `Refuses unless everything holds: numbers test-called, texts reviewed, senders on
record, no finding open. Every reason is listed at once, with what would cure
it. Else it writes releases/<cc>/<number>/ with a signed manifest. Where several
must approve, each signs with --approve DIR.`,
		example: "pharos release --country zz --date 2030-01-20 --key ana.key --password-file secret",
		run:     runRelease,
	}
}

// runRelease releases one country, or adds an approval.
func runRelease(ctx context.Context, ui *ui, args []string) error {
	f := flags("release", ui)
	key := keyFlags(f, "the encrypted key that signs")
	to := f.String("to", "releases", "folder of the releases")
	approve := f.String("approve", "", "add a signature to this release instead")
	if help, err := parse(f, ui, args); err != nil || help {
		return ui.helpOr(releaseVerb(), f, help, err)
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	if *approve != "" {
		return approveRelease(ui, *approve, key, o.Date)
	}
	if len(o.Countries) != 1 || o.Date == "" {
		return usagef("release needs one --country and the --date of the edition")
	}
	l, err := build.Load(o)
	if err != nil {
		return err
	}
	if l.Plan == nil || len(build.Obstacles(l, o.Countries[0])) > 0 {
		return refuse(ui, l, o.Countries[0])
	}
	if err := needed(f, "key"); err != nil {
		return err
	}
	k, err := key.open()
	if err != nil {
		return err
	}
	home := within(o.Project, *to)
	if err := recordEarlier(o.Project, filepath.Join(home, o.Countries[0]), o.Countries[0]); err != nil {
		return err
	}
	o.Progress = ui.progress
	program, _ := version()
	dir, m, err := build.Release(ctx, o, build.Order{Country: o.Countries[0], Key: k, Keys: filepath.Join(o.Project, release.KeysDir), To: home, Version: program})
	if err != nil {
		return err
	}
	ui.clear()
	chain, err := release.ReadChain(os.DirFS(dir), release.KeysDir)
	if err != nil {
		return err
	}
	if err := recordRelease(o.Project, dir); err != nil {
		return fmt.Errorf("the release is made, but not in the ledger: %w", err)
	}
	ui.say("release %s, %s, valid until %s\ncheck words: %s\nfolder: %s", m.Name(), count(len(m.Files), "file"), m.Expires, strings.Join(chain.Newest().Words(), " "), dir)
	return nil
}

// refuse lists every reason at once.
func refuse(ui *ui, l *build.Loaded, country string) error {
	if l.Plan == nil {
		return build.Defects{List: l.Findings.Sorted()}
	}
	list := build.Obstacles(l, country)
	ui.clear()
	ui.findings(ui.err, list)
	ui.say("\nNot released: %s. Nothing was written.", count(len(list), "reason"))
	return found{}
}

// approveRelease adds one signature.
func approveRelease(ui *ui, dir string, key *signer, day string) error {
	if key.file == "" || day == "" {
		return usagef("an approval needs --key and --date")
	}
	k, err := key.open()
	if err != nil {
		return err
	}
	name, err := release.Approve(dir, k, day)
	if err == nil {
		ui.say("signed: %s", name)
	}
	return err
}
