// Package edit changes the files of a project for people who fill in forms: several
// at once, beside text editors and other programs, without anything typed being lost.
//
// In go changes: a place, the print of the value that was read there, and the new
// value. Out come files in which only the bytes of these values differ, a line of
// history, and for each value that somebody else has changed meanwhile a conflict with
// what was read, what stands there now and what was typed. Nothing is locked while
// people type; a save holds the project for some milliseconds.
//
// It knows no clock and no network: who and when are arguments.
package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"pharos/internal/tree"
)

// Person is who changes something.
type Person struct {
	// ID names the person's files: small letters, digits and hyphens.
	ID string `json:"id"`
	// Name is shown to others.
	Name string `json:"name"`
}

// Place is where a value stands: a file, and a path in which items of lists are named
// by their id, tag or telephone number, such as
// hotlines[rs.astra].contacts[011 785 0000].hours. A key with a point in it stands in
// brackets too; an item without a name is known by its print, [~0123456789ab].
type Place struct {
	File string `json:"file"`
	Path string `json:"path"`
}

func (p Place) String() string { return p.File + ": " + p.Path }

// Change is a new value for a place. Values are written as YAML on one line; an empty
// text is no value at all.
type Change struct {
	Place
	// Was is the value that was read, Value the new one.
	Was   string `json:"was"`
	Value string `json:"value"`
}

// Written gives a value as a change holds it; nil is no value.
func Written(n *tree.Node) string {
	if n == nil {
		return ""
	}
	return tree.Inline(n)
}

// Read reads a value as a change holds it.
func Read(text string) (*tree.Node, error) {
	if text == "" {
		return nil, nil
	}
	root, list := tree.Parse("value", []byte("v: "+text+"\n"))
	if len(list) > 0 || root.Get("v") == nil || len(root.Entries) != 1 {
		return nil, fmt.Errorf("the value %.60q cannot be written: %s", text, list.Summary())
	}
	return root.Get("v"), nil
}

// Print is the fingerprint of a value, however it is written.
func Print(n *tree.Node) string {
	if n == nil {
		return "absent"
	}
	sum := sha256.Sum256([]byte(canonical(n)))
	return hex.EncodeToString(sum[:])[:12]
}

// canonical writes a value so that equal ones are the same text.
func canonical(n *tree.Node) string {
	var parts []string
	for _, v := range n.Items {
		parts = append(parts, canonical(v))
	}
	for _, e := range n.Entries {
		parts = append(parts, tree.Quoted(e.Key)+":"+canonical(e.Value))
	}
	if n.Kind == tree.Map {
		slices.Sort(parts)
	}
	if n.Kind == tree.Null {
		return "null"
	}
	return fmt.Sprintf("%d(%s%s)", n.Kind, tree.Quoted(n.Value), strings.Join(parts, ","))
}

// spot is a place found in a tree.
type spot struct {
	// in is the group or list, and value what stands there; nil for nothing.
	in    *tree.Node
	value *tree.Node
	// key is the key in a group; missing are groups that must be made for it.
	key     string
	missing []string
}

// errGone says that a place is in something that is not there any more.
var errGone = errors.New("what it belongs to is not there any more")

// steps cuts a path.
func steps(path string) ([]string, error) {
	var out []string
	for rest := path; rest != ""; {
		if inner, ok := strings.CutPrefix(rest, "["); ok {
			name, after, closed := strings.Cut(inner, "]")
			if !closed || name == "" {
				return nil, fmt.Errorf("%q is no path", path)
			}
			out, rest = append(out, "["+name), after
			continue
		}
		rest = strings.TrimPrefix(rest, ".")
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 {
			return nil, fmt.Errorf("%q is no path", path)
		}
		out, rest = append(out, rest[:end]), rest[end:]
	}
	if len(out) == 0 {
		return nil, errors.New("a path names a value")
	}
	return out, nil
}

// find looks a place up. A key that is not there is a place all the same; an item of a
// list that is not there can be added.
func find(root *tree.Node, path string) (spot, error) {
	all, err := steps(path)
	if err != nil {
		return spot{}, err
	}
	s := spot{value: root}
	for _, step := range all {
		name, bracketed := strings.CutPrefix(step, "[")
		switch {
		case s.value == nil && (bracketed || s.in.Kind == tree.List):
			return spot{}, errGone
		case s.value == nil || s.value.Kind == tree.Null:
			s.missing, s.key, s.value = append(s.missing, s.key), name, nil
		case s.value.Kind == tree.List && bracketed:
			s = spot{in: s.value, value: item(s.value, name)}
		case s.value.Kind == tree.Map:
			s = spot{in: s.value, key: name, value: s.value.Get(name)}
		default:
			return spot{}, errGone
		}
	}
	return s, nil
}

// item finds an item of a list by its name or its print.
func item(list *tree.Node, name string) *tree.Node {
	print, byPrint := strings.CutPrefix(name, "~")
	for _, v := range list.Items {
		if byPrint && Print(v) == print || !byPrint && v.Name() == name {
			return v
		}
	}
	return nil
}

// Step names an item of a list in a path.
func Step(v *tree.Node) string {
	if name := v.Name(); name != "" {
		return "[" + name + "]"
	}
	return "[~" + Print(v) + "]"
}

// put sets the value of a spot; nil takes it away.
func (s spot) put(v *tree.Node) {
	switch {
	case s.in.Kind == tree.List && s.value == nil:
		if v != nil {
			s.in.Items = append(s.in.Items, v)
		}
	case s.in.Kind == tree.List:
		i := slices.Index(s.in.Items, s.value)
		if i < 0 {
			return
		}
		if s.in.Items = slices.Clone(s.in.Items); v == nil {
			s.in.Items = slices.Delete(s.in.Items, i, i+1)
		} else {
			s.in.Items[i] = v
		}
	case v == nil && len(s.missing) > 0:
	case v == nil:
		s.in.Drop(s.key)
	default:
		in := s.in
		for _, key := range s.missing {
			group := &tree.Node{Kind: tree.Map}
			add(in, key, group)
			in = group
		}
		add(in, s.key, v)
	}
}

// behind are the keys that stand last in a group: what backs its value.
var behind = []string{"mark", "sources", "note"}

// add sets a key of a group; a new one stands before the keys that back the value.
func add(in *tree.Node, key string, v *tree.Node) {
	at := slices.Index(behind, key)
	i := slices.IndexFunc(in.Entries, func(e tree.Entry) bool { return slices.Index(behind, e.Key) > at })
	if in.Get(key) != nil || i < 0 {
		in.Put(key, v)
		return
	}
	in.Entries = slices.Insert(in.Entries, i, tree.Entry{Key: key, Value: v})
}

// after is the path of a place once its value is v: an item takes its new name.
func after(path, value string) string {
	v, err := Read(value)
	if err != nil || v == nil || v.Kind != tree.String {
		return path
	}
	for _, key := range []string{".id", ".tag", ".dial"} {
		if head, ok := strings.CutSuffix(path, key); ok && strings.HasSuffix(head, "]") {
			if i := strings.LastIndexByte(head, '['); i >= 0 {
				return head[:i] + "[" + v.Value + "]" + key
			}
		}
	}
	return path
}
