package press

import (
	"fmt"
	"slices"

	"pharos/internal/made"
	"pharos/internal/picture"
	"pharos/internal/plan"
	"pharos/internal/template"
	"pharos/internal/typeset"
)

// The marks around a sheet. All stand outside of the bleed.
var (
	// slugRoom is the room around the bleed that holds the marks.
	slugRoom = typeset.MM(9_000)
	// markLength is the length of the crop marks.
	markLength = typeset.MM(6_000)
	// hairline is the width of the marks.
	hairline = typeset.Pt / 4
)

// markItems is how many items stand around a sheet without folds.
const markItems = 29

// registration prints on every plate.
var registration = typeset.Colour{
	Name:         "registration",
	CMYK:         [4]uint8{100, 100, 100, 100},
	SRGB:         [3]uint8{0, 0, 0},
	Registration: true,
}

// Marks gives the sheet as the printer gets it: with the bleed, and around it
// crop marks, registration marks, patches of the inks and a line that names the
// material. The composition itself is unchanged.
func (p *Press) Marks(doc typeset.Document, m plan.Material) typeset.Document {
	bleed := typeset.Length(0)
	var folds []typeset.Length
	if s, ok := p.theme.Tokens.Stock(p.stockOf(m)); ok {
		bleed, folds = s.Bleed, s.Folds
	}
	out := doc
	out.Pages = make([]typeset.Page, len(doc.Pages))
	for i, pg := range doc.Pages {
		var at []typeset.Length
		for _, f := range folds {
			at = append(at, pg.Trim.Min.X+f)
		}
		out.Pages[i] = p.marked(pg, bleed, at, p.slug(m, pg, i, len(doc.Pages)))
		for _, x := range at {
			out.Pages[i].Items = append(out.Pages[i].Items, foldMarks(x, out.Pages[i].Bleed, markLength)...)
		}
	}
	return out
}

// slug is the line outside of the sheet. A released sheet has its batch and its
// short address there.
func (p *Press) slug(m plan.Material, pg typeset.Page, i, n int) string {
	edition := ""
	if l := m.Columns[0].First(made.SlotImprint); !l.Text.IsZero() {
		edition = " · " + l.Text.Value
	}
	if m.Batch != "" {
		edition = fmt.Sprintf(" · %s%s · %s", m.Batch, edition, m.Address)
	}
	return fmt.Sprintf(
		"%s/%s/%s · %s\u00a0×\u00a0%s\u00a0mm%s · %s\u00a0%d/%d",
		m.Country,
		m.Audience,
		m.Name,
		pg.Trim.W(),
		pg.Trim.H(),
		edition,
		pg.Name,
		i+1,
		n,
	)
}

// marked gives one page with its marks. What is on the page keeps its place: the
// medium begins above and left of it.
func (p *Press) marked(pg typeset.Page, bleed typeset.Length, folds []typeset.Length, slug string) typeset.Page {
	out := pg
	out.Bleed = pg.Trim.Inset(-bleed)
	out.Media = out.Bleed.Inset(-slugRoom)
	out.Items = append(make([]typeset.Item, 0, len(pg.Items)+markItems), pg.Items...)
	out.Items = append(out.Items, cropMarks(out.Trim, out.Bleed)...)
	for _, c := range middles(out.Bleed, folds) {
		out.Items = append(out.Items, registrationMark(c)...)
	}
	out.Items = append(out.Items, patches(out)...)
	if t := p.slugText(slug, out); t != nil {
		out.Items = append(out.Items, t)
	}
	return out
}

// moved gives a page whose items are all moved; the page itself is not touched.
func moved(pg typeset.Page, d typeset.Point) typeset.Page {
	at := func(r typeset.Rect) typeset.Rect { return typeset.Rect{Min: r.Min.Add(d), Max: r.Max.Add(d)} }
	out := pg
	out.Trim, out.Safe = at(pg.Trim), at(pg.Safe)
	out.Items = make([]typeset.Item, 0, len(pg.Items))
	for _, it := range pg.Items {
		out.Items = append(out.Items, movedItem(it, d))
	}
	return out
}

func movedItem(it typeset.Item, d typeset.Point) typeset.Item {
	var copied typeset.Item
	switch it := it.(type) {
	case *typeset.Path:
		c := *it
		c.Outline = it.Outline.Shift(d)
		copied = &c
	case *typeset.Text:
		c := *it
		c.Lines = make([]typeset.PlacedLine, len(it.Lines))
		for i, l := range it.Lines {
			c.Lines[i] = typeset.PlacedLine{At: l.At.Add(d), Line: l.Line}
		}
		copied = &c
	case *picture.Placed:
		c := *it
		c.Frame = typeset.Rect{Min: it.Frame.Min.Add(d), Max: it.Frame.Max.Add(d)}
		copied = &c
	}
	if clip := copied.Info().Clip; clip != nil {
		o := clip.Shift(d)
		copied.Info().Clip = &o
	}
	return copied
}

// stroke gives a line of the marks.
func stroke(a, b typeset.Point) typeset.Item {
	var o typeset.Outline
	o.Move(a)
	o.Line(b)
	colour := registration
	return &typeset.Path{
		Mark:    typeset.Mark{Tag: typeset.Artifact, Role: "mark"},
		Outline: o,
		Stroke:  &colour,
		Width:   hairline,
	}
}

// cropMarks gives the eight lines along which the sheet is cut.
func cropMarks(trim, bleed typeset.Rect) []typeset.Item {
	var out []typeset.Item
	for _, x := range []typeset.Length{trim.Min.X, trim.Max.X} {
		out = append(
			out,
			stroke(
				typeset.Point{X: x, Y: bleed.Min.Y - template.MarkGap},
				typeset.Point{X: x, Y: bleed.Min.Y - template.MarkGap - markLength},
			),
			stroke(
				typeset.Point{X: x, Y: bleed.Max.Y + template.MarkGap},
				typeset.Point{X: x, Y: bleed.Max.Y + template.MarkGap + markLength},
			),
		)
	}
	for _, y := range []typeset.Length{trim.Min.Y, trim.Max.Y} {
		out = append(
			out,
			stroke(
				typeset.Point{X: bleed.Min.X - template.MarkGap, Y: y},
				typeset.Point{X: bleed.Min.X - template.MarkGap - markLength, Y: y},
			),
			stroke(
				typeset.Point{X: bleed.Max.X + template.MarkGap, Y: y},
				typeset.Point{X: bleed.Max.X + template.MarkGap + markLength, Y: y},
			),
		)
	}
	return out
}

// registrationArm is half the cross of a registration mark.
var registrationArm = typeset.MM(2_500)

// middles gives the places of the registration marks. Those above and below move
// towards the right until they are clear of the folds.
func middles(bleed typeset.Rect, folds []typeset.Length) []typeset.Point {
	far := template.MarkGap + markLength/2
	x, y := (bleed.Min.X+bleed.Max.X)/2, (bleed.Min.Y+bleed.Max.Y)/2
	for _, f := range slices.Sorted(slices.Values(folds)) {
		if room := registrationArm + template.MarkGap; f-room < x && x < f+room {
			x = f + room
		}
	}
	return []typeset.Point{
		{X: x, Y: bleed.Min.Y - far},
		{X: x, Y: bleed.Max.Y + far},
		{X: bleed.Min.X - far, Y: y},
		{X: bleed.Max.X + far, Y: y},
	}
}

// registrationMark is a cross in a circle.
func registrationMark(c typeset.Point) []typeset.Item {
	r := typeset.MM(1_500)
	colour := registration
	arm := registrationArm
	return []typeset.Item{
		stroke(typeset.Point{X: c.X - arm, Y: c.Y}, typeset.Point{X: c.X + arm, Y: c.Y}),
		stroke(typeset.Point{X: c.X, Y: c.Y - arm}, typeset.Point{X: c.X, Y: c.Y + arm}),
		&typeset.Path{
			Mark:    typeset.Mark{Tag: typeset.Artifact, Role: "mark"},
			Outline: typeset.Circle(c, r),
			Stroke:  &colour,
			Width:   hairline,
		},
	}
}

// patches gives a square of each process ink, full and half, above the sheet at
// its left.
func patches(pg typeset.Page) []typeset.Item {
	side := typeset.MM(4_000)
	if pg.Trim.W() < 20*side {
		side = typeset.MM(2_500)
	}
	var out []typeset.Item
	for i := range 8 {
		c := typeset.Colour{Name: "patch", SRGB: [3]uint8{128, 128, 128}}
		c.CMYK[i/2] = uint8(100 - i%2*50)
		r := typeset.Box(
			pg.Trim.Min.X+typeset.MM(4_000)+side*typeset.Length(i),
			pg.Bleed.Min.Y-template.MarkGap-side-typeset.MM(1_000),
			side,
			side,
		)
		out = append(
			out,
			&typeset.Path{
				Mark:    typeset.Mark{Tag: typeset.Artifact, Role: "mark"},
				Outline: typeset.RectOutline(r),
				Fill:    &c,
			},
		)
	}
	return out
}

// slugText sets the line below the sheet, at its left, in a size that fits
// beside the registration mark.
func (p *Press) slugText(slug string, pg typeset.Page) typeset.Item {
	q, err := p.fonts.Shape(slug, typeset.Style{Lang: "en", Script: "Latn"})
	if err != nil {
		return nil
	}
	room := pg.Trim.W()/2 - typeset.MM(9_000)
	fit := typeset.Fit(
		typeset.Range{Floor: 2 * typeset.Pt, Ceiling: 6 * typeset.Pt},
		typeset.Frame{Paragraph: q, Width: room, Height: markLength, MaxLines: 2},
	)
	t := q.Lay(
		fit.Lines[0],
		typeset.Box(pg.Trim.Min.X+typeset.MM(4_000), pg.Bleed.Max.Y+template.MarkGap+typeset.MM(500), room, markLength),
		fit.Size,
		typeset.Left,
	)
	t.Mark, t.Colour = typeset.Mark{Tag: typeset.Artifact, Role: "mark"}, p.theme.Tokens.Swatches["ink"]
	return t
}
