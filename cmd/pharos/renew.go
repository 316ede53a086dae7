package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/release"
	"pharos/internal/seal"
)

func renewCommand(c *call) *cobra.Command {
	a := &approval{}
	cmd := &cobra.Command{
		Use:   "renew DIR",
		Short: "move the last day of a release of which nothing has changed, without new paper",
		Long: `Where numbers, hours and everything else that a release states still hold, newer test
calls move its last day: this writes DIR/renewed/<number>.json, signed as the release
was. Sheets that hang stay as they are, and 'pharos verify', 'proof' and the tickets go
by the new day. It refuses where anything that the release states is another today,
where the release is not right, old or withdrawn, and where the day would not move.
Where several must sign, each calls it; the second shows what was signed and wants its
--digest, as whoever signed first said it.`,
		Example: "  pharos release renew releases/zz/1 --date 2030-01-28 --key ana.key",
		Args:    words(1, 1),
	}
	a.flags(cmd, "the day of the renewal, YYYY-MM-DD",
		"the digest of a renewal that somebody else signed first")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		a.ui, a.project = c.ui, c.project()
		return a.renew(c.options(), args[0])
	}
	return cmd
}

// renew makes a renewal, or signs the one that waits.
func (a *approval) renew(o build.Options, dir string) error {
	files, err := release.OpenFolder(dir)
	if err != nil {
		return err
	}
	defer files.Close()
	trust, err := a.trust()
	if err != nil {
		return err
	}
	r, err := release.ToRenew(files, trust)
	if err != nil {
		return err
	}
	if p := r.Pending; p != nil {
		a.showRenewal(p.Renewal, p.Signers)
		a.ui.print("digest: %s", p.Digest)
		if !a.confirmed(p.Digest) {
			a.ui.say("Nothing was signed. Let whoever signed first read the digest to you, and give it with --digest.")
			return found{}
		}
	}
	renewal, err := a.today(o, r)
	if err != nil {
		return err
	}
	if p := r.Pending; p != nil && p.Renewal.Expires > renewal.Last() {
		return usagef("the renewal that waits would last until %s; by the calls of this project it would end on %s",
			p.Renewal.Expires, renewal.Last())
	}
	k, err := a.key.open(a.ui)
	if err != nil {
		return err
	}
	name := ""
	if r.Pending != nil {
		name, err = release.ApproveRenewal(dir, r, k, a.date)
	} else {
		name, err = release.Renew(dir, r, renewal, k)
	}
	if err != nil {
		return err
	}
	return a.renewed(dir, name, trust)
}

// today compares the release with the project as it is, and gives what a renewal would
// say; whoever signs second looks at the project, too.
func (a *approval) today(o build.Options, r *release.Result) (*release.Renewal, error) {
	o.Countries, o.Date, o.Release = []string{r.Manifest.Country}, a.date, r.Manifest.Number
	l, err := build.Load(o)
	if err != nil {
		return nil, err
	}
	defer l.Files.Close()
	renewal, bad, err := seal.Renewal(o, l, r)
	if err != nil {
		return nil, err
	}
	for _, why := range bad {
		a.ui.print("%s", why)
	}
	if len(bad) > 0 {
		return nil, usagef("release %s is not renewed: a renewal is for what has not changed; "+
			"cure what stands above, or make a new release", r.Manifest.Name())
	}
	return renewal, nil
}

// showRenewal prints what a signature would stand for.
func (a *approval) showRenewal(r *release.Renewal, signers []release.Signer) {
	a.ui.print("renewal of %s %d on %s, valid until %s: %s", r.Country, r.Release, r.Date, r.Expires, r.Limits[0].What)
	for _, f := range r.Facts {
		for _, call := range f.Calls {
			a.ui.print("  %s rung on %s by %s from %s", f.Line, call.Date, call.Role, call.Network)
		}
	}
	if r.Gate != "" {
		a.ui.print("set aside: the usual gate: %s", r.Gate)
	}
	for _, s := range signers {
		a.ui.print("signed by %s (%s) on %s, key %s", s.Name, s.Role, s.Date, s.ID)
	}
}

// renewed says how the release stands after a signature, and enters it into the ledger
// once it counts.
func (a *approval) renewed(dir, name string, trust release.Trust) error {
	r, err := release.Verify(os.DirFS(dir), trust)
	if err != nil {
		return err
	}
	a.ui.say("signed: %s", name)
	if p := r.Pending; p != nil {
		a.ui.say("it wants more signatures and does not count yet\ndigest: %s", p.Digest)
		return nil
	}
	a.ui.say("release %s is valid until %s: %s", r.Manifest.Name(), r.Until(), r.Ends())
	if err := seal.RecordRenewal(a.project, dir, a.date, r.Until()); err != nil {
		return fmt.Errorf("the release is renewed, but not in the ledger: %w", err)
	}
	a.ui.say("Send %s to whoever has the release: it belongs into the folder.", filepath.Join(dir, release.RenewedDir))
	return nil
}
