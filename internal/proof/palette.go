package proof

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// reduce gives a picture of at most n colours, n <= 256: the frequent ones, and
// for smoothed edges those that lie far from every colour already chosen.
// Whole numbers only, so that every machine chooses alike.
func reduce(img *image.RGBA, n int) *image.Paletted {
	bins := histogram(img)
	chosen := choose(bins, n)
	palette := make(color.Palette, len(chosen))
	for i, c := range chosen {
		palette[i] = color.RGBA{c.rgb[0], c.rgb[1], c.rgb[2], 0xff}
	}
	out := image.NewPaletted(img.Rect, palette)
	nearest := map[uint32]uint8{}
	last, lastIndex := ^uint32(0), uint8(0)
	for i := range out.Pix {
		p := img.Pix[4*i : 4*i+3]
		key := uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2])
		if key == last {
			out.Pix[i] = lastIndex
			continue
		}
		at, ok := nearest[key]
		if !ok {
			at = closest(chosen, [3]uint8{p[0], p[1], p[2]})
			nearest[key] = at
		}
		out.Pix[i], last, lastIndex = at, key, at
	}
	return out
}

// bin is one colour of a picture with the number of its pixels.
type bin struct {
	rgb   [3]uint8
	count int
	// far is the squared distance to the nearest chosen colour.
	far int
}

// histogram counts colours. Of colours that share their five upper bits a
// channel, the most frequent stands for all.
func histogram(img *image.RGBA) []bin {
	exact := map[uint32]int{}
	last, run := ^uint32(0), 0
	for i := 0; i < len(img.Pix); i += 4 {
		key := uint32(img.Pix[i])<<16 | uint32(img.Pix[i+1])<<8 | uint32(img.Pix[i+2])
		if key != last {
			if run > 0 {
				exact[last] += run
			}
			last, run = key, 0
		}
		run++
	}
	exact[last] += run
	type group struct {
		best         uint32
		most, number int
	}
	groups := map[uint32]group{}
	for key, count := range exact {
		g := groups[key&0xf8f8f8]
		if count > g.most || count == g.most && key < g.best {
			g.best, g.most = key, count
		}
		g.number += count
		groups[key&0xf8f8f8] = g
	}
	out := make([]bin, 0, len(groups))
	for _, g := range groups {
		out = append(out, bin{rgb: [3]uint8{uint8(g.best >> 16), uint8(g.best >> 8), uint8(g.best)}, count: g.number, far: 1 << 18})
	}
	slices.SortFunc(out, func(a, b bin) int { return cmp.Or(cmp.Compare(b.count, a.count), slices.Compare(a.rgb[:], b.rgb[:])) })
	return out
}

// choose picks n colours, one by one: the next is the one for which most pixels
// would otherwise be shown most wrongly.
func choose(bins []bin, n int) []bin {
	var chosen []bin
	for len(chosen) < min(n, 256) {
		best, most := -1, 0
		for i, b := range bins {
			if w := b.count * b.far; w > most {
				best, most = i, w
			}
		}
		if best < 0 {
			break
		}
		c := bins[best]
		chosen = append(chosen, c)
		for i := range bins {
			bins[i].far = min(bins[i].far, distance(bins[i].rgb, c.rgb))
		}
	}
	return chosen
}

// closest gives the index of the nearest chosen colour.
func closest(chosen []bin, rgb [3]uint8) uint8 {
	best, least := 0, 1<<30
	for i, c := range chosen {
		if d := distance(c.rgb, rgb); d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}

// distance is the squared distance of two colours; green counts more, blue less.
func distance(a, b [3]uint8) int {
	r, g, l := int(a[0])-int(b[0]), int(a[1])-int(b[1]), int(a[2])-int(b[2])
	return 3*r*r + 6*g*g + l*l
}
