package adapt

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/template"
)

// A template of an adaptation's own arranges the words and the parts of the base. It
// has no shapes of its own, because boxes, lines, discs, panes or small texts in rows
// can draw figures: beside words and parts it may have grounds that go over the whole
// width of the sheet, and each word and each part stands once on a side.

// arranged are the kinds of nodes that arrange words and parts.
var arranged = []string{"layer", "stack", "row", "use", "text", "inline", "number", "notes", "senders", "code", "fill"}

// drawn are keys that draw beside words.
var drawn = []string{"between", "cross", "line"}

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
				for _, side := range template.Parse(name, data, w.set.Languages).Sides {
					w.nodes(side.Nodes, map[string]bool{})
				}
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
func (w *work) nodes(list []*template.Node, seen map[string]bool) {
	for _, n := range list {
		switch {
		case !slices.Contains(arranged, n.Kind):
			w.shape(n.Pos, "a template of an adaptation has no shapes of its own: %s", n.Kind)
			continue
		case n.Kind == "fill":
			if !wholeWidth(n.Props["at"]) {
				w.shape(
					n.Pos,
					"a template of an adaptation has no shapes of its own: this ground is not as wide as the sheet",
				)
			}
			continue
		}
		for _, key := range drawn {
			if p := n.Props[key]; p != nil {
				w.shape(p.Pos, "a template of an adaptation has no shapes of its own: %s", key)
			}
		}
		w.between(n)
		w.nodes(n.Kids, seen)
		for _, word := range wordsOf(n) {
			if seen[word] {
				w.shape(n.Pos, "%s stands twice on a side; many small texts can draw a figure", word)
			}
			seen[word] = true
		}
	}
}

// wholeWidth reports whether a box goes over the whole width of a sheet with bleed.
func wholeWidth(at *template.Prop) bool {
	return at != nil && len(at.List) == 4 && at.List[0].Is("-bleed") && at.List[2].Is("W + 2bleed")
}

// between sees that what joins words, in a node or in its parts, is a sign and no text.
func (w *work) between(n *template.Node) {
	sign := func(text string, at diag.Pos) {
		if strings.Trim(text, " \u00a0·•|/,;:–—-\n") != "" {
			w.shape(at, "%q between words is a text", text)
		}
	}
	for _, text := range n.Props["separator"].Words() {
		sign(text, n.Props["separator"].Pos)
	}
	for _, part := range n.Parts {
		if part.Join != nil {
			sign(*part.Join, part.Pos)
		}
	}
}

// wordsOf lists the words and parts that a node puts on a sheet, each once.
func wordsOf(n *template.Node) []string {
	if n.Kind == "code" || n.Kind == "senders" {
		return []string{n.Kind}
	}
	var out []string
	for _, part := range n.Props["use"].Words() {
		out = append(out, "use "+part)
	}
	for _, part := range n.Parts {
		out = append(out, "text "+part.Of)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
