package tree

import (
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Input is a value of a file on its way into Go: what a type is given that reads itself.
type Input struct {
	*Node
	// Key is the place where the value is named: its key, or the value in a list.
	Key diag.Pos

	path string
	enum []string
	per  int
	d    *decoder
}

// Key is a key that a group may have, and the place for its value.
type Key struct {
	Name   string
	Needed bool
	// To points at what is filled.
	To any
	// Enum are the only values, Per the part of a whole in which a number is kept.
	Enum []string
	Per  int

	to reflect.Value
}

// inner is a value within this one.
func (in *Input) inner(path string, at diag.Pos, n *Node) *Input {
	return &Input{Node: n, Key: at, path: path, enum: in.enum, per: in.per, d: in.d}
}

// Decode fills the value that to points at.
func (in *Input) Decode(to any) { in.d.value(in, reflect.ValueOf(to).Elem()) }

// Group gives the keys of a group in order of the file, each with its value.
func (in *Input) Group() iter.Seq2[string, *Input] {
	return func(yield func(string, *Input) bool) {
		if !in.isGroup() {
			return
		}
		for _, e := range in.Entries {
			one := in.inner(join(in.path, e.Key), e.Pos, e.Value)
			if e.Value.Kind == Null {
				one.missing("Fill the value or delete the key.")
			} else if !yield(e.Key, one) {
				return
			}
		}
	}
}

// Keys fills a group that has keys of a table in place of fields.
func (in *Input) Keys(keys []Key) {
	if !in.isGroup() {
		return
	}
	for i, k := range keys {
		if k.To != nil {
			keys[i].to = reflect.ValueOf(k.To).Elem()
		}
	}
	in.keys(keys, nil)
}

// keys fills the places of keys; unknown keys and missing ones are findings. The type
// is that of the struct, nil for a table.
func (in *Input) keys(keys []Key, of reflect.Type) {
	for _, e := range in.Entries {
		at := join(in.path, e.Key)
		i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == e.Key })
		if i < 0 {
			f := in.d.bad(rule.FileKey, at, e.Pos, "", "unknown key %q", e.Key)
			if odd := Odd(e.Key); !odd.IsZero() {
				f.Message = diag.Say("unknown key %q: it holds %s", e.Key, odd)
			}
			f.Hint = DidYouMean(e.Key, namesOf(keys))
			if of != nil && of.Implements(fillerType) && e.Key == "value" {
				f.Hint = diag.Say("Write %s", in.d.line(in.inner(in.path, e.Pos, e.Value), of))
			}
			continue
		}
		one := Input{Node: e.Value, Key: e.Pos, path: at, enum: keys[i].Enum, per: keys[i].Per, d: in.d}
		if e.Value.Kind == Null && keys[i].To != nil && !keys[i].Needed {
			one.missing("Fill the value or delete the key.")
		}
		if keys[i].Needed && e.Value.Kind == String && blank(e.Value.Value) {
			one.missing("Fill the value.")
			continue
		}
		in.d.value(&one, keys[i].to)
	}
	for _, k := range keys {
		if e := in.Get(k.Name); k.Needed && (e == nil || e.Kind == Null) {
			f := in.d.bad(rule.FileMissing, join(in.path, k.Name), in.Key, "", "%s lacks %s", in.name(), k.Name)
			f.Hint = diag.Say("Add the key %s.", k.Name)
		}
	}
}

// blank reports a text of which nothing can be seen.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) &&
			!unicode.In(r, unicode.Cf, unicode.Mn)
	})
}

// name is what findings call the value.
func (in *Input) name() string { return orWord(in.path, "the file") }

// Errorf adds an error about the value, at its place.
func (in *Input) Errorf(rule *diag.Rule, hint, format diag.Format, args ...any) *diag.Finding {
	return in.d.bad(rule, in.path, in.Pos, hint, format, args...)
}

// Wrong adds the finding about a value of the wrong kind.
func (in *Input) Wrong(want, hint diag.Format) {
	got := in.Kind.Words()
	if in.Kind != List && in.Kind != Map {
		got = diag.Sentence{Text: strconv.Quote(in.Value)}
	}
	in.Errorf(rule.FileType, hint, "%s should be %s, not %s", in.name(), diag.Say(want), got)
}

// missing adds the finding about an empty value.
func (in *Input) missing(hint diag.Format) {
	in.d.bad(rule.FileMissing, in.path, in.Key, hint, "%s is empty", in.path)
}

// bad adds an error at the load gate.
func (d *decoder) bad(rule *diag.Rule, path string, pos diag.Pos, hint, format diag.Format, args ...any) *diag.Finding {
	f := d.list.Errorf(rule, pos, hint, format, args...)
	f.Path = path
	return f
}

// isGroup reports whether there are keys; anything else is a finding.
func (in *Input) isGroup() bool {
	if in.Kind != Map {
		in.Wrong("a group of keys", "Write \"key: value\" lines below it.")
	}
	return in.Kind == Map
}

// text fills a string. Numbers without quotes are refused, because YAML drops
// their leading zeros and spaces: 0800 would become 512.
func (in *Input) text(v reflect.Value) {
	text := in.Value
	if in.Kind == String || in.Kind == Bool {
		text = spelled(v, text)
	}
	switch {
	case in.Kind == String, in.Kind == Bool && text != in.Value:
	case in.Kind == Int, in.Kind == Float:
		in.Errorf(rule.FileType, "", "%s is read as a number and would lose its form: %s", in.path, in.Value).Hint =
			diag.Say("Put it into quotes: %q", in.Value)
		return
	default:
		in.Wrong("text", "Write text, in quotes where it looks like something else.")
		return
	}
	if in.enum != nil && !slices.Contains(in.enum, text) {
		f := in.Errorf(rule.FileValue, "", "%s has the unknown value %q", in.path, in.Value)
		if odd := Odd(in.Value); !odd.IsZero() {
			f.Message = diag.Say("%s has the unknown value %q: it holds %s", in.path, in.Value, odd)
		}
		f.Hint = DidYouMean(in.Value, in.enum)
		return
	}
	v.SetString(text)
}

// number fills a whole number, or a decimal one that is kept in parts of a whole.
func (in *Input) number(v reflect.Value) {
	if in.per != 0 {
		if n, ok := decimal(in.Value, in.per); ok && (in.Kind == Int || in.Kind == Float) {
			v.SetInt(n)
		} else {
			in.Wrong("a number", "Write digits without quotes, such as 1.5.")
		}
		return
	}
	if i, err := strconv.Atoi(in.Value); in.Kind == Int && err == nil {
		v.SetInt(int64(i))
	} else {
		in.Wrong("a whole number", "Write digits without quotes.")
	}
}

// decimal reads a decimal number of at most six digits before and after the point in
// parts of a whole, rounded half away from zero.
func decimal(s string, per int) (int64, bool) {
	const one = 1_000_000
	digits, negative := strings.CutPrefix(s, "-")
	whole, part, _ := strings.Cut(digits, ".")
	n, err := strconv.ParseUint(whole+(part + "000000")[:max(6, len(part))], 10, 63)
	if err != nil || whole == "" || len(whole) > 6 || len(part) > 6 {
		return 0, false
	}
	out := (int64(n)*int64(per) + one/2) / one
	if negative {
		out = -out
	}
	return out, true
}

func namesOf(keys []Key) []string {
	var out []string
	for _, k := range keys {
		out = append(out, k.Name)
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
