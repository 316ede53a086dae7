package tree

import (
	"fmt"
	"slices"
)

// Clone copies a node with all below it.
func (n *Node) Clone() *Node {
	if n == nil {
		return nil
	}
	out := *n
	out.Items, out.Entries = nil, nil
	for _, v := range n.Items {
		out.Items = append(out.Items, v.Clone())
	}
	for _, e := range n.Entries {
		e.Value = e.Value.Clone()
		out.Entries = append(out.Entries, e)
	}
	return &out
}

// Put sets the value of a key; a new key comes last.
func (n *Node) Put(key string, value *Node) {
	if i := n.index(key); i >= 0 {
		n.Entries[i].Value = value
		return
	}
	n.Entries = append(n.Entries, Entry{Key: key, Value: value})
}

// Drop removes a key.
func (n *Node) Drop(key string) {
	n.Entries = slices.DeleteFunc(n.Entries, func(e Entry) bool { return e.Key == key })
}

// index finds an entry; -1 where there is none.
func (n *Node) index(key string) int {
	return slices.IndexFunc(n.Entries, func(e Entry) bool { return e.Key == key })
}

// Scalar is a node that holds a text.
func Scalar(s string) *Node { return &Node{Kind: String, Value: s} }

// Word is a node that holds a text which needs no quotes if it is a plain word.
func Word(s string) *Node { return &Node{Kind: String, Value: s, Bare: true} }

// Equal reports whether two values are the same, wherever they stand and however
// they are written. The order of keys does not count.
func Equal(a, b *Node) bool { _, differ := Difference(a, b); return !differ }

// Difference gives the path of the first value in which two trees differ.
func Difference(a, b *Node) (path string, differ bool) {
	switch {
	case a == nil || b == nil:
		return "", a != b
	case a.Kind != b.Kind || a.Kind != Null && a.Value != b.Value || len(a.Items) != len(b.Items):
		return "", true
	}
	for i := range a.Items {
		if path, differ := Difference(a.Items[i], b.Items[i]); differ {
			return join(fmt.Sprintf("[%d]", i), path), true
		}
	}
	for _, e := range a.Entries {
		if path, differ := Difference(e.Value, b.Get(e.Key)); differ {
			return join(e.Key, path), true
		}
	}
	for _, e := range b.Entries {
		if a.index(e.Key) < 0 {
			return e.Key, true
		}
	}
	return "", false
}

// Name is what an item of a list is known by: its id, tag or telephone number;
// empty where it has none.
func (n *Node) Name() string {
	for _, key := range []string{"id", "tag", "dial"} {
		if v := n.Get(key); v != nil && v.Kind == String {
			return v.Value
		}
	}
	return ""
}
