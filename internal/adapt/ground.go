package adapt

import (
	"fmt"
	"slices"

	"pharos/internal/made"
	"pharos/internal/picture"
	"pharos/internal/rule"
)

// Limits of a ground of an adaptation's own, contrasts in hundredths (WCAG 2.2,
// 1.4.3 and 1.4.11; ISO 12647-2 for the sum of inks on coated paper).
const (
	leastText  = 450
	leastLight = 300
	mostInk    = 300
)

// Colours that stand on a ground: text, and the light of the beam and the windows.
var (
	white = [3]uint8{255, 255, 255}
	light = [3]uint8{0xff, 0xd0, 0x26}
)

// ground sees that text stands out from a colour of the adaptation's own, on paper
// as on the screen, and that the press can print it.
func (w *work) ground() {
	g := w.a.Ground
	if g == "" || slices.Contains(made.Grounds, made.Ground(g)) {
		return
	}
	c, err := picture.ReadColour(g)
	if err != nil {
		w.bad(
			rule.AdaptGround,
			"ground",
			"Write sea, slate or dusk, or a colour such as \"#1f4d3a\" or cmyk(80, 30, 70, 40).",
			"%v",
			err,
		)
		return
	}
	ratio := func(n int) string { return fmt.Sprintf("%d.%d : 1", n/100, n%100/10) }
	for _, limit := range []struct {
		what  string
		on    [3]uint8
		least int
	}{{"white text", white, leastText}, {"the light", light, leastLight}} {
		if got := picture.Contrast(c.SRGB, limit.on); got < limit.least {
			w.bad(
				rule.AdaptGround,
				"ground",
				"Take a darker form of the colour.",
				"%s has a contrast of %s on the ground %s; %s is the least",
				limit.what,
				ratio(got),
				g,
				ratio(limit.least),
			)
		}
	}
	if got := picture.Inks(c); got > mostInk {
		w.bad(
			rule.AdaptGround,
			"ground",
			"Take ink out: what cyan, magenta and yellow have in common can be black.",
			"the ground %s has %d %% ink; %d are the most, or the sheets stick together",
			g,
			got,
			mostInk,
		)
	}
}
