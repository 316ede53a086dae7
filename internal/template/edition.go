package template

import (
	"maps"
	"slices"

	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Edition is another look of the same templates: the home edition, for office
// printers. Grounds become bare paper and devices outlines, so that a sheet needs
// little ink and reads the same in gray.
type Edition struct {
	// Stock is the paper where nobody asks for another.
	Stock string
	// Text is the colour of all words; line and frame are the widths of outlines
	// and of the frame around a ground, in hundredths of u; edge is how far
	// everything stays from the edge of the paper, in hundredths of u.
	Text              string
	Line, Frame, Edge int
	// Shapes says what a shape in a swatch looks like.
	Shapes map[string]finish
}

// finish is how a shape is painted: filled, outlined or both.
type finish struct{ Fill, Line string }

var homeKeys = []string{"stock", "text", "line", "frame", "edge", "shapes"}

// readHome reads the home edition of the tokens.
func (r *reader) readHome(n *tree.Node) {
	e := &Edition{Shapes: map[string]finish{}}
	r.Tokens.Home = e
	e.Line, e.Frame, e.Edge = r.keyed(n, "line", 100), r.keyed(n, "frame", 100), r.keyed(n, "edge", 100)
	for _, k := range r.entries(n) {
		switch k.Key {
		case "stock":
			e.Stock = r.word(k.Value)
		case "text":
			e.Text = r.swatchName(k.Value)
		case "shapes":
			for _, s := range r.entries(k.Value) {
				e.Shapes[s.Key] = r.readLook(s)
			}
		case "line", "frame", "edge":
		default:
			r.strange(k, homeKeys...)
		}
	}
	if r.Tokens.Stocks[e.Stock] == nil {
		r.wrong(n, "", "the home edition needs a stock, and there is none called %q", e.Stock).Hint = tree.DidYouMean(
			e.Stock,
			slices.Sorted(maps.Keys(r.Tokens.Stocks)),
		)
	}
	if e.Text == "" {
		r.wrong(n, "Add \"text: ink\".", "the home edition needs a colour for its words")
	}
}

// readLook reads what one swatch becomes.
func (r *reader) readLook(e tree.Entry) finish {
	var l finish
	if _, ok := r.Tokens.Swatches[e.Key]; !ok {
		r.list.Errorf(rule.TemplateValue, e.Pos, "", "unknown swatch %q", e.Key).Hint = tree.DidYouMean(
			e.Key,
			slices.Sorted(maps.Keys(r.Tokens.Swatches)),
		)
	}
	for _, k := range r.entries(e.Value) {
		switch k.Key {
		case "fill":
			l.Fill = r.swatchName(k.Value)
		case "line":
			l.Line = r.swatchName(k.Value)
		default:
			r.strange(k, "fill", "line")
		}
	}
	return l
}

// swatchName reads the name of a swatch that must be there.
func (r *reader) swatchName(n *tree.Node) string {
	w := r.word(n)
	if _, ok := r.Tokens.Swatches[w]; !ok {
		r.wrong(n, "", "unknown swatch %q", w).Hint = tree.DidYouMean(w, slices.Sorted(maps.Keys(r.Tokens.Swatches)))
	}
	return w
}
