// Package journal keeps what happened: one file a writer, one line an event, each
// line with its checksum. A line is written once and never changed.
//
// In go values and the name of a file; out come lines, and for damaged ones what is
// wrong. Two people's files merge without conflict, and so do two copies of one.
package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"github.com/gofrs/flock"

	"pharos/internal/disk"
)

var (
	writerName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)
	sumTail    = regexp.MustCompile(`,"sum":"([0-9a-f]{16})"\}$`)
)

// Line writes a value as a line with its checksum as the last value. The value is a
// group of keys in JSON.
func Line(v any) ([]byte, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(data[:len(data)-1:len(data)-1], `,"sum":"%s"}`, sum(data)), nil
}

// Parse reads a line into a value and compares its checksum.
func Parse(line []byte, v any) error {
	m := sumTail.FindSubmatchIndex(line)
	if m == nil {
		return errors.New("the line has no checksum at its end")
	}
	data := append(bytes.Clone(line[:m[0]]), '}')
	if sum(data) != string(line[m[2]:m[3]]) {
		return errors.New("the line is not as it was written: its checksum differs")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return fmt.Errorf("the line cannot be read: %w", err)
	}
	return nil
}

// sum is the checksum of a line.
func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])[:16]
}

// Append adds values to one writer's file in a folder. The new file is written beside
// the old one, synced and renamed: a cut at any moment leaves the old file or the new
// one, whole.
func Append[T any](dir, writer string, values ...T) (err error) {
	if !writerName.MatchString(writer) {
		return fmt.Errorf("%q cannot name a file: use small letters, digits and hyphens", writer)
	}
	if err := disk.Mkdir(dir); err != nil {
		return err
	}
	if err := mergeable(dir); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(dir, "."+writer+".lock"))
	if err := lock.Lock(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	name := filepath.Join(dir, writer+".jsonl")
	data, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(data) > 0 && data[len(data)-1] != '\n' {
		data = append(data, '\n') // a cut line of another program stays, and is reported
	}
	for _, v := range values {
		line, err := Line(v)
		if err != nil {
			return err
		}
		data = append(append(data, line...), '\n')
	}
	return disk.Write(name, data, 0o644)
}

// Each calls f with every line of a file that is not empty, and its number.
func Each(data []byte, f func(number int, line []byte)) {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if line = bytes.TrimSuffix(line, []byte("\n")); len(line) > 0 {
			f(number, line)
		}
	}
}

// Writer makes the name of a file of a person's: small letters, digits and hyphens. A
// name with other letters ends in a part of its fingerprint, so that two people never
// share a file.
func Writer(name string) string {
	other := false
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		other = other || r > unicode.MaxASCII
		return '-'
	}, name)
	if out = strings.Trim(out, "-"); out == "" || other || len(out) > 40 {
		out = strings.TrimPrefix(out[:min(len(out), 30)]+"-"+sum([]byte(name))[:8], "-")
	}
	return out
}

// mergeable tells version control that lines of both sides are kept, so that one
// person's two machines merge as well as two persons do, that line ends are never
// changed, and that locks stay here.
func mergeable(dir string) error {
	for name, text := range map[string]string{".gitattributes": "*.jsonl -text merge=union\n",
		".gitignore": ".*.lock\n"} {
		name = filepath.Join(dir, name)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			if err := disk.Write(name, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}
