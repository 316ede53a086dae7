package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/office"
	"pharos/internal/release"
)

func submitCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "submit",
		Short: "pack an adaptation for the office",
		Long: `Builds the adaptation, to see that every sheet can be made, and writes one file: the
folder and a list with the digest of every file. The printed digest can be compared
with the office by telephone. 'pharos summary' shows what the office will look at.`,
		Example: "  pharos submit --project harbour --to harbour.zip",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	to := f.String("to", "", "the file to write, such as harbour.zip")
	today := todayFlag(f, "the day on which the base is checked")
	keys := f.String("keys", "", newestKeys)
	addSettings(f, making...)
	require(cmd, "to")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		o := c.options()
		o.Keys, o.Today = *keys, dayOr(*today)
		return submit(cmd.Context(), c.ui, o, *to)
	}
	return cmd
}

// submit packs an adaptation.
func submit(ctx context.Context, ui *ui, o build.Options, to string) error {
	o.Progress = ui.progress
	s, err := office.Submit(ctx, o)
	if err != nil {
		return err
	}
	ui.clear()
	if err := disk.Write(to, s.Data, 0o644); err != nil {
		return err
	}
	ui.say("%s, %d KB\ndigest: %s\nSend it to the office; compare the digest by telephone.", to, len(s.Data)>>10,
		s.Digest)
	if n := len(s.Unread); n > 0 {
		ui.say("%s of yours that nobody has reviewed, and the office does not take so: %s. "+
			"Have a second person read them: pharos translate review", count(n, "text"), brief(s.Unread))
	}
	return nil
}

// brief joins words, and counts those that nobody reads to the end.
func brief(list []string) string {
	const most = 8
	if more := len(list) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), more)
	}
	return strings.Join(list, ", ")
}

func acceptCommand(c *call) *cobra.Command {
	var a office.Acceptance
	cmd := &cobra.Command{
		Use:   "accept FILE",
		Short: "check what an organisation sent, build it anew, and sign it",
		Long: `Reads the file as if it were hostile, lays it over the office's own release,
checks every lock, number and logo again, builds everything anew and signs it by
a right (pharos right) into accepted/<cc>-<organisation>/<number>. Every reason
against it is listed at once; nothing is written then. Each kind of change must be
named with --seen: look at it first on the page of 'pharos summary'.`,
		Example: "  pharos accept harbour.zip --base releases/zz/1 --right rights/harbour --key desk.key --date " +
			"2030-01-22 --seen names,logo,texts,sheets",
		Args: words(1, 1),
	}
	f := cmd.Flags()
	f.StringVar(&a.Base, "base", "", "the release that was adapted, as the office has it")
	f.StringVar(&a.Right, "right", "", "folder of the right by which it is accepted")
	key := keyFlags(f, "the encrypted key that the right names")
	f.String("to", release.AcceptedDir, "folder of accepted adaptations; else in the project")
	digest := f.String("digest", "", "the digest that the organisation told you")
	f.StringSliceVar(&a.Seen, "seen", nil, "the kinds of changes that you looked at on the page of 'pharos summary'")
	addSettings(f, making...)
	require(cmd, "base", "right", "key")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o := c.options()
		a.To, a.Keys = release.Folder(c.inProject(f.Lookup("to"))), filepath.Join(o.Project, release.KeysDir)
		return accept(cmd.Context(), c.ui, o, a, args[0], *digest, key)
	}
	return cmd
}

func summaryCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "summary FILE",
		Short: "show what an organisation sent beside the base, large",
		Long: `Reads the file as if it were hostile, builds its sheets and those of the base, and
writes one page: the logo large, every text beside that of the base and beside the
English, every figure, every sheet beside its base, and a list of what to look at.
The page is made by this program alone; nothing of the sender's but the folder is used.`,
		Example: "  pharos summary harbour.zip --base releases/zz/1 --date 2030-01-22 --to harbour.html",
		Args:    words(1, 1),
	}
	f := cmd.Flags()
	base := f.String("base", "", "the release that was adapted, as the office has it")
	to := f.String("to", "", "the page to write, such as harbour.html")
	addSettings(f, making...)
	require(cmd, "base", "to")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return summary(cmd.Context(), c.ui, c.options(), args[0], *base, *to)
	}
	return cmd
}

// summary writes the page about a submission.
func summary(ctx context.Context, ui *ui, o build.Options, file, base, to string) error {
	data, err := readSent(file)
	if err != nil {
		return err
	}
	o.Progress = ui.progress
	look, err := office.LookAt(ctx, o, data, base)
	if err != nil {
		return err
	}
	ui.clear()
	if err := disk.Write(to, look.Page, 0o644); err != nil {
		return err
	}
	var ids []string
	for _, k := range look.Kinds {
		ids = append(ids, k.ID)
	}
	ui.say(
		"%s\nLook at each: %s. Then: pharos accept %s … --seen %s",
		to,
		strings.Join(ids, ", "),
		file,
		strings.Join(ids, ","),
	)
	return nil
}

// readSent reads the file of an organisation.
func readSent(file string) ([]byte, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, err
	}
	if info.Size() > largestSent {
		return nil, usagef("%s is larger than %d MB: no adaptation is", file, largestSent>>20)
	}
	return os.ReadFile(file)
}

// largestSent is how large a file of an organisation may be, in bytes.
const largestSent = 64 << 20

// accept accepts one submission; digest, where it is not empty, is the one that its
// file must have.
func accept(ctx context.Context, ui *ui, o build.Options, a office.Acceptance, file, digest string, key *signer) error {
	if o.Date == "" {
		return usagef("accept needs --date, the day of acceptance")
	}
	var err error
	if a.Data, err = readSent(file); err != nil {
		return err
	}
	if is := release.Digest(a.Data); digest != "" && !strings.EqualFold(digest, is) {
		return usagef("the digest of %s is %s, not the one that you were told: it is another file", file, is)
	}
	if a.Key, err = key.open(ui); err != nil {
		return err
	}
	o.Progress, a.Version = ui.progress, version().String()
	dir, m, err := office.Accept(ctx, o, a)
	if err != nil {
		return err
	}
	ui.clear()
	ui.say("accepted: %s of %s, base %s, valid until %s\nfolder: %s",
		m.Adaptation.Name, m.Name(), m.Adaptation.Base, m.Expires, dir)
	return nil
}

func rightCommand(c *call) *cobra.Command {
	return actions(&cobra.Command{
		Use:   "right",
		Short: "let somebody accept the adaptations of one organisation",
		Long: `A right says who may accept which adaptations, and until when. The office takes it
back with 'pharos key ring --withdraw DIR'.`,
		Example: "  pharos right sign --out rights/harbour --key ana.key",
	}, newRightCommand(c), signRightCommand(c))
}

func newRightCommand(c *call) *cobra.Command {
	r := &release.Right{}
	cmd := &cobra.Command{
		Use:   "new",
		Short: "write DIR/right.json: one organisation, these materials, these languages, until a day",
		Long: `Writes a right. --for takes organisation, names, country, materials and languages from
a file that the organisation sent; other flags take their place. Read what is shown
before anybody signs it.`,
		Example: `  pharos right new --out rights/harbour --for harbour.zip --from 2030-01-01 --until 2030-12-31 ` +
			`--to desk.key.pub`,
		Args: words(0, 0),
	}
	f := cmd.Flags()
	out := f.String("out", "", "folder of the right")
	to := f.String("to", "", "public key that may accept: a file that ends in .pub")
	sent := f.String("for", "", "the file of an organisation: the right covers what it needs")
	f.StringVar(&r.Organisation, "org", "", "id of the organisation")
	f.StringArrayVar(
		&r.Names,
		"name",
		nil,
		"a name of the organisation that its sheets show, in English or another language",
	)
	f.StringVar(&r.Country, "country", "", "the country")
	f.StringSliceVar(&r.Materials, "material", nil, "materials as audience/id")
	f.StringSliceVar(&r.Languages, "language", nil, "languages")
	f.StringVar(&r.From, "from", "", "the first day, YYYY-MM-DD")
	f.StringVar(&r.Until, "until", "", "the last day, YYYY-MM-DD")
	require(cmd, "out", "to", "from", "until")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := propose(r, *sent); err != nil {
			return err
		}
		return newRight(c.ui, r, *out, *to)
	}
	return cmd
}

// propose fills what a right lacks with what a submission needs.
func propose(r *release.Right, file string) error {
	if file != "" {
		data, err := readSent(file)
		if err != nil {
			return err
		}
		needs, err := office.Needs(data)
		if err != nil {
			return usagef("%s: %v", file, err)
		}
		r.Organisation, r.Country = cmp.Or(r.Organisation, needs.Organisation), cmp.Or(r.Country, needs.Country)
		for _, part := range []struct{ has, needs *[]string }{
			{&r.Names, &needs.Names}, {&r.Materials, &needs.Materials}, {&r.Languages, &needs.Languages}} {
			if len(*part.has) == 0 {
				*part.has = *part.needs
			}
		}
	}
	if r.Organisation == "" || r.Country == "" || len(r.Names) == 0 || len(r.Materials) == 0 || len(r.Languages) == 0 {
		return usagef("say for whom and for what: --for FILE, or --org, --name, --country, --material and --language")
	}
	return nil
}

func signRightCommand(c *call) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "sign",
		Short:   "sign a right with a key of the office; enough keys of the ring must",
		Example: "  pharos right sign --out rights/harbour --key ana.key",
		Args:    words(0, 0),
	}
	f := cmd.Flags()
	out := f.String("out", "", "folder of the right")
	key := keyFlags(f, "the encrypted key that signs")
	require(cmd, "out", "key")
	cmd.RunE = func(*cobra.Command, []string) error {
		return signRight(c.ui, *out, key, filepath.Join(c.project(), release.KeysDir))
	}
	return cmd
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
	if err := disk.Write(name, data, 0o644); err != nil {
		return err
	}
	ui.say(
		"%s: %s (%s) in %s, %s in %s, from %s to %s\nRead it; then sign it: pharos right sign --out %s --key FILE",
		name,
		strings.Join(
			r.Names,
			", ",
		),
		r.Organisation,
		r.Country,
		strings.Join(r.Materials, ", "),
		strings.Join(r.Languages, ", "),
		r.From,
		r.Until,
		out,
	)
	return nil
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
	k, err := key.open(ui)
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
