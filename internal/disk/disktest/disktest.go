// Package disktest cuts the power between the steps of a work on the disk, for
// tests. It records the steps that package disk tells, replays them in memory,
// and shows every state in which a cut can leave the folder: with all that was
// not synced lost, with new names whose content is lost or cut off, and with
// everything kept, as after a kill.
package disktest

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pharos/internal/disk"
)

// Cut does a work in a folder and then calls check with a copy of the folder for
// every state that a power cut before, during or after the work could leave. The
// name says which it is. Steps of the work that package disk does not know fail
// the test: a cut there would not have been tried.
func Cut(t *testing.T, dir string, work func(), check func(t *testing.T, dir string)) {
	t.Helper()
	m := &model{dir: dir, root: read(t, dir)}
	ops := record(work)
	before := 0
	tried := map[string]bool{}
	try := func() {
		for _, how := range []struct {
			name  string
			named func(*node) map[string]*node
			data  func(*node) []byte
		}{
			{"lost", (*node).lastingNames, (*node).lasting},
			{"named", (*node).newNames, (*node).lasting},
			{"half", (*node).newNames, (*node).half},
			{"kept", (*node).newNames, (*node).content},
		} {
			to := t.TempDir()
			var seen strings.Builder
			write(t, to, m.root, how.named, how.data, &seen)
			if tried[seen.String()] {
				continue
			}
			tried[seen.String()] = true
			if !t.Run(fmt.Sprintf("%d-%s", before, how.name), func(t *testing.T) { check(t, to) }) && before > 0 {
				t.Logf("the last step before the cut: %s %s", ops[before-1].Kind, ops[before-1].Name)
			}
		}
	}
	try()
	for _, op := range ops {
		m.do(op)
		before++
		try()
	}
	if got, want := list(m.root, ""), list(read(t, dir), ""); !maps.Equal(got, want) {
		t.Errorf("the work left %v, and by its steps it should be %v: some step is not told", want, got)
	}
}

// record gives the steps of a work in their order.
func record(work func()) []disk.Op {
	var mu sync.Mutex
	var ops []disk.Op
	defer disk.Watch(func(op disk.Op) {
		mu.Lock()
		defer mu.Unlock()
		for i, p := range op.Parts {
			op.Parts[i] = bytes.Clone(p)
		}
		ops = append(ops, op)
	})()
	work()
	return ops
}

// node is a file or a folder, as the program sees it and as the disk has it.
type node struct {
	folder bool
	// data and names are what the program sees; the others are what is lasting.
	data, synced       []byte
	names, syncedNames map[string]*node
}

// The forms of content and names.
func (n *node) lasting() []byte                { return n.synced }
func (n *node) content() []byte                { return n.data }
func (n *node) newNames() map[string]*node     { return n.names }
func (n *node) lastingNames() map[string]*node { return n.syncedNames }
func (n *node) sync()                          { n.synced, n.syncedNames = n.data, maps.Clone(n.names) }
func file(data []byte) *node                   { return &node{data: data} }
func folder() *node                            { return &node{folder: true, names: map[string]*node{}} }

// half is new content of which the disk has the first half.
func (n *node) half() []byte {
	if bytes.Equal(n.data, n.synced) {
		return n.data
	}
	return n.data[:len(n.data)/2]
}

// model is a folder and everything in it.
type model struct {
	dir  string
	root *node
}

// at gives the folder that holds a path, and its last name; nil outside of the model.
func (m *model) at(name string) (*node, string) {
	rel, err := filepath.Rel(m.dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, ""
	}
	parts := strings.Split(rel, string(filepath.Separator))
	n := m.root
	for _, p := range parts[:len(parts)-1] {
		if n = n.names[p]; n == nil {
			return nil, ""
		}
	}
	return n, parts[len(parts)-1]
}

// find gives what a path names; nil where there is nothing.
func (m *model) find(name string) *node {
	in, base := m.at(name)
	switch {
	case in == nil:
		return nil
	case base == ".":
		return m.root
	}
	return in.names[base]
}

// do takes one step.
func (m *model) do(op disk.Op) {
	if op.Kind == disk.Made {
		m.mkdir(op.Name)
		return
	}
	in, base := m.at(op.Name)
	from, was := m.at(op.From)
	switch {
	case in == nil:
	case op.Kind == disk.Written:
		if in.names[base] == nil {
			in.names[base] = file(nil)
		}
		in.names[base].data = bytes.Join(op.Parts, nil)
	case op.Kind == disk.Linked:
		in.names[base] = from.names[was]
	case op.Kind == disk.Renamed:
		in.names[base] = from.names[was]
		delete(from.names, was)
	case op.Kind == disk.Exchanged:
		in.names[base], from.names[was] = from.names[was], in.names[base]
	case op.Kind == disk.Removed:
		delete(in.names, base)
	case op.Kind == disk.Synced:
		m.find(op.Name).sync()
	case op.Kind == disk.SyncedAll:
		m.find(op.Name).each((*node).sync)
	}
}

// mkdir makes a folder and those above it.
func (m *model) mkdir(name string) {
	rel, err := filepath.Rel(m.dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return
	}
	n := m.root
	for p := range strings.SplitSeq(rel, string(filepath.Separator)) {
		if p == "." {
			return
		}
		if n.names[p] == nil {
			n.names[p] = folder()
		}
		n = n.names[p]
	}
}

// each calls f for a node and all that is in it.
func (n *node) each(f func(*node)) {
	f(n)
	for _, c := range n.names {
		c.each(f)
	}
}

// read takes a folder in as it is; all of it is lasting.
func read(t *testing.T, dir string) *node {
	t.Helper()
	m := &model{dir: dir, root: folder()}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			m.mkdir(name)
			return nil
		}
		data, err := os.ReadFile(name)
		in, base := m.at(name)
		in.names[base] = file(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m.root.each((*node).sync)
	return m.root
}

// write makes a folder of one state, and says what is in it.
func write(
	t *testing.T,
	dir string,
	n *node,
	names func(*node) map[string]*node,
	data func(*node) []byte,
	seen *strings.Builder,
) {
	t.Helper()
	all := names(n)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c, at := all[name], filepath.Join(dir, name)
		fmt.Fprintf(seen, "%q", name)
		var err error
		if c.folder {
			if err = os.Mkdir(at, 0o755); err == nil {
				seen.WriteString("{")
				write(t, at, c, names, data, seen)
				seen.WriteString("}")
			}
		} else {
			fmt.Fprintf(seen, "=%q", data(c))
			err = os.WriteFile(at, data(c), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// list gives the content of every file by its path. Locks are no content.
func list(n *node, path string) map[string]string {
	out := map[string]string{}
	for name, c := range n.names {
		switch {
		case c.folder:
			maps.Copy(out, list(c, path+"/"+name))
		case !strings.HasSuffix(name, "lock"):
			out[path+"/"+name] = string(c.data)
		}
	}
	return out
}
