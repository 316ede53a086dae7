package release

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/disk"
)

// maxKeys limits the files that are read from a folder of keys.
const maxKeys = 1000

// Chain is every ring of a folder, checked from the first to the newest.
type Chain struct {
	rings   []*Ring
	digests []string
}

// Newest is the ring that holds now.
func (c *Chain) Newest() *Ring { return c.rings[len(c.rings)-1] }

// Digest is the digest of the newest ring.
func (c *Chain) Digest() string { return c.digests[len(c.digests)-1] }

// First is the digest of the first ring, by which an office is known: it never
// changes.
func (c *Chain) First() string { return c.digests[0] }

// Ring gives a ring by its number with its digest; nil where there is none.
func (c *Chain) Ring(number int) (*Ring, string) {
	if number < 1 || number > len(c.rings) {
		return nil, ""
	}
	return c.rings[number-1], c.digests[number-1]
}

// RingComment is the trusted comment on a ring.
func RingComment(r *Ring, data []byte) string {
	return fmt.Sprintf("pharos keys %d %s", r.Number, Digest(data))
}

// RingFile and RingSignature are the names of a ring and of one of its signatures.
func RingFile(number int) string { return fmt.Sprintf("%d.json", number) }

// RingSignature names the signature of one key on a ring.
func RingSignature(number int, id string) string { return fmt.Sprintf("%d.%s.minisig", number, id) }

// ReadChain reads and checks the rings of a folder: 1.json with its signatures,
// 2.json, and so on. Every file counts: a stray one is an error.
func ReadChain(fsys fs.FS, dir string) (*Chain, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	if entries = disk.Entries(entries); len(entries) > maxKeys {
		return nil, fmt.Errorf("read keys: %d files are too many", len(entries))
	}
	used := map[string]bool{}
	c := &Chain{}
	for n := 1; ; n++ {
		data, err := readSmall(fsys, path.Join(dir, RingFile(n)), maxRing)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read keys: %s: %s", RingFile(n), cause(err))
		}
		used[RingFile(n)] = true
		if err := c.add(fsys, dir, data, entries, used); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Join(dir, RingFile(n)), err)
		}
	}
	if len(c.rings) == 0 {
		return nil, fmt.Errorf("%s: there is no ring of keys", dir)
	}
	for _, e := range entries {
		if !used[e.Name()] {
			return nil, fmt.Errorf("%s: the file belongs to no ring of keys", path.Join(dir, e.Name()))
		}
	}
	return c, nil
}

// add checks the next ring against the newest one and its signatures.
func (c *Chain) add(fsys fs.FS, dir string, data []byte, entries []fs.DirEntry, used map[string]bool) error {
	r, err := ParseRing(data)
	if err != nil {
		return err
	}
	before := r
	if n := len(c.rings); n > 0 {
		before = c.rings[n-1]
		if r.Previous != c.digests[n-1] || r.Date < before.Date {
			return fmt.Errorf("it does not follow the ring before")
		}
		if err := r.grows(before); err != nil {
			return err
		}
	}
	if r.Number != len(c.rings)+1 {
		return fmt.Errorf("its number is %d", r.Number)
	}
	signers, err := ringSigners(fsys, dir, r, before, data, entries, used)
	if err != nil {
		return err
	}
	for _, by := range []*Ring{before, r} {
		if err := by.enough(signers); err != nil {
			return fmt.Errorf("by ring %d %w", by.Number, err)
		}
	}
	c.rings, c.digests = append(c.rings, r), append(c.digests, Digest(data))
	return nil
}

// ringSigners gives the ids of the keys that signed a ring. A signature that
// does not hold is an error, also where there are enough without it.
func ringSigners(
	fsys fs.FS,
	dir string,
	r, before *Ring,
	data []byte,
	entries []fs.DirEntry,
	used map[string]bool,
) ([]string, error) {
	var out []string
	for _, e := range entries {
		id, _ := strings.CutPrefix(e.Name(), fmt.Sprintf("%d.", r.Number))
		id, ok := strings.CutSuffix(id, ".minisig")
		if !ok || e.Name() != RingSignature(r.Number, id) {
			continue
		}
		text, err := readSmall(fsys, path.Join(dir, e.Name()), maxSignature)
		if err != nil {
			return nil, err
		}
		k, known := r.key(id)
		if !known {
			k, known = before.key(id)
		}
		s, err := parseSignature(text)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: %w", e.Name(), err)
		case !known:
			return nil, fmt.Errorf("%s: the key is in no ring", e.Name())
		}
		if _, holds := signedBy(s, k.Public, data); !holds || s.TrustedComment != RingComment(r, data) {
			return nil, fmt.Errorf("%s: the signature does not hold", e.Name())
		}
		used[e.Name()] = true
		out = append(out, id)
	}
	return out, nil
}

// enough reports whether these keys may approve together; the error says what
// is missing.
func (r *Ring) enough(ids []string) error {
	count, roles := 0, map[string]bool{}
	for _, k := range r.Keys {
		if k.State == Active && slices.Contains(ids, k.ID) {
			count++
			roles[k.Role] = true
		}
	}
	if count < r.Approvals {
		return fmt.Errorf("%d of %d approvals are there", count, r.Approvals)
	}
	for _, role := range r.Roles {
		if !roles[role] {
			return fmt.Errorf("the approval of the role %q is missing", role)
		}
	}
	return nil
}
