package press

import (
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// paper is a sheet that several pieces share.
type paper struct {
	name string
	// w is the short side, h the long one. margin is from the edge to the first
	// cut, gutter between two pieces.
	w, h, margin, gutter typeset.Length
	// turn is the edge about which two-sided printing turns the sheet: long or short.
	turn string
}

// Office printers and presses do not reach the outermost part of a sheet; the
// marks end there.
var (
	unreached   = typeset.MM(5_000)
	leastMark   = typeset.MM(2_000)
	leastMargin = unreached + leastMark + markGap
	// markGap is the distance of the marks to the bleed.
	markGap = typeset.MM(1_000)
)

var paperKeys = []string{"size", "margin", "gutter", "turn"}

// readPapers reads the sheets of the tokens.
func (r *reader) readPapers(n *tree.Node) {
	for _, e := range r.entries(n) {
		k := &paper{name: e.Key, turn: "long"}
		for _, v := range r.entries(e.Value) {
			switch v.Key {
			case "size":
				if items := r.items(v.Value); len(items) == 2 {
					a, b := r.constant(items[0]), r.constant(items[1])
					k.w, k.h = min(a, b), max(a, b)
				}
			case "margin":
				k.margin = r.constant(v.Value)
			case "gutter":
				k.gutter = r.constant(v.Value)
			case "turn":
				if k.turn = r.word(v.Value); k.turn != "long" && k.turn != "short" {
					r.wrong(v.Value, "Write long or short: the edge about which the sheet is turned.", "%q is no edge", k.turn)
				}
			default:
				r.strange(v, paperKeys...)
			}
		}
		switch {
		case k.w <= 0:
			r.wrong(e.Value, "Write the size of the sheet, such as size: [320mm, 450mm].", "the sheet %q has no size", e.Key)
		case k.margin < leastMargin:
			r.wrong(e.Value, "Give the sheet a margin that holds the cut marks.", "the margin of the sheet %q is %s mm; %s mm is the least", e.Key, k.margin, leastMargin)
		default:
			r.tokens.papers[e.Key] = k
		}
	}
}
