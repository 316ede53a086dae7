package press

import (
	"fmt"
	"maps"
	"slices"

	"pharos/internal/template"
	"pharos/internal/typeset"
)

// Trim gives the size after cutting for people: "297 × 420 mm", or "1080 × 1080 px".
// A stock that the theme does not have gives its name.
func (p *Press) Trim(name string) string {
	if w, h, ok := template.Pixels(name); ok {
		return fmt.Sprintf("%d × %d px", w, h)
	}
	s, ok := p.theme.Tokens.Stock(name)
	if !ok {
		return name
	}
	return s.W.String() + " × " + s.H.String() + " mm"
}

// sizes gives floor and ceiling of a style on this stock; ok is false where the
// tokens have none. A home edition may go as low as its material would go if it
// were printed smaller: what is large enough on a wall is so in the hand.
func (s *sheet) sizes(style string) (floor, ceiling typeset.Length, ok bool) {
	floor, ceiling, ok = s.sizesOf(s.stock, style)
	if large := s.stock.Shrunk; large != nil {
		if own, _, has := s.sizesOf(large, style); has && ok {
			floor = min(floor, own.Scale(int(min(s.stock.W, s.stock.H)), int(min(large.W, large.H))))
		}
	}
	step := func(l typeset.Length) typeset.Length { return l / typeset.Step * typeset.Step }
	return step(floor), max(step(ceiling), step(floor)), ok
}

// sizesOf reads the table of a stock, scaled by the short side.
func (s *sheet) sizesOf(k *template.Stock, style string) (floor, ceiling typeset.Length, ok bool) {
	pair, ok := s.p.theme.Tokens.Sizes[k.Types][style]
	if !ok {
		return 0, 0, false
	}
	var out [2]typeset.Length
	for i, e := range pair {
		v, err := e.Eval(&scope{sheet: s, frame: s.whole(), col: -1})
		if err != nil {
			return 0, 0, false
		}
		out[i] = v.Length().Scale(int(k.Num), int(k.Den))
	}
	return out[0], out[1], true
}

// Stocks gives the names of the theme's stocks, in order.
func (p *Press) Stocks() []string { return slices.Sorted(maps.Keys(p.theme.Tokens.Stocks)) }
