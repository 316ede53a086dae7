package typeset

import (
	"fmt"
	"strings"
)

// Dump gives a document as text that people can compare: boxes in millimetres,
// tags in reading order, items in paint order with role, place, colour and
// words. It is the form of the goldens.
func Dump(d Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "document %q lang %s\n", d.Title, d.Lang)
	for i := range d.Pages {
		dumpPage(&b, i, &d.Pages[i])
	}
	return b.String()
}

func dumpPage(b *strings.Builder, i int, p *Page) {
	fmt.Fprintf(b, "page %d %s\n", i, p.Name)
	for _, box := range []struct {
		name string
		r    Rect
	}{{"media", p.Media}, {"bleed", p.Bleed}, {"trim", p.Trim}, {"safe", p.Safe}} {
		fmt.Fprintf(b, "  %-5s %s\n", box.name, box.r)
	}
	for n, t := range p.Tags {
		fmt.Fprintf(b, "  tag %d %s", n, t.Role)
		if t.Parent >= 0 {
			fmt.Fprintf(b, " in %d", t.Parent)
		}
		if t.Lang != "" {
			fmt.Fprintf(b, " lang %s", t.Lang)
		}
		if t.Alt != "" {
			fmt.Fprintf(b, " alt %q", t.Alt)
		}
		b.WriteByte('\n')
	}
	for _, item := range p.Items {
		dumpItem(b, item)
	}
}

func dumpItem(b *strings.Builder, item Item) {
	m := item.Info()
	head := m.Role
	if head == "" {
		head = "-"
	}
	if m.ID != "" {
		head += " " + m.ID
	}
	if m.Tag != Artifact {
		head += fmt.Sprintf(" tag %d", m.Tag)
	}
	if m.Clip != nil {
		head += fmt.Sprintf(" clip %s", m.Clip.Bounds())
	}
	switch it := item.(type) {
	case *Path:
		fmt.Fprintf(b, "  path %s: %s %d segments%s\n", head, it.Bounds(), len(it.Outline), it.paint())
	case fmt.Stringer:
		fmt.Fprintf(b, "  picture %s: %s\n", head, it)
	case *Text:
		fmt.Fprintf(b, "  text %s: %s pt %s %s\n", head, decimal(int(it.Size), 3), it.Lang, it.Colour)
		for i := range it.Lines {
			l := &it.Lines[i]
			fmt.Fprintf(b, "    %s wide %s %s %q\n", l.At, l.Line.Width.At(it.Size), l.Line.fontNames(), l.Line.Text)
		}
	}
}

// fontNames gives the fonts of a line in visual order, each once in a row.
func (l *Line) fontNames() string {
	var names []string
	for _, c := range l.Clusters {
		if n := len(names); n == 0 || names[n-1] != c.Font.Name {
			names = append(names, c.Font.Name)
		}
	}
	return strings.Join(names, "+")
}

func (p *Path) paint() string {
	s := ""
	if p.Fill != nil {
		s += " fill " + p.Fill.String()
	}
	if p.Stroke != nil {
		s += " stroke " + p.Stroke.String() + " width " + p.Width.String()
	}
	if p.EvenOdd {
		s += " even-odd"
	}
	return s
}

// String gives x,y in millimetres.
func (p Point) String() string { return p.X.String() + "," + p.Y.String() }

// String gives the corner and the size in millimetres.
func (r Rect) String() string { return fmt.Sprintf("%s %sx%s", r.Min, r.W(), r.H()) }

// String gives name and values of a colour.
func (c Colour) String() string {
	s := fmt.Sprintf(
		"%s(%d %d %d %d #%02X%02X%02X",
		c.Name,
		c.CMYK[0],
		c.CMYK[1],
		c.CMYK[2],
		c.CMYK[3],
		c.SRGB[0],
		c.SRGB[1],
		c.SRGB[2],
	)
	if c.Spot != "" {
		s += " spot " + c.Spot
	}
	if c.Overprint {
		s += " overprint"
	}
	if c.Registration {
		s += " all"
	}
	return s + ")"
}
