package evaluate

import (
	"fmt"
	"math"
	"strings"
)

// The colours of figures, as sRGB. No figure needs them to be told apart.
const (
	ink   = "#181715"
	sea   = "#005e69"
	light = "#ffd026"
	slate = "#3a474d"
	band  = "#c9d6d9"
	hair  = "#b9c0c2"
	white = "#ffffff"
)

// point is a place in a figure, in pixels from its top left.
type point struct{ x, y float64 }

// shape is one thing that is drawn, the same on a page and on paper: a line through
// points, a disc, or words.
type shape struct {
	points       []point
	closed       bool
	radius       float64 // of a disc around the first point
	fill, stroke string
	width        float64
	words        string
	size         float64
	bold         bool
	anchor       string // start, middle or end
}

// chart draws counted blocks over the band of what was expected. The shapes differ
// without colour: a band, a line, rings before and full dots after.
type chart struct {
	shapes                                  []shape
	width, height, left, right, top, bottom float64
	blocks                                  []Block
	// group is how many blocks stand together in each of blocks, most the top of the axis.
	group int
	most  float64
	w     *Words
}

// chartHeight is the height of the figure, in pixels.
const chartHeight = 250

// drawn makes the figure of a report, so many pixels wide; nil where nothing may be shown.
// The axis of time runs from left to right in every script.
func drawn(r *Report, w *Words, width int) *chart {
	blocks := r.Groups(max(1, r.Group))
	if r.Group == 0 || len(blocks) == 0 {
		return nil
	}
	c := &chart{width: float64(width), height: chartHeight, left: 40, right: 96, top: 26, bottom: 30, blocks: blocks,
		group: max(1, r.Group), w: w}
	if width < 480 {
		c.right = 14
	}
	for _, b := range blocks {
		c.most = max(c.most, b.Seen, b.High)
	}
	c.most = nice(c.most)
	c.axes()
	c.band()
	c.start()
	c.dots()
	if c.right > 50 {
		c.names()
	}
	return c
}

// nice is the next round number above x that four lines divide.
func nice(x float64) float64 {
	for size := 4.0; ; size *= 10 {
		for _, step := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 7} {
			if top := size * step; top >= x && math.Mod(top, 4) == 0 {
				return top
			}
		}
	}
}

// told says the figure in numbers, for who cannot see it.
func (c *chart) told() string {
	var b strings.Builder
	for _, block := range c.blocks {
		fmt.Fprintf(&b, "%s: %s. ", dayOf(block.From), c.w.Number(block.Seen, 0))
	}
	return strings.TrimSpace(b.String())
}

// place counts blocks from the first one; those that are left out leave room.
func (c *chart) place(i int) int { return (c.blocks[i].At - c.blocks[0].At) / c.group }

// step is the width of a block.
func (c *chart) step() float64 {
	return (c.width - c.left - c.right) / float64(c.place(len(c.blocks)-1)+1)
}

// x is the middle of a block, y the height of a count.
func (c *chart) x(i int) float64 { return c.left + (float64(c.place(i))+0.5)*c.step() }

func (c *chart) y(n float64) float64 {
	return c.height - c.bottom - n/c.most*(c.height-c.top-c.bottom)
}

func (c *chart) add(s shape) { c.shapes = append(c.shapes, s) }

// line draws a straight line.
func (c *chart) line(x1, y1, x2, y2, width float64, stroke string) {
	c.add(shape{points: []point{{x1, y1}, {x2, y2}}, stroke: stroke, width: width})
}

// text writes words.
func (c *chart) text(x, y, size float64, anchor string, bold bool, words string) {
	c.add(shape{points: []point{{x, y}}, fill: ink, words: words, size: size, bold: bold, anchor: anchor})
}

func (c *chart) axes() {
	for i := range 5 {
		n := c.most * float64(i) / 4
		c.line(c.left, c.y(n), c.width-c.right, c.y(n), 1, hair)
		c.text(c.left-6, c.y(n)+4, 13, "end", false, c.w.Number(n, 0))
	}
	every := int(math.Ceil(34 / c.step()))
	for i := range c.blocks {
		if c.place(i)%every != 0 {
			continue
		}
		day := dayOf(c.blocks[i].From)
		c.text(c.x(i), c.height-10, 11, "middle", false, day[5:7]+"/"+day[2:4])
	}
}

// band draws what was expected, block by block.
func (c *chart) band() {
	half := c.step() / 2
	for i, b := range c.blocks {
		if b.High == 0 {
			continue
		}
		left, right := c.x(i)-half, c.x(i)+half
		c.add(shape{points: []point{{left, c.y(b.Low)}, {right, c.y(b.Low)}, {right, c.y(b.High)}, {left, c.y(b.High)}},
			closed: true, fill: band})
	}
	for i, b := range c.blocks {
		if b.High > 0 {
			c.line(c.x(i)-half*0.7, c.y(b.Expected), c.x(i)+half*0.7, c.y(b.Expected), 1, slate)
		}
	}
}

// start draws the line at which the sheets went up.
func (c *chart) start() {
	for i, b := range c.blocks {
		if b.At < 0 {
			continue
		}
		x := c.x(i) - c.step()/2 - float64(b.At/c.group)*c.step() // where block 0 begins
		c.line(x, 6, x, c.height-c.bottom, 2, ink)
		anchor, at := "start", x+6
		if x > c.width*0.6 {
			anchor, at = "end", x-6
		}
		c.text(at, 17, 13, anchor, true, c.w.Say("chart.sheets"))
		return
	}
}

// dots draws what was counted: rings before, full dots after.
func (c *chart) dots() {
	var run []point
	flush := func() {
		if len(run) > 1 {
			c.add(shape{points: run, stroke: ink, width: 1.5})
		}
		run = nil
	}
	for i, b := range c.blocks {
		if i > 0 && c.place(i) != c.place(i-1)+1 {
			flush()
		}
		run = append(run, point{c.x(i), c.y(b.Seen)})
	}
	flush()
	for i, b := range c.blocks {
		fill := white
		if b.At >= 0 {
			fill = light
		}
		c.add(shape{points: []point{{c.x(i), c.y(b.Seen)}}, radius: min(6, c.step()*0.35), fill: fill, stroke: ink,
			width: 1.5})
	}
}

// names writes what line and band are, beside their ends and apart from one another.
func (c *chart) names() {
	last := c.blocks[len(c.blocks)-1]
	seen, expected := c.y(last.Seen)+4, c.y(last.Expected)+4
	if math.Abs(seen-expected) < 16 {
		if seen < expected {
			expected = seen + 16
		} else {
			expected = seen - 16
		}
	}
	at := c.width - c.right + 8
	c.text(at, seen, 13, "start", true, c.w.Say("chart.counted"))
	if last.High > 0 {
		c.text(at, expected, 13, "start", false, c.w.Say("chart.expected"))
	}
}

// lampShapes draws a lamp of 48 pixels, so that gray and screen readers tell the three
// apart: a full disc, stripes, a dark disc.
func lampShapes(l Lamp) []shape {
	disc := shape{points: []point{{24, 24}}, radius: 21,
		fill: map[Lamp]string{Lit: light, Striped: white, Dark: slate}[l]}
	out := []shape{disc}
	if l == Striped {
		for _, s := range [][4]float64{{6, 35, 35, 6}, {12, 41, 41, 12}, {20, 45, 45, 20}, {4, 26, 26, 4}} {
			out = append(out, shape{points: []point{{s[0], s[1]}, {s[2], s[3]}}, stroke: slate, width: 4})
		}
	}
	return append(out, shape{points: disc.points, radius: 21, stroke: ink, width: 2.5})
}
