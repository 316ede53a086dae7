package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Sync makes a file, or a folder with all that is in it, lasting.
func Sync(name string) error {
	info, err := os.Lstat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = syncTree(name)
	} else {
		err = syncFile(name)
	}
	if err == nil {
		tell(Op{Kind: SyncedAll, Name: name})
	}
	return err
}

// syncEach syncs every file and folder of a tree, one by one.
func syncEach(dir string) error {
	return filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() && !e.Type().IsRegular() {
			return err
		}
		return syncFile(name)
	})
}

// syncNames makes the names in the folders of both lasting.
func syncNames(from, to string) error {
	a, b := filepath.Dir(from), filepath.Dir(to)
	if err := syncDir(b); err != nil || filepath.Clean(a) == filepath.Clean(b) {
		return err
	}
	return syncDir(a)
}

// syncDir makes the names in a folder lasting.
func syncDir(dir string) error {
	err := syncFile(dir)
	if err == nil {
		tell(Op{Kind: Synced, Name: dir})
	}
	return err
}

// syncFile syncs one file or the names of one folder, where the system can.
func syncFile(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrInvalid) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
