package template

import (
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Paper is a sheet that several pieces share.
type Paper struct {
	Name string
	// W is the short side, h the long one. margin is from the edge to the first
	// cut, gutter between two pieces.
	W, H, Margin, Gutter typeset.Length
	// Turn is the edge about which two-sided printing turns the sheet: long or short.
	Turn string
}

// Office printers and presses do not reach the outermost part of a sheet; the
// marks end there.
var (
	Unreached   = typeset.MM(5_000)
	LeastMark   = typeset.MM(2_000)
	leastMargin = Unreached + LeastMark + MarkGap
	// MarkGap is the distance of the marks to the bleed.
	MarkGap = typeset.MM(1_000)
)

var paperKeys = []string{"size", "margin", "gutter", "turn"}

// readPapers reads the sheets of the tokens.
func (r *reader) readPapers(n *tree.Node) {
	for _, e := range r.entries(n) {
		k := &Paper{Name: e.Key, Turn: "long"}
		for _, v := range r.entries(e.Value) {
			switch v.Key {
			case "size":
				if items := r.items(v.Value); len(items) == 2 {
					a, b := r.constant(items[0]), r.constant(items[1])
					k.W, k.H = min(a, b), max(a, b)
				}
			case "margin":
				k.Margin = r.constant(v.Value)
			case "gutter":
				k.Gutter = r.constant(v.Value)
			case "turn":
				if k.Turn = r.word(v.Value); k.Turn != "long" && k.Turn != "short" {
					r.wrong(
						v.Value,
						"Write long or short: the edge about which the sheet is turned.",
						"%q is no edge",
						k.Turn,
					)
				}
			default:
				r.strange(v, paperKeys...)
			}
		}
		switch {
		case k.W <= 0:
			r.wrong(
				e.Value,
				"Write the size of the sheet, such as size: [320mm, 450mm].",
				"the sheet %q has no size",
				e.Key,
			)
		case k.Margin < leastMargin:
			r.wrong(
				e.Value,
				"Give the sheet a margin that holds the cut marks.",
				"the margin of the sheet %q is %s mm; %s mm is the least",
				e.Key,
				k.Margin,
				leastMargin,
			)
		default:
			r.Tokens.Papers[e.Key] = k
		}
	}
}
