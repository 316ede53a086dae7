package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
)

// Change says to what base an adaptation goes over, and how conflicts end.
type Change struct {
	// Base is the new base as adaptation.yaml shall name it.
	Base campaign.Base
	// Mine and Theirs are the ids of messages that keep the adaptation's text or take
	// the base's.
	Mine, Theirs []string
	// Page is where conflicts are shown with both pictures.
	Page string
}

// Unsettled are conflicts that nobody has decided.
type Unsettled struct {
	Conflicts []adapt.Conflict
	Page      string
}

// Error counts them.
func (u Unsettled) Error() string {
	return fmt.Sprintf("%d conflicts are to be decided", len(u.Conflicts))
}

// Update lays an adaptation over a newer base: its own changes stay, the base's flow
// in. With a conflict that is not decided, or a finding, nothing is changed.
func Update(ctx context.Context, o build.Options, c Change) error {
	now, list, err := adapt.OpenBase(o.Defaults, o.Project, c.Base.From)
	if err != nil {
		return fmt.Errorf("the base %q cannot be opened: %w", c.Base.From, err)
	}
	defer now.Close()
	if list.Stops() {
		return build.Defects{List: ofBase(list, c.Base.From)}
	}
	if c.Base.From != adapt.Program {
		if c.Base.Digest, err = adapt.Digest(now); err != nil {
			return err
		}
	}
	set, list, err := campaign.Load(now)
	if err != nil {
		return err
	}
	if list.Stops() {
		return build.Defects{List: ofBase(list, c.Base.From)}
	}
	a, old, err := before(o)
	if err != nil {
		return err
	}
	home, err := filepath.Abs(o.Project)
	if err != nil {
		return err
	}
	work, done, err := disk.Temporary(filepath.Dir(home)) // beside it: the base is named from there
	if err != nil {
		return err
	}
	defer done()
	if err := adapt.Copy(work, o.Project); err != nil {
		return err
	}
	drop := map[string][]string{}
	var open []adapt.Conflict
	for _, k := range adapt.Conflicts(a, old, set) {
		switch {
		case slices.Contains(c.Theirs, k.ID):
			drop[string(k.Tag)] = append(drop[string(k.Tag)], k.ID)
		case k.Locked || !slices.Contains(c.Mine, k.ID):
			open = append(open, k)
		}
	}
	changed, err := rewrite(o, work, c.Base, drop)
	if err != nil {
		return err
	}
	o.Project = work
	if len(open) > 0 {
		u := Unsettled{open, c.Page}
		return errors.Join(u, conflictPage(ctx, o, u))
	}
	l, err := build.LoadSound(o)
	if err != nil {
		return err
	}
	defer l.Files.Close()
	return c.settle(changed)
}

// ofBase gives findings in the files of a base under the names of these files.
func ofBase(list diag.List, from string) diag.List {
	list = list.Sorted()
	for i := range list {
		if f := &list[i]; from != adapt.Program && f.Pos.File != "" {
			f.Pos.File = filepath.ToSlash(filepath.Join(from, f.Pos.File))
		}
	}
	return list
}

// settle writes the changed files, the one that names the base last.
func (c Change) settle(changed []file) error {
	for _, f := range changed {
		if err := disk.Write(f.name, f.data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// file is a file to be written.
type file struct {
	name string
	data []byte
}

// before reads the adaptation, and its base as it was where that is still there.
func before(o build.Options) (*campaign.Adaptation, *campaign.Set, error) {
	files, list, err := adapt.Open(o.Defaults, o.Project, "")
	if err != nil {
		return nil, nil, err
	}
	if files == nil { // the base is gone: only the adaptation's own files are read
		own, _, err := campaign.Open(o.Defaults, o.Project)
		if err != nil {
			return nil, nil, err
		}
		defer own.Close()
		set, found, err := campaign.Load(own)
		if err == nil && set.Adaptation == nil {
			err = build.Defects{List: append(list, found...).Sorted()}
		}
		if err != nil {
			return nil, nil, err
		}
		return set.Adaptation, nil, nil
	}
	defer files.Close()
	set, found, err := campaign.Load(files)
	if err != nil {
		return nil, nil, err
	}
	if set.Adaptation == nil {
		return nil, nil, build.Defects{List: found.Sorted()}
	}
	if d := set.Adaptation.Base.Digest; d != files.Digest {
		return set.Adaptation, nil, nil // it was altered in its place
	}
	old, _, err := campaign.Load(files.Base)
	return set.Adaptation, old, err
}

// rewrite makes the changed files in a copy of the folder, and gives them as they
// shall stand in the folder itself.
func rewrite(o build.Options, work string, b campaign.Base, drop map[string][]string) ([]file, error) {
	var out []file
	put := func(name string, data []byte) error {
		out = append(out, file{filepath.Join(o.Project, name), data})
		return os.WriteFile(filepath.Join(work, name), data, 0o644)
	}
	for tag, ids := range drop {
		for _, name := range []string{tag + ".yaml", tag + ".state.yaml"} {
			name = filepath.Join("messages", name)
			data, err := os.ReadFile(filepath.Join(work, name))
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err == nil {
				err = put(name, adapt.Drop(data, ids))
			}
			if err != nil {
				return nil, err
			}
		}
	}
	data, err := os.ReadFile(filepath.Join(work, campaign.AdaptationFile))
	if err != nil {
		return nil, err
	}
	if data, err = adapt.Rebase(data, b); err != nil {
		return nil, err
	}
	return out, put(campaign.AdaptationFile, data)
}

// conflictPage shows each conflict in words, and the sheets both ways.
func conflictPage(ctx context.Context, o build.Options, u Unsettled) error {
	theirs, err := previews(ctx, o, true)
	if err != nil {
		return err
	}
	mine, err := previews(ctx, o, false)
	if err != nil {
		mine = &pictured{} // a text that became locked stops it; the words say so
	}
	var pairs []pair
	for _, name := range slices.Sorted(maps.Keys(theirs.sheets)) {
		if !slices.Equal(mine.sheets[name], theirs.sheets[name]) {
			pairs = append(pairs, pair{Name: name, Own: mine.sheets[name], Base: theirs.sheets[name]})
		}
	}
	var buf bytes.Buffer
	if err := peoplePages.ExecuteTemplate(&buf, "update",
		map[string]any{
			"Title":     "Conflicts with the new base",
			"OwnIs":     "with your texts",
			"BaseIs":    "the new base",
			"Conflicts": u.Conflicts,
			"Pairs":     pairs,
		},
	); err != nil {
		return err
	}
	return disk.Write(u.Page, buf.Bytes(), 0o644)
}
