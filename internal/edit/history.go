package edit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/journal"
	"pharos/internal/rule"
)

// HistoryDir is the folder of the history in a project: one file a person.
const HistoryDir = "history"

// Entry is one save.
type Entry struct {
	// ID counts upwards and ends in the person's id.
	ID string `json:"id"`
	// Time is as the caller gave it; order is by ID, because clocks are set back.
	Time    string   `json:"time"`
	Person  Person   `json:"person"`
	Changes []Change `json:"changes"`
	// Undo is the entry that was taken back.
	Undo string `json:"undo,omitempty"`
	// Files say which bytes changed.
	Files []File `json:"files"`
}

// File is what a save changed in one file.
type File struct {
	Name string `json:"name"`
	// Before and After are digests of the file.
	Before string `json:"before"`
	After  string `json:"after"`
	// Old and New are the bytes from At that differ.
	At  int    `json:"at"`
	Old []byte `json:"old"`
	New []byte `json:"new"`
}

// nextID is the id of the next entry.
func nextID(history []Entry, who Person) string {
	last := 0
	for _, e := range history {
		var n int
		if _, err := fmt.Sscanf(e.ID, "%d-", &n); err == nil {
			last = max(last, n)
		}
	}
	return fmt.Sprintf("%08d-%s", last+1, journal.Writer(who.ID))
}

// History reads what was saved, oldest first. A damaged line is a finding; the others
// are read all the same.
func (p Project) History() ([]Entry, diag.List, error) {
	root, err := os.OpenRoot(p.Dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	var out []Entry
	var list diag.List
	seen := map[string]bool{}
	entries, err := fs.ReadDir(root.FS(), HistoryDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	for _, f := range entries {
		if path.Ext(f.Name()) != ".jsonl" || !f.Type().IsRegular() {
			continue
		}
		name := path.Join(HistoryDir, f.Name())
		data, err := root.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		journal.Each(data, func(n int, line []byte) {
			var e Entry
			if err := journal.Parse(line, &e); err != nil {
				pos := diag.Pos{File: name, Line: n, Column: 1}
				list.Errorf(rule.LedgerLine, pos,
					"Restore the line from version control; it counts nowhere until then.", "%v", err)
			} else if !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, e)
			}
		})
	}
	slices.SortFunc(out, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	return out, list, nil
}

// lastBy finds the entry that gave a place the value that stands there.
func lastBy(history []Entry, at Place, now string) Entry {
	for _, e := range slices.Backward(history) {
		for _, c := range e.Changes {
			if c.File == at.File && (c.Path == at.Path || strings.HasPrefix(c.Path, at.Path) ||
				strings.HasPrefix(at.Path, c.Path)) {
				if c.Path != at.Path || c.Value == now {
					return e
				}
				return Entry{}
			}
		}
	}
	return Entry{}
}

// Undo takes an entry back. Where nobody has changed its files since, they get the
// bytes that they had; else each value goes back by itself, and one that somebody
// has changed is a conflict. An undo can be undone.
func (p Project) Undo(who Person, when, id string) (Result, error) {
	var out Result
	err := p.alone(func() error {
		history, _, err := p.History()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(history, func(e Entry) bool { return e.ID == id })
		if i < 0 {
			return fmt.Errorf("there is no entry %q", id)
		}
		out, err = p.undo(who, when, history, history[i])
		return err
	})
	return out, err
}

// undo is Undo under the lock.
func (p Project) undo(who Person, when string, history []Entry, e Entry) (Result, error) {
	w := work{p: p, entry: Entry{ID: nextID(history, who), Time: when, Person: who, Undo: e.ID},
		files: map[string][]byte{}}
	for _, f := range e.Files {
		var back []Change
		for _, c := range slices.Backward(e.Changes) {
			if c.File == f.Name {
				to := Place{c.File, after(c.Path, c.Value)}
				back = append(back, Change{Place: to, Was: c.Value, Value: c.Was})
			}
		}
		now, err := p.read(f.Name)
		if err != nil {
			return w.out, err
		}
		if digest(now) == f.After && f.At+len(f.New) <= len(now) {
			old := slices.Concat(now[:f.At], f.Old, now[f.At+len(f.New):])
			if digest(old) == f.Before && !bytes.Equal(old, now) {
				w.add(f.Name, now, old, back)
				continue
			}
		}
		if err := w.file(f.Name, back); err != nil {
			return w.out, err
		}
	}
	for i, c := range w.out.Conflicts {
		w.out.Conflicts[i].By = lastBy(history, c.Place, c.Now)
	}
	return w.out, w.write()
}
