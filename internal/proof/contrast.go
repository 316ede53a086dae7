package proof

import (
	"image"
	"math"

	"pharos/internal/diag"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// Text from 18 pt on, or bold from 14 pt, is large (WCAG 2.2, definitions: large
// scale) and needs less contrast.
const (
	largeText     = 18.0
	largeBold     = 14.0
	boldWeight    = 700
	largeContrast = 3.0
)

// needed gives the least contrast of letters of one size in points: large is 18
// points, or 14 points where all are bold in their original fonts.
func (c *comparison) needed(glyphs []paint.Glyph) float64 {
	em, bold := math.Inf(1), true
	for _, g := range glyphs {
		em = min(em, g.Em)
		font := c.reader.Original(g.Font.Name)
		bold = bold && font != nil && font.Weight >= boldWeight
	}
	if em >= largeText || bold && em >= largeBold {
		return largeContrast
	}
	return leastContrast
}

// pieceOfLine is how many letters are looked at together: few enough that they
// stand on one ground.
const pieceOfLine = 6

// textPpem is at how many pixels an em texts are looked at.
const textPpem = 28

// contrasts sees that all letters on the sheet stand out from their ground, in
// colour, as they are painted. It paints each line, so it belongs to the
// thorough look; numbers are looked at each time.
func (c *comparison) contrasts() {
	from := map[*paint.Segment]diag.Pos{}
	for at, p := range c.where {
		if lines := c.m.Columns[at.column].Slots[at.slot]; at.line < len(lines) {
			from[p.Segment] = lines[at.line].Text.From
		}
	}
	for _, s := range c.segments {
		pic, err := s.Page.Region(s.Box(0, len(s.Glyphs)), textPpem/s.Em)
		if err != nil {
			c.wrong(rule.ProofOpen, from[s], "%v", err)
			return
		}
		for i, j := 0, 0; j < len(s.Glyphs); i = j {
			if j = i + pieceOfLine; len(s.Glyphs)-j < pieceOfLine {
				j = len(s.Glyphs)
			}
			got := colourContrast(pic, pic.Pixels(s.Box(i, j)))
			if want := c.needed(s.Glyphs[i:j]); got < want {
				c.wrong(
					rule.ProofContrast,
					from[s],
					"%q has a contrast of %.1f : 1 to its ground; %.1f : 1 is the least for text of %.0f pt",
					s.Words(i, j),
					got,
					want,
					s.Em,
				)
				break
			}
		}
	}
}

// colourContrast gives the ratio of the lightest to the darkest colour in a part
// of a picture (WCAG 2.2, 1.4.3), a fiftieth of the pixels left out at either
// end, and those of a draft mark.
func colourContrast(pic *paint.Picture, r image.Rectangle) float64 {
	var count [1024]int
	n, marked := 0, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := pic.Pix[pic.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			p := row[4*x : 4*x+3]
			if paint.Red(p[0], p[1], p[2]) {
				marked++
				continue
			}
			l := 0.2126*linear[p[0]] + 0.7152*linear[p[1]] + 0.0722*linear[p[2]]
			count[int(math.Sqrt(l)*1023+0.5)]++ // steps as the eye sees them
			n++
		}
	}
	if marked*8 > n || n == 0 {
		return math.Inf(1) // the draft mark, with the white around it, hides too much
	}
	low, high := 0, len(count)-1
	for left := n / 50; left >= count[low]; low++ {
		left -= count[low]
	}
	for left := n / 50; left >= count[high]; high-- {
		left -= count[high]
	}
	value := func(step int) float64 { return float64(step) / 1023 * float64(step) / 1023 }
	return (value(max(low, high)) + 0.05) / (value(min(low, high)) + 0.05)
}

// linear holds the light of each step of an sRGB channel.
var linear = func() (out [256]float64) {
	for i := range out {
		out[i] = luminance(uint8(i))
	}
	return out
}()
