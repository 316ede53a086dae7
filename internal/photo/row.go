package photo

import (
	"cmp"
	"image"
	"image/draw"
	"math"
	"slices"
	"strings"

	"pharos/internal/paint"
)

// Rows reads digits that are drawn in a picture: shapes that stand in a row like
// the figures of a number and look more like a digit than like a letter. Each row
// is one text, with "x" for a shape that is no digit. It knows upright figures of
// common fonts, dark on light or light on dark; turned, joined or fancy ones it
// does not see.
func Rows(r *paint.Reader, img image.Image) []string {
	var out []string
	for _, row := range figures(r, img) {
		if !slices.Contains(out, row.text) {
			out = append(out, row.text)
		}
	}
	return out
}

// figureRow is a row of figures and its place.
type figureRow struct {
	text string
	// sure is how many of its figures only a digit looks like.
	sure int
	image.Rectangle
}

// figures finds the rows of a picture, some of them more than once.
func figures(r *paint.Reader, img image.Image) []figureRow {
	moulds := mouldsOf(r)
	gray := grayOf(img)
	var out []figureRow
	for _, limit := range limits(gray) {
		dark, light := shapes(gray, limit, false), shapes(gray, limit, true)
		for _, row := range append(rowsOf(outside(dark, light)), rowsOf(outside(light, dark))...) {
			if read := readRow(row, moulds); read.text != "" {
				out = append(out, read)
			}
		}
	}
	return out
}

// outside leaves out what lies inside a figure: the holes of letters.
func outside(all, figures []shape) []shape {
	return slices.DeleteFunc(slices.Clone(all), func(s shape) bool {
		return slices.ContainsFunc(figures, func(f shape) bool { return s.In(f.Rectangle) })
	})
}

// A shape is brought to so many cells before it is compared.
const (
	mouldWide = 16
	mouldHigh = 24
)

// mould is a letter as it is compared: its ink in cells, 0 to 1, around their mean,
// and how wide it is for its height.
type mould struct {
	letter rune
	cells  [mouldWide * mouldHigh]float64
	aspect float64
}

// mouldLetters are what a shape may be: digits, and letters, which are no finding.
const mouldLetters = "0123456789abcdefghkmnopqrstuvwxyzABCDEFGHJKLMNOPQRSTUVWXYZ" +
	"бгджзийлцчшщъыьэюяфѓжљњћђџДГЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯЉЊЂ@&?%"

// asDigit are letters that are one shape with a digit in some font.
var asDigit = map[rune]rune{
	'O': '0',
	'o': '0',
	'S': '5',
	's': '5',
	'B': '8',
	'Z': '2',
	'z': '2',
	'q': '9',
	'g': '9',
	'b': '6',
	'б': '6',
	'З': '3',
	'з': '3',
}

// moulds draws them from the project's fonts.
func mouldsOf(r *paint.Reader) []mould {
	var out []mould
	for _, name := range []string{"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Black"} {
		o := r.Original(name)
		if o == nil {
			continue
		}
		for _, letter := range mouldLetters {
			if i := o.Draw(paint.Drawing{Letter: letter}); i != nil {
				out = append(out, mouldOf(letter, i.Alpha))
			}
		}
	}
	for _, thick := range []int{3, 5} {
		out = append(out, mouldOf('1', footed(thick)))
	}
	return out
}

// footed is a one that stands on a stroke, which the project's fonts do not have.
func footed(thick int) *image.Alpha {
	img := image.NewAlpha(image.Rect(0, 0, mouldWide, mouldHigh))
	ink := func(r image.Rectangle) { draw.Draw(img, r, image.Opaque, image.Point{}, draw.Src) }
	stem := (mouldWide - thick) / 2
	ink(image.Rect(stem, 0, stem+thick, mouldHigh))
	ink(image.Rect(0, mouldHigh-thick+1, mouldWide, mouldHigh))
	ink(image.Rect(2, 2, stem, 2+thick-1))
	return img
}

// mouldOf brings the ink of a picture to the cells of a mould.
func mouldOf(letter rune, img *image.Alpha) mould {
	box := image.Rectangle{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if img.AlphaAt(x, y).A >= 128 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	m := mould{letter: letter, aspect: float64(box.Dx()) / float64(max(1, box.Dy()))}
	sum := 0.0
	for i := range m.cells {
		x0, x1 := span(i%mouldWide, mouldWide, box.Min.X, box.Dx())
		y0, y1 := span(i/mouldWide, mouldHigh, box.Min.Y, box.Dy())
		n := 0
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				m.cells[i] += float64(img.AlphaAt(x, y).A) / 255
				n++
			}
		}
		m.cells[i] /= float64(max(1, n))
		sum += m.cells[i]
	}
	length := 0.0
	for i := range m.cells {
		m.cells[i] -= sum / float64(len(m.cells))
		length += m.cells[i] * m.cells[i]
	}
	for i := range m.cells {
		m.cells[i] /= math.Sqrt(max(length, 1e-9))
	}
	return m
}

// span gives the pixels of one of n cells, at least one.
func span(i, n, from, size int) (int, int) {
	a := from + i*size/n
	return a, max(a+1, from+(i+1)*size/n)
}

// likeness is the correlation of two shapes, less what they differ in width.
func (m mould) likeness(o mould) float64 {
	sum := 0.0
	for i := range m.cells {
		sum += m.cells[i] * o.cells[i]
	}
	return sum - 0.35*math.Abs(math.Log((m.aspect+0.01)/(o.aspect+0.01)))
}

// limits are the levels of gray that part ink from ground: a few, because a logo
// may have several colours.
func limits(gray *image.Gray) []uint8 {
	var count [256]int
	for _, v := range gray.Pix {
		count[v]++
	}
	least := len(gray.Pix) / 500
	var levels []int
	for v, n := range count {
		if n > least && (len(levels) == 0 || v-levels[len(levels)-1] > 24) {
			levels = append(levels, v)
		}
	}
	var out []uint8
	for i := 1; i < len(levels) && i < 6; i++ {
		out = append(out, uint8((levels[i-1]+levels[i])/2))
	}
	return out
}

// shape is one piece of ink that hangs together.
type shape struct {
	image.Rectangle
	ink *image.Alpha
}

// shapes finds the pieces of ink, darker than the limit or lighter, that have the
// size of figures.
func shapes(gray *image.Gray, limit uint8, light bool) []shape {
	b := gray.Rect
	seen := make([]bool, b.Dx()*b.Dy())
	isInk := func(x, y int) bool { return (gray.Pix[y*gray.Stride+x] > limit) == light }
	var out []shape
	var stack []image.Point
	for start := range seen {
		x, y := start%b.Dx(), start/b.Dx()
		if seen[start] || !isInk(x, y) {
			continue
		}
		seen[start] = true
		stack = append(stack[:0], image.Pt(x, y))
		piece := []image.Point{}
		box := image.Rectangle{}
		for len(stack) > 0 {
			p := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			box = box.Union(image.Rect(p.X, p.Y, p.X+1, p.Y+1))
			if box.Dy() <= b.Dy()*3/4 { // what is higher is no figure
				piece = append(piece, p)
			}
			for _, q := range []image.Point{{p.X + 1, p.Y}, {p.X - 1, p.Y}, {p.X, p.Y + 1}, {p.X, p.Y - 1}} {
				if i := q.Y*b.Dx() + q.X; q.In(b) && !seen[i] && isInk(q.X, q.Y) {
					seen[i] = true
					stack = append(stack, q)
				}
			}
		}
		if box.Dy() < 12 || box.Dy() > b.Dy()*3/4 || box.Dx() > 3*box.Dy()/2 || box.Dy() > 12*box.Dx() {
			continue
		}
		ink := image.NewAlpha(box)
		for _, p := range piece {
			ink.Pix[ink.PixOffset(p.X, p.Y)] = 255
		}
		out = append(out, shape{box, ink})
	}
	return out
}

// rowsOf joins shapes of about one height that stand side by side.
func rowsOf(all []shape) [][]shape {
	slices.SortFunc(
		all,
		func(a, b shape) int { return cmp.Or(cmp.Compare(a.Min.X, b.Min.X), cmp.Compare(a.Min.Y, b.Min.Y)) },
	)
	used := make([]bool, len(all))
	var out [][]shape
	for i := range all {
		if used[i] {
			continue
		}
		row := []shape{all[i]}
		for j := i + 1; j < len(all); j++ {
			last, s := row[len(row)-1], all[j]
			high := last.Dy()
			overlap := min(last.Max.Y, s.Max.Y) - max(last.Min.Y, s.Min.Y)
			if !used[j] && 4*overlap >= 3*max(high, s.Dy()) && s.Min.X-last.Max.X < 3*high/2 &&
				s.Min.X >= last.Max.X-high/4 {
				used[j] = true
				row = append(row, s)
			}
		}
		if len(row) >= 3 {
			out = append(out, row)
		}
	}
	return out
}

// How like a digit a shape must be; how narrow a stroke is, in hundredths of its
// height; how much of a group must be digits, in percent; and how wide the gap
// between two groups is, in hundredths of the height.
const (
	leastLike  = 0.55
	stroke     = 45
	leastGroup = 75
	groupGap   = 35
)

// readRow reads the digits of a row, group by group: a word among them is left out.
// It is empty where there are less than three, or none that only a digit looks like.
func readRow(row []shape, moulds []mould) figureRow {
	var all strings.Builder
	var place image.Rectangle
	sure := 0
	for from := 0; from < len(row); {
		to := from + 1
		for to < len(row) && 100*(row[to].Min.X-row[to-1].Max.X) < groupGap*row[to-1].Dy() {
			to++
		}
		text, digits := readGroup(row[from:to], moulds)
		if text != "" {
			for _, s := range row[from:to] {
				place = place.Union(s.Rectangle)
			}
		}
		all.WriteString(text)
		sure += digits
		from = to
	}
	if all.Len() < 3 || sure*6 < all.Len() {
		return figureRow{}
	}
	return figureRow{all.String(), sure, place}
}

// readGroup reads the shapes of one group, and counts those that only a digit looks
// like. A group of circles and strokes is taken for zeros and ones.
func readGroup(group []shape, moulds []mould) (text string, sure int) {
	var b strings.Builder
	plain := true
	for _, s := range group {
		best := likest(s, moulds)
		d, letter := asDigit[best]
		switch {
		case best >= '2' && best <= '9':
			sure++
			b.WriteRune(best)
		case best == '0' || best == '1':
			b.WriteRune(best)
		case letter:
			plain = plain && d == '0'
			b.WriteRune(d)
		}
	}
	if 100*b.Len() < leastGroup*len(group) || sure == 0 && !plain {
		return "", 0
	}
	return b.String(), sure
}

// likest is the letter or digit that a shape is most like; 0 where it is like none.
func likest(s shape, moulds []mould) rune {
	if 100*s.Dx() < stroke*s.Dy() {
		return '1'
	}
	m := mouldOf(0, s.ink)
	best, like := rune(0), leastLike
	for _, o := range moulds {
		if l := m.likeness(o); l > like {
			best, like = o.letter, l
		}
	}
	return best
}
