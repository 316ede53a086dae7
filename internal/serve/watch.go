package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// folders of a project that a build reads.
var folders = []string{"campaigns", "content", "themes", "assets"}

// calm is how long a project must be still after a change: editors write a file
// in several steps.
const calm = 15 * time.Millisecond

// Watch calls changed after each change below the folders of a project, until
// the context ends. Folders that appear later are watched as well.
func Watch(ctx context.Context, dir string, changed func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch %q: %w", dir, err)
	}
	defer w.Close()
	if err := w.Add(dir); err != nil {
		return fmt.Errorf("watch %q: %w", dir, err)
	}
	for _, f := range folders {
		if err := watchTree(w, filepath.Join(dir, f)); err != nil {
			return err
		}
	}
	still := time.NewTimer(time.Hour)
	still.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-still.C:
			changed()
		case err := <-w.Errors:
			return fmt.Errorf("watch %q: %w", dir, err)
		case e := <-w.Events:
			if !matters(dir, e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				if err := watchTree(w, e.Name); err != nil {
					return err
				}
			}
			still.Reset(calm)
		}
	}
}

// matters reports whether a change may change a page: files of editors and of
// version control do not.
func matters(dir string, e fsnotify.Event) bool {
	rel, err := filepath.Rel(dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	name := parts[len(parts)-1]
	return slices.Contains(folders, parts[0]) && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "#") &&
		!strings.HasSuffix(name, "~") && !strings.HasSuffix(name, ".tmp")
}

// watchTree watches a folder with all below it; what is not there is no fault.
func watchTree(w *fsnotify.Watcher, top string) error {
	return filepath.WalkDir(top, func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("watch %q: %w", top, err)
		case !e.IsDir():
			return nil
		}
		if err := w.Add(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("watch %q: %w", name, err)
		}
		return nil
	})
}
