package pdf

import (
	"strconv"

	"pharos/internal/picture"
	"pharos/internal/typeset"
)

// content is the stream of one page (7.8.2) with the state that the operators
// so far have left, so that nothing is set twice.
type content struct {
	f *file
	// corner is the lower left corner of the medium, where a PDF counts from.
	corner typeset.Point
	b      []byte
	state
	page   int
	marked int  // the tag whose marked content is open; closed is none
	alpha  bool // some picture lets the ground through
}

// state is what q saves and Q restores.
type state struct {
	fill, stroke typeset.Colour
	hasFill      bool
	hasStroke    bool
	overprint    bool
	width        typeset.Length
	round        bool
	font         int
	size         typeset.Length
	spacing      typeset.Length
}

// closed says that no marked content is open.
const closed = -2

func newContent(f *file, page int) *content {
	m := f.doc.Pages[page].Media
	var memory []byte
	if page == 0 {
		memory = f.w.page[:0]
	}
	return &content{
		f:      f,
		b:      memory,
		corner: typeset.Point{X: m.Min.X, Y: m.Max.Y},
		page:   page,
		marked: closed,
		state:  state{font: -1},
	}
}

// item writes one item inside of its marked content.
func (c *content) item(item typeset.Item) error {
	c.mark(item.Info().Tag)
	saved, clip := c.state, item.Info().Clip
	if clip != nil {
		c.op("q")
		c.outline(*clip)
		c.op("W n")
	}
	var err error
	switch it := item.(type) {
	case *typeset.Path:
		c.path(it)
	case *typeset.Text:
		err = c.text(it)
	case *picture.Placed:
		err = c.picture(it)
	}
	if clip != nil {
		c.op("Q")
		c.state = saved
	}
	return err
}

// mark opens the marked content of a tag (14.6), or of an artifact (14.8.2.2),
// and closes the one before; files for the press have none.
func (c *content) mark(tag int) {
	if c.f.opt.press() || c.marked == tag {
		return
	}
	c.unmark()
	c.marked = tag
	if tag == typeset.Artifact {
		c.op("/Artifact BMC")
		return
	}
	id := c.f.tags.content(c.page, tag)
	c.str("/", string(c.f.doc.Pages[c.page].Tags[tag].Role), " << /MCID ", strconv.Itoa(id), " >> BDC\n")
}

func (c *content) unmark() {
	if c.marked != closed {
		c.op("EMC")
		c.marked = closed
	}
}

// path writes a filled and stroked outline (8.5).
func (c *content) path(p *typeset.Path) {
	if len(p.Outline) == 0 || p.Fill == nil && p.Stroke == nil {
		return
	}
	if p.Fill != nil {
		c.setFill(*p.Fill)
	}
	if p.Stroke != nil {
		c.setStroke(p)
	}
	if p.Fill == nil {
		c.strokeOnly(p.Outline)
		return
	}
	if p.Clip != nil && p.Stroke == nil {
		c.outline(reaching(p.Outline, p.Clip.Bounds()))
	} else {
		c.outline(p.Outline)
	}
	star := ""
	if p.EvenOdd {
		star = "*"
	}
	if p.Stroke == nil {
		c.op("f" + star)
	} else {
		c.op("B" + star)
	}
}

// reaching leaves out the contours that have nothing inside of r: of a headline
// that a beam crosses, the letters beside it.
func reaching(o typeset.Outline, r typeset.Rect) typeset.Outline {
	out := make(typeset.Outline, 0, len(o))
	for len(o) > 0 {
		n := 1
		for n < len(o) && o[n].Op != typeset.Move {
			n++
		}
		b := o[:n].Bounds()
		if b.Min.X <= r.Max.X && r.Min.X <= b.Max.X && b.Min.Y <= r.Max.Y && r.Min.Y <= b.Max.Y {
			out = append(out, o[:n]...)
		}
		o = o[n:]
	}
	return out
}

// outline writes the operators of a path (8.5.2), upright rectangles as one.
func (c *content) outline(o typeset.Outline) {
	for len(o) > 0 {
		if r, ok := rectangle(o); ok {
			c.place(r.Min)
			c.pair(r.W(), -r.H()) // downwards keeps the direction of the contour
			c.op("re")
			o = o[5:]
			continue
		}
		switch s := &o[0]; s.Op {
		case typeset.Move:
			c.points("m", s.P[0])
		case typeset.LineTo:
			c.points("l", s.P[0])
		case typeset.Cubic:
			c.points("c", s.P[0], s.P[1], s.P[2])
		case typeset.Close:
			c.op("h")
		}
		o = o[1:]
	}
}

// rectangle reports a contour that is an upright rectangle, begun at its top
// left corner and run clockwise, as typeset.RectOutline makes it.
func rectangle(o typeset.Outline) (typeset.Rect, bool) {
	if len(o) < 5 || o[0].Op != typeset.Move || o[4].Op != typeset.Close {
		return typeset.Rect{}, false
	}
	a, b, c, d := o[0].P[0], o[1].P[0], o[2].P[0], o[3].P[0]
	ok := o[1].Op == typeset.LineTo && o[2].Op == typeset.LineTo && o[3].Op == typeset.LineTo &&
		a.Y == b.Y && b.X == c.X && c.Y == d.Y && d.X == a.X && a.X < c.X && a.Y < c.Y
	return typeset.Rect{Min: a, Max: c}, ok
}

// points writes places and the operator.
func (c *content) points(op string, points ...typeset.Point) {
	for _, p := range points {
		c.place(p)
	}
	c.op(op)
}

// place writes a place as it is seen from the corner, where y runs up.
func (c *content) place(p typeset.Point) { c.pair(p.X-c.corner.X, c.corner.Y-p.Y) }

// upright gives a rectangle as it is seen from the corner.
func (c *content) upright(r typeset.Rect) typeset.Rect {
	return typeset.Box(r.Min.X-c.corner.X, c.corner.Y-r.Max.Y, r.W(), r.H())
}

// pair writes two numbers in hundredths of a point, 3.5 micrometres.
func (c *content) pair(x, y typeset.Length) {
	c.b = append(centi(c.b, hundredths(x)), ' ')
	c.b = append(centi(c.b, hundredths(y)), ' ')
}

// hundredths rounds a Length down from thousandths, halves upwards.
func hundredths(l typeset.Length) int64 {
	n := int64(l) + 5
	if n < 0 {
		n -= 9
	}
	return n / 10
}

func (c *content) setFill(col typeset.Colour) {
	c.setOverprint(col.Overprint)
	if !c.hasFill || c.fill != col {
		c.str(c.f.paint(col, false))
		c.fill, c.hasFill = col, true
	}
}

func (c *content) setStroke(p *typeset.Path) {
	if p.Fill == nil {
		c.setOverprint(p.Stroke.Overprint)
	}
	if !c.hasStroke || c.stroke != *p.Stroke {
		c.str(c.f.paint(*p.Stroke, true))
		c.stroke, c.hasStroke = *p.Stroke, true
	}
	if c.width != p.Width {
		c.width = p.Width
		c.b = append(number(c.b, p.Width), " w\n"...)
	}
	if c.round != p.Round {
		c.round = p.Round
		if p.Round {
			c.op("1 J 1 j")
		} else {
			c.op("0 J 0 j")
		}
	}
}

// setOverprint switches between the two graphics states of the press.
func (c *content) setOverprint(on bool) {
	if !c.f.opt.press() || c.overprint == on {
		return
	}
	c.overprint = on
	if on {
		c.op("/G1 gs")
	} else {
		c.op("/G0 gs")
	}
}

func (c *content) op(s string) { c.b = append(append(c.b, s...), '\n') }

func (c *content) str(parts ...string) {
	for _, s := range parts {
		c.b = append(c.b, s...)
	}
}
