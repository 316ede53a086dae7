package release

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"aead.dev/minisign"

	"pharos/internal/disk"
	"pharos/internal/made"
)

// Gather describes every file of a folder that will be a release, by path. Links
// and files that are not plain are refused.
func Gather(fsys fs.FS) ([]File, error) {
	var out []File
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir(), isOwn(name), inRenewed(name), disk.InDebris(name):
			return nil
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is not a plain file", name)
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		digest, size, err := digestFile(fsys, name, info.Size())
		if err != nil {
			return err
		}
		out = append(out, File{File: made.File{Path: name, SHA256: digest, Size: size,
			MediaType: made.MediaType(name)}})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("gather files of the release: %w", err)
	}
	return out, nil
}

// Seal writes manifest and signature into a folder whose files the manifest
// lists, and reads everything back. The folder is then a release.
func Seal(dir string, m *Manifest, key minisign.PrivateKey, day string) error {
	data, err := m.Encode()
	if err != nil {
		return err
	}
	sig, err := Sign(key, data, ReleaseComment(m, data, day))
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{ManifestName, data}, {SignatureName, sig}} {
		if err := disk.Write(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return fmt.Errorf("seal release: %w", err)
		}
	}
	if err := fillPage(dir); err != nil {
		return fmt.Errorf("seal release: %w", err)
	}
	r, err := Verify(os.DirFS(dir), Trust{Today: max(day, m.Edition)})
	if err != nil {
		return err
	}
	// Approvals may still be missing; everything else must hold.
	if bad := slices.DeleteFunc(r.Problems, func(p Problem) bool { return p.Kind == Approvals }); len(bad) > 0 {
		return fmt.Errorf("seal release: %s", bad[0])
	}
	return nil
}
