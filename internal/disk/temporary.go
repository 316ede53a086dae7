package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// lockEnd ends the name of the file that a run holds as long as it works in a folder.
const lockEnd = ".lock"

// Temporary makes a folder to work in, for its owner alone, in a folder or, where that
// is empty, in the system's folder of temporary files. What runs that were ended left
// there is removed first: nobody holds it any more. Call done at the end.
func Temporary(parent string) (dir string, done func() error, err error) {
	if parent == "" {
		parent = os.TempDir()
	}
	_ = sweepHeld(parent) // what cannot be removed stops nothing
	file, err := os.CreateTemp(parent, Fresh+"*"+lockEnd)
	if err != nil {
		return "", nil, err
	}
	lock := flock.New(file.Name())
	dir = strings.TrimSuffix(file.Name(), lockEnd)
	gone := func() error {
		return errors.Join(os.RemoveAll(dir), os.Remove(lock.Path()), lock.Unlock())
	}
	if err := errors.Join(file.Close(), lock.Lock(), os.Mkdir(dir, 0o700)); err != nil {
		return "", nil, errors.Join(err, gone())
	}
	return dir, gone, nil
}

// sweepHeld removes temporary folders of which nobody holds the lock.
func sweepHeld(parent string) error {
	names, err := filepath.Glob(filepath.Join(parent, Fresh+"*"+lockEnd))
	for _, name := range names {
		err = errors.Join(err, sweepOne(name))
	}
	return err
}

// sweepOne removes one temporary folder, if nobody holds it. Links and the files of
// other people stay.
func sweepOne(name string) error {
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return err
	}
	lock := flock.New(name, flock.SetFlag(os.O_RDWR))
	if got, err := lock.TryLock(); err != nil || !got {
		return err
	}
	dir := strings.TrimSuffix(name, lockEnd)
	if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return lock.Unlock()
	}
	return errors.Join(os.RemoveAll(dir), os.Remove(name), lock.Unlock())
}

// isHeld reports whether a run works in a temporary folder, or holds this lock.
func isHeld(name string) bool {
	if !strings.HasSuffix(name, lockEnd) {
		name += lockEnd
	}
	if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		return false
	}
	lock := flock.New(name, flock.SetFlag(os.O_RDWR))
	got, err := lock.TryLock()
	if got {
		err = lock.Unlock()
	}
	return !got || err != nil
}
