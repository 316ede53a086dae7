package adapt

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/disk"
	"pharos/internal/locale"
)

// Bounds of a file that somebody sent.
const (
	maxPacked   = 64 << 20
	maxUnpacked = 64 << 20
	maxEntries  = 2000
)

// Packed are the files of a zip by path.
type Packed map[string][]byte

// FS gives them as a file system.
func (p Packed) FS() fs.FS { return disk.Files(p) }

// Unpack reads a zip as if it were hostile: plain files with plain paths, none
// twice, none that leads out, and no more bytes than the bounds allow, whatever
// the list of contents says. Nothing is written.
func Unpack(data []byte) (Packed, error) {
	if len(data) > maxPacked {
		return nil, fmt.Errorf("the file is larger than %d MB", maxPacked>>20)
	}
	// The list of contents is counted before it is read into memory.
	if n := bytes.Count(data, []byte("PK\x01\x02")); n > maxEntries {
		return nil, fmt.Errorf("it holds more than %d files", maxEntries)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("it is not a zip file, or not a whole one: %v", err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("it holds more than %d files", maxEntries)
	}
	out, folded, left := Packed{}, map[string]bool{}, int64(maxUnpacked)
	for _, f := range z.File {
		if disk.InDebris(f.Name) {
			continue // what a file manager adds when it packs a folder anew
		}
		fold := norm.NFC.String(strings.ToLower(f.Name))
		switch {
		case !plain(f.Name):
			return nil, fmt.Errorf("the path %q leads out or is not plain", f.Name)
		case !f.Mode().IsRegular():
			return nil, fmt.Errorf("%q is a link or no plain file", f.Name)
		case folded[fold]:
			return nil, fmt.Errorf("the name %q stands twice", f.Name)
		}
		folded[fold] = true
		if out[f.Name], err = inflate(f, left); err != nil {
			return nil, err
		}
		left -= int64(len(out[f.Name]))
	}
	return out, nil
}

// errBomb says that a file is larger than a submission may be.
var errBomb = fmt.Errorf("unpacked it is larger than %d MB", maxUnpacked>>20)

// inflate reads one file of at most so many bytes.
func inflate(f *zip.File, left int64) ([]byte, error) {
	if f.UncompressedSize64 > uint64(left) {
		return nil, errBomb
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%q cannot be read: %v", f.Name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, left+1))
	switch {
	case int64(len(data)) > left:
		return nil, errBomb
	case err != nil:
		return nil, fmt.Errorf("%q cannot be read: %v", f.Name, errors.Unwrap(fmt.Errorf("%w", err)))
	}
	return data, nil
}

// plain reports whether a path is safe on every system: letters of every script, in the
// one spelling that text has, no two alphabets in a word, and nothing that cannot be seen
// or that Windows cannot have.
func plain(p string) bool {
	if !fs.ValidPath(p) || p == "." || norm.NFC.String(p) != p || locale.Mixed(p) != "" ||
		strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsPrint(r) || locale.Hidden(r) }) {
		return false
	}
	return !slices.ContainsFunc(strings.Split(p, "/"), disk.Reserved)
}
