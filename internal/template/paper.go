package template

import (
	"cmp"
	"maps"
	"slices"

	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// Paper is a sheet that several pieces share.
type Paper struct {
	Name string            `yaml:"-"`
	Size [2]typeset.Length `yaml:"size" req:"true"`
	// W is the short side, H the long one.
	W typeset.Length `yaml:"-"`
	H typeset.Length `yaml:"-"`
	// Margin is from the edge to the first cut, Gutter between two pieces.
	Margin typeset.Length `yaml:"margin" req:"true"`
	Gutter typeset.Length `yaml:"gutter"`
	// Turn is the edge about which two-sided printing turns the sheet.
	Turn string `yaml:"turn" enum:"long,short"`
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

// finishPapers leaves out the sheets that hold nothing.
func (r *reader) finishPapers(root *tree.Node) {
	for _, name := range slices.Sorted(maps.Keys(r.Tokens.Papers)) {
		k, at := r.Tokens.Papers[name], root.At("sheets."+name)
		k.Name, k.W, k.H, k.Turn = name, min(k.Size[0], k.Size[1]), max(k.Size[0], k.Size[1]), cmp.Or(k.Turn, "long")
		if k.W > 0 && k.Margin >= leastMargin {
			continue
		}
		delete(r.Tokens.Papers, name)
		if k.W <= 0 {
			r.list.Errorf(
				rule.TemplateValue,
				at,
				"Write the size of the sheet, such as size: [320mm, 450mm].",
				"the sheet %q has no size",
				name,
			)
			continue
		}
		r.list.Errorf(
			rule.TemplateValue,
			at,
			"Give the sheet a margin that holds the cut marks.",
			"the margin of the sheet %q is %s mm; %s mm is the least",
			name,
			k.Margin,
			leastMargin,
		)
	}
}
