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
		return data, nil
	}
	return edit(file, data, func(root *tree.Node) {
		inOrder(root, order, func(id string, old *tree.Node) *tree.Node {
			if forms, ok := changed[id]; ok {
				return message(old, forms)
			}
			return old
		})
	})
}

// edit changes a file so that it reads as its root does after f.
func edit(file string, data []byte, f func(root *tree.Node)) ([]byte, error) {
	root, list := tree.Parse(file, data)
	if root == nil || root.Kind != tree.Map || len(list) > 0 {
		return nil, fmt.Errorf("%s has errors: %s", file, list.Summary())
	}
	f(root)
	return tree.Splice(file, data, root)
}

// inOrder gives every id its value anew. A new one stands behind the nearest that
// comes before it in the order.
func inOrder(root *tree.Node, order []string, value func(id string, old *tree.Node) *tree.Node) {
	at := make(map[string]int, len(root.Entries))
	for i, x := range root.Entries {
		at[x.Key] = i
	}
	fresh := map[int][]tree.Entry{} // by the number of old entries before them
	behind := 0
	for _, id := range order {
		i, there := at[id]
		if there {
			behind = i + 1
			root.Entries[i].Value = value(id, root.Entries[i].Value)
		} else if v := value(id, nil); v != nil {
			fresh[behind] = append(fresh[behind], tree.Entry{Key: id, Value: v})
		}
	}
	all := fresh[0]
	for i, x := range root.Entries {
		all = append(append(all, x), fresh[i+1]...)
	}
	root.Entries = all
}

// message gives a message with new forms. A text over several lines keeps its last
// line end.
func message(old *tree.Node, forms map[string]string) *tree.Node {
	lasting := func(was *tree.Node, text string) *tree.Node {
		if was != nil && strings.HasSuffix(was.Value, "\n") && !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		return tree.Scalar(text)
	}
	if old != nil && old.Kind != tree.Map && len(forms) == 1 {
		return lasting(old, forms["other"])
	}
	out := &tree.Node{Kind: tree.Map}
	if old != nil && old.Kind == tree.Map {
		out = old
	}
	for _, form := range locale.Forms {
		if text, ok := forms[form]; ok {
			out.Put(form, lasting(out.Get(form), text))
		}
	}
	return out
}

// blank is a text to be translated, as a started file has it: its id with where it is
// used, and its English forms, all behind the sign of comments.
var blank = regexp.MustCompile(`(?m)^# ([a-z0-9.-]+):(?: # .*)?\n(?:#   [a-z]+: .*\n)+`)

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
			out += "  " + form + ": " + tree.Quoted(text) + "\n"
		}
	}
	return out
}

// stateFields are the keys of a record in the order in which they are written.
var stateFields = []string{"state", "translator", "reviewer", "source", "text", "date", "back"}

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

// editStates writes new records into a state file.
func editStates(file string, data []byte, order []string, changed map[string]locale.Review) ([]byte, error) {
	if len(data) == 0 {
		data = []byte("# State of each text. source: fingerprint of the English text it was made from.\n")
		for _, id := range order {
			if r, ok := changed[id]; ok {
				data = append(data, id+": "+tree.Inline(recordNode(r))+"\n"...)
			}
		}
		return data, nil
	}
	return edit(file, data, func(root *tree.Node) {
		inOrder(root, order, func(id string, old *tree.Node) *tree.Node {
			if r, ok := changed[id]; ok {
				return recordNode(r)
			}
			return old
		})
	})
}

// recordNode gives a record as a group.
func recordNode(r locale.Review) *tree.Node {
	out, values := &tree.Node{Kind: tree.Map}, record(r)
	for _, key := range stateFields {
		if v, ok := values[key]; ok {
			out.Put(key, &tree.Node{Kind: tree.String, Value: v, Bare: key == "state" || key == "date"})
		}
	}
	return out
}
