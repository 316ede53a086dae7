package office

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/release"
)

// New writes the folder of a new adaptation beside its place, checks it, and gives it
// its name in one step. It rests on a folder, a release or the program, as from says;
// a release is checked by the day that o.Latest names. What the wish leaves open is
// that of the base.
func New(o build.Options, dir, from string, w adapt.Wish) error {
	if err := free(dir, w.Name); err != nil {
		return err
	}
	base, m, err := Base(dir, from, o.Latest, "")
	if err != nil {
		return err
	}
	if w.Base, w.Release = base.From, base.Release; m != nil {
		w.Country = m.Country
	}
	set, err := definitions(o, dir, &w)
	if err != nil {
		return err
	}
	if err := complete(&w, set); err != nil {
		return err
	}
	work, err := disk.Beside(filepath.Dir(dir))
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := w.Write(work, set); err != nil {
		return err
	}
	o.Project = work
	l, err := build.LoadSound(o)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	_ = os.RemoveAll(dir) // nothing in it is meant by anybody
	return disk.Move(work, dir)
}

// free sees that a folder and an organisation can have their names.
func free(dir, name string) error {
	if disk.Reserved(filepath.Base(dir)) {
		return build.Usage{Message: fmt.Sprintf("Windows cannot have a folder of the name %q: choose another",
			filepath.Base(dir))}
	}
	if id := adapt.ID(name); disk.Reserved(id) {
		return build.Usage{Message: fmt.Sprintf("--org: Windows cannot have a file of the name %q: "+
			"write the name of the organisation in full", id)}
	}
	if disk.Occupied(dir) {
		return build.Usage{Message: dir + " is there already and is not empty"}
	}
	return nil
}

// complete gives a wish the country and the languages that it leaves open.
func complete(w *adapt.Wish, set *campaign.Set) error {
	if w.Country == "" && len(set.Countries) == 1 {
		w.Country = set.Countries[0].Code
	}
	if w.Country == "" {
		return build.Usage{Message: "the base has several countries: choose one with --country " +
			strings.Join(set.Codes(), ", ")}
	}
	c := set.Country(w.Country)
	if len(w.Languages) > 0 || c == nil {
		return nil
	}
	for _, l := range c.Languages {
		if l.Role == campaign.Required {
			w.Languages = append(w.Languages, l.Tag)
		}
	}
	return nil
}

// definitions reads those that an adaptation shall rest on, and notes their digest.
func definitions(o build.Options, dir string, w *adapt.Wish) (*campaign.Set, error) {
	base, list, err := adapt.OpenBase(o.Defaults, dir, w.Base)
	if err != nil {
		return nil, build.Usage{Message: fmt.Sprintf("the base %q cannot be opened: %v", w.Base, err)}
	}
	defer base.Close()
	if list.Stops() {
		return nil, build.Defects{List: list}
	}
	if w.Base != adapt.Program {
		if w.Digest, err = adapt.Digest(base); err != nil {
			return nil, err
		}
	}
	set, list, err := campaign.Load(base)
	if err == nil && list.Stops() {
		return nil, build.Defects{List: list}
	}
	return set, err
}

// Base is what adaptation.yaml in a folder says of a base. A release is checked on a
// day, by the folder of the office's newest keys where one is given, and its manifest
// comes along; nil for other bases.
func Base(dir, from, today, keys string) (campaign.Base, *release.Manifest, error) {
	if from == adapt.Program {
		return campaign.Base{From: from}, nil, nil
	}
	seen, err := seenFrom(dir, from)
	if err != nil {
		return campaign.Base{}, nil, err
	}
	base := campaign.Base{From: seen}
	if _, err := os.Stat(filepath.Join(from, release.ManifestName)); err != nil {
		return base, nil, nil
	}
	m, err := sound(from, today, keys)
	if err == nil {
		base.Release = m.Name()
	}
	return base, m, err
}

// sound checks a release and gives its manifest.
func sound(dir, today, keys string) (*release.Manifest, error) {
	trust := release.Trust{Today: today}
	if keys != "" {
		var err error
		if trust.Keys, err = release.ReadChain(os.DirFS(keys), "."); err != nil {
			return nil, err
		}
	}
	if around, ok := release.Around(dir); ok {
		trust.Beside = []release.Store{around}
	}
	r, err := release.Sound(os.DirFS(dir), trust)
	if unsound := (release.Unsound{}); errors.As(err, &unsound) {
		return nil, build.Usage{Message: fmt.Sprintf("the release %s cannot be adapted: %v. "+
			"Get the newest release from the office", dir, err)}
	}
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, adapt.Definitions)); err != nil {
		return nil, fmt.Errorf("the release %s holds no %s: ask the office for a newer one", dir, adapt.Definitions)
	}
	return r.Manifest, nil
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
