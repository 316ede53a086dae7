package template

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/tree"
	"pharos/internal/typeset"
)

// maxPixels bounds a picture's side.
const maxPixels = 10_000

// Stock is a trim size.
type Stock struct {
	Name                      string
	W, H, Bleed, Safe, corner typeset.Length
	// Types names the table of sizes; num/den scales it.
	Types    string
	Num, Den typeset.Length
	// Folds are places across the width where it is folded.
	Folds []typeset.Length
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

func (r *reader) readStocks(n *tree.Node) {
	for _, e := range r.entries(n) {
		s := &Stock{Name: e.Key, Bleed: r.Tokens.bleed, Safe: r.Tokens.safe, Types: e.Key}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "size":
				if items := r.items(k.Value); len(items) == 2 {
					s.W, s.H = r.constant(items[0]), r.constant(items[1])
				}
			case "bleed":
				s.Bleed = r.constant(k.Value)
			case "safe":
				s.Safe = r.constant(k.Value)
			case "corner":
				s.corner = r.constant(k.Value)
			case "folds":
				for _, at := range r.items(k.Value) {
					s.Folds = append(s.Folds, r.constant(at))
				}
			case "like":
				s.Types = r.word(k.Value)
			default:
				r.strange(k, "size", "bleed", "safe", "corner", "folds", "like")
			}
		}
		if s.W <= 0 || s.H <= 0 {
			r.wrong(e.Value, "Write the trim size, such as size: [210mm, 297mm].", "the stock %q has no size", e.Key)
			continue
		}
		if r.Tokens.Sizes[s.Types] == nil {
			r.wrong(e.Value, "", "there are no type sizes for %q; name a stock that has some with \"like\"", s.Types).Hint = tree.DidYouMean(
				s.Types,
				slices.Sorted(maps.Keys(r.Tokens.Sizes)),
			)
			continue
		}
		r.Tokens.Stocks[e.Key] = s
	}
	for _, s := range r.Tokens.Stocks {
		s.Num, s.Den = 1, 1
		if like := r.Tokens.Stocks[s.Types]; like != nil && like != s {
			s.Num, s.Den = min(s.W, s.H), min(like.W, like.H)
		}
	}
}
