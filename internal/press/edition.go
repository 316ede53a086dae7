package press

import (
	"maps"
	"slices"

	"pharos/internal/tree"
)

// edition is another look of the same templates: the home edition, for office
// printers. Grounds become bare paper and devices outlines, so that a sheet needs
// little ink and reads the same in gray.
type edition struct {
	// stock is the paper where nobody asks for another.
	stock string
	// text is the colour of all words; line and frame are the widths of outlines
	// and of the frame around a ground, in hundredths of u; edge is how far
	// everything stays from the edge of the paper, in hundredths of u.
	text              string
	line, frame, edge int
	// shapes says what a shape in a swatch looks like.
	shapes map[string]finish
}

// finish is how a shape is painted: filled, outlined or both.
type finish struct{ fill, line string }

var homeKeys = []string{"stock", "text", "line", "frame", "edge", "shapes"}

// readHome reads the home edition of the tokens.
func (r *reader) readHome(n *tree.Node) {
	e := &edition{shapes: map[string]finish{}}
	r.tokens.home = e
	e.line, e.frame, e.edge = r.keyed(n, "line", 100), r.keyed(n, "frame", 100), r.keyed(n, "edge", 100)
	for _, k := range r.entries(n) {
		switch k.Key {
		case "stock":
			e.stock = r.word(k.Value)
		case "text":
			e.text = r.swatchName(k.Value)
		case "shapes":
			for _, s := range r.entries(k.Value) {
				e.shapes[s.Key] = r.readLook(s)
			}
		case "line", "frame", "edge":
		default:
			r.strange(k, homeKeys...)
		}
	}
	if r.tokens.stocks[e.stock] == nil {
		r.wrong(n, tree.DidYouMean(e.stock, slices.Sorted(maps.Keys(r.tokens.stocks))), "the home edition needs a stock, and there is none called %q", e.stock)
	}
	if e.text == "" {
		r.wrong(n, "Add \"text: ink\".", "the home edition needs a colour for its words")
	}
}

// readLook reads what one swatch becomes.
func (r *reader) readLook(e tree.Entry) finish {
	var l finish
	if _, ok := r.tokens.swatches[e.Key]; !ok {
		r.list.Errorf("template.value", e.Pos, tree.DidYouMean(e.Key, slices.Sorted(maps.Keys(r.tokens.swatches))), "unknown swatch %q", e.Key)
	}
	for _, k := range r.entries(e.Value) {
		switch k.Key {
		case "fill":
			l.fill = r.swatchName(k.Value)
		case "line":
			l.line = r.swatchName(k.Value)
		default:
			r.strange(k, "fill", "line")
		}
	}
	return l
}

// swatchName reads the name of a swatch that must be there.
func (r *reader) swatchName(n *tree.Node) string {
	w := r.word(n)
	if _, ok := r.tokens.swatches[w]; !ok {
		r.wrong(n, tree.DidYouMean(w, slices.Sorted(maps.Keys(r.tokens.swatches))), "unknown swatch %q", w)
	}
	return w
}
