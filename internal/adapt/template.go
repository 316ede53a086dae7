package adapt

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// A template of an adaptation's own arranges the words and the parts of the base. It
// has no shapes of its own, because boxes, lines, discs, panes or small texts in rows
// can draw figures: beside words and parts it may have grounds that go over the whole
// width of the sheet, and each word and each part stands once on a side.

// arranged are the kinds of nodes that arrange words and parts, with the kinds of all
// others, to know which key of a node says its kind.
var (
	arranged = map[string]bool{
		"layer":   true,
		"stack":   true,
		"row":     true,
		"use":     true,
		"text":    true,
		"inline":  true,
		"number":  true,
		"notes":   true,
		"senders": true,
		"code":    true,
		"fill":    true,
	}
	drawing = map[string]bool{
		"rule":    true,
		"polygon": true,
		"disc":    true,
		"picture": true,
		"icon":    true,
		"device":  true,
	}
)

// drawn are keys that draw beside words.
var drawn = map[string]bool{"line": true, "between": true, "cross": true}

// templates sees that the adaptation's own templates draw nothing.
func (w *work) templates() {
	for _, dir := range w.printFolders() {
		entries, err := fs.ReadDir(w.fsys, dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			if data, err := fs.ReadFile(w.fsys, name); err == nil && path.Ext(name) == ".yaml" && w.brought(name) {
				root, _ := tree.Parse(name, data) // what is wrong with it is said where it is read
				w.template(root)
			}
		}
	}
}

// printFolders are the folders of templates.
func (w *work) printFolders() []string {
	themes, err := fs.Glob(w.fsys, "themes/*/print")
	if err != nil {
		return nil
	}
	return themes
}

// template looks at one template.
func (w *work) template(root *tree.Node) {
	if root == nil || root.Get("sides") == nil {
		return
	}
	for _, side := range root.Get("sides").Entries {
		w.nodes(side.Value, map[string]bool{})
	}
}

// shape adds the finding about a shape of a template.
func (w *work) shape(pos diag.Pos, format diag.Format, args ...any) {
	w.list.Errorf(
		rule.AdaptTemplate,
		pos,
		"Arrange the words and the parts of the base, each once on a side, over grounds of the whole width "+
			"(at: [-bleed, y, W + 2bleed, h]). Who can add shapes: the coordinator's office.",
		format,
		args...)
}

// nodes looks at a list of nodes; seen are the words and parts that stand on the side.
func (w *work) nodes(list *tree.Node, seen map[string]bool) {
	if list == nil {
		return
	}
	for _, n := range list.Items {
		kind := kindOf(n)
		switch {
		case !arranged[kind]:
			w.shape(n.Pos, "a template of an adaptation has no shapes of its own: %s", kind)
			continue
		case kind == "fill":
			if !wholeWidth(n.Get("at")) {
				w.shape(
					n.Pos,
					"a template of an adaptation has no shapes of its own: this ground is not as wide as the sheet",
				)
			}
			continue
		}
		for _, e := range n.Entries {
			if drawn[e.Key] {
				w.shape(e.Pos, "a template of an adaptation has no shapes of its own: %s", e.Key)
			}
			w.between(e)
		}
		if kind == "layer" || kind == "stack" || kind == "row" {
			w.nodes(n.Get(kind), seen)
			continue
		}
		for _, word := range wordsOf(kind, n) {
			if seen[word] {
				w.shape(n.Pos, "%s stands twice on a side; many small texts can draw a figure", word)
			}
			seen[word] = true
		}
	}
}

// kindOf is the first key of a node that names a kind; empty where none does.
func kindOf(n *tree.Node) string {
	for _, e := range n.Entries {
		if arranged[e.Key] || drawing[e.Key] {
			return e.Key
		}
	}
	return ""
}

// wholeWidth reports whether a box goes over the whole width of a sheet with bleed.
func wholeWidth(at *tree.Node) bool {
	plain := func(n *tree.Node) string { return strings.Join(strings.Fields(n.Value), "") }
	return at != nil && len(at.Items) == 4 && plain(at.Items[0]) == "-bleed" && plain(at.Items[2]) == "W+2bleed"
}

// between sees that what joins words, in a node or in its parts, is a sign and no text.
func (w *work) between(e tree.Entry) {
	if e.Value == nil {
		return
	}
	if (e.Key == "separator" || e.Key == "join") && strings.Trim(e.Value.Value, " \u00a0·•|/,;:–—-\n") != "" {
		w.shape(e.Value.Pos, "%q between words is a text", e.Value.Value)
	}
	for _, item := range e.Value.Items {
		for _, sub := range item.Entries {
			if e.Key != "layer" && e.Key != "stack" && e.Key != "row" {
				w.between(sub)
			}
		}
	}
}

// wordsOf lists the words and parts that a node puts on a sheet.
func wordsOf(kind string, n *tree.Node) []string {
	value := n.Get(kind)
	if kind == "code" || kind == "senders" || value == nil {
		return []string{kind}
	}
	if len(value.Items) == 0 {
		return []string{wordKind(kind) + " " + value.Value}
	}
	out := map[string]bool{}
	for _, item := range value.Items {
		name := item.Value
		if of := item.Get("of"); of != nil {
			name = of.Value
		}
		out["text "+name] = true
	}
	return slices.Sorted(maps.Keys(out))
}

// wordKind calls all nodes that set words alike.
func wordKind(kind string) string {
	if kind == "inline" || kind == "notes" {
		return "text"
	}
	return kind
}
