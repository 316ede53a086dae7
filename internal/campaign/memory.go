package campaign

import (
	"crypto/sha256"
	"io/fs"
	"slices"
	"sync"

	"pharos/internal/diag"
)

// Memory loads a project again and again, and parses only the files whose bytes have
// changed. Make it with new; nil remembers nothing.
// What it gives is what Load gives. Safe for concurrent use.
type Memory struct {
	mu sync.Mutex
	// table is the digest of the project's table of languages: with another one
	// the same bytes may mean something else.
	table  [sha256.Size]byte
	parsed map[string]parsed
}

// parsed is what the bytes of a file, and of the state file beside it, gave.
type parsed struct {
	digest [2][sha256.Size]byte
	value  any
}

// Load is the function Load with this memory.
func (m *Memory) Load(fsys fs.FS) (*Set, diag.List, error) { return loadWith(fsys, m) }

// languages forgets everything where the table of languages is another one.
func (m *Memory) languages(data []byte) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if d := sha256.Sum256(data); d != m.table || m.parsed == nil {
		m.table, m.parsed = d, map[string]parsed{}
	}
}

// recall gives what parse has made of the same bytes before, else what it makes
// now. The value is shared: whoever takes it must not change it.
func recall[T any](m *Memory, file string, data, state []byte, parse func() T) T {
	if m == nil {
		return parse()
	}
	digest := [2][sha256.Size]byte{sha256.Sum256(data)}
	if state != nil { // an empty one is another thing than none
		digest[1] = sha256.Sum256(state)
	}
	m.mu.Lock()
	known, ok := m.parsed[file]
	m.mu.Unlock()
	if ok && known.digest == digest {
		return known.value.(T)
	}
	value := parse()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.parsed[file] = parsed{digest, value}
	return value
}

// copy is a page that may be changed without changing this one.
func (p *Page) copy() *Page {
	out := *p
	out.Passages = slices.Clone(p.Passages)
	return &out
}
