// Package photo judges photographs: the numbers on a picture of a printed sheet, by
// the released file, and the digits that are drawn in a picture without text.
package photo

import (
	"cmp"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"

	"pharos/internal/paint"
)

// Verdict is what a picture of a printed sheet says about its number.
type Verdict string

// The verdicts. In doubt it is Unclear: only Right may be relied on.
const (
	// Right: every digit of every number is the one that was released. It says nothing
	// about the rest of the sheet.
	Right Verdict = "the number is right"
	// Other: at least one digit is clearly another one.
	Other Verdict = "other"
	// Unclear: there is no code, no known sheet with it, or too little to see.
	Unclear Verdict = "cannot tell"
)

// Print is a released sheet that a picture may show.
type Print struct {
	// Name is for people; PDF is the finished file.
	Name string
	PDF  []byte
	// Numbers are telephone numbers; only their digits count. Those that are not
	// on the sheet do not matter.
	Numbers []string
}

// Sight is what was seen of one print on a picture.
type Sight struct {
	// Print is the index of the sheet that the picture was compared with.
	Print   int
	Verdict Verdict
	// Why says in words what the verdict rests on.
	Why string
	// Numbers are those that were compared.
	Numbers []string
	// Matches is at how many places of the sheet picture and drawing agree; the
	// sheet that the picture shows has the most.
	Matches int
	// view is the page as it was found.
	view *view
}

// How a picture is judged. A digit must resemble the drawing this much, and
// more than any other digit by this margin; what lies before, between and behind
// the digits must be as empty as in the drawing. The sheet must be found by
// leastMatches places that agree, and a digit be leastDigit pixels an em.
const (
	photoLikely  = 0.80
	photoNearer  = 0.06
	photoEmpty   = 0.30
	leastMatches = 8
	leastDigit   = 14
)

// Judge judges the numbers on a photograph or scan of a printed sheet. The code
// gives the position, places all over the sheet refine it, and every digit is
// then compared with the drawings of all ten from the original font. It gives
// what the code leads to, empty where none can be read, and a sight for each
// print with this code, the one that fits best first. The error is about the
// machine, or a print that cannot be read.
func Judge(r *paint.Reader, img image.Image, prints []Print) (code string, sights []Sight, err error) {
	shot, err := newShot(img)
	if err != nil {
		return "", nil, nil // a picture without a code is nothing unusual
	}
	for i, p := range prints {
		s, err := photoOf(r, shot, p)
		if err != nil {
			return shot.code, nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		if s.Verdict != "" {
			s.Print = i
			sights = append(sights, s)
		}
	}
	slices.SortStableFunc(sights, func(a, b Sight) int { return cmp.Compare(b.Matches, a.Matches) })
	return shot.code, sights, nil
}

// photoOf compares a picture with the pages of one print; no verdict means that
// it has another code.
func photoOf(r *paint.Reader, shot *shot, p Print) (s Sight, err error) {
	f, err := r.Read(p.PDF)
	if err != nil {
		return s, err
	}
	defer f.Close()
	defer f.Rescue(&err)
	for i := range f.Pages() {
		page, err := f.Page(i)
		if err != nil {
			return s, err
		}
		found, err := shot.find(page)
		if err != nil {
			return s, err
		}
		if found == nil || s.Verdict != "" && found.matches <= s.Matches {
			continue
		}
		segments, err := page.Segments(i, false)
		if err != nil {
			return s, err
		}
		s = read(r, found, segments, p.Numbers)
		s.Matches, s.view = found.matches, found
	}
	return s, nil
}

// read judges all numbers of a page that was found on a picture.
func read(r *paint.Reader, v *view, segments []*paint.Segment, numbers []string) Sight {
	s := Sight{Verdict: Right, Why: "every digit is the released one"}
	if v.matches < leastMatches {
		return Sight{
			Verdict: Unclear,
			Why:     "the code is known, but the sheet around it cannot be recognised: show the whole sheet, flat",
		}
	}
	for _, number := range numbers {
		places := digitPlaces(number, segments)
		if len(places) == 0 || slices.Contains(s.Numbers, number) {
			continue
		}
		s.Numbers = append(s.Numbers, number)
		for _, p := range places {
			switch verdict, why := digits(r, v, p); {
			case verdict == Other:
				return Sight{
					Verdict: Other,
					Why:     fmt.Sprintf("where %s should stand, %s", number, why),
					Numbers: s.Numbers,
				}
			case verdict == Unclear:
				s.Verdict, s.Why = Unclear, fmt.Sprintf("where %s should stand, %s", number, why)
			}
		}
	}
	if len(s.Numbers) == 0 {
		return Sight{Verdict: Unclear, Why: "this side of the sheet shows no number"}
	}
	return s
}

// digitPlaces finds the digits of a number, whatever parts its groups.
func digitPlaces(number string, segments []*paint.Segment) (out []paint.Part) {
	digits := paint.OnlyDigits(number)
	for _, s := range segments {
		r := s.Letters()
		for i := range r {
			k, n := i, 0
			for ; k < len(r) && n < len(digits); k++ {
				if r[k].Digit && paint.ASCIIDigit([]rune(r[k].Runes)[0]) == digits[n:n+1] {
					n++
				} else if r[k].Digit || n == 0 || !strings.ContainsAny(r[k].Runes, ".-/+()") {
					break
				}
			}
			if n > 0 && n == len(digits) && (i == 0 || !paint.Joined(s, i-1, i)) &&
				(k == len(r) || !paint.Joined(s, k-1, k)) {
				out = append(out, paint.Part{Segment: s, From: i, To: k})
			}
		}
	}
	return out
}

// blurs are the radii, in pixels of the comparison, by which drawings are
// softened as the camera may have softened the sheet.
var blurs = []int{0, 1, 2, 3, 4}

// digits judges one number. Its surroundings are taken from the picture, laid
// flat at ppem pixels an em, and compared digit by digit.
func digits(r *paint.Reader, v *view, at paint.Part) (Verdict, string) {
	s := at.Segment
	first, last := s.PlainAt[at.From], s.PlainAt[at.To-1]+1
	g := s.Glyphs[first]
	if v.pixels(g.X, g.Y)*g.Em < leastDigit {
		return Unclear, "the picture is too coarse to read the digits"
	}
	scale := paint.PPEM / g.Em
	area := s.Box(first, last).Grow(0.6 * g.Em).Within(v.page.Sheet())
	pic, ok := v.flat(area, scale)
	if !ok {
		return Unclear, "a part of the number is outside the picture"
	}
	want, err := v.page.Region(area, scale)
	if err != nil {
		return Unclear, err.Error()
	}
	var cells []photoCell
	for i := at.From; i < at.To; i++ {
		if u := s.Plain[i]; u.Digit {
			one := s.Glyphs[s.PlainAt[i]]
			cells = append(cells, photoCell{[]rune(u.Runes)[0], one, r.Original(one.Font.Name)})
		}
	}
	for _, c := range cells {
		if c.font == nil {
			return Unclear, "the original of the font is not known"
		}
	}
	soft, dx, dy := settle(pic, cells)
	verdict, why := Right, ""
	for _, c := range cells {
		mine, other, most := c.scores(pic, soft, dx, dy)
		switch {
		case most >= photoLikely && most >= mine+photoNearer:
			return Other, fmt.Sprintf("for the %s there is the ink of %s", string(c.want), string(other))
		case mine < photoLikely || mine < most+photoNearer:
			verdict, why = Unclear, fmt.Sprintf("the %s cannot be made out for certain", string(c.want))
		}
	}
	if verdict == Right && !empty(want, pic, soft, dx, dy) {
		return Unclear, "there is ink around the digits that does not belong there"
	}
	return verdict, why
}

// photoCell is one digit of a number and the font it should be drawn with.
type photoCell struct {
	want rune
	paint.Glyph
	font *paint.Original
}

// likeness compares the digit's place with one drawing, moved and softened.
func (c photoCell) likeness(pic *paint.Picture, d rune, soft, dx, dy int) float64 {
	at := pic.Spot(c.Glyph)
	part := paint.CellOf(pic, pic.Digit(c.Glyph).Add(image.Pt(dx, dy)).Intersect(pic.Rect), -1)
	return math.Abs(part.Likeness(c.font.Soft(at.Drawing(d), soft), at.X+dx, at.Y+dy))
}

// scores gives the likeness with the digit that should stand here, and the most
// similar other digit. The others may sit a pixel beside.
func (c photoCell) scores(pic *paint.Picture, soft, dx, dy int) (mine float64, other rune, most float64) {
	zero := c.want - rune(paint.ASCIIDigit(c.want)[0]-'0')
	for d := zero; d < zero+10; d++ {
		top := 0.0
		for _, m := range near {
			top = max(top, c.likeness(pic, d, soft, dx+m.X, dy+m.Y))
		}
		switch {
		case d == c.want:
			mine = top
		case top > most:
			other, most = d, top
		}
	}
	return mine, other, most
}

// near are the pixels around a place, and itself.
var near = []image.Point{{}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}}

// settle finds how soft the picture is and by how much it still lies beside the
// drawing: the best for the whole number, whatever digits it has.
func settle(pic *paint.Picture, cells []photoCell) (soft, dx, dy int) {
	const reach = 6
	sum := func(soft, x, y int) (total float64) {
		for _, c := range cells {
			top := 0.0
			for d := '0'; d <= '9'; d++ {
				top = max(top, c.likeness(pic, c.want-rune(paint.ASCIIDigit(c.want)[0])+d, soft, x, y))
			}
			total += top
		}
		return total
	}
	most := 0.0
	for step := 3; step > 0; step -= 2 { // coarse, then fine
		cx, cy := dx, dy
		span := reach
		if step == 1 {
			span = 2
		}
		for y := cy - span; y <= cy+span; y += step {
			for x := cx - span; x <= cx+span; x += step {
				if s := sum(2, x, y); s > most {
					most, dx, dy = s, x, y
				}
			}
		}
	}
	most = 0
	for _, b := range blurs {
		if s := sum(b, dx, dy); s > most {
			most, soft = s, b
		}
	}
	return soft, dx, dy
}

// empty reports whether the picture shows no ink where the drawing has an even
// ground: nothing was added before, between or behind the digits.
func empty(want, got *paint.Picture, soft, dx, dy int) bool {
	a, b := paint.GrayOf(want.RGBA), paint.GrayOf(got.RGBA)
	lo, hi := spread(b)
	contrast := hi - lo
	if contrast < 30 {
		return false
	}
	const tile = paint.PPEM / 4
	edge := 3 + 2*soft
	var flats, means []float64
	for y := 0; y+tile <= a.Rect.Dy(); y += tile {
		for x := 0; x+tile <= a.Rect.Dx(); x += tile {
			// The drawing must be even a little beyond the tile: ink spreads.
			m, dev := patch(a, x-edge, y-edge, tile+2*edge)
			if dev > 1 {
				continue
			}
			mean, dev := patch(b, x+dx, y+dy, tile)
			if dev > photoEmpty*contrast/2 {
				return false
			}
			flats, means = append(flats, m), append(means, mean)
		}
	}
	// Even tiles of one shade in the drawing have nearly one shade in the picture.
	for i, m := range flats {
		for j := range i {
			if flats[j] == m && math.Abs(means[i]-means[j]) > photoEmpty*contrast {
				return false
			}
		}
	}
	return true
}

// spread gives the tenth and the ninetieth percentile of brightness.
func spread(img *image.Gray) (lo, hi float64) {
	var count [256]int
	for _, v := range img.Pix {
		count[v]++
	}
	at := func(share float64) float64 {
		left := int(share * float64(len(img.Pix)))
		for v, n := range count {
			if left -= n; left < 0 {
				return float64(v)
			}
		}
		return 255
	}
	return at(0.05), at(0.95)
}

// patch gives mean and deviation of a square; outside counts as the nearest edge.
func patch(img *image.Gray, x0, y0, size int) (mean, dev float64) {
	var n, s, ss float64
	for y := y0; y < y0+size; y++ {
		for x := x0; x < x0+size; x++ {
			v := float64(img.Pix[min(max(y, 0), img.Rect.Dy()-1)*img.Stride+min(max(x, 0), img.Rect.Dx()-1)])
			n, s, ss = n+1, s+v, ss+v*v
		}
	}
	mean = s / n
	return mean, math.Sqrt(max(0, ss/n-mean*mean))
}
