// Package cache keeps finished work between runs, so that what did not change is
// not made again.
//
// In goes the digest of everything a piece of work depends on, with its bytes;
// out come the same bytes for the same digest, or nothing. An entry is one file
// that begins with the digest of its own content: a damaged one is noticed,
// removed and counted, and its work is done again. Entries are written beside
// their place and renamed, so any number of programs may use one folder at once.
// A folder that cannot be written is no error: the work is done all the same.
//
//	<dir>/ab/cdef…   one entry; its time of change is the time of its last use
package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"pharos/internal/disk"
)

// Store is a folder of entries. It may be used by several goroutines. The nil
// Store keeps nothing.
type Store struct {
	dir   string
	limit int64
	// found, made and damaged count the entries of this run.
	found, made, damaged atomic.Int64
	// full is set by the first write that fails: no more are tried.
	full atomic.Bool
}

// Counts says what a run has found and made.
type Counts struct {
	// Found entries were taken, Made ones written, Damaged ones thrown away.
	Found   int `json:"found"`
	Made    int `json:"made"`
	Damaged int `json:"damaged"`
}

// mark begins every entry; another form of entry gets another mark.
const mark = "pharos.1"

// head is the length of mark and digest before the content.
const head = len(mark) + sha256.Size

// Open prepares a folder that may hold so many bytes; an empty name gives the
// nil Store.
func Open(dir string, limit int64) *Store {
	if dir == "" {
		return nil
	}
	return &Store{dir: dir, limit: limit}
}

// path is the file of an entry.
func (s *Store) path(k Key) string {
	name := hex.EncodeToString(k[:])
	return filepath.Join(s.dir, name[:2], name[2:])
}

// Get gives the content of an entry, or nil where there is none or it is damaged.
func (s *Store) Get(k Key) []byte {
	if s == nil {
		return nil
	}
	name := s.path(k)
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	if len(data) < head || string(data[:len(mark)]) != mark ||
		[sha256.Size]byte(data[len(mark):head]) != sum(k, data[head:]) {
		s.Damaged(k)
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(name, now, now) // the order of removal, nothing else
	s.found.Add(1)
	return data[head:]
}

// Damaged throws away an entry that cannot be used.
func (s *Store) Damaged(k Key) {
	s.damaged.Add(1)
	_ = os.Remove(s.path(k))
}

// Put keeps the parts as the content of an entry, one after the other.
func (s *Store) Put(k Key, parts ...[]byte) {
	if s == nil || s.full.Load() {
		return
	}
	s.made.Add(1)
	if s.write(s.path(k), k, parts) != nil {
		s.full.Store(true)
	}
}

// write puts an entry in its place in one step. It is not synced: an entry that
// a fallen machine left in pieces does not match its digest.
func (s *Store) write(name string, k Key, parts [][]byte) error {
	digest := sum(k, parts...)
	return disk.WriteLoose(name, append([][]byte{[]byte(mark), digest[:]}, parts...)...)
}

// sum is the digest of an entry's content under its key: an entry that was moved
// to another's place is damaged too.
func sum(k Key, parts ...[]byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(k[:])
	for _, p := range parts {
		h.Write(p)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Close removes the entries that were not used for longest until the rest is
// within the limit. It looks only when this run has added something.
func (s *Store) Close() {
	if s == nil || s.made.Load() == 0 {
		return
	}
	type entry struct {
		name string
		size int64
		used time.Time
	}
	var all []entry
	var total int64
	_ = filepath.WalkDir(s.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // another run has removed it
		}
		if strings.HasPrefix(d.Name(), disk.Fresh) && time.Since(info.ModTime()) < time.Hour {
			return nil // another run is writing it
		}
		all = append(all, entry{name, info.Size(), info.ModTime()})
		total += info.Size()
		return nil
	})
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(a.used.Compare(b.used), bytes.Compare([]byte(a.name), []byte(b.name)))
	})
	for _, e := range all {
		if total <= s.limit {
			return
		}
		if os.Remove(e.name) == nil {
			total -= e.size
		}
	}
}

// Counts gives what this run has found and made so far.
func (s *Store) Counts() Counts {
	if s == nil {
		return Counts{}
	}
	return Counts{int(s.found.Load()), int(s.made.Load()), int(s.damaged.Load())}
}
