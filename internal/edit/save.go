package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/gofrs/flock"

	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/journal"
	"pharos/internal/tree"
)

// Project is a folder that people edit.
type Project struct {
	// Dir is the folder.
	Dir string
	// Check says what is wrong with files before they are written, by path; what stops
	// a build stops the save. Nil checks nothing.
	Check func(files map[string][]byte) (diag.List, error)
}

// own is the folder of what belongs to this machine alone.
const own = ".pharos"

// Conflict is a change that was not taken, because somebody else has changed the value
// since it was read.
type Conflict struct {
	Change
	// Now is what stands there; Gone says that what it belongs to is not there.
	Now  string
	Gone bool
	// By is the entry of history that wrote it; zero where it was another program.
	By Entry
}

// Result is what a save did.
type Result struct {
	// Entry is the line of history; its Changes were taken. Empty where none was.
	Entry Entry
	// Same are changes that somebody else has made just so.
	Same      []Change
	Conflicts []Conflict
	// Findings keep the files from being written, if they stop a build.
	Findings diag.List
}

// Save takes the changes of one person. Each that was read as it still stands is
// taken; the others are conflicts. Where findings stop it, nothing is written.
func (p Project) Save(who Person, when string, changes []Change) (Result, error) {
	var out Result
	err := p.alone(func() error {
		var err error
		out, err = p.save(who, when, changes, "")
		return err
	})
	return out, err
}

// alone holds the project while f works, and first ends what a stopped program began.
func (p Project) alone(f func() error) (err error) {
	if err := disk.Mkdir(filepath.Join(p.Dir, own)); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(p.Dir, own, "lock"))
	if err := lock.Lock(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if err := p.recover(); err != nil {
		return err
	}
	return f()
}

// Recover ends what a stopped program began.
func (p Project) Recover() error { return p.alone(func() error { return nil }) }

// save is Save under the lock; undo is the entry that is taken back.
func (p Project) save(who Person, when string, changes []Change, undo string) (Result, error) {
	history, _, err := p.History()
	if err != nil {
		return Result{}, err
	}
	w := work{p: p, entry: Entry{ID: nextID(history, who), Time: when, Person: who, Undo: undo},
		files: map[string][]byte{}}
	byFile := map[string][]Change{}
	for _, c := range changes {
		byFile[c.File] = append(byFile[c.File], c)
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		if err := w.file(file, byFile[file]); err != nil {
			return w.out, err
		}
	}
	for i, c := range w.out.Conflicts {
		w.out.Conflicts[i].By = lastBy(history, c.Place, c.Now)
	}
	return w.out, w.write()
}

// work is one save.
type work struct {
	p     Project
	entry Entry
	// files are the new bytes, before those of before.
	files map[string][]byte
	out   Result
}

// read reads a file of the project; links and paths out of it are refused.
func (p Project) read(name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, fmt.Errorf("%q is no file of the project", name)
	}
	root, err := os.OpenRoot(p.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > tree.MaxSize {
		return nil, fmt.Errorf("%s is no plain file of at most 1 MB", name)
	}
	return root.ReadFile(name)
}

// file takes the changes of one file.
func (w *work) file(name string, changes []Change) error {
	data, err := w.p.read(name)
	if err != nil {
		return err
	}
	root, list := tree.Parse(name, data)
	if root == nil || len(list) > 0 {
		w.out.Findings = append(w.out.Findings, list...)
		return nil
	}
	var taken []Change
	var spots []spot
	var values []*tree.Node
	for _, c := range changes {
		v, err := Read(c.Value)
		if err != nil {
			return err
		}
		was, err := Read(c.Was)
		if err != nil {
			return err
		}
		s, err := find(root, c.Path)
		switch {
		case errors.Is(err, errGone):
			w.out.Conflicts = append(w.out.Conflicts, Conflict{Change: c, Gone: true})
		case err != nil:
			return err
		case Print(s.value) == Print(v):
			w.out.Same = append(w.out.Same, c)
		case Print(s.value) != Print(was):
			w.out.Conflicts = append(w.out.Conflicts, Conflict{Change: c, Now: Written(s.value)})
		default:
			taken, spots, values = append(taken, c), append(spots, s), append(values, v)
		}
	}
	for i, s := range spots {
		s.put(values[i])
	}
	if len(taken) == 0 {
		return nil
	}
	out, err := tree.Splice(name, data, root)
	if err != nil {
		return err
	}
	w.add(name, data, out, taken)
	return nil
}

// add notes the new bytes of a file.
func (w *work) add(name string, before, now []byte, taken []Change) {
	at, tail := 0, 0
	for at < len(before) && at < len(now) && before[at] == now[at] {
		at++
	}
	for tail < len(before)-at && tail < len(now)-at && before[len(before)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	w.files[name] = now
	w.entry.Changes = append(w.entry.Changes, taken...)
	w.entry.Files = append(w.entry.Files, File{
		Name: name, Before: digest(before), After: digest(now), At: at,
		Old: before[at : len(before)-tail], New: now[at : len(now)-tail],
	})
}

// write writes the files and the line of history: all of it, or what Recover ends.
func (w *work) write() error {
	if len(w.files) == 0 || w.out.Findings.Stops() {
		return nil
	}
	if w.p.Check != nil {
		list, err := w.p.Check(w.files)
		if err != nil {
			return err
		}
		w.out.Findings = list
		if list.Stops() {
			return nil
		}
	}
	if err := w.p.ahead(w.entry, w.files); err != nil {
		return err
	}
	w.out.Entry = w.entry
	return nil
}

// pending is what a save is about to do.
type pending struct {
	Entry Entry             `json:"entry"`
	Files map[string][]byte `json:"files"`
}

// ahead writes what is to be done, does it, and takes the note away.
func (p Project) ahead(e Entry, files map[string][]byte) error {
	data, err := json.Marshal(pending{e, files})
	if err != nil {
		return err
	}
	note := filepath.Join(p.Dir, own, "save.json")
	if err := disk.Write(note, data, 0o600); err != nil {
		return err
	}
	if err := disk.Save(p.Dir, files); err != nil {
		return err
	}
	if err := journal.Append(filepath.Join(p.Dir, HistoryDir), journal.Writer(e.Person.ID), e); err != nil {
		return err
	}
	return disk.Delete(note)
}

// recover ends a save that was stopped. A file that is as the save found it gets its
// new bytes; one that somebody else has changed since stays as it is.
func (p Project) recover() error {
	note := filepath.Join(p.Dir, own, "save.json")
	data, err := os.ReadFile(note)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var w pending
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("%s cannot be read: %w", note, err)
	}
	e := w.Entry
	e.Files, e.Changes = nil, nil
	for _, f := range w.Entry.Files {
		now, err := p.read(f.Name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if d := digest(now); d != f.Before && d != f.After {
			delete(w.Files, f.Name)
			continue
		}
		e.Files = append(e.Files, f)
		for _, c := range w.Entry.Changes {
			if c.File == f.Name {
				e.Changes = append(e.Changes, c)
			}
		}
	}
	history, _, err := p.History()
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(history, func(h Entry) bool { return h.ID == e.ID })
	if known || len(e.Files) == 0 {
		return disk.Delete(note)
	}
	return p.ahead(e, w.Files)
}

// digest is the fingerprint of a file.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
