package proof

import (
	"image"
	"math"
	"strconv"
	"strings"

	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/rule"
)

// stocks are trim sizes in millimetres, upright where they have a long side
// (ISO 216, ANSI/ASME Y14.1, ISO/IEC 7810 for nothing here: the card is the
// design's). A stock that a project defines itself is not known here; its size
// is then not judged.
var stocks = map[string][2]float64{
	"A0": {841, 1189}, "A1": {594, 841}, "A2": {420, 594}, "A3": {297, 420}, "A4": {210, 297}, "A5": {148, 210},
	"A6": {105, 148}, "A7": {74, 105}, "Letter": {215.9, 279.4}, "Tabloid": {279.4, 431.8}, "DL": {99, 210},
	"card": {85, 54}, "sticker": {74, 105}, "slip": {210, 99},
}

// trimOf gives the size of a stock in points.
func trimOf(name string) (w, h float64, ok bool) {
	if a, b, found := strings.Cut(name, "x"); found { // pixels of 1/96 inch
		pw, errW := strconv.Atoi(a)
		ph, errH := strconv.Atoi(b)
		return float64(pw) * 0.75, float64(ph) * 0.75, errW == nil && errH == nil
	}
	base, lying := strings.CutSuffix(name, "-landscape")
	size, ok := stocks[base]
	if lying {
		size[0], size[1] = size[1], size[0]
	}
	return size[0] * paint.MM, size[1] * paint.MM, ok
}

// sameLength reports whether two lengths are the same on paper: within 0.05 mm.
func sameLength(a, b float64) bool { return math.Abs(a-b) <= 0.05*paint.MM }

// boxes sees that the page has the stock's size and, for the press, its bleed.
func (c *comparison) boxes() {
	w, h, ok := trimOf(c.m.Stock)
	for i, p := range c.pages {
		if !c.kind.Trimmed {
			continue // it is on office or press sheets
		}
		s := p.Sheet()
		if ok && (!sameLength(s.W(), w) || !sameLength(s.H(), h)) {
			c.wrong(
				rule.ProofBox,
				c.m.From,
				"page %d is %.1f x %.1f mm after cutting, the stock %s is %.1f x %.1f mm",
				i+1,
				s.W()/paint.MM,
				s.H()/paint.MM,
				c.m.Stock,
				w/paint.MM,
				h/paint.MM,
			)
		}
		if c.kind.Bled {
			c.pressBoxes(i, p.Page)
		}
	}
}

// bleed is the colour beyond the cut, in points.
const bleed = 3 * paint.MM

// pressBoxes sees that MediaBox holds BleedBox holds TrimBox, 3 mm apart.
func (c *comparison) pressBoxes(i int, p *paint.Page) {
	switch {
	case p.Trim.Empty() || p.Bleed.Empty():
		c.wrong(rule.ProofBox, c.m.From, "page %d names no TrimBox or no BleedBox", i+1)
	case !p.Bleed.Inside(p.Media, 0.01) || !p.Trim.Inside(p.Bleed, 0.01):
		c.wrong(rule.ProofBox, c.m.From, "the boxes of page %d do not lie in one another", i+1)
	case !sameLength(p.Trim.X0-p.Bleed.X0, bleed) || !sameLength(p.Bleed.X1-p.Trim.X1, bleed) ||
		!sameLength(p.Trim.Y0-p.Bleed.Y0, bleed) || !sameLength(p.Bleed.Y1-p.Trim.Y1, bleed):
		c.wrong(rule.ProofBox, c.m.From, "the bleed of page %d is not 3 mm on all sides", i+1)
	}
}

// fonts sees that the file carries every font it uses.
func (c *comparison) fonts() {
	for _, p := range c.pages {
		for _, name := range p.foreign {
			c.wrong(rule.ProofFont, c.m.From, "the font %s is not in the file", name)
		}
	}
}

// A draft mark is looked for in the middle of the sheet, which is painted at
// this many pixels for the whole sheet's longer side.
const draftSide = 360

// draft sees that a draft says so in ink: the mark's red, which no other thing
// on a sheet has, runs across the middle of each page; and that nothing else
// carries the mark.
func (c *comparison) draft() {
	for i, p := range c.pages {
		for _, s := range c.pieces(p.Page) {
			if !c.drafted(i, p.Page, s) {
				return
			}
		}
	}
}

// drafted looks at one piece on page i; false ends the search.
func (c *comparison) drafted(i int, p *paint.Page, s paint.Box) bool {
	middle := paint.Box{X0: s.X0 + 0.25*s.W(), Y0: s.Y0 + 0.42*s.H(), X1: s.X1 - 0.25*s.W(), Y1: s.Y1 - 0.42*s.H()}
	pic, err := p.Region(middle, draftSide/max(s.W(), s.H()))
	if err != nil {
		c.wrong(rule.ProofOpen, c.m.From, "%v", err)
		return false
	}
	switch marked := redness(pic); {
	case len(c.m.Drafts) > 0 && !marked && !c.drops(made.SlotDraft):
		c.wrong(rule.ProofDraft, c.m.Drafts[0].Pos, "page %d is a draft and its mark cannot be seen", i+1)
	case len(c.m.Drafts) == 0 && marked:
		c.wrong(rule.ProofDraft, c.m.From, "page %d is no draft and carries the draft mark", i+1)
	}
	return true
}

// redness reports whether red ink lies over the middle of a picture: pixels in
// number, on both sides of the middle, over a good part of it.
func redness(pic *paint.Picture) bool {
	w, h := pic.Rect.Dx(), pic.Rect.Dy()
	var found image.Rectangle
	n := 0
	for y := range h {
		row := pic.Pix[pic.PixOffset(0, y):]
		for x := range w {
			if paint.Red(row[4*x], row[4*x+1], row[4*x+2]) {
				found = found.Union(image.Rect(x, y, x+1, y+1))
				n++
			}
		}
	}
	return n > (w+h)/8 && image.Pt(w/2, h/2).In(found) && found.Dx()+found.Dy() > (w+h)/3
}
