package paint

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
	counts := histogram(img)
	bins := sorted(counts)
	chosen := choose(bins, n)
	palette := make(color.Palette, len(chosen))
	for i, c := range chosen {
		palette[i] = color.RGBA{c.rgb[0], c.rgb[1], c.rgb[2], 0xff}
	}
	var nearest [kinds]uint8
	for k := range counts {
		if counts[k].count > 0 {
			nearest[k] = closest(chosen, counts[k].rgb)
		}
	}
	out := image.NewPaletted(img.Rect, palette)
	for i := range out.Pix {
		out.Pix[i] = nearest[kind(img.Pix[4*i:])]
	}
	return out
}

// kinds is the number of colours that are told apart: five bits a channel.
const kinds = 1 << 15

// kind gives the upper five bits of each channel of a pixel.
func kind(p []uint8) int {
	return int(p[0]>>3)<<10 | int(p[1]>>3)<<5 | int(p[2]>>3)
}

// bin is one kind of colour with the number of its pixels.
type bin struct {
	// rgb is the colour that stands for the kind: on flat sheets nearly all its
	// pixels have it. votes is by how much it leads over the others.
	rgb          [3]uint8
	count, votes int
	// far is the distance to the nearest chosen colour.
	far int
}

// histogram counts the pixels of each kind. The colour of most of them is found
// by majority vote: one pass, no memory for the others.
func histogram(img *image.RGBA) []bin {
	out := make([]bin, kinds)
	for i := 0; i < len(img.Pix); i += 4 {
		p := img.Pix[i : i+3 : i+3]
		b := &out[kind(p)]
		b.count++
		switch rgb := [3]uint8(p); {
		case b.rgb == rgb:
			b.votes++
		case b.votes == 0:
			b.rgb, b.votes = rgb, 1
		default:
			b.votes--
		}
	}
	return out
}

// sorted gives the kinds that occur, the most frequent first.
func sorted(counts []bin) []bin {
	var out []bin
	for _, b := range counts {
		if b.count > 0 {
			b.far = 1 << 18
			out = append(out, b)
		}
	}
	slices.SortFunc(
		out,
		func(a, b bin) int { return cmp.Or(cmp.Compare(b.count, a.count), slices.Compare(a.rgb[:], b.rgb[:])) },
	)
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
