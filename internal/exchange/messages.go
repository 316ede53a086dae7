package exchange

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/tree"
)

// editMessages writes new texts into a message file. Order is the order of the
// ids in the English file, by which new messages find their place. No bytes
// make a new file.
func editMessages(
	l locale.Locale,
	file string,
	data []byte,
	order []string,
	changed map[string]map[string]string,
) ([]byte, error) {
	if len(data) == 0 {
		data = []byte("# " + l.English + ".\n")
	}
	data = filled(data, changed)
	if onlyComments(data) {
		for _, id := range order {
			if forms, ok := changed[id]; ok {
				data = append(data, block(id, forms)...)
			}
		}
		return data, sameValues(file, nil, data, changed)
	}
	e, err := openYAML(file, data)
	if err != nil {
		return nil, err
	}
	place := e.placer(order)
	for _, id := range order {
		forms, ok := changed[id]
		if !ok {
			continue
		}
		if i, there := e.at[id]; there {
			e.forms(e.root.Entries[i], forms)
		} else {
			e.insert(place(id), block(id, forms))
		}
	}
	out := e.bytes()
	return out, sameValues(file, e.root, out, changed)
}

// blank is a text to be translated, as a started file has it: its id with where it is
// used, and its English forms, all behind the sign of comments.
var blank = regexp.MustCompile(`(?m)^# ([a-z0-9.-]+): # .*\n(?:#   [a-z]+: .*\n)+`)

// filled takes the blanks of texts away that are written now.
func filled(data []byte, changed map[string]map[string]string) []byte {
	return blank.ReplaceAllFunc(data, func(lines []byte) []byte {
		if id := blank.FindSubmatch(lines)[1]; changed[string(id)] == nil {
			return lines
		}
		return nil
	})
}

// onlyComments reports whether a file has no text yet.
func onlyComments(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

// block writes a new message.
func block(id string, forms map[string]string) string {
	out := id + ":\n"
	for _, form := range locale.Forms {
		if text, ok := forms[form]; ok {
			out += "  " + form + ": " + doubleQuoted(text) + "\n"
		}
	}
	return out
}

// placer gives for a new key the line before which it belongs: behind the
// nearest key that stands before it in the order.
func (e *editor) placer(order []string) func(id string) int {
	rank := make(map[string]int, len(order))
	for i, id := range order {
		rank[id] = i
	}
	behind := make([]int, len(order)) // 1 + index of the entry, 0 for none
	for i, x := range e.root.Entries {
		if r, ok := rank[x.Key]; ok {
			behind[r] = i + 1
		}
	}
	for r := 1; r < len(behind); r++ {
		if behind[r] == 0 {
			behind[r] = behind[r-1]
		}
	}
	return func(id string) int {
		i := 0
		if r, ok := rank[id]; ok {
			i = behind[r]
		}
		if i == 0 {
			return e.lines[e.root.Entries[0].Pos.Line-1]
		}
		_, b := e.span(e.root.Entries[i-1])
		return e.next(b)
	}
}

// insert adds whole lines before a byte at which a line begins.
func (e *editor) insert(at int, lines string) {
	if at == len(e.data) && at > 0 && e.data[at-1] != '\n' {
		lines = "\n" + strings.TrimSuffix(lines, "\n")
	}
	e.replace(at, at, lines)
}

// forms changes the forms of a message that the file has.
func (e *editor) forms(entry tree.Entry, forms map[string]string) {
	if entry.Value.Kind != tree.Map {
		a, b := e.span(entry)
		if len(forms) == 1 {
			e.replace(a, b, quoteLike(string(e.data[a:b]), forms["other"], entry.Pos.Column-1))
			return
		}
		_, body, _ := strings.Cut(block("x", forms), "\n")
		e.replace(a, b, "\n"+strings.TrimSuffix(body, "\n"))
		return
	}
	for _, form := range locale.Forms {
		text, ok := forms[form]
		if !ok {
			continue
		}
		i := keyOf(entry.Value, form)
		if i >= 0 {
			f := entry.Value.Entries[i]
			a, b := e.span(f)
			e.replace(a, b, quoteLike(string(e.data[a:b]), text, f.Pos.Column-1))
			continue
		}
		e.field(entry, form, doubleQuoted(text))
	}
}

// field adds a key at the end of a group.
func (e *editor) field(entry tree.Entry, key, written string) {
	keys := entry.Value.Entries
	_, b := e.span(keys[len(keys)-1])
	if e.flow(entry) {
		e.replace(b, b, ", "+key+": "+written)
		return
	}
	e.insert(e.next(b), strings.Repeat(" ", keys[0].Pos.Column-1)+key+": "+written+"\n")
}

// sameValues reads the result back: it must hold the changed values and, for
// everything else, what was there before.
func sameValues(file string, before *tree.Node, after []byte, changed map[string]map[string]string) error {
	root, list := tree.Parse(file, after)
	if root == nil || len(list) > 0 {
		return fmt.Errorf("edit %s: the result would have errors: %s", file, list.Summary())
	}
	want := map[string]map[string]string{}
	if before != nil {
		for _, e := range before.Entries {
			want[e.Key] = values(e.Value)
		}
	}
	for id, new := range changed {
		if want[id] == nil {
			want[id] = map[string]string{}
		}
		maps.Copy(want[id], new)
	}
	for _, e := range root.Entries {
		if !maps.Equal(want[e.Key], values(e.Value)) {
			return fmt.Errorf("edit %s: %s would read %q", file, e.Key, values(e.Value))
		}
		delete(want, e.Key)
	}
	for id := range want {
		return fmt.Errorf("edit %s: %s would be lost", file, id)
	}
	return nil
}

// values gives the texts of an entry by key; a text alone is "other".
func values(n *tree.Node) map[string]string {
	if n.Kind != tree.Map {
		return map[string]string{"other": strings.TrimRight(n.Value, "\n")}
	}
	out := make(map[string]string, len(n.Entries))
	for _, e := range n.Entries {
		out[e.Key] = strings.TrimRight(e.Value.Value, "\n")
	}
	return out
}

// stateFields are the keys of a record in the order in which they are written.
var stateFields = []string{"state", "translator", "reviewer", "source", "text", "date", "back"}

// fields gives the written values of a record by key; empty ones are left out.
func fields(r locale.Review) map[string]string {
	out := record(r)
	for key, value := range out {
		if key != "state" && key != "date" {
			out[key] = doubleQuoted(value)
		}
	}
	return out
}

// record gives the values of a record by key; empty ones are left out.
func record(r locale.Review) map[string]string {
	out := map[string]string{
		"state":      string(r.State),
		"translator": r.Translator,
		"reviewer":   r.Reviewer,
		"source":     r.Source,
		"text":       r.Text,
		"date":       r.Date,
		"back":       r.Back,
	}
	maps.DeleteFunc(out, func(_, value string) bool { return value == "" })
	return out
}

// braced writes a record on one line.
func braced(r locale.Review) string {
	var out []string
	values := fields(r)
	for _, key := range stateFields {
		if v, ok := values[key]; ok {
			out = append(out, key+": "+v)
		}
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// editStates writes new records into a state file.
func editStates(file string, data []byte, order []string, changed map[string]locale.Review) ([]byte, error) {
	if len(data) == 0 {
		data = []byte("# State of each text. source: fingerprint of the English text it was made from.\n")
		for _, id := range order {
			if r, ok := changed[id]; ok {
				data = append(data, id+": "+braced(r)+"\n"...)
			}
		}
		return data, sameValues(file, nil, data, plain(changed))
	}
	e, err := openYAML(file, data)
	if err != nil {
		return nil, err
	}
	place := e.placer(order)
	for _, id := range order {
		r, ok := changed[id]
		if !ok {
			continue
		}
		i, there := e.at[id]
		switch {
		case !there:
			e.insert(place(id), id+": "+braced(r)+"\n")
		case e.root.Entries[i].Value.Kind == tree.Map && !e.flow(e.root.Entries[i]):
			e.state(e.root.Entries[i], fields(r))
		default:
			a, b := e.span(e.root.Entries[i])
			e.replace(a, b, braced(r))
		}
	}
	out := e.bytes()
	for id := range changed { // a record is replaced as a whole
		if i, there := e.at[id]; there {
			e.root.Entries[i].Value = &tree.Node{Kind: tree.Map}
		}
	}
	return out, sameValues(file, e.root, out, plain(changed))
}

// plain gives records as keys with their values.
func plain(changed map[string]locale.Review) map[string]map[string]string {
	out := make(map[string]map[string]string, len(changed))
	for id, r := range changed {
		out[id] = record(r)
	}
	return out
}

// state changes a record that is written key by key, one a line.
func (e *editor) state(entry tree.Entry, values map[string]string) {
	for _, f := range entry.Value.Entries {
		a, b := e.span(f)
		if v, ok := values[f.Key]; ok {
			if strings.Trim(v, `"`) != f.Value.Value {
				e.replace(a, b, v)
			}
			delete(values, f.Key)
			continue
		}
		e.replace(e.lines[f.Pos.Line-1], e.next(b), "")
	}
	for _, key := range stateFields {
		if v, ok := values[key]; ok {
			e.field(entry, key, v)
		}
	}
}
