package release

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aead.dev/minisign"

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
		case e.IsDir(), isOwn(name):
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
		out = append(out, File{File: made.File{Path: name, SHA256: digest, Size: size, MediaType: mediaType(name)}})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("gather files of the release: %w", err)
	}
	return out, nil
}

// mediaTypes are those of the files that a release holds.
var mediaTypes = map[string]string{".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".pdf": "application/pdf",
	".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain", ".xml": "application/xml", ".ics": "text/calendar", ".woff2": "font/woff2", ".md": "text/markdown"}

// mediaType goes by the ending of a file.
func mediaType(name string) string {
	if t := mediaTypes[strings.ToLower(filepath.Ext(name))]; t != "" {
		return t
	}
	return "application/octet-stream"
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
		if err := writeWhole(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return fmt.Errorf("seal release: %w", err)
		}
	}
	if err := fillPage(dir); err != nil {
		return fmt.Errorf("seal release: %w", err)
	}
	r, _, err := Verify(os.DirFS(dir), Trust{Today: max(day, m.Edition)})
	if err != nil {
		return err
	}
	// Approvals may still be missing; everything else must hold.
	if bad := slices.DeleteFunc(r.Problems, func(p Problem) bool { return p.Kind == Approvals }); len(bad) > 0 {
		return fmt.Errorf("seal release: %s", bad[0])
	}
	return nil
}

// Approve adds the signature of one more key to a release.
func Approve(dir string, key minisign.PrivateKey, day string) (string, error) {
	data, err := readSmall(os.DirFS(dir), ManifestName, maxManifest)
	if err != nil {
		return "", fmt.Errorf("approve: %w", err)
	}
	m, err := ParseManifest(data)
	if err != nil {
		return "", err
	}
	sig, err := Sign(key, data, ReleaseComment(m, data, day))
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, ApprovalName(KeyID(key.ID())))
	if err := writeWhole(name, sig, 0o644); err != nil {
		return "", fmt.Errorf("approve: %w", err)
	}
	return name, fillPage(dir)
}

// writeWhole replaces a file in one step: written beside, synced, renamed, and
// the folder synced, so that a cut leaves the old file or the new one, whole.
func writeWhole(name string, data []byte, mode fs.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	step("written")
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	step("renamed")
	return syncDir(filepath.Dir(name))
}

// WriteWhole is writeWhole for callers that keep other small files, such as keys.
func WriteWhole(name string, data []byte, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return writeWhole(name, data, mode)
}

// Rename gives a folder its name and makes it lasting.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncDir(filepath.Dir(to))
}

// syncDir makes the names in a folder lasting, where the system can.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return errors.Join(err, d.Close())
	}
	return d.Close()
}

// step is called between the steps of writing; tests stop the program there.
var step = func(string) {}
