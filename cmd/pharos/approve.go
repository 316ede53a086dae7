package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/release"
)

// shortestDigest is how many signs of a digest must be given at least.
const shortestDigest = 16

// approval is one signature to be added to a release.
type approval struct {
	ui            *ui
	project, date string
	keys, digest  string
	key           *signer
}

func approveCommand(c *call) *cobra.Command {
	a := &approval{}
	cmd := &cobra.Command{
		Use:   "approve DIR",
		Short: "look at a release that somebody else signed first, and add a signature",
		Long: `Checks the release in DIR by the office's own keys: every file, the first signature,
its place after the release before. Then it shows what the release states, what
changed since the one before, and the digest. It signs only what is right, and only
with the --digest that whoever signed first told you: 16 signs of it are enough.
The release is whole when enough keys of the ring have signed it.`,
		Example: "  pharos release approve releases/zz/1 --date 2030-01-20 --key ben.key --digest 0123456789abcdef",
		Args:    words(1, 1),
	}
	a.flags(cmd, "the day of the signature, YYYY-MM-DD",
		"the digest of the release, as whoever signed first said it")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		a.ui, a.project = c.ui, c.project()
		return a.sign(args[0])
	}
	return cmd
}

// flags adds what every signature of the office wants: the key, the day, the keys it is
// checked by, and the digest that somebody else said.
func (a *approval) flags(cmd *cobra.Command, day, digest string) {
	f := cmd.Flags()
	a.key = keyFlags(f, "the encrypted key that signs")
	f.StringVar(&a.date, "date", "", day)
	f.StringVar(&a.keys, "keys", "", "folder of the office's keys; else keys/ of the project")
	f.StringVar(&a.digest, "digest", "", digest)
	require(cmd, "key", "date")
}

// sign checks and shows a release, and adds a signature to what was confirmed.
func (a *approval) sign(dir string) error {
	files, err := release.OpenFolder(dir)
	if err != nil {
		return err
	}
	defer files.Close()
	trust, err := a.trust()
	if err != nil {
		return err
	}
	if m, _, err := release.ReadManifest(files); err == nil {
		trust.Others = release.Series(release.Folder(filepath.Join(a.project, release.StoreDir)), m.ID())
	}
	r, err := release.ToApprove(files, trust)
	if err != nil {
		return err
	}
	before := release.Earlier(files, r.Manifest)
	a.show(r, before)
	if !a.confirmed(r.Digest) {
		a.ui.say("Nothing was signed. Look at the sheets and pages, let whoever signed first read the digest to you, " +
			"and give it with --digest.")
		return found{}
	}
	k, err := a.key.open(a.ui)
	if err != nil {
		return err
	}
	name, err := release.Approve(dir, r, k, a.date)
	if err == nil {
		a.ui.say("signed: %s", name)
	}
	return err
}

// trust are the office's own rings and releases: never those of the folder alone.
func (a *approval) trust() (release.Trust, error) {
	t, err := release.TrustIn(a.project, a.date)
	if err != nil {
		return t, err
	}
	t.Keys = t.Own
	if a.keys != "" {
		if t.Keys, err = release.ReadChain(os.DirFS(a.keys), "."); err != nil {
			return t, err
		}
	}
	if t.Keys == nil {
		return t, usagef("the project has no keys/: name the folder of the office's keys with --keys")
	}
	return t, nil
}

// confirmed reports whether the digest that somebody heard is the release's.
func (a *approval) confirmed(digest string) bool {
	said := strings.ToLower(strings.Join(strings.Fields(a.digest), ""))
	return len(said) >= shortestDigest && strings.HasPrefix(digest, said)
}

// show prints what a signature would stand for.
func (a *approval) show(r *release.Result, before []*release.Manifest) {
	m := r.Manifest
	a.ui.print("release %s of %s, valid until %s: %s", m.Name(), m.Edition, m.Expires, m.Limits[0].What)
	for _, f := range m.Facts {
		a.ui.print("states: %s: %s: %s", f.Line, f.What, f.Value)
		if f.Read != "" {
			a.ui.print("  a public emergency number: official source read on %s", f.Read)
		}
		for _, call := range f.Calls {
			a.ui.print("  rung on %s by %s from %s", call.Date, call.Role, call.Network)
		}
	}
	for _, e := range m.Exceptions {
		a.ui.print("set aside: %s for %s until %s, allowed by %s: %s", e.Rule, e.Material, e.Until, e.Who, e.Why)
	}
	if m.Gate != "" {
		a.ui.print("set aside: the usual gate: %s", m.Gate)
	}
	if len(before) == 0 {
		a.ui.print("changed: there is no release before it to compare it with")
	} else {
		for _, line := range release.Differences(before[0].Stated(), m.Stated()) {
			a.ui.print("changed since %s: %s", before[0].Name(), line)
		}
	}
	for _, s := range r.Signers {
		a.ui.print("signed by %s (%s) on %s, key %s", s.Name, s.Role, s.Date, s.ID)
	}
	a.ui.print("check words: %s", strings.Join(r.Ring.Words(), " "))
	a.ui.print("digest: %s", r.Digest)
}
