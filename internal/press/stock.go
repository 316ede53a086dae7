package press

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

// Pixel is the side of a pixel: at 96 dpi a renderer gives the exact size.
const Pixel = typeset.Pt * 3 / 4

// stock is a trim size.
type stock struct {
	name                      string
	w, h, bleed, safe, corner typeset.Length
	// types names the table of sizes; num/den scales it.
	types    string
	num, den typeset.Length
	// folds are places across the width where it is folded.
	folds []typeset.Length
	// shrunk is the larger stock that a home edition stands for; else nil.
	shrunk *stock
}

// u gives a hundredth of the short side as a value, not rounded.
func (s *stock) u() value { return value{n: int64(min(s.w, s.h)) * 10, dim: aLength} }

// hundredths gives so many hundredths of u.
func (s *stock) hundredths(n int) typeset.Length {
	return typeset.Length(div(s.u().n*int64(n), 100*1000))
}

// stock finds a stock by name. A name such as "1080x1080" is a picture of that
// many pixels, without bleed, with the type sizes of screens.
func (t *tokens) stock(name string) (*stock, bool) {
	if s := t.stocks[name]; s != nil {
		return s, true
	}
	w, h, ok := pixels(name)
	if !ok || t.sizes["screen"] == nil {
		return nil, false
	}
	return &stock{name: name, w: typeset.Length(w) * Pixel, h: typeset.Length(h) * Pixel, types: "screen", num: 1, den: 1}, true
}

// pixels reads "1080x1920".
func pixels(name string) (w, h int, ok bool) {
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
		s := &stock{name: e.Key, bleed: r.tokens.bleed, safe: r.tokens.safe, types: e.Key}
		for _, k := range r.entries(e.Value) {
			switch k.Key {
			case "size":
				if items := r.items(k.Value); len(items) == 2 {
					s.w, s.h = r.constant(items[0]), r.constant(items[1])
				}
			case "bleed":
				s.bleed = r.constant(k.Value)
			case "safe":
				s.safe = r.constant(k.Value)
			case "corner":
				s.corner = r.constant(k.Value)
			case "folds":
				for _, at := range r.items(k.Value) {
					s.folds = append(s.folds, r.constant(at))
				}
			case "like":
				s.types = r.word(k.Value)
			default:
				r.strange(k, "size", "bleed", "safe", "corner", "folds", "like")
			}
		}
		if s.w <= 0 || s.h <= 0 {
			r.wrong(e.Value, "Write the trim size, such as size: [210mm, 297mm].", "the stock %q has no size", e.Key)
			continue
		}
		if r.tokens.sizes[s.types] == nil {
			r.wrong(e.Value, tree.DidYouMean(s.types, slices.Sorted(maps.Keys(r.tokens.sizes))), "there are no type sizes for %q; name a stock that has some with \"like\"", s.types)
			continue
		}
		r.tokens.stocks[e.Key] = s
	}
	for _, s := range r.tokens.stocks {
		s.num, s.den = 1, 1
		if like := r.tokens.stocks[s.types]; like != nil && like != s {
			s.num, s.den = min(s.w, s.h), min(like.w, like.h)
		}
	}
}
