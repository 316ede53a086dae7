package photo

import (
	"image"
	"image/draw"
	"math"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"pharos/internal/paint"
)

// Disguised reads digits that are drawn in a picture as Rows does, and also where they
// are turned, slanted, struck through, in boxes or circles, made of dots, dashes or
// segments, outlines, joined, wide, pale, in steps, in a column or in two rows. It looks
// at the picture in several ways, each of which undoes one disguise. What it does not
// see are words, handwriting, and forms that no common font has.
func Disguised(r *paint.Reader, img image.Image) []string {
	gray := grayOf(img)
	moulds := slices.Concat(mouldsOf(r), segmentMoulds())
	all := looks(gray)
	found := make([][]figureRow, len(all))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, l := range all {
		work.Go(func() error {
			found[i] = readLook(l, moulds)
			return nil
		})
	}
	_ = work.Wait() // no look fails
	var out []string
	for _, rows := range found {
		for _, row := range append(rows, inTwo(rows)...) {
			if !slices.Contains(out, row.text) {
				out = append(out, row.text)
			}
		}
	}
	return out
}

// grayOf puts a picture on white paper, in gray.
func grayOf(img image.Image) *image.Gray {
	b := img.Bounds()
	gray := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(gray, gray.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(gray, gray.Rect, img, b.Min, draw.Over)
	return gray
}

// look is a picture as it is looked at.
type look struct {
	gray *image.Gray
	// all looks also at what lies inside of other shapes, steps joins figures that do
	// not stand on one line, column those that stand below each other.
	all, steps, column bool
	// moved is a picture turned or slanted, in which letters can look like figures: a row
	// must be plainer then.
	moved bool
}

// looks are the ways to look at a picture.
func looks(gray *image.Gray) []look {
	out := []look{{gray: gray}, {gray: gray, all: true}, {gray: gray, steps: true}, {gray: gray, column: true}}
	even := stretched(gray)
	out = append(out, look{gray: even, all: true})
	bare := withoutLines(even)
	out = append(out, look{gray: bare}, look{gray: bare, column: true})
	for _, radius := range []int{2, 4, 7} {
		out = append(out, look{gray: smeared(even, radius), all: radius == 2})
	}
	for _, wide := range []float64{1.8, 3, 0.5} {
		out = append(out, look{gray: moved(even, [4]float64{wide, 0, 0, 1})})
	}
	for _, slant := range []float64{-0.5, -0.25, 0.25, 0.5} {
		out = append(out, look{gray: moved(even, [4]float64{1, slant, 0, 1}), moved: true},
			look{gray: moved(even, [4]float64{1, 0, slant, 1}), moved: true})
	}
	for degrees := -165.0; degrees <= 180; degrees += turnStep {
		if m := turnBy(degrees); degrees != 0 {
			out = append(out, look{gray: moved(even, [4]float64{2 * m[0], 2 * m[1], 2 * m[2], 2 * m[3]}), moved: true})
		}
	}
	return out
}

// turnStep is by how many degrees a picture is turned again and again; figures are read
// that are turned by half of it.
const turnStep = 15

// turnBy turns a picture.
func turnBy(degrees float64) [4]float64 {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return [4]float64{cos, -sin, sin, cos}
}

// readLook reads the rows of a picture.
func readLook(v look, moulds []mould) []figureRow {
	var out []figureRow
	for _, limit := range limits(v.gray) {
		dark, light := shapes(v.gray, limit, false), shapes(v.gray, limit, true)
		if !v.all {
			dark, light = outside(dark, light), outside(light, dark)
		}
		for _, all := range [][]shape{dark, light} {
			all = slices.Concat(all, apart(all))
			for _, row := range v.rows(all) {
				if read := readRow(row, moulds); read.text != "" && (!v.moved || read.plain()) {
					out = append(out, read)
				}
			}
		}
	}
	return out
}

// plain reports a row of figures of many kinds, or of figures that are like no letter.
func (r figureRow) plain() bool {
	kinds := map[rune]bool{}
	for _, d := range r.text {
		kinds[d] = true
	}
	return len(kinds) >= 4 || len(kinds) == 3 && r.sure*2 >= len(r.text)
}

// rows joins shapes as the look wants.
func (v look) rows(all []shape) [][]shape {
	switch {
	case v.column:
		return columnsOf(all)
	case v.steps:
		return stepsOf(all)
	}
	return rowsOf(all)
}

// columnsOf joins shapes of about one height that stand below each other. They are
// moved to stand side by side, so that they are read as a row is.
func columnsOf(all []shape) [][]shape {
	return joined(all, func(s shape) int { return s.Min.Y }, func(last, s shape) bool {
		overlap := min(last.Max.X, s.Max.X) - max(last.Min.X, s.Min.X)
		return 2*overlap >= min(last.Dx(), s.Dx()) && alikeHigh(last, s) &&
			s.Min.Y-last.Max.Y < last.Dy() && s.Min.Y >= last.Max.Y-last.Dy()/4
	})
}

// stepsOf joins shapes of about one height of which each stands somewhat higher or
// lower than the one before.
func stepsOf(all []shape) [][]shape {
	return joined(all, func(s shape) int { return s.Min.X }, func(last, s shape) bool {
		return alikeHigh(last, s) && abs(s.Min.Y-last.Min.Y) < 3*last.Dy()/2 &&
			s.Min.X-last.Max.X < 3*last.Dy()/2 && s.Min.X >= last.Max.X-last.Dy()/3
	})
}

// alikeHigh reports whether two shapes are about as high.
func alikeHigh(a, b shape) bool { return 4*min(a.Dy(), b.Dy()) >= 3*max(a.Dy(), b.Dy()) }

func abs(n int) int { return max(n, -n) }

// joined joins shapes in an order into rows; each next one must follow the last.
func joined(all []shape, order func(shape) int, follows func(last, s shape) bool) [][]shape {
	slices.SortStableFunc(all, func(a, b shape) int { return order(a) - order(b) })
	used := make([]bool, len(all))
	var out [][]shape
	for i := range all {
		if used[i] {
			continue
		}
		row := []shape{all[i]}
		for j := i + 1; j < len(all); j++ {
			if !used[j] && follows(row[len(row)-1], all[j]) {
				used[j] = true
				row = append(row, all[j])
			}
		}
		if len(row) >= 3 {
			out = append(out, beside(row))
		}
	}
	return out
}

// beside puts the shapes of a row side by side.
func beside(row []shape) []shape {
	out := slices.Clone(row)
	x := 0
	for i, s := range row {
		to := image.Rect(x, 0, x+s.Dx(), s.Dy())
		out[i] = shape{to, &image.Alpha{Pix: s.ink.Pix, Stride: s.ink.Stride, Rect: to}}
		x += s.Dx() + max(1, s.Dy()/6)
	}
	return out
}

// inTwo joins rows of one height below each other: a number in two lines.
func inTwo(rows []figureRow) []figureRow {
	var out []figureRow
	for _, a := range rows {
		for _, b := range rows {
			if b.Min.Y >= a.Max.Y-a.Dy()/4 && b.Min.Y-a.Max.Y < 2*a.Dy() &&
				3*min(a.Dy(), b.Dy()) >= 2*max(a.Dy(), b.Dy()) &&
				b.Min.X < a.Max.X && a.Min.X < b.Max.X {
				out = append(out, figureRow{a.text + " " + b.text, a.sure + b.sure, a.Union(b.Rectangle)})
			}
		}
	}
	return out
}

// apart cuts wide shapes into parts of the width of figures, where little ink joins
// them: figures that touch.
func apart(all []shape) []shape {
	var out []shape
	for _, s := range all {
		if s.Dx() <= 3*s.Dy()/4 {
			continue
		}
		n := max(2, (s.Dx()*5+s.Dy()*3/2)/(s.Dy()*3))
		at := s.Min.X
		for i := 1; i <= n; i++ {
			to := s.Min.X + i*s.Dx()/n
			if i < n {
				to = thinnest(s, to, s.Dx()/n/4)
			}
			if part, ok := cropped(s, at, to); ok {
				out = append(out, part)
			}
			at = to
		}
	}
	return out
}

// thinnest is the column near x with the least ink.
func thinnest(s shape, x, reach int) int {
	best, least := x, math.MaxInt
	for c := max(s.Min.X+1, x-reach); c <= min(s.Max.X-1, x+reach); c++ {
		ink := 0
		for y := s.Min.Y; y < s.Max.Y; y++ {
			ink += int(s.ink.AlphaAt(c, y).A)
		}
		if ink*16+abs(c-x) < least {
			best, least = c, ink*16+abs(c-x)
		}
	}
	return best
}

// cropped is a part of a shape from one column to another.
func cropped(s shape, from, to int) (shape, bool) {
	box := image.Rectangle{}
	for y := s.Min.Y; y < s.Max.Y; y++ {
		for x := from; x < to; x++ {
			if s.ink.AlphaAt(x, y).A > 0 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	if box.Dy() < 2*s.Dy()/3 {
		return shape{}, false
	}
	ink := image.NewAlpha(box)
	draw.Draw(ink, box, s.ink, box.Min, draw.Src)
	return shape{box, ink}, true
}

// moved is a picture turned, slanted or made wider about its middle, on the color of its
// corner; the matrix leads from the new picture to the old one.
func moved(gray *image.Gray, m [4]float64) *image.Gray {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	// The new picture holds the old one whole.
	d := m[0]*m[3] - m[1]*m[2]
	reach := func(a, b float64) int {
		return int(math.Ceil((math.Abs(a)*float64(w) + math.Abs(b)*float64(h)) / math.Abs(d)))
	}
	nw, nh := reach(m[3], m[1]), reach(m[2], m[0])
	out := image.NewGray(image.Rect(0, 0, nw, nh))
	corner := gray.Pix[0]
	for y := range nh {
		dy := float64(y) - float64(nh)/2
		for x := range nw {
			dx := float64(x) - float64(nw)/2
			sx, sy := int(math.Floor(dx*m[0]+dy*m[1]+float64(w)/2)), int(math.Floor(dx*m[2]+dy*m[3]+float64(h)/2))
			v := corner
			if sx >= 0 && sy >= 0 && sx < w && sy < h {
				v = gray.Pix[sy*gray.Stride+sx]
			}
			out.Pix[y*out.Stride+x] = v
		}
	}
	return out
}

// stretched spreads the levels of gray that a picture uses over all there are, each as
// far from the next: what is pale stands out.
func stretched(gray *image.Gray) *image.Gray {
	var count [256]int
	for _, v := range gray.Pix {
		count[v]++
	}
	least := max(1, len(gray.Pix)/1000)
	var levels []int
	for v, n := range count {
		if n >= least && (len(levels) == 0 || v-levels[len(levels)-1] > 3) {
			levels = append(levels, v)
		}
	}
	var to [256]uint8
	for v := range to {
		near := 0
		for i, l := range levels {
			if abs(v-l) < abs(v-levels[near]) {
				near = i
			}
		}
		to[v] = uint8(near * 255 / max(1, len(levels)-1))
	}
	if len(levels) > 6 { // a picture with many tones: as it is
		return gray
	}
	out := image.NewGray(gray.Rect)
	for i, v := range gray.Pix {
		out.Pix[i] = to[v]
	}
	return out
}

// withoutLines takes out what is long and thin: lines under, through and around figures.
// Cuts that lines leave are closed.
func withoutLines(gray *image.Gray) *image.Gray {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	light := gray.Pix[0]
	dark := func(x, y int) bool { return abs(int(gray.Pix[y*gray.Stride+x])-int(light)) > 96 }
	gone := make([]bool, w*h)
	// A column or row of ink belongs to a line where it runs far.
	far := max(w, h) / 5
	long := func(n, m int, at func(i, j int) (x, y int)) {
		for j := range m {
			for i := 0; i < n; {
				from := i
				for i < n {
					if x, y := at(i, j); !dark(x, y) {
						break
					}
					i++
				}
				if i-from > far {
					for k := from; k < i; k++ {
						x, y := at(k, j)
						gone[y*w+x] = true
					}
				}
				i++
			}
		}
	}
	long(w, h, func(i, j int) (int, int) { return i, j })
	long(h, w, func(i, j int) (int, int) { return j, i })
	out := image.NewGray(gray.Rect)
	copy(out.Pix, gray.Pix)
	for y := range h {
		for x := range w {
			if !gone[y*w+x] {
				continue
			}
			out.Pix[y*out.Stride+x] = light
			// Ink on both sides of a thin line goes through it.
			up, down := y, y
			for up > 0 && gone[up*w+x] {
				up--
			}
			for down < h-1 && gone[down*w+x] {
				down++
			}
			if down-up < h/12 && dark(x, up) && dark(x, down) && !gone[up*w+x] && !gone[down*w+x] {
				out.Pix[y*out.Stride+x] = gray.Pix[up*gray.Stride+x]
			}
		}
	}
	return out
}

// smeared joins dots, dashes and segments that stand close to each other: ink spreads by
// a radius, and shrinks back.
func smeared(gray *image.Gray, radius int) *image.Gray {
	light := gray.Pix[0]
	ink := image.NewGray(gray.Rect)
	for i, v := range gray.Pix {
		if abs(int(v)-int(light)) <= 96 {
			ink.Pix[i] = 255
		}
	}
	return grown(grown(ink, radius, 0), radius, 255)
}

// grown lets the pixels of a value grow by a radius, in rows and then in columns.
func grown(gray *image.Gray, radius int, value uint8) *image.Gray {
	w, h := gray.Rect.Dx(), gray.Rect.Dy()
	pass := func(from *image.Gray, n, m int, at func(i, j int) int) *image.Gray {
		out := image.NewGray(gray.Rect)
		copy(out.Pix, from.Pix)
		for j := range m {
			last := -radius - 1
			for i := range n {
				if from.Pix[at(i, j)] == value {
					last = i
				} else if i-last <= radius {
					out.Pix[at(i, j)] = value
				}
			}
			last = n + radius
			for i := n - 1; i >= 0; i-- {
				if from.Pix[at(i, j)] == value {
					last = i
				} else if last-i <= radius {
					out.Pix[at(i, j)] = value
				}
			}
		}
		return out
	}
	rows := pass(gray, w, h, func(i, j int) int { return j*gray.Stride + i })
	return pass(rows, h, w, func(i, j int) int { return i*gray.Stride + j })
}

// segments are the digits of a display of seven segments: top, two above, middle, two
// below, bottom.
var segments = strings.Fields("1110111 0010010 1011101 1011011 0111010 1101011 1101111 1010010 1111111 1111011")

// segmentMoulds are moulds of such digits, with thin and thick segments.
func segmentMoulds() []mould {
	var out []mould
	for _, thick := range []int{2, 3, 5} {
		w, h := mouldWide, mouldHigh
		half := (h - thick) / 2
		bars := []image.Rectangle{
			image.Rect(0, 0, w, thick), image.Rect(0, 0, thick, half+thick), image.Rect(w-thick, 0, w, half+thick),
			image.Rect(0, half, w, half+thick), image.Rect(0, half, thick, h), image.Rect(w-thick, half, w, h),
			image.Rect(0, h-thick, w, h),
		}
		for digit, on := range segments {
			img := image.NewAlpha(image.Rect(0, 0, w, h))
			for i, bar := range bars {
				if on[i] == '1' {
					draw.Draw(img, bar, image.Opaque, image.Point{}, draw.Src)
				}
			}
			if digit != 1 { // a stroke
				out = append(out, mouldOf(rune('0'+digit), img))
			}
		}
	}
	return out
}
