package template

import (
	"maps"
	"slices"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/tree"
)

// Edition is another look of the same templates: the home edition, for office
// printers. Grounds become bare paper and devices outlines, so that a sheet needs
// little ink and reads the same in gray.
type Edition struct {
	// Stock is the paper where nobody asks for another.
	Stock string `yaml:"stock" req:"true"`
	// Text is the colour of all words.
	Text string `yaml:"text" req:"true"`
	// Line and Frame are the widths of outlines and of the frame around a ground, Edge
	// is how far everything stays from the edge of the paper, in hundredths of u.
	Line  int `yaml:"line" req:"true" per:"100"`
	Frame int `yaml:"frame" req:"true" per:"100"`
	Edge  int `yaml:"edge" req:"true" per:"100"`
	// Shapes says what a shape in a swatch looks like.
	Shapes map[string]finish `yaml:"shapes"`
}

// finish is how a shape is painted: filled, outlined or both.
type finish struct {
	Fill string `yaml:"fill"`
	Line string `yaml:"line"`
}

// checkHome sees that the home edition names stocks and swatches that are there.
func (r *reader) checkHome(n *tree.Node) {
	e := r.Tokens.Home
	if e.Stock != "" && r.Tokens.Stocks[e.Stock] == nil {
		r.list.Errorf(
			rule.TemplateValue,
			n.At("stock"),
			"",
			"the home edition needs a stock, and there is none called %q",
			e.Stock,
		).Hint = tree.DidYouMean(e.Stock, slices.Sorted(maps.Keys(r.Tokens.Stocks)))
	}
	r.swatch(e.Text, n.At("text"))
	for name, shape := range e.Shapes {
		at := "shapes." + name
		r.swatch(name, n.At(at))
		r.swatch(shape.Fill, n.At(at+".fill"))
		r.swatch(shape.Line, n.At(at+".line"))
	}
}

// swatch sees that a swatch that is named is there.
func (r *reader) swatch(name string, at diag.Pos) {
	if _, ok := r.Tokens.Swatches[name]; !ok && name != "" {
		r.list.Errorf(rule.TemplateValue, at, "", "unknown swatch %q", name).Hint = tree.DidYouMean(
			name,
			slices.Sorted(maps.Keys(r.Tokens.Swatches)),
		)
	}
}
