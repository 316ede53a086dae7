package template

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/rule"
	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// maxPixels bounds a picture's side.
const maxPixels = 10_000

// Stock is a trim size.
type Stock struct {
	Name   string            `yaml:"-"`
	Size   [2]typeset.Length `yaml:"size" req:"true"`
	W      typeset.Length    `yaml:"-"`
	H      typeset.Length    `yaml:"-"`
	Bleed  typeset.Length    `yaml:"bleed"`
	Safe   typeset.Length    `yaml:"safe"`
	Corner typeset.Length    `yaml:"corner"`
	// Types names the table of sizes; Num/Den scales it.
	Types    string         `yaml:"like"`
	Num, Den typeset.Length `yaml:"-"`
	// Folds are places across the width where it is folded.
	Folds []typeset.Length `yaml:"folds"`
	// Shrunk is the larger stock that a home edition stands for; else nil.
	Shrunk *Stock
}

// U gives a hundredth of the short side as a value, not rounded.
func (s *Stock) U() Value { return Value{N: int64(min(s.W, s.H)) * 10, Dim: Length} }

// Hundredths gives so many hundredths of u.
func (s *Stock) Hundredths(n int) typeset.Length {
	return typeset.Length(div(s.U().N*int64(n), 100*1000))
}

// Stock finds a stock by name. A name such as "1080x1080" is a picture of that
// many pixels, without bleed, with the type sizes of screens.
func (t *Tokens) Stock(name string) (*Stock, bool) {
	if s := t.Stocks[name]; s != nil {
		return s, true
	}
	w, h, ok := Pixels(name)
	if !ok || t.Sizes["screen"] == nil {
		return nil, false
	}
	return &Stock{
		Name:  name,
		W:     typeset.Length(w) * typeset.Pixel,
		H:     typeset.Length(h) * typeset.Pixel,
		Types: "screen",
		Num:   1,
		Den:   1,
	}, true
}

// Pixels reads "1080x1920".
func Pixels(name string) (w, h int, ok bool) {
	a, b, found := strings.Cut(name, "x")
	w, err := strconv.Atoi(a)
	if !found || err != nil || a == "" || !isDigit(rune(a[0])) {
		return 0, 0, false
	}
	h, err = strconv.Atoi(b)
	if err != nil || w < 16 || h < 16 || w > maxPixels || h > maxPixels || !isDigit(rune(b[0])) {
		return 0, 0, false
	}
	return w, h, true
}

// finishStocks gives the stocks what is usual where nothing is written, and leaves
// out those without a size.
func (r *reader) finishStocks(root *tree.Node) {
	t := r.Tokens
	for _, name := range slices.Sorted(maps.Keys(t.Stocks)) {
		s, n := t.Stocks[name], root.Find("stocks."+name)
		s.Name, s.W, s.H, s.Types = name, s.Size[0], s.Size[1], cmp.Or(s.Types, name)
		if n.Get("bleed") == nil {
			s.Bleed = t.Bleed
		}
		if n.Get("safe") == nil {
			s.Safe = t.Safe
		}
		switch at := root.At("stocks." + name); {
		case s.W <= 0 || s.H <= 0:
			r.list.Errorf(
				rule.TemplateValue,
				at,
				"Write the trim size, such as size: [210mm, 297mm].",
				"the stock %q has no size",
				name,
			)
			delete(t.Stocks, name)
		case t.Sizes[s.Types] == nil:
			r.list.Errorf(
				rule.TemplateValue,
				n.At("like"),
				"",
				"there are no type sizes for %q; name a stock that has some with \"like\"",
				s.Types,
			).Hint = tree.DidYouMean(s.Types, slices.Sorted(maps.Keys(t.Sizes)))
			delete(t.Stocks, name)
		}
	}
	for _, s := range t.Stocks {
		s.Num, s.Den = 1, 1
		if like := t.Stocks[s.Types]; like != nil && like != s {
			s.Num, s.Den = min(s.W, s.H), min(like.W, like.H)
		}
	}
}
