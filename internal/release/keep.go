package release

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"pharos/internal/disk"
)

// Keep copies what proves a release into a folder that takes the place of an
// older one: manifest, signatures, keys and earlier manifests, but no files. A
// single file can then be checked where nothing else of the release is at hand.
func Keep(fsys fs.FS, dir string) error {
	work, err := disk.Beside(filepath.Dir(dir))
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
			if err := disk.Fill(filepath.Join(work, part, name), []byte(text)); err != nil {
				return fmt.Errorf("keep release: %w", err)
			}
		}
	}
	if err := disk.Replace(work, dir); err != nil {
		return fmt.Errorf("keep release: %w", err)
	}
	return nil
}
