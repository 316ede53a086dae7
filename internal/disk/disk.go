// Package disk writes files and folders so that a power cut or a kill leaves
// the old or the new, whole.
//
// A file is written beside its place, synced, and renamed; then its folder is
// synced. A folder is filled beside its place under a temporary name, synced as
// a whole, and put in place by one rename or exchange. What refers to something
// (a journal, a manifest, a name) is written only after the thing itself is
// lasting. Names that begin with Fresh are temporary and are cleaned later.
//
// Every step that changes the disk is told to the watcher, if there is one:
// package disktest replays these steps and cuts the power between them.
package disk

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Fresh begins the name of what is being written. A program that was stopped
// leaves such names behind; they are never part of a project or a release.
const Fresh = ".pharos-new-"

// stale is the age at which a temporary name is left over: nobody writes a
// file for so long.
const stale = time.Hour

// Write replaces a file in one step. Folders above it are made. A cut leaves
// the old file or the new one, and once Write has returned the new one.
func Write(name string, data []byte, mode fs.FileMode) error {
	dir := filepath.Dir(name)
	if err := Mkdir(dir); err != nil {
		return err
	}
	_ = Clean(dir) // what cannot be cleaned stops nothing
	return within(dir, func(root *os.Root) error {
		beside, err := place(root, ".", mode, true, data)
		if err != nil {
			return err
		}
		if err := rename(root, beside, filepath.Base(name)); err != nil {
			return errors.Join(err, root.Remove(beside))
		}
		return syncDir(dir)
	})
}

// WriteLoose is Write without any sync, for a file that can be made again and
// whose reader notices a damaged one.
func WriteLoose(name string, parts ...[]byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return within(dir, func(root *os.Root) error {
		beside, err := place(root, ".", 0o600, false, parts...)
		if err != nil {
			return err
		}
		if err := rename(root, beside, filepath.Base(name)); err != nil {
			return errors.Join(err, root.Remove(beside))
		}
		return nil
	})
}

// Save writes files into a folder by their paths with forward slashes: each
// beside its place first, then all renamed, so that a full disk leaves
// everything as it was. Links and paths that lead out of the folder are refused.
func Save(dir string, files map[string][]byte) error {
	return within(dir, func(root *os.Root) error {
		beside := map[string]string{}
		defer func() {
			for _, name := range beside {
				_ = root.Remove(name) // those renamed are gone already
			}
		}()
		names := slices.Sorted(maps.Keys(files))
		for _, name := range names {
			if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
				return fmt.Errorf("write %q: it is not a plain file", name)
			}
			if err := mkdirIn(root, path.Dir(name)); err != nil {
				return fmt.Errorf("write %q: %w", name, err)
			}
			var err error
			if beside[name], err = place(root, path.Dir(name), 0o644, true, files[name]); err != nil {
				return fmt.Errorf("write %q: %w", name, err)
			}
		}
		for _, name := range names {
			if err := rename(root, beside[name], name); err != nil {
				return fmt.Errorf("write %q: %w", name, err)
			}
			if err := syncDir(filepath.Join(dir, filepath.FromSlash(path.Dir(name)))); err != nil {
				return fmt.Errorf("write %q: %w", name, err)
			}
		}
		return nil
	})
}

// within opens a folder that nothing written leaves.
func within(dir string, f func(*os.Root) error) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	return f(root)
}

// mkdirIn makes a folder and those above it in a root, lasting.
func mkdirIn(root *os.Root, dir string) error {
	if info, err := root.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if path.Dir(dir) == dir {
		return fmt.Errorf("%s is not in the folder", dir)
	}
	if err := mkdirIn(root, path.Dir(dir)); err != nil {
		return err
	}
	if err := root.Mkdir(dir, 0o755); err != nil {
		return err
	}
	name := filepath.Join(root.Name(), filepath.FromSlash(dir))
	tell(Op{Kind: Made, Name: name})
	return syncDir(filepath.Dir(name))
}

// place writes a new file under a temporary name in a folder.
func place(root *os.Root, dir string, mode fs.FileMode, lasting bool, parts ...[]byte) (string, error) {
	name := path.Join(dir, Fresh+rand.Text())
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", err
	}
	for _, p := range parts {
		if err == nil {
			_, err = f.Write(p)
		}
	}
	if err == nil {
		err = f.Chmod(mode)
	}
	tell(Op{Kind: Written, Name: f.Name(), Parts: parts})
	if err == nil && lasting {
		err = f.Sync()
		tell(Op{Kind: Synced, Name: f.Name()})
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, root.Remove(name))
	}
	return name, nil
}

// rename renames in a root, told.
func rename(root *os.Root, from, to string) error {
	err := root.Rename(from, to)
	if err == nil {
		tell(Op{Kind: Renamed, From: filepath.Join(root.Name(), from), Name: filepath.Join(root.Name(), to)})
	}
	return err
}

// Fill writes a file of a folder that is not in place yet. It is not lasting
// until the folder is synced.
func Fill(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	tell(Op{Kind: Made, Name: filepath.Dir(name)})
	err := os.WriteFile(name, data, 0o644)
	tell(Op{Kind: Written, Name: name, Parts: [][]byte{data}})
	return err
}

// Link gives a file a second name in a folder that is not in place yet.
func Link(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	tell(Op{Kind: Made, Name: filepath.Dir(to)})
	err := os.Link(from, to)
	if err == nil {
		tell(Op{Kind: Linked, Name: to, From: from})
	}
	return err
}

// Copy fills a folder that is not in place yet with all plain files of another that
// somebody means.
func Copy(fsys fs.FS, to string) error {
	return fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case InDebris(name):
			return nil
		case e.IsDir():
			return os.MkdirAll(filepath.Join(to, filepath.FromSlash(name)), 0o755)
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is not a plain file", name)
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		return Fill(filepath.Join(to, filepath.FromSlash(name)), data)
	})
}

// Mkdir makes a folder and those above it, lasting.
func Mkdir(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(dir)
	if parent != dir {
		if err := Mkdir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	tell(Op{Kind: Made, Name: dir})
	return syncDir(parent)
}

// Beside makes a temporary folder among others, to be moved into its place.
func Beside(parent string) (string, error) {
	if err := Mkdir(parent); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(parent, Fresh+"*")
	if err == nil {
		err = os.Chmod(dir, 0o755)
	}
	if err != nil {
		return "", err
	}
	tell(Op{Kind: Made, Name: dir})
	return dir, nil
}

// Move gives a file or a folder, all that is in it included, another name, and
// makes everything lasting: first what is in it, then the name.
func Move(from, to string) error {
	if err := Sync(from); err != nil {
		return err
	}
	if err := renamed(from, to); err != nil {
		return err
	}
	return syncNames(from, to)
}

// Replace puts a folder in the place of an older one, if there is one, and
// removes that. Where the system can, the two change places in one step; else
// the older one stays beside under a temporary name until the new one is there.
func Replace(from, to string) error {
	if err := Sync(from); err != nil {
		return err
	}
	_, err := os.Lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Move(from, to)
	case err != nil:
		return err
	}
	if err := Exchange(from, to); err == nil {
		return Remove(from)
	} else if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	old, err := Beside(filepath.Dir(to))
	if err != nil {
		return err
	}
	aside := filepath.Join(old, filepath.Base(to))
	if err := renamed(to, aside); err != nil {
		return errors.Join(err, Remove(old))
	}
	if err := renamed(from, to); err != nil {
		return errors.Join(err, renamed(aside, to), Remove(old))
	}
	return errors.Join(syncNames(from, to), Remove(old))
}

// Rename renames within one file system and makes both names lasting. What it
// names was synced before.
func Rename(from, to string) error {
	if err := renamed(from, to); err != nil {
		return err
	}
	return syncNames(from, to)
}

// renamed is os.Rename, told.
func renamed(from, to string) error {
	err := os.Rename(from, to)
	if err == nil {
		tell(Op{Kind: Renamed, Name: to, From: from})
	}
	return err
}

// Exchange lets two folders change places in one step and makes that lasting.
// ErrUnsupported says that this system cannot, and nothing was done.
func Exchange(a, b string) error {
	if noExchange.Load() {
		return errors.ErrUnsupported
	}
	if err := exchange(a, b); err != nil {
		return errors.Join(errors.ErrUnsupported, err)
	}
	tell(Op{Kind: Exchanged, Name: b, From: a})
	return syncNames(a, b)
}

// Remove removes a file or a folder with all that is in it; none is no error.
func Remove(name string) error {
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := os.RemoveAll(name)
	tell(Op{Kind: Removed, Name: name})
	return err
}

// Delete removes one file and makes that lasting.
func Delete(name string) error {
	if err := os.Remove(name); err != nil {
		return err
	}
	tell(Op{Kind: Removed, Name: name})
	return syncDir(filepath.Dir(name))
}

// Clean removes from a folder what a stopped program left under temporary names.
// Younger ones stay: another program may be writing them.
func Clean(dir string) error {
	_ = sweepHeld(dir)
	return clean(dir, func(info fs.FileInfo) bool { return time.Since(info.ModTime()) > stale })
}

// CleanAll is Clean for a folder that nobody else writes to, by a lock.
func CleanAll(dir string) error {
	return clean(dir, func(fs.FileInfo) bool { return true })
}

// clean removes the temporary names that are left over.
func clean(dir string, over func(fs.FileInfo) bool) error {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), Fresh) {
			continue
		}
		if info, gone := e.Info(); gone == nil && over(info) && !isHeld(filepath.Join(dir, e.Name())) {
			err = errors.Join(err, Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// ZipDay is the day of every file in a zip, 1980-01-01 as MS-DOS writes it: the
// first that programs take for a day, and never the one on which it was packed.
const ZipDay = 1<<5 | 1
