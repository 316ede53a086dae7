// Package form turns values of the definitions into fields of a form, and what a form
// sends back into changes.
//
// In go the Go types that the schemas and the documents are made from, and the node of
// a file; out come fields with what was read, and changes of the fields that differ.
// It knows no HTML and no files.
package form

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"pharos/internal/edit"
	"pharos/internal/tree"
)

// Kind is how a field is filled in.
type Kind string

// The kinds of fields.
const (
	// Text is one line, Long is several.
	Text Kind = "text"
	Long Kind = "long"
	// Choice is one of some words; empty is none of them.
	Choice Kind = "choice"
	// Words are keys with spaces between them.
	Words Kind = "words"
)

// Field is one value of a form.
type Field struct {
	// Path is that of the value, below the path of the form; also its name in the form.
	Path string
	// Type and Key name the help text: Contact and dial.
	Type, Key string
	Kind      Kind
	// Choices are the words of a Choice.
	Choices []string
	Needed  bool
	// Value is what is shown, Was the value that was read, as a change holds it.
	Value, Was string
	// Problem says what is wrong with the value; empty for nothing.
	Problem string
}

// longest is the longest text that a field takes, in bytes.
const longest = 4000

// Of lists the fields of a type, filled from a node; nil is an empty one. Keys limits
// them to these, if there are any. Lists of groups are forms of their own.
func Of(t reflect.Type, n *tree.Node, path string, keys ...string) []Field {
	var out []Field
	for _, f := range tree.Fields(t) {
		if len(keys) == 0 || slices.Contains(keys, f.Key) {
			out = append(out, field(f, f.Enum, n.Get(f.Key), path)...)
		}
	}
	return out
}

// field gives a field, or those of a group.
func field(f tree.Field, enum []string, n *tree.Node, path string) []Field {
	at := strings.TrimPrefix(path+"."+f.Key, ".")
	one := Field{
		Path: at, Type: typeName(f.In), Key: f.Key, Needed: f.Needed, Choices: enum,
		Was: edit.Written(n), Value: shown(n),
	}
	switch t := f.Type; {
	case t.Kind() == reflect.String && enum != nil:
		one.Kind = Choice
	case t.Kind() == reflect.String:
		if one.Kind = Text; f.Key == "note" || f.Key == "reason" {
			one.Kind = Long
		}
	case t.Kind() == reflect.Bool:
		one.Kind, one.Choices = Choice, []string{"true", "false"}
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		one.Kind = Words
	case t.Kind() == reflect.Struct:
		var out []Field
		for _, inner := range tree.Fields(t) {
			e := inner.Enum
			if e == nil && inner.Key == "value" {
				e = enum
			}
			out = append(out, field(inner, e, n.Get(inner.Key), at)...)
		}
		return out
	default:
		return nil
	}
	return []Field{one}
}

// typeName is the name of a type without its parameters.
func typeName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// shown is a value as its field shows it.
func shown(n *tree.Node) string {
	if n == nil || n.Kind == tree.Null {
		return ""
	}
	if n.Kind == tree.List {
		var words []string
		for _, v := range n.Items {
			words = append(words, v.Value)
		}
		return strings.Join(words, " ")
	}
	return n.Value
}

// node is the value that a field's text stands for; nil for an empty one.
func (f Field) node(text string) *tree.Node {
	bare := f.Choices != nil || slices.Contains([]string{"id", "mark", "label", "tag"}, f.Key)
	switch {
	case f.Kind == Words:
		out := &tree.Node{Kind: tree.List}
		for _, w := range strings.Fields(text) {
			out.Items = append(out.Items, tree.Word(w))
		}
		if len(out.Items) == 0 {
			return nil
		}
		return out
	case text == "":
		return nil
	case slices.Equal(f.Choices, []string{"true", "false"}):
		return &tree.Node{Kind: tree.Bool, Value: text}
	case bare:
		return tree.Word(text)
	}
	return tree.Scalar(text)
}

// Refused is a request that no form of the studio sends.
type Refused struct{ Why string }

func (r Refused) Error() string { return r.Why }

// Known refuses values that no field has, doubled ones, and bytes that are no text.
func Known(sent url.Values, names ...string) error {
	for name, list := range sent {
		switch {
		case !slices.Contains(names, name):
			return Refused{fmt.Sprintf("the form has no field %.40q", name)}
		case len(list) != 1:
			return Refused{fmt.Sprintf("the field %.40q comes twice", name)}
		case !utf8.ValidString(list[0]) || strings.ContainsRune(list[0], 0):
			return Refused{fmt.Sprintf("the field %.40q is no text", name)}
		}
	}
	return nil
}

// Names are the names that a form of these fields sends.
func Names(fields []Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Path, "was."+f.Path)
	}
	return out
}

// Fill takes what was sent into the fields and gives the changes of those that differ
// from what was read. A field that was not sent stays.
func Fill(fields []Field, sent url.Values, file, base string) ([]Field, []edit.Change) {
	var changes []edit.Change
	out := slices.Clone(fields)
	for i := range out {
		f := &out[i]
		if !sent.Has(f.Path) {
			continue
		}
		f.Value = clean(sent.Get(f.Path), f.Kind)
		f.Was = sent.Get("was." + f.Path)
		was, err := edit.Read(f.Was)
		switch {
		case err != nil:
			f.Problem = "unread"
			continue
		case len(f.Value) > longest:
			f.Problem = "long"
			continue
		case f.Kind == Choice && f.Value != "" && !slices.Contains(f.Choices, f.Value):
			f.Problem = "choice"
			continue
		case f.Needed && f.Value == "":
			f.Problem = "needed"
			continue
		}
		if v := f.node(f.Value); edit.Print(v) != edit.Print(was) {
			at := edit.Place{File: file, Path: strings.TrimPrefix(base+"."+f.Path, ".")}
			changes = append(changes, edit.Change{Place: at, Was: f.Was, Value: edit.Written(v)})
		}
	}
	return out, changes
}

// clean takes the line ends of a browser and the spaces around a text away.
func clean(s string, kind Kind) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if kind != Long {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return strings.TrimSpace(s)
}

// Problems lists the fields with a problem.
func Problems(fields []Field) []Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool { return f.Problem == "" })
}
