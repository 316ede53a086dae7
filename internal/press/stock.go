package press

import (
	"fmt"
	"strconv"
	"strings"

	"pharos/internal/typeset"
)

// maxPixels bounds a picture's side.
const maxPixels = 10_000

// Pixel is the side of a pixel: at 96 dpi a renderer gives the exact size.
const Pixel = typeset.Pt * 3 / 4

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

// Trim gives the size after cutting for people: "297 × 420 mm", or "1080 × 1080 px".
// A stock that the theme does not have gives its name.
func (p *Press) Trim(name string) string {
	if w, h, ok := pixels(name); ok {
		return fmt.Sprintf("%d × %d px", w, h)
	}
	s, ok := p.tokens.stock(name)
	if !ok {
		return name
	}
	return s.w.String() + " × " + s.h.String() + " mm"
}

// sizes gives floor and ceiling of a style on this stock; ok is false where the
// tokens have none. A home edition may go as low as its material would go if it
// were printed smaller: what is large enough on a wall is so in the hand.
func (s *sheet) sizes(style string) (floor, ceiling typeset.Length, ok bool) {
	floor, ceiling, ok = s.sizesOf(s.stock, style)
	if large := s.stock.shrunk; large != nil {
		if own, _, has := s.sizesOf(large, style); has && ok {
			floor = min(floor, own.Scale(int(min(s.stock.w, s.stock.h)), int(min(large.w, large.h))))
		}
	}
	step := func(l typeset.Length) typeset.Length { return l / typeset.Step * typeset.Step }
	return step(floor), max(step(ceiling), step(floor)), ok
}

// sizesOf reads the table of a stock, scaled by the short side.
func (s *sheet) sizesOf(k *stock, style string) (floor, ceiling typeset.Length, ok bool) {
	pair, ok := s.p.tokens.sizes[k.types][style]
	if !ok {
		return 0, 0, false
	}
	var out [2]typeset.Length
	for i, e := range pair {
		v, err := e.eval(&scope{sheet: s, frame: s.whole(), col: -1})
		if err != nil {
			return 0, 0, false
		}
		out[i] = typeset.Length(div(int64(v.length())*int64(k.num), int64(k.den)))
	}
	return out[0], out[1], true
}

// Stocks gives the names of the theme's stocks, in order.
func (p *Press) Stocks() []string { return keysOf(p.tokens.stocks) }
