package tree

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Decode fills the value that to points at from the tree of one file and says
// what is wrong, all at once. It goes by the fields' tags: yaml:"key", req:"true",
// enum:"a,b", per:"100" (a decimal number, kept in hundredths), and by the values of a
// type that has a table of them (Chooser). It knows structs, also embedded ones,
// pointers, slices, arrays, maps with text keys, text, whole numbers and booleans, and
// types that read themselves (Reader), are read by a function (Reads) or have short
// forms (Short, Speller). A field of the type diag.Pos takes the place of its group. A
// nil root fills nothing.
func Decode(root *Node, to any, reads ...Option) diag.List {
	if root == nil {
		return nil
	}
	d := &decoder{root: root, fields: map[reflect.Type][]Field{}, foreign: map[reflect.Type]func(*Input, any){}}
	for _, o := range reads {
		o(d)
	}
	d.value(&Input{Node: root, Key: diag.Pos{File: root.Pos.File}, d: d}, reflect.ValueOf(to).Elem())
	return d.list
}

// Reader is a type that reads itself from a value, such as an expression.
type Reader interface{ ReadNode(in *Input) }

// Option is a way in which Decode reads.
type Option func(*decoder)

// Reads gives the function that reads the values of a type, such as a length, that
// knows nothing of files.
func Reads[T any](read func(in *Input, to *T)) Option {
	return func(d *decoder) {
		d.foreign[reflect.TypeFor[T]()] = func(in *Input, to any) { read(in, to.(*T)) }
	}
}

// These types are looked for among the types of fields.
var (
	readerType = reflect.TypeFor[Reader]()
	fillerType = reflect.TypeFor[Filler]()
	posType    = reflect.TypeFor[diag.Pos]()
)

// decoder is one run of Decode.
type decoder struct {
	root    *Node
	fields  map[reflect.Type][]Field
	foreign map[reflect.Type]func(*Input, any)
	list    diag.List
}

// value fills v from a value of the file.
func (d *decoder) value(in *Input, v reflect.Value) {
	if in.Kind == Null {
		if v.Kind() == reflect.Pointer {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return
	}
	if read := d.foreign[v.Type()]; read != nil {
		read(in, v.Addr().Interface())
		return
	}
	if reflect.PointerTo(v.Type()).Implements(readerType) {
		v.Addr().Interface().(Reader).ReadNode(in)
		return
	}
	if d.short(in, v) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(in, v.Elem())
	case reflect.Struct:
		d.group(in, v)
	case reflect.Slice, reflect.Array:
		d.items(in, v)
	case reflect.Map:
		d.table(in, v)
	case reflect.String:
		in.text(v)
	case reflect.Int:
		in.number(v)
	case reflect.Bool:
		if in.Kind == Bool {
			v.SetBool(strings.EqualFold(in.Value, "true"))
		} else {
			in.Wrong("true or false", "Write true or false, without quotes.")
		}
	default:
		panic("tree: no rule for " + v.Type().String())
	}
}

// items fills a list; the enum holds for each item.
func (d *decoder) items(in *Input, v reflect.Value) {
	if in.Kind != List {
		in.Wrong("a list", "Write it as a list: each item on its own line after a dash.")
		return
	}
	if v.Kind() == reflect.Array && len(in.Items) != v.Len() {
		in.Errorf(rule.FileType, "Write them as a list, such as [1, 2].", "%s should have %d values, and here are %d",
			orWord(in.path, "the file"), v.Len(), len(in.Items))
		return
	}
	out := v
	if v.Kind() == reflect.Slice {
		out = reflect.MakeSlice(v.Type(), len(in.Items), len(in.Items))
	}
	for i, item := range in.Items {
		one := in.inner(fmt.Sprintf("%s[%d]", in.path, i), orElse(item.Pos, in.Pos), item)
		if item.Kind == Null {
			one.Key = orElse(item.Pos, in.Pos)
			one.missing("Fill the item or delete its dash.")
		}
		d.value(one, out.Index(i))
	}
	v.Set(out)
}

// table fills a map with text keys.
func (d *decoder) table(in *Input, v reflect.Value) {
	v.Set(reflect.MakeMapWithSize(v.Type(), len(in.Entries)))
	for key, one := range in.Group() {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(one, item)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
	}
}

// group fills a struct.
func (d *decoder) group(in *Input, v reflect.Value) {
	if in.Kind != Map {
		d.noGroup(in, v)
		return
	}
	for i := range v.NumField() {
		if field := v.Field(i); field.Type() == posType && field.CanSet() {
			field.Set(reflect.ValueOf(orElse(in.Key, in.Pos)))
		}
	}
	fields := d.fieldsOf(v.Type())
	keys := make([]Key, 0, len(fields))
	for _, f := range fields {
		if f.Enum == nil && f.Key == "value" {
			f.Enum = in.enum
		}
		keys = append(keys, Key{Name: f.Key, Needed: f.Needed, to: v.FieldByIndex(f.Index), Enum: f.Enum, Per: f.Per})
	}
	in.keys(keys, v.Type())
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
	// Per is the part of a whole in which a decimal number is kept; 0 is none.
	Per int
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
		f.Per, _ = strconv.Atoi(field.Tag.Get("per"))
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
