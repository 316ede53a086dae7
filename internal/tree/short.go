package tree

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Short is a type that is also read from one text in place of its list or group, such
// as the opening hours "mon-fri 10:00-18:00".
type Short interface {
	// ReadShort takes the value from the text; false where it cannot be read.
	ReadShort(text string) bool
	// Example is a text that can be read.
	Example() string
}

// Speller is a text that people type in several ways.
type Speller interface {
	// Spelled is the way in which a file has it.
	Spelled(typed string) string
}

// Filler is a group that one text can fill in part.
type Filler interface {
	// Filled are the keys and values that the text stands for.
	Filled(text string) string
}

// short fills a value from one text, if its type can be; false where it cannot.
func (d *decoder) short(in *Input, v reflect.Value) bool {
	s, ok := v.Addr().Interface().(Short)
	if !ok || in.Kind == List || in.Kind == Map {
		return false
	}
	if !s.ReadShort(in.Value) {
		in.Errorf(rule.FileValue, "", "%s: %q cannot be read", in.path, in.Value).Hint =
			diag.Say("Write days and times such as %q, or a list.", s.Example())
	}
	return true
}

// spelled is a text as its file has it, whatever way somebody typed it.
func spelled(v reflect.Value, typed string) string {
	if s, ok := v.Interface().(Speller); ok {
		return s.Spelled(typed)
	}
	return typed
}

// noGroup is the finding about a value that should be a group: it shows the line to
// write, with what the value said.
func (d *decoder) noGroup(in *Input, v reflect.Value) {
	in.Wrong("a group of keys", "")
	f := &d.list[len(d.list)-1]
	line := d.line(in, v.Type())
	f.Hint = diag.Say("Write %s", line)
	if slices.ContainsFunc(d.fieldsOf(v.Type()), func(f Field) bool { return f.Key == "mark" }) {
		f.Hint = diag.Say("Write %s – with mark A for an official source and B for another one that was seen.", line)
	}
}

// line writes a group with its key, or as an item of its list.
func (d *decoder) line(in *Input, t reflect.Type) string {
	key := in.path[strings.LastIndexByte(in.path, '.')+1:]
	if strings.HasSuffix(key, "]") {
		return "- " + d.whole(in, t)
	}
	return key + ": " + d.whole(in, t)
}

// whole writes a group on one line: what must be there, and what backs it, with the
// value that somebody wrote in its place.
func (d *decoder) whole(in *Input, t reflect.Type) string {
	fields := d.fieldsOf(t)
	main := mainField(fields, in.Node)
	var parts []string
	if f, ok := reflect.Zero(t).Interface().(Filler); ok {
		main, parts = -1, append(parts, f.Filled(in.Value))
	}
	for i, f := range fields {
		eg := f.Tag.Get("eg")
		switch {
		case i == main:
			parts = append(parts, f.Key+": "+said(in.Node, f.Type, in.enum))
		case eg != "":
			parts = append(parts, f.Key+": "+strings.Replace(eg, "SOURCE", d.firstSource(), 1))
		case f.Needed && f.Enum != nil:
			parts = append(parts, f.Key+": "+f.Enum[0])
		case f.Needed && f.Type.Kind() == reflect.String:
			parts = append(parts, f.Key+`: "…"`)
		case f.Needed:
			parts = append(parts, f.Key+": […]")
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// mainField is the field that a value in the place of a group is meant for: "value",
// else the first text that can hold it; -1 where there is none.
func mainField(fields []Field, n *Node) int {
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == "value" }); i >= 0 {
		return i
	}
	if n.Kind == List {
		return -1
	}
	holds := func(f Field) bool {
		return f.Type.Kind() == reflect.String && f.Tag.Get("eg") == "" &&
			(f.Enum == nil || slices.Contains(f.Enum, n.Value))
	}
	if i := slices.IndexFunc(fields, func(f Field) bool { return f.Needed && holds(f) }); i >= 0 {
		return i
	}
	return slices.IndexFunc(fields, holds)
}

// said writes a value that somebody wrote, on one line and as its type wants it.
func said(n *Node, t reflect.Type, enum []string) string {
	var items []string
	for _, item := range n.Items {
		items = append(items, bare(item.Value))
	}
	switch text := spelled(reflect.Zero(t), n.Value); {
	case t.Kind() == reflect.Slice && n.Kind != List:
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; ", r) }) {
			items = append(items, bare(word))
		}
		fallthrough
	case t.Kind() == reflect.Slice:
		return "[" + strings.Join(items, ", ") + "]"
	case t.Kind() == reflect.Bool:
		return strconv.FormatBool(!slices.Contains([]string{"no", "false", "off", "0"}, strings.ToLower(text)))
	case enum != nil && !slices.Contains(enum, text):
		return enum[0]
	default:
		return bare(text)
	}
}

// word is a text that needs no quotes in a list.
var word = regexp.MustCompile(`^[A-Za-z][\w.-]*( [A-Za-z][\w.-]*)*$`)

// bare writes a text with quotes where it needs them.
func bare(text string) string {
	if word.MatchString(text) && !slices.Contains([]string{"yes", "no", "true", "false", "null"},
		strings.ToLower(text)) {
		return text
	}
	return strconv.Quote(text)
}

// firstSource is the key of the first source of the file.
func (d *decoder) firstSource() string {
	if s := d.root.Get("sources"); s != nil && len(s.Entries) > 0 {
		return s.Entries[0].Key
	}
	return "SOURCE"
}
