package evaluate

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// chart draws counted blocks over the band of what was expected, so wide in pixels. The
// shapes differ without colour: a band, a line, rings before and full dots after.
type chart struct {
	strings.Builder
	width, height, left, right, top, bottom float64
	blocks                                  []Block
	// group is how many blocks stand together in each of blocks, most the top of the axis.
	group int
	most  float64
	w     *Words
}

// Chart draws the figure of a report as SVG; size is the width in pixels, from 320. It is
// empty where nothing may be shown. The axis of time runs from left to right in every
// script.
func Chart(r *Report, w *Words, size int) string {
	blocks := r.Groups(max(1, r.Group))
	if r.Group == 0 || len(blocks) == 0 {
		return ""
	}
	c := &chart{width: float64(size), height: 250, left: 40, right: 96, top: 26, bottom: 30, blocks: blocks,
		group: max(1, r.Group), w: w}
	if size < 480 {
		c.right = 14
	}
	for _, b := range blocks {
		c.most = max(c.most, b.Seen, b.High)
	}
	c.most = nice(c.most)
	title := w.Say("chart." + string(r.Calls.Verdict))
	fmt.Fprintf(c, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 250" width="%d" height="250" role="img" `+
		`direction="ltr" font-family="sans-serif" font-size="13" fill="#14191b"><title>%s</title><desc>%s</desc>`,
		size, size, html.EscapeString(title), html.EscapeString(c.told()))
	c.grid()
	c.band()
	c.start()
	c.dots()
	if c.right > 50 {
		c.names()
	}
	c.WriteString("</svg>\n")
	return c.String()
}

// nice is the next round number above x that four lines divide.
func nice(x float64) float64 {
	for size := 4.0; ; size *= 10 {
		for _, step := range []float64{1, 2, 3, 5} {
			if size*step >= x {
				return size * step
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

// text writes words.
func (c *chart) text(x, y float64, anchor, style, words string) {
	fmt.Fprintf(c, `<text x="%s" y="%s" text-anchor="%s"%s>%s</text>`,
		px(x), px(y), anchor, style, html.EscapeString(words))
}

// px writes a length with one digit.
func px(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", Rounded(x)), ".0")
}

func (c *chart) grid() {
	for i := range 5 {
		n := c.most * float64(i) / 4
		fmt.Fprintf(c, `<path d="M%s %sH%s" stroke="#b9c0c2" stroke-width="1" fill="none"/>`,
			px(c.left), px(c.y(n)), px(c.width-c.right))
		c.text(c.left-6, c.y(n)+4, "end", "", c.w.Number(n, 0))
	}
	every := int(math.Ceil(34 / c.step()))
	for i := range c.blocks {
		if c.place(i)%every != 0 {
			continue
		}
		day := dayOf(c.blocks[i].From)
		c.text(c.x(i), c.height-10, "middle", ` font-size="11"`, day[5:7]+"/"+day[2:4])
	}
}

// band draws what was expected, block by block.
func (c *chart) band() {
	half := c.step() / 2
	for i, b := range c.blocks {
		if b.High == 0 {
			continue
		}
		fmt.Fprintf(c, `<path d="M%s %sH%sV%sH%sZ" fill="#c9d6d9"/>`, px(c.x(i)-half), px(c.y(b.Low)),
			px(c.x(i)+half), px(c.y(b.High)), px(c.x(i)-half))
		fmt.Fprintf(c, `<path d="M%s %sH%s" stroke="#4a6a72" stroke-dasharray="5 3" fill="none"/>`,
			px(c.x(i)-half), px(c.y(b.Expected)), px(c.x(i)+half))
	}
}

// start draws the line at which the sheets went up.
func (c *chart) start() {
	for i, b := range c.blocks {
		if b.At < 0 {
			continue
		}
		x := c.x(i) - c.step()/2 - float64(b.At/c.group)*c.step() // where block 0 begins
		fmt.Fprintf(c, `<path d="M%s 6V%s" stroke="#14191b" stroke-width="2" fill="none"/>`, px(x), px(c.height-c.bottom))
		anchor, at := "start", x+6
		if x > c.width*0.6 {
			anchor, at = "end", x-6
		}
		c.text(at, 17, anchor, ` font-weight="bold"`, c.w.Say("chart.sheets"))
		return
	}
}

// dots draws what was counted: rings before, full dots after.
func (c *chart) dots() {
	c.WriteString(`<path d="`)
	for i, b := range c.blocks {
		command := "L"
		if i == 0 || c.place(i) != c.place(i-1)+1 {
			command = "M"
		}
		fmt.Fprintf(c, "%s%s %s", command, px(c.x(i)), px(c.y(b.Seen)))
	}
	c.WriteString(`" fill="none" stroke="#14191b" stroke-width="1.5"/>`)
	radius := min(6, c.step()*0.35)
	for i, b := range c.blocks {
		fill := "#ffffff"
		if b.At >= 0 {
			fill = "#ffd028"
		}
		fmt.Fprintf(c, `<circle cx="%s" cy="%s" r="%s" fill="%s" stroke="#14191b" stroke-width="1.5"/>`,
			px(c.x(i)), px(c.y(b.Seen)), px(radius), fill)
	}
}

// names writes what line and band are, beside their ends and apart from one another.
func (c *chart) names() {
	last := c.blocks[len(c.blocks)-1]
	seen, band := c.y(last.Seen)+4, c.y(last.Expected)+4
	if last.High == 0 {
		band = -1
	} else if math.Abs(seen-band) < 16 {
		if seen < band {
			band = seen + 16
		} else {
			band = seen - 16
		}
	}
	at := c.width - c.right + 8
	c.text(at, seen, "start", ` font-weight="bold"`, c.w.Say("chart.counted"))
	if band >= 0 {
		c.text(at, band, "start", "", c.w.Say("chart.expected"))
	}
}

// lamp draws a lamp, so that gray and screen readers tell the three apart.
func lamp(l Lamp, name string) string {
	inner := map[Lamp]string{
		Lit:  `<circle cx="24" cy="24" r="21" fill="#ffd028"/>`,
		Dark: `<circle cx="24" cy="24" r="21" fill="#3a474d"/>`,
		Striped: `<circle cx="24" cy="24" r="21" fill="#ffffff"/><path d="M6 35L35 6M12 41L41 12M20 45L45 20M4 26L26 4" ` +
			`stroke="#3a474d" stroke-width="4" fill="none"/>`,
	}[l]
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" role="img"><title>` +
		html.EscapeString(name) + `</title>` + inner +
		`<circle cx="24" cy="24" r="21" fill="none" stroke="#14191b" stroke-width="2.5"/></svg>`
}
