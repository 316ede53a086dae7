// Package tree reads one YAML file of the author into a tree in which every key
// and value knows its line.
//
// In go the name and the bytes of a file; out come nodes and findings, all of
// the file at once. The syntax is YAML 1.2 as goccy/go-yaml reads it, less
// everything that surprises people or makes a small file large: no anchors,
// aliases, merge keys or tags, no second document, no byte-order mark, no
// doubled keys. Bytes of any kind give findings, never a panic.
package tree

import (
	"strconv"
	"strings"

	"pharos/internal/diag"
)

// MaxSize is the largest file that is read, in bytes.
const MaxSize = 1 << 20

// Kind is the kind of a node.
type Kind int

// The kinds of nodes.
const (
	Null Kind = iota
	String
	Int
	Float
	Bool
	List
	Map
)

// String names the kind for people.
func (k Kind) String() string { return k.Words().Text }

// Words names the kind for people, in their language.
func (k Kind) Words() diag.Sentence {
	return diag.Say(
		[...]diag.Format{"nothing", "text", "a whole number", "a number with a fraction", "true or false", "a list",
			"a group of keys"}[k],
	)
}

// Node is a value in the file.
type Node struct {
	Kind Kind
	// Value is the text of a scalar: of a string its content, else as written.
	Value string
	// Bare is true for a text without quotes. A new text is written so only where it
	// is a plain word.
	Bare bool
	// Pos is the first character of the value; for a block list or group the
	// first character of its first entry.
	Pos diag.Pos
	// Items are the values of a list.
	Items []*Node
	// Entries are the keys of a group, in order of the file.
	Entries []Entry
}

// Entry is one key with its value.
type Entry struct {
	Key   string
	Pos   diag.Pos
	Value *Node
}

// Get finds the value of a key; nil if the key is not there.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e.Value
		}
	}
	return nil
}

// At gives the place of a value by its path, such as
// "hotlines[2].contacts[0].dial": of a list or group its key, of anything else the
// value itself. An unknown path gives the place of the nearest parent, at worst the
// file.
func (n *Node) At(path string) diag.Pos {
	_, pos := n.walk(path)
	return pos
}

// Find gives the value at a path; nil if there is none.
func (n *Node) Find(path string) *Node {
	found, _ := n.walk(path)
	return found
}

// walk follows a path: to the value, nil where the path ends before, and to the
// place of the last step.
func (n *Node) walk(path string) (*Node, diag.Pos) {
	if n == nil {
		return nil, diag.Pos{}
	}
	pos := diag.Pos{File: n.Pos.File}
	for path != "" {
		if inner, isItem := strings.CutPrefix(path, "["); isItem {
			number, rest, _ := strings.Cut(inner, "]")
			i, err := strconv.Atoi(number)
			if err != nil || i < 0 || i >= len(n.Items) {
				return nil, pos
			}
			n, path = n.Items[i], rest
			pos = orElse(n.Pos, pos)
			continue
		}
		e, rest := n.entry(strings.TrimPrefix(path, "."))
		if e == nil {
			return nil, pos
		}
		n, path, pos = e.Value, rest, e.Pos
		if n.Kind != Map && n.Kind != List && n.Kind != Null {
			pos = n.Pos
		}
	}
	return n, pos
}

// entry finds the key with which a path begins, the longest of several, and the
// rest of the path. A key may hold a point.
func (n *Node) entry(path string) (found *Entry, rest string) {
	for i := range n.Entries {
		e := &n.Entries[i]
		after, ok := strings.CutPrefix(path, e.Key)
		if ok && (after == "" || after[0] == '.' || after[0] == '[') && (found == nil || len(e.Key) > len(found.Key)) {
			found, rest = e, after
		}
	}
	return found, rest
}
