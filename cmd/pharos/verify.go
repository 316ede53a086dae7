package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pharos/internal/build"
	"pharos/internal/disk"
	"pharos/internal/fetch"
	"pharos/internal/office"
	"pharos/internal/release"
)

func verifyCommand(c *call) *cobra.Command {
	v := &verification{}
	cmd := &cobra.Command{
		Use:   "verify DIR|FILE|URL",
		Short: "check a release, or one file of it, that somebody sent",
		Long: `Compares every file with the signed manifest and says what is right, altered,
missing, too many, swapped, old, expired or withdrawn, and who signed. The six
check words stand for the keys: compare them with the office once, on a number
that you already know, and give them with --words; from then on they are
remembered, with the newest release of each country. A single FILE is then
checked also where nothing else of its release is at hand. A URL is the address
of a release's web root: every page is asked for by its name and by the addresses
that codes lead to. Files that the host has besides, and what it answers at other
places, cannot be seen from there. An accepted adaptation is made anew from its base, and every file compared:
give the base with --base, a folder or an address, where it does not lie in
releases/ of the same project. Without its base it is not called right: whoever
accepted it could have changed what pages and sheets say.
Exit 1 says: do not use it; exit 4: nobody has compared the keys yet.`,
		Example: `  pharos verify releases/zz/1 --words "one two three four five six"`,
		Args:    words(1, 1),
	}
	f := cmd.Flags()
	today := todayFlag(f, "the day of the check")
	f.StringVar(&v.words, "words", "", "the six check words that the office gave you")
	f.StringVar(&v.keys, "keys", "", "folder of the office's keys, where you have it")
	f.StringVar(&v.known, "known", "", `file in which known releases are remembered; else pharos/known.json in the
user's folder of settings; --known "" remembers nothing`)
	dir := f.String("release", "", "the release that a single FILE belongs to; "+
		"else it is searched above the file and among those remembered")
	f.StringVar(&v.base, "base", "", "the release that an accepted adaptation rests on, a folder or an address; "+
		"else it is searched in releases/ of the same project")
	f.BoolVar(&v.json, "json", false, "print the result as JSON")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		v.ui, v.options, v.today = c.ui, c.undivided(), dayOr(*today)
		if !f.Changed("known") {
			v.known = knownFile()
		}
		return v.run(cmd.Context(), args[0], *dir)
	}
	return cmd
}

// verification is one run of the verb.
type verification struct {
	ui *ui
	// options are those of a build, for an adaptation that is made anew; the keys and
	// the releases of its project count.
	options                   build.Options
	today, words, keys, known string
	// base is the release that an adaptation is made anew from; empty searches it.
	base string
	json bool
	// remote is true for a copy of what a host showed; shown are the problems of
	// addresses that are no file of the release.
	remote bool
	shown  []release.Problem
}

// run chooses by what is to be checked: an address, a folder, or a file.
func (c *verification) run(ctx context.Context, name, dir string) error {
	if address, ok := fetch.Address(name); ok {
		c.ui.tell(fetch.AboutHost(address))
		copied, done, problems, err := fetch.Release(ctx, address, c.ui.say)
		if err != nil {
			return err
		}
		defer done()
		c.remote, c.shown = true, problems
		return c.release(ctx, copied, "")
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return c.release(ctx, name, "")
	case dir == "":
		dir = releaseAbove(name)
	}
	if dir == "" {
		return c.alone(name)
	}
	return c.release(ctx, dir, name)
}

// release checks a folder and, where a file is named, that file.
func (c *verification) release(ctx context.Context, dir, file string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	trust, err := c.trust(dir)
	if err != nil {
		return err
	}
	r, err := release.Verify(root.FS(), trust)
	if err != nil {
		return err
	}
	if c.remote {
		r.Problems = slices.DeleteFunc(r.Problems, func(p release.Problem) bool {
			return p.Kind == release.Missing && slices.Contains(fetch.Eaten, p.Path)
		})
		r.Problems = append(r.Problems, c.shown...)
		c.ui.say("Seen from this place alone: the host can answer other places, browsers and days otherwise, and " +
			"show pages " +
			"that no release lists. Look also with a telephone on another network.")
	}
	if file != "" && r.Manifest != nil {
		data, err := readSheet(file)
		if err != nil {
			return err
		}
		c.one(r, file, data, release.Earlier(root.FS(), r.Manifest))
	}
	if r.Manifest != nil && (c.base != "" || r.Manifest.Adaptation != nil && r.Right()) {
		if err := c.again(ctx, r, dir); err != nil {
			return err
		}
	}
	if r.Right() && r.Pinned && c.known != "" {
		if err := c.remember(root.FS(), r, trust.Known); err != nil {
			return fmt.Errorf("remember the release: %w", err)
		}
	}
	return c.show(r)
}

// again makes an adaptation anew from its base and compares every file. Where the
// base is not at hand that is a problem of its own.
func (c *verification) again(ctx context.Context, r *release.Result, dir string) error {
	base := c.base
	if base == "" && !c.remote {
		base = baseNear(dir, r.Manifest)
	}
	if base == "" {
		r.Problems = append(r.Problems, release.Bad(release.Unchecked, "",
			"pages and sheets were not compared with the base %s: give the base with --base",
			r.Manifest.Adaptation.Base))
		return nil
	}
	if address, ok := fetch.Address(base); ok {
		c.ui.tell(fetch.AboutHost(address))
		copied, done, _, err := fetch.Release(ctx, address, c.ui.say)
		if err != nil {
			return err
		}
		defer done()
		base = copied
	}
	o := c.options
	o.Version = version().String()
	more, err := office.Rebuild(ctx, o, dir, base, r.Manifest)
	r.Problems = append(r.Problems, more...)
	return err
}

// baseNear finds the base of an adaptation in the project that it lies in:
// releases/<cc>/<number> beside accepted/<cc>-<organisation>/<number>.
func baseNear(dir string, m *release.Manifest) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	own := release.Folder(filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(dir))), release.StoreDir))
	all, _ := own.List()
	for _, id := range all {
		if _, digest, err := release.ReadManifest(os.DirFS(own.Dir(id))); err == nil &&
			digest == m.Adaptation.BaseManifest {
			return own.Dir(id)
		}
	}
	return ""
}

// remember keeps a release that is right: in the file of known releases, and
// what proves it in a folder beside.
func (c *verification) remember(fsys fs.FS, r *release.Result, known *release.Known) error {
	known.Learn(r, c.today)
	data, err := known.Encode()
	if err != nil {
		return err
	}
	if err := disk.Write(c.known, data, 0o600); err != nil || !known.Newest(r) {
		return err
	}
	return release.Keep(fsys, filepath.Join(c.kept(), r.Chain.First()[:16], r.Manifest.Country))
}

// kept is the folder of what proves the known releases.
func (c *verification) kept() string {
	return strings.TrimSuffix(c.known, filepath.Ext(c.known)) + ".releases"
}

// alone checks a file of which no release is at hand by those remembered.
func (c *verification) alone(file string) error {
	data, err := readSheet(file)
	if err != nil {
		return err
	}
	dirs, _ := filepath.Glob(filepath.Join(c.kept(), "*", "*", release.ManifestName))
	if c.known == "" || len(dirs) == 0 {
		return usagef("no release lies above %q and none is remembered: name it with --release DIR", file)
	}
	var best *release.Result
	var names []string
	for _, name := range dirs {
		dir := filepath.Dir(name)
		trust, err := c.trust(dir)
		if err != nil {
			return err
		}
		trust.Bare, trust.Others, trust.Beside = true, nil, nil
		r, err := release.Verify(os.DirFS(dir), trust)
		if err != nil {
			return err
		}
		if r.Manifest == nil {
			continue
		}
		names = append(names, r.Manifest.Name())
		c.one(r, file, data, release.Earlier(os.DirFS(dir), r.Manifest))
		if !r.Has(release.Extra) {
			best = r
			break
		}
	}
	if best == nil {
		best = &release.Result{Problems: []release.Problem{release.Bad(release.Extra, filepath.Base(file),
			"no release that is remembered has such a file: %s", strings.Join(names, ", "))}}
	}
	return c.show(best)
}

// trust gathers what the check goes by.
func (c *verification) trust(dir string) (release.Trust, error) {
	t, err := release.TrustIn(c.options.Project, c.today)
	if err != nil {
		return t, err
	}
	t.Words, t.Others = c.words, release.Siblings(dir)
	if around, ok := release.Around(dir); ok {
		t.Beside = []release.Store{around}
	}
	if t.Known, err = remembered(c.known); err != nil {
		return t, err
	}
	if c.keys != "" {
		if t.Keys, err = release.ReadChain(os.DirFS(c.keys), "."); err != nil {
			return t, err
		}
	}
	return t, nil
}

// ownTrust is what a verb goes by that writes down what a release says: the keys of the
// project or, where it has none, what was remembered when keys were compared.
func ownTrust(project, today string) (release.Trust, error) {
	t, err := release.Own(project, today)
	if err != nil || t.Keys != nil {
		return t, err
	}
	t.Known, err = remembered(knownFile())
	return t, err
}

// remembered reads the file of known releases; nothing is remembered where it is not.
func remembered(file string) (*release.Known, error) {
	var data []byte
	if file != "" {
		var err error
		if data, err = os.ReadFile(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return release.ParseKnown(data)
}

// strangers says that nobody has compared the keys of a release.
func strangers(dir string) string {
	return fmt.Sprintf("nobody has compared the keys of the release in %s: ring its office on a number that you "+
		"already "+
		"know, then run 'pharos verify %s --words \"...\"'", dir, dir)
}

// maxSheet is the largest single file that is looked up, in bytes.
const maxSheet = 128 << 20

// readSheet reads one plain file that somebody sent.
func readSheet(file string) ([]byte, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, usagef("%s is no plain file", file)
	case info.Size() > maxSheet:
		return nil, usagef("%s is larger than %d MB: no sheet is", file, maxSheet>>20)
	}
	return os.ReadFile(file)
}

// one looks a single file up; what is wrong elsewhere in the folder is left to
// the problems of the folder.
func (c *verification) one(r *release.Result, file string, data []byte, earlier []*release.Manifest) {
	found, problem := r.Manifest.Find(filepath.Base(file), data, earlier)
	if problem != nil {
		r.Problems = append(r.Problems, *problem)
		return
	}
	c.ui.say("%s is %s of release %s", filepath.Base(file), found.Path, r.Manifest.Name())
}

// unknown says that a release is whole, but signed by keys that nobody has compared.
type unknown struct{}

func (unknown) Error() string { return "nobody has compared whose keys signed the release" }

// show prints the result; anything that is not right gives exit 1, and keys that
// nobody has compared exit 4.
func (c *verification) show(r *release.Result) error {
	var words []string
	if r.Ring != nil {
		words = r.Ring.Words()
	}
	if c.json {
		err := json.NewEncoder(c.ui.out).Encode(map[string]any{
			"right": r.Right() && r.Pinned, "standing": r.Standing(), "pinned": r.Pinned, "problems": r.Shown(),
			"signers": r.Signers, "words": words, "digest": r.Digest,
		})
		if err != nil {
			return err
		}
	} else {
		c.text(r, strings.Join(words, " "))
	}
	switch {
	case !r.Right():
		return found{}
	case !r.Pinned:
		return unknown{}
	}
	return nil
}

// text prints the result for people. The words and the verdict stand last, each on
// a line of its own that begins with nothing of the release.
func (c *verification) text(r *release.Result, words string) {
	for _, p := range r.Problems {
		c.ui.print("%s", p)
	}
	if m := r.Manifest; m != nil {
		c.ui.print("release %s of %s, valid until %s", m.Name(), m.Edition, r.Until())
		for _, n := range r.Renewals {
			c.ui.print("renewed on %s, valid until %s", n.Date, n.Expires)
		}
		if p := r.Pending; p != nil {
			c.ui.print("a renewal until %s wants more signatures and does not count yet", p.Renewal.Expires)
		}
	}
	for _, s := range r.Signers {
		c.ui.print("signed by %s (%s) on %s, key %s", s.Name, s.Role, s.Date, s.ID)
	}
	if words != "" {
		c.ui.print("check words: %s", words)
	}
	c.ui.print("%s", verdict(r))
}

// verdict is the last line: whether the release may be used.
func verdict(r *release.Result) string {
	const leave = "Do not print it and do not pass it on."
	switch r.Standing() {
	case release.Open:
		return "NOT CHECKED: nothing is wrong that can be seen from here, but not all was looked at. " +
			"Do not print it before it was checked."
	case release.TakenBack:
		return "WITHDRAWN: the office took it back. " + leave
	case release.Over:
		return "EXPIRED: its last day has passed. " + leave
	case release.Old:
		return "OLD: a newer release takes its place. " + leave
	case release.Holds:
		if r.Pinned {
			return "RIGHT."
		}
		return "WHOLE, but nobody knows yet by whom: ring the office on a number that you already know " +
			"and compare the six check words."
	}
	return "NOT RIGHT: " + count(len(r.Problems), "problem") + ". " + leave
}

// releaseAbove finds the release that a file lies in.
func releaseAbove(file string) string {
	dir, err := filepath.Abs(filepath.Dir(file))
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, release.SignatureName)); err == nil {
			return dir
		}
		if up := filepath.Dir(dir); up != dir {
			dir = up
			continue
		}
		break
	}
	return ""
}

// knownFile is where known releases are remembered; empty where the system
// names no such place.
func knownFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "pharos", "known.json")
}
