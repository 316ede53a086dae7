package campaign

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/tree"
)

// decoder fills the plain types of this package from the tree of one file. It
// goes by the fields' tags: yaml:"key", req:"true", enum:"a,b". It knows
// structs, pointers, slices, maps with text keys, text, whole numbers and
// booleans, and stops at nothing: every wrong value is a finding.
type decoder struct {
	places map[string]diag.Pos
	list   diag.List
}

// value fills v from n. The path names the value, enum restricts it.
func (d *decoder) value(n *tree.Node, v reflect.Value, path string, enum []string) {
	if _, known := d.places[path]; !known {
		d.places[path] = n.Pos
	}
	if n.Kind == tree.Null {
		if v.Kind() == reflect.Pointer {
			v.Set(reflect.New(v.Type().Elem()))
		}
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
		if i, err := strconv.Atoi(n.Value); n.Kind == tree.Int && err == nil {
			v.SetInt(int64(i))
		} else {
			d.wrong(n, path, "a whole number", "Write digits without quotes.")
		}
	case reflect.Bool:
		if n.Kind == tree.Bool {
			v.SetBool(strings.EqualFold(n.Value, "true"))
		} else {
			d.wrong(n, path, "true or false", "Write true or false, without quotes.")
		}
	default:
		panic("campaign: no rule for " + v.Type().String())
	}
}

// wrong adds the finding about a value of the wrong kind.
func (d *decoder) wrong(n *tree.Node, path, want, hint string) {
	got := n.Kind.String()
	if n.Kind != tree.List && n.Kind != tree.Map {
		got = fmt.Sprintf("%q", n.Value)
	}
	d.bad("file.type", path, n.Pos, hint, "%s should be %s, not %s", path, want, got)
}

// bad adds an error at the load gate.
func (d *decoder) bad(rule, path string, pos diag.Pos, hint, format string, args ...any) {
	d.list.Add(diag.Finding{Rule: rule, Gate: diag.Load, Severity: diag.Error, Path: path, Pos: pos, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// text fills a string. Numbers without quotes are refused, because YAML drops
// their leading zeros and spaces: 0800 would become 512.
func (d *decoder) text(n *tree.Node, v reflect.Value, path string, enum []string) {
	switch n.Kind {
	case tree.String:
	case tree.Int, tree.Float:
		d.bad("file.type", path, n.Pos, fmt.Sprintf("Put it into quotes: %q", n.Value), "%s is read as a number and would lose its form: %s", path, n.Value)
		return
	default:
		d.wrong(n, path, "text", "Write text, in quotes where it looks like something else.")
		return
	}
	if enum != nil && !slices.Contains(enum, n.Value) {
		d.bad("file.value", path, n.Pos, tree.DidYouMean(n.Value, enum), "%s has the unknown value %q", path, n.Value)
		return
	}
	v.SetString(n.Value)
}

// items fills a list; the enum holds for each item.
func (d *decoder) items(n *tree.Node, v reflect.Value, path string, enum []string) {
	if n.Kind != tree.List {
		d.wrong(n, path, "a list", "Write it as a list: each item on its own line after a dash.")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		at := fmt.Sprintf("%s[%d]", path, i)
		if item.Kind == tree.Null {
			d.bad("file.missing", at, orElse(item.Pos, n.Pos), "Fill the item or delete its dash.", "%s is empty", at)
		}
		d.value(item, out.Index(i), at, enum)
	}
	v.Set(out)
}

// table fills a map with text keys.
func (d *decoder) table(n *tree.Node, v reflect.Value, path string, enum []string) {
	if n.Kind != tree.Map {
		d.wrong(n, path, "a group of keys", "Write \"key: value\" lines below it.")
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Entries)))
	for _, e := range n.Entries {
		at := path + "." + e.Key
		d.places[at] = e.Pos
		if e.Value.Kind == tree.Null {
			d.bad("file.missing", at, e.Pos, "Fill the value or delete the key.", "%s is empty", at)
			continue
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, item, at, enum)
		if item.Kind() == reflect.String {
			d.places[at] = e.Value.Pos
		}
		v.SetMapIndex(reflect.ValueOf(e.Key).Convert(v.Type().Key()), item)
	}
}

// group fills a struct: unknown keys and missing ones are findings.
func (d *decoder) group(n *tree.Node, v reflect.Value, path string, enum []string) {
	if n.Kind != tree.Map {
		d.wrong(n, orWord(path, "the file"), "a group of keys", "Write \"key: value\" lines below it.")
		return
	}
	fields := fieldsOf(v.Type())
	for _, e := range n.Entries {
		i := slices.IndexFunc(fields, func(f fieldInfo) bool { return f.key == e.Key })
		at := join(path, e.Key)
		if i < 0 {
			d.bad("file.key", at, e.Pos, tree.DidYouMean(e.Key, keysOf(fields)), "unknown key %q", e.Key)
			continue
		}
		d.places[at] = e.Pos
		if e.Value.Kind != tree.Map && e.Value.Kind != tree.List && e.Value.Kind != tree.Null {
			d.places[at] = e.Value.Pos
		}
		f := fields[i]
		if f.enum == nil && f.key == "value" {
			f.enum = enum
		}
		d.value(e.Value, v.Field(f.index), at, f.enum)
	}
	for _, f := range fields {
		if e := n.Get(f.key); f.req && (e == nil || e.Kind == tree.Null) {
			d.bad("file.missing", join(path, f.key), d.near(path, n), fmt.Sprintf("Add the key %s.", f.key), "%s lacks %s", orWord(path, "the file"), f.key)
		}
	}
}

// near is the place that a finding about a missing key names.
func (d *decoder) near(path string, n *tree.Node) diag.Pos {
	if path == "" {
		return diag.Pos{File: n.Pos.File}
	}
	return orElse(d.places[path], n.Pos)
}

// fieldInfo is what the tags of a field say.
type fieldInfo struct {
	index int
	key   string
	req   bool
	enum  []string
}

// fieldsOf reads the tags of a struct type; fields without a key are left out.
func fieldsOf(t reflect.Type) []fieldInfo {
	var out []fieldInfo
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		f := fieldInfo{index: i, key: tag.Get("yaml"), req: tag.Get("req") == "true"}
		if e := tag.Get("enum"); e != "" {
			f.enum = strings.Split(e, ",")
		}
		if f.key != "" && f.key != "-" {
			out = append(out, f)
		}
	}
	return out
}

func keysOf(fields []fieldInfo) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.key)
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

// decode fills a whole value of the file's top level.
func decode[T any](d *decoder, root *tree.Node, to *T) {
	d.value(root, reflect.ValueOf(to).Elem(), "", nil)
	delete(d.places, "")
}
