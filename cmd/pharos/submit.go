package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/release"
)

func submitVerb() verb {
	return verb{
		name:  "submit",
		args:  "--to FILE.zip [flags]",
		short: "pack an adaptation for the office",
		long: `Builds the adaptation and the same sheets of its base, and writes one file: the
folder, a list with the digest of every file, and summary.html, which shows each
changed text and each sheet beside that of the base. The printed digest can be
compared with the office by telephone.`,
		example: "pharos submit --project harbour --to harbour.zip",
		run:     runSubmit,
	}
}

// runSubmit packs an adaptation.
func runSubmit(ctx context.Context, ui *ui, args []string) error {
	f := flags("submit", ui)
	to := f.String("to", "", "the file to write, such as harbour.zip")
	today := f.String("today", "", "the day on which the base is checked; else today")
	keys := f.String("keys", "", "folder of the office's newest keys, where you have it: they say what was withdrawn")
	if help, err := parse(f, ui, args); err != nil || help {
		return ui.helpOr(submitVerb(), f, help, err)
	}
	if err := needed(f, "to"); err != nil {
		return err
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	o.Progress, o.Keys, o.Today = ui.progress, *keys, cmp.Or(*today, time.Now().Format(time.DateOnly))
	data, digest, err := build.Submit(ctx, o)
	if err != nil {
		return err
	}
	ui.clear()
	if err := disk.Write(*to, data, 0o644); err != nil {
		return err
	}
	ui.say("%s, %d KB\ndigest: %s\nSend it to the office; compare the digest by telephone.", *to, len(data)>>10, digest)
	return nil
}

func acceptVerb() verb {
	return verb{
		name:  "accept",
		args:  "FILE --base RELEASE --right DIR --key FILE --date DAY [flags]",
		short: "check what an organisation sent, build it anew, and sign it",
		long: `Reads the file as if it were hostile, lays it over the office's own release,
checks every lock, number and logo again, builds everything anew and signs it by
a right (pharos right) into accepted/<cc>-<organisation>/<number>. Every reason
against it is listed at once; nothing is written then.`,
		example: "pharos accept harbour.zip --base releases/zz/1 --right rights/harbour --key desk.key --date 2030-01-22",
		run:     runAccept,
	}
}

// runAccept accepts one submission.
func runAccept(ctx context.Context, ui *ui, args []string) error {
	f := flags("accept", ui)
	base := f.String("base", "", "the release that was adapted, as the office has it")
	right := f.String("right", "", "folder of the right by which it is accepted")
	key := keyFlags(f, "the encrypted key that the right names")
	to := f.String("to", "accepted", "folder of accepted adaptations")
	want := f.String("digest", "", "the digest that the organisation told you")
	if help, err := parseWords(f, args, 1, 1); err != nil || help {
		return ui.helpOr(acceptVerb(), f, help, err)
	}
	if err := needed(f, "base", "right", "key", "date"); err != nil {
		return err
	}
	o, err := options(f)
	if err != nil {
		return err
	}
	info, err := os.Stat(f.Arg(0))
	if err != nil {
		return err
	}
	if info.Size() > 64<<20 {
		return usagef("%s is larger than 64 MB: no adaptation is", f.Arg(0))
	}
	data, err := os.ReadFile(f.Arg(0))
	if err != nil {
		return err
	}
	if *want != "" && !strings.EqualFold(*want, release.Digest(data)) {
		return usagef("the digest of %s is %s, not the one that you were told: it is another file", f.Arg(0), release.Digest(data))
	}
	k, err := key.open()
	if err != nil {
		return err
	}
	program, _ := version()
	o.Progress = ui.progress
	dir, m, err := build.Accept(ctx, o, build.Acceptance{Data: data, Base: *base, Right: *right, Keys: filepath.Join(o.Project, release.KeysDir), Key: k, To: within(o.Project, *to), Version: program})
	if err != nil {
		return err
	}
	ui.clear()
	ui.say("accepted: %s of %s, base %s, valid until %s\nfolder: %s", m.Adaptation.Name, m.Name(), m.Adaptation.Base, m.Expires, dir)
	return nil
}

func rightVerb() verb {
	return verb{
		name:  "right",
		args:  "new | sign --out DIR [flags]",
		short: "let somebody accept the adaptations of one organisation",
		long: `new    writes DIR/right.json: one organisation, these materials, these languages,
       until a day, and the key that may accept
sign   signs it with a key of the office; enough keys of the ring must
The office takes it back with 'pharos key ring --withdraw DIR'.`,
		example: "pharos right new --out rights/harbour --org harbour --country zz --material citizen/poster-rights --language en --from 2030-01-01 --until 2030-12-31 --to desk.key.pub",
		run:     runRight,
	}
}

// runRight makes or signs a right.
func runRight(_ context.Context, ui *ui, args []string) error {
	f, project := plainFlags("right", ui)
	r := &release.Right{}
	out := f.String("out", "", "folder of the right")
	to := f.String("to", "", "public key that may accept: a file that ends in .pub (new)")
	key := keyFlags(f, "the encrypted key that signs (sign)")
	f.StringVar(&r.Organisation, "org", "", "id of the organisation (new)")
	f.StringVar(&r.Country, "country", "", "the country (new)")
	f.StringSliceVar(&r.Materials, "material", nil, "materials as audience/id (new)")
	f.StringSliceVar(&r.Languages, "language", nil, "languages (new)")
	f.StringVar(&r.From, "from", "", "the first day (new)")
	f.StringVar(&r.Until, "until", "", "the last day (new)")
	if help, err := parseWords(f, args, 1, 1); err != nil || help {
		return ui.helpOr(rightVerb(), f, help, err)
	}
	if err := needed(f, "out"); err != nil {
		return err
	}
	switch f.Arg(0) {
	case "new":
		return newRight(ui, r, *out, *to)
	case "sign":
		return signRight(ui, *out, key, filepath.Join(*project, release.KeysDir))
	}
	return usagef("%q is not understood: write new or sign", f.Arg(0))
}

// newRight writes a right, unsigned.
func newRight(ui *ui, r *release.Right, out, to string) error {
	data, err := os.ReadFile(to)
	if err != nil {
		return usagef("--to names no public key: %v", err)
	}
	if err := json.Unmarshal(data, &r.Key); err != nil {
		return usagef("%s: %v", to, err)
	}
	if data, err = r.Encode(); err != nil {
		return usagef("%v", err)
	}
	name := filepath.Join(out, release.RightName)
	if _, err := os.Stat(name); err == nil {
		return usagef("%s is there already; a right is never changed: withdraw it and make a new one", name)
	}
	ui.say("%s. Now sign it: pharos right sign --out %s --key FILE", name, out)
	return disk.Write(name, data, 0o644)
}

// signRight adds a signature.
func signRight(ui *ui, out string, key *signer, keys string) error {
	data, err := os.ReadFile(filepath.Join(out, release.RightName))
	if err != nil {
		return err
	}
	if _, err := release.ParseRight(data); err != nil {
		return err
	}
	k, err := key.open()
	if err != nil {
		return err
	}
	sig, err := release.Sign(k, data, release.RightComment(data))
	if err != nil {
		return err
	}
	if err := disk.Write(filepath.Join(out, release.RightSignature(release.KeyID(k.ID()))), sig, 0o644); err != nil {
		return err
	}
	chain, err := release.ReadChain(os.DirFS(keys), ".")
	if err != nil {
		return err
	}
	if _, _, err := release.ReadRight(os.DirFS(out), ".", chain); err != nil {
		ui.say("signed; still missing: %v", err)
		return nil
	}
	ui.say("the right holds")
	return nil
}

// rightToWithdraw reads the right of a folder, if it is one.
func rightToWithdraw(dir string) (release.Withdrawn, bool, error) {
	data, err := os.ReadFile(filepath.Join(dir, release.RightName))
	if errors.Is(err, fs.ErrNotExist) {
		return release.Withdrawn{}, false, nil
	}
	if err != nil {
		return release.Withdrawn{}, false, err
	}
	r, err := release.ParseRight(data)
	if err != nil {
		return release.Withdrawn{}, false, err
	}
	return release.Withdrawn{Country: r.Country, SHA256: release.Digest(data)}, true, nil
}
