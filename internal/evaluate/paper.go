package evaluate

import (
	"math"
	"strconv"

	"pharos/internal/locale"
	"pharos/internal/typeset"
)

// paper lays a report out on sides of A4, from top to bottom. x runs from the side on
// which the language begins to read. The first error stays.
type paper struct {
	fonts *typeset.Fonts
	lang  locale.Locale
	pages []typeset.Page
	page  *typeset.Page
	// y is where the next thing stands, x and width are its column.
	y, x, width typeset.Length
	err         error
}

// Measures of a side, from the mock-ups that ministers were shown.
var (
	paperW  = typeset.MM(210_000)
	paperH  = typeset.MM(297_000)
	margin  = typeset.MM(15_000)
	content = paperW - 2*margin
)

// look is how a text looks: size in points, weight, colour, the role of its tag, and the
// tag above it.
type look struct {
	size   int
	weight int
	colour string
	role   typeset.Role
	parent int
}

// The looks.
var (
	small   = look{8, 400, ink, typeset.RoleP, -1}
	body    = look{9, 400, ink, typeset.RoleP, -1}
	strong  = look{9, 700, ink, typeset.RoleP, -1}
	heading = look{12, 900, ink, typeset.RoleH2, -1}
	warning = look{9, 700, "#8c1024", typeset.RoleP, -1}
)

// colour reads a colour such as "#005e69".
func colour(hex string) *typeset.Colour {
	c := typeset.Colour{Name: hex}
	for i := range c.SRGB {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(err) // the colours are ours
		}
		c.SRGB[i] = uint8(n)
	}
	return &c
}

// side begins a new side.
func (p *paper) side(name string) {
	whole := typeset.Box(0, 0, paperW, paperH)
	p.pages = append(p.pages, typeset.Page{Name: name, Media: whole, Bleed: whole, Trim: whole,
		Safe: whole.Inset(typeset.MM(5_000))})
	p.page, p.y = &p.pages[len(p.pages)-1], 0
	p.x, p.width = margin, content
}

// tag adds an element of the structure and gives its index.
func (p *paper) tag(role typeset.Role, parent int, alt string) int {
	p.page.Tags = append(p.page.Tags, typeset.Tag{Role: role, Lang: string(p.lang.Tag), Alt: alt, Parent: parent})
	return len(p.page.Tags) - 1
}

// left is the place of a box that begins x after the margin of reading's side.
func (p *paper) left(x, width typeset.Length) typeset.Length {
	if p.lang.Direction == locale.RTL {
		return paperW - x - width
	}
	return x
}

// shaped shapes a text.
func (p *paper) shaped(text string, l look) *typeset.Paragraph {
	q, err := p.fonts.Shape(text, typeset.Style{Weight: l.weight, Leading: 1250, Lang: string(p.lang.Tag),
		Script: p.lang.Script, Direction: p.lang.Direction, Balanced: l.size > 20})
	if err != nil && p.err == nil {
		p.err = err
	}
	return q
}

// at sets a text into a column and gives its height; y is its top.
func (p *paper) at(x, y, width typeset.Length, align typeset.Align, text string, l look) typeset.Length {
	return p.in(p.tag(l.role, l.parent, ""), typeset.Box(p.left(x, width), y, width, paperH), align, text, l)
}

// in sets a text into a box under a tag that is there.
func (p *paper) in(tag int, box typeset.Rect, align typeset.Align, text string, l look) typeset.Length {
	q := p.shaped(text, l)
	if q == nil || text == "" {
		return 0
	}
	size := typeset.Points(l.size)
	lines := q.Wrap(box.W(), size)
	t := q.Lay(lines, box, size, align)
	t.Mark, t.Colour = typeset.Mark{Tag: tag, Role: "text"}, *colour(l.colour)
	p.page.Items = append(p.page.Items, t)
	return q.Height(len(lines), size)
}

// down sets a text over the width of the column and moves on by its height and a gap.
func (p *paper) down(text string, l look, gap typeset.Length) {
	p.y += p.at(p.x, p.y, p.width, typeset.Start, text, l) + gap
}

// beside sets two things side by side and moves on below both.
func (p *paper) beside(one, two func()) {
	const gutter = 20_000 // thousandths of a point
	from, x, width := p.y, p.x, p.width
	p.width = (width - gutter) / 2
	one()
	first := p.y
	p.y, p.x = from, x+p.width+gutter
	two()
	p.y, p.x, p.width = max(first, p.y), x, width
}

// fill paints a shape under what comes after.
func (p *paper) fill(o typeset.Outline, hex string) {
	p.page.Items = append(p.page.Items, &typeset.Path{Mark: typeset.Mark{Tag: typeset.Artifact, Role: "ground"},
		Outline: o, Fill: colour(hex)})
}

// draw paints the shapes of a figure, with its top left corner at a place and so many
// thousandths of a point a pixel.
func (p *paper) draw(tag int, shapes []shape, corner typeset.Point, pixel float64) {
	length := func(x float64) typeset.Length { return typeset.Length(math.Round(Rounded(x) * pixel)) }
	place := func(q point) typeset.Point {
		return typeset.Point{X: corner.X + length(q.x), Y: corner.Y + length(q.y)}
	}
	for _, s := range shapes {
		at := place(s.points[0])
		if s.words != "" {
			p.label(tag, s, at, length(s.size))
			continue
		}
		path := &typeset.Path{Mark: typeset.Mark{Tag: tag, Role: "figure"}, Width: length(s.width)}
		if s.radius > 0 {
			path.Outline = typeset.Circle(at, length(s.radius))
		} else {
			for i, q := range s.points {
				if i == 0 {
					path.Outline.Move(at)
				} else {
					path.Outline.Line(place(q))
				}
			}
		}
		if s.closed {
			path.Outline.Close()
		}
		if s.fill != "" {
			path.Fill = colour(s.fill)
		}
		if s.stroke != "" {
			path.Stroke = colour(s.stroke)
		}
		p.page.Items = append(p.page.Items, path)
	}
}

// label writes words of a figure on a baseline.
func (p *paper) label(tag int, s shape, at typeset.Point, size typeset.Length) {
	weight := 400
	if s.bold {
		weight = 700
	}
	q := p.shaped(s.words, look{weight: weight})
	if q == nil {
		return
	}
	_, width := q.Extent(paperW, size)
	switch s.anchor {
	case "middle":
		at.X -= width / 2
	case "end":
		at.X -= width
	}
	box := typeset.Box(at.X, at.Y-q.Baseline(size), width+typeset.Pt, paperH)
	t := q.Lay(q.Wrap(box.W(), size), box, size, typeset.Start)
	t.Mark, t.Colour = typeset.Mark{Tag: tag, Role: "figure"}, *colour(s.fill)
	p.page.Items = append(p.page.Items, t)
}

// band paints a row over the whole side, under what is set from y to until.
func (p *paper) band(y, until typeset.Length, hex string) {
	p.fill(typeset.RectOutline(typeset.Box(0, y, paperW, until-y)), hex)
}
