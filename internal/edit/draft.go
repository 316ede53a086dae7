package edit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"pharos/internal/disk"
	"pharos/internal/journal"
	"pharos/internal/tree"
)

// Draft gives what a person has typed and not saved.
func (p Project) Draft(who Person) ([]Change, error) {
	data, err := os.ReadFile(p.draftFile(who))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []Change
	if err := json.Unmarshal(data, &out); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", p.draftFile(who), err)
	}
	return out, nil
}

// Keep adds changes to a person's draft, one a place: what was read first stays what
// was read, and a value that is as it was read is no change.
func (p Project) Keep(who Person, changes []Change) error {
	return p.redraft(who, func(draft []Change) []Change {
		for _, c := range changes {
			i := slices.IndexFunc(draft, func(d Change) bool { return d.Place == c.Place })
			if i < 0 {
				draft = append(draft, c)
			} else {
				draft[i].Value = c.Value
			}
		}
		return slices.DeleteFunc(draft, func(c Change) bool { return c.Was == c.Value })
	})
}

// Drop takes places out of a person's draft: they were saved, or given up.
func (p Project) Drop(who Person, places []Place) error {
	return p.redraft(who, func(draft []Change) []Change {
		return slices.DeleteFunc(draft, func(c Change) bool { return slices.Contains(places, c.Place) })
	})
}

// redraft writes a draft anew.
func (p Project) redraft(who Person, f func([]Change) []Change) error {
	return p.alone(func() error {
		draft, err := p.Draft(who)
		if err != nil {
			return err
		}
		if draft = f(draft); len(draft) == 0 {
			if err := disk.Delete(p.draftFile(who)); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		}
		data, err := json.MarshalIndent(draft, "", " ")
		if err != nil {
			return err
		}
		return disk.Write(p.draftFile(who), data, 0o600)
	})
}

// draftFile is where a person's draft lies.
func (p Project) draftFile(who Person) string {
	return filepath.Join(p.Dir, own, "drafts", journal.Writer(who.ID)+".json")
}

// Over lays changes over the files of the project, whatever has changed there: what the
// project would be with them. Nothing is written. A change whose place is gone is left
// out.
func (p Project) Over(changes []Change) (map[string][]byte, error) {
	out := map[string][]byte{}
	roots := map[string]*tree.Node{}
	data := map[string][]byte{}
	for _, c := range changes {
		if roots[c.File] == nil {
			read, err := p.read(c.File)
			if err != nil {
				return nil, err
			}
			root, list := tree.Parse(c.File, read)
			if root == nil || len(list) > 0 {
				continue
			}
			roots[c.File], data[c.File] = root, read
		}
		v, err := Read(c.Value)
		if err != nil {
			return nil, err
		}
		if s, err := find(roots[c.File], c.Path); err == nil {
			s.put(v)
		}
	}
	for file, root := range roots {
		var err error
		if out[file], err = tree.Splice(file, data[file], root); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Value gives what stands at a place now; nil for nothing.
func (p Project) Value(at Place) (*tree.Node, error) {
	data, err := p.read(at.File)
	if err != nil {
		return nil, err
	}
	root, list := tree.Parse(at.File, data)
	if root == nil || len(list) > 0 {
		return nil, fmt.Errorf("%s has errors: %s", at.File, list.Summary())
	}
	s, err := find(root, at.Path)
	if errors.Is(err, errGone) {
		return nil, nil
	}
	return s.value, err
}
