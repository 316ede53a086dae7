package release

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Keep copies what proves a release into a folder that takes the place of an
// older one: manifest, signatures, keys and earlier manifests, but no files. A
// single file can then be checked where nothing else of the release is at hand.
func Keep(fsys fs.FS, dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("keep release: %w", err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), ".new-*")
	if err != nil {
		return fmt.Errorf("keep release: %w", err)
	}
	defer os.RemoveAll(work)
	for _, part := range []string{".", KeysDir, EarlierDir} {
		files, err := smallFiles(fsys, part)
		if err != nil {
			return fmt.Errorf("keep release: %w", err)
		}
		for name, text := range files {
			if err := WriteWhole(filepath.Join(work, part, name), []byte(text), 0o644); err != nil {
				return fmt.Errorf("keep release: %w", err)
			}
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("keep release: %w", err)
	}
	if err := os.Rename(work, dir); err != nil {
		return fmt.Errorf("keep release: %w", err)
	}
	return syncDir(filepath.Dir(dir))
}
