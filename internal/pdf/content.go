package pdf

import (
	"strconv"

	"pharos/internal/typeset"
)

// content is the stream of one page (7.8.2) with the state that the operators
// so far have left, so that nothing is set twice.
type content struct {
	f      *file
	height typeset.Length
	b      []byte
	state
	page   int
	marked int // the tag whose marked content is open; closed is none
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
	return &content{f: f, height: f.doc.Pages[page].Media.H(), page: page, marked: closed, state: state{font: -1}}
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
	case *typeset.Picture:
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
	c.outline(p.Outline)
	star := ""
	if p.EvenOdd {
		star = "*"
	}
	switch {
	case p.Stroke == nil:
		c.op("f" + star)
	case p.Fill == nil:
		c.op("S")
	default:
		c.op("B" + star)
	}
}

func (c *content) outline(o typeset.Outline) {
	for i := range o {
		s := &o[i]
		switch s.Op {
		case typeset.Move:
			c.points("m", s.P[0])
		case typeset.LineTo:
			c.points("l", s.P[0])
		case typeset.Cubic:
			c.points("c", s.P[0], s.P[1], s.P[2])
		case typeset.Close:
			c.op("h")
		}
	}
}

// points writes places, turned over because y runs up in a PDF, and the operator.
func (c *content) points(op string, points ...typeset.Point) {
	for _, p := range points {
		c.b = append(number(c.b, p.X), ' ')
		c.b = append(number(c.b, c.height-p.Y), ' ')
	}
	c.op(op)
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
