package tree

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Decode fills the value that to points at from the tree of one file and says
// what is wrong, all at once. It goes by the fields' tags: yaml:"key", req:"true",
// enum:"a,b", and by
// the values of a type that has a table of them (Chooser). It knows structs, also embedded ones, pointers, slices, maps with
// text keys, text, whole numbers and booleans, types that read themselves (Reader) and
// short forms (Short, Speller). A nil root fills nothing.
func Decode(root *Node, to any) diag.List {
	if root == nil {
		return nil
	}
	d := &decoder{root: root, fields: map[reflect.Type][]Field{}}
	d.value(root, reflect.ValueOf(to).Elem(), "", nil)
	return d.list
}

// Reader is a type that reads itself from a node, such as a length or an expression.
type Reader interface {
	// ReadNode takes the value from n and adds to the list what is wrong with it.
	ReadNode(n *Node, list *diag.List)
}

// readerType is the type of Reader.
var readerType = reflect.TypeFor[Reader]()

// decoder is one run of Decode.
type decoder struct {
	root   *Node
	fields map[reflect.Type][]Field
	list   diag.List
}

// value fills v from n. The path names the value, enum restricts it.
func (d *decoder) value(n *Node, v reflect.Value, path string, enum []string) {
	if n.Kind == Null {
		if v.Kind() == reflect.Pointer {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return
	}
	if reflect.PointerTo(v.Type()).Implements(readerType) {
		v.Addr().Interface().(Reader).ReadNode(n, &d.list)
		return
	}
	if d.short(n, v, path) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path, enum)
	case reflect.Struct:
		d.group(n, v, path, enum)
	case reflect.Slice:
		d.items(n, v, path, enum)
	case reflect.Map:
		d.table(n, v, path, enum)
	case reflect.String:
		d.text(n, v, path, enum)
	case reflect.Int:
		if i, err := strconv.Atoi(n.Value); n.Kind == Int && err == nil {
			v.SetInt(int64(i))
		} else {
			d.wrong(n, path, "a whole number", "Write digits without quotes.")
		}
	case reflect.Bool:
		if n.Kind == Bool {
			v.SetBool(strings.EqualFold(n.Value, "true"))
		} else {
			d.wrong(n, path, "true or false", "Write true or false, without quotes.")
		}
	default:
		panic("tree: no rule for " + v.Type().String())
	}
}

// wrong adds the finding about a value of the wrong kind.
func (d *decoder) wrong(n *Node, path string, want, hint diag.Format) {
	got := n.Kind.Words()
	if n.Kind != List && n.Kind != Map {
		got = diag.Sentence{Text: strconv.Quote(n.Value)}
	}
	d.bad(rule.FileType, path, n.Pos, hint, "%s should be %s, not %s", orWord(path, "the file"), diag.Say(want), got)
}

// bad adds an error at the load gate.
func (d *decoder) bad(rule *diag.Rule, path string, pos diag.Pos, hint, format diag.Format, args ...any) *diag.Finding {
	f := d.list.Errorf(rule, pos, hint, format, args...)
	f.Path = path
	return f
}

// text fills a string. Numbers without quotes are refused, because YAML drops
// their leading zeros and spaces: 0800 would become 512.
func (d *decoder) text(n *Node, v reflect.Value, path string, enum []string) {
	text := n.Value
	if n.Kind == String || n.Kind == Bool {
		text = spelled(v, n.Value)
	}
	switch {
	case n.Kind == String, n.Kind == Bool && text != n.Value:
	case n.Kind == Int, n.Kind == Float:
		d.bad(rule.FileType, path, n.Pos, "", "%s is read as a number and would lose its form: %s", path, n.Value).Hint = diag.Say(
			"Put it into quotes: %q",
			n.Value,
		)
		return
	default:
		d.wrong(n, path, "text", "Write text, in quotes where it looks like something else.")
		return
	}
	if enum != nil && !slices.Contains(enum, text) {
		d.bad(rule.FileValue, path, n.Pos, "", "%s has the unknown value %q", path, n.Value).Hint = DidYouMean(
			n.Value,
			enum,
		)
		return
	}
	v.SetString(text)
}

// items fills a list; the enum holds for each item.
func (d *decoder) items(n *Node, v reflect.Value, path string, enum []string) {
	if n.Kind != List {
		d.wrong(n, path, "a list", "Write it as a list: each item on its own line after a dash.")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		at := fmt.Sprintf("%s[%d]", path, i)
		if item.Kind == Null {
			d.bad(rule.FileMissing, at, orElse(item.Pos, n.Pos), "Fill the item or delete its dash.", "%s is empty", at)
		}
		d.value(item, out.Index(i), at, enum)
	}
	v.Set(out)
}

// table fills a map with text keys.
func (d *decoder) table(n *Node, v reflect.Value, path string, enum []string) {
	if n.Kind != Map {
		d.wrong(n, path, "a group of keys", "Write \"key: value\" lines below it.")
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Entries)))
	for _, e := range n.Entries {
		at := join(path, e.Key)
		if e.Value.Kind == Null {
			d.bad(rule.FileMissing, at, e.Pos, "Fill the value or delete the key.", "%s is empty", at)
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, item, at, enum)
		v.SetMapIndex(reflect.ValueOf(e.Key).Convert(v.Type().Key()), item)
	}
}

// group fills a struct: unknown keys and missing ones are findings.
func (d *decoder) group(n *Node, v reflect.Value, path string, enum []string) {
	if n.Kind != Map {
		d.noGroup(n, v, path, enum)
		return
	}
	fields := d.fieldsOf(v.Type())
	for _, e := range n.Entries {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == e.Key })
		at := join(path, e.Key)
		if i < 0 {
			f := d.bad(rule.FileKey, at, e.Pos, "", "unknown key %q", e.Key)
			f.Hint = DidYouMean(e.Key, keysOf(fields))
			if _, fills := v.Interface().(Filler); fills && e.Key == "value" {
				f.Hint = diag.Say("Write %s", d.line(e.Value, v.Type(), path, enum))
			}
			continue
		}
		f := fields[i]
		if f.Enum == nil && f.Key == "value" {
			f.Enum = enum
		}
		d.value(e.Value, v.FieldByIndex(f.Index), at, f.Enum)
	}
	for _, f := range fields {
		if e := n.Get(f.Key); f.Needed && (e == nil || e.Kind == Null) {
			d.bad(rule.FileMissing, join(path, f.Key), d.root.At(path), "", "%s lacks %s", orWord(path, "the file"), f.Key).Hint =
				diag.Say(
					"Add the key %s.",
					f.Key,
				)
		}
	}
}

// Field is a field of a struct that a file can set.
type Field struct {
	reflect.StructField
	// Index leads to the field, through embedded structs.
	Index []int
	// In is the struct in whose declaration the field stands.
	In reflect.Type
	// Key is its key in the file; Needed says that it must be there.
	Key    string
	Needed bool
	// Enum are the only values; nil where any will do.
	Enum []string
}

// Chooser is a type of text that has a table of its values.
type Chooser interface{ Choices() []string }

// choicesOf gives the values of a type that has a table of them, also of what a
// pointer, list or map holds; else nil.
func choicesOf(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if c, ok := reflect.Zero(t).Interface().(Chooser); ok {
		return c.Choices()
	}
	return nil
}

// Fields reads the tags of a struct type; fields without a key are left out.
func Fields(t reflect.Type) []Field {
	var out []Field
	for i := range t.NumField() {
		field := t.Field(i)
		if field.Anonymous {
			for _, f := range Fields(field.Type) {
				f.Index = append([]int{i}, f.Index...)
				out = append(out, f)
			}
			continue
		}
		f := Field{
			StructField: field,
			Index:       []int{i},
			In:          t,
			Key:         field.Tag.Get("yaml"),
			Needed:      field.Tag.Get("req") == "true",
		}
		if e := field.Tag.Get("enum"); e != "" {
			f.Enum = strings.Split(e, ",")
		} else {
			f.Enum = choicesOf(field.Type)
		}
		if f.Key != "" && f.Key != "-" {
			out = append(out, f)
		}
	}
	return out
}

// fieldsOf is Fields, once a type.
func (d *decoder) fieldsOf(t reflect.Type) []Field {
	fields, known := d.fields[t]
	if !known {
		fields = Fields(t)
		d.fields[t] = fields
	}
	return fields
}

func keysOf(fields []Field) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.Key)
	}
	return out
}

// join puts a key behind a path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func orWord(word, other string) string {
	if word == "" {
		return other
	}
	return word
}

func orElse(a, b diag.Pos) diag.Pos {
	if a.Line == 0 {
		return b
	}
	return a
}
