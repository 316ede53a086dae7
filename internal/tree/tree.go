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
func (k Kind) String() string {
	return [...]string{"nothing", "text", "a whole number", "a number with a fraction", "true or false", "a list", "a group of keys"}[k]
}

// Node is a value in the file.
type Node struct {
	Kind Kind
	// Value is the text of a scalar: of a string its content, else as written.
	Value string
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
