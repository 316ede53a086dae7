package press

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"pharos/internal/typeset"
)

// unit is the length of one step in an SVG file: a hundredth of a point.
const unit = typeset.Pt / 100

// SVG writes the first page of a document as a picture of paths (SVG 1.1): no
// font, script, link or style, so that it looks the same on every site that
// shows it. The title is its text for who cannot see it.
func SVG(doc typeset.Document) ([]byte, error) {
	page := doc.Pages[0]
	var b bytes.Buffer
	w, h := page.Trim.W()/unit, page.Trim.H()/unit
	fmt.Fprintf(
		&b,
		`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" xml:lang="%s">`+
			`<title>`,
		page.Trim.W()/typeset.Pixel,
		page.Trim.H()/typeset.Pixel,
		w,
		h,
		doc.Lang,
	)
	if err := xml.EscapeText(&b, []byte(doc.Title)); err != nil {
		return nil, fmt.Errorf("write SVG: %w", err)
	}
	b.WriteString("</title>")
	for i, item := range page.Items {
		if err := svgItem(&b, i, item, page.Trim.Min); err != nil {
			return nil, err
		}
	}
	b.WriteString("</svg>\n")
	return b.Bytes(), nil
}

// svgItem writes one item, inside its clip.
func svgItem(b *bytes.Buffer, i int, item typeset.Item, origin typeset.Point) error {
	clip := item.Info().Clip
	if clip != nil {
		fmt.Fprintf(
			b,
			`<clipPath id="c%d"><path d="%s"/></clipPath><g clip-path="url(#c%d)">`,
			i,
			svgPath(*clip, origin),
			i,
		)
	}
	switch v := item.(type) {
	case *typeset.Path:
		b.WriteString(`<path d="` + svgPath(v.Outline, origin) + `"` + svgPaint(v) + `/>`)
	case *typeset.Text:
		for _, l := range v.Lines {
			b.WriteString(
				`<path d="` + svgPath(l.Line.Outline(l.At, v.Size), origin) + `" fill="` + svgColour(v.Colour) + `"/>`,
			)
		}
	default:
		return fmt.Errorf("write SVG: a %T cannot stand in it", item)
	}
	if clip != nil {
		b.WriteString("</g>")
	}
	return nil
}

// svgPaint gives the attributes of fill and stroke.
func svgPaint(p *typeset.Path) string {
	out := ` fill="none"`
	if p.Fill != nil {
		out = ` fill="` + svgColour(*p.Fill) + `"`
		if p.EvenOdd {
			out += ` fill-rule="evenodd"`
		}
	}
	if p.Stroke != nil {
		out += fmt.Sprintf(` stroke="%s" stroke-width="%d"`, svgColour(*p.Stroke), p.Width/unit)
		if p.Round {
			out += ` stroke-linecap="round" stroke-linejoin="round"`
		}
	}
	return out
}

// svgColour is a colour as the screen has it.
func svgColour(c typeset.Colour) string {
	return fmt.Sprintf("#%02x%02x%02x", c.SRGB[0], c.SRGB[1], c.SRGB[2])
}

// svgPath writes an outline as path data.
func svgPath(o typeset.Outline, origin typeset.Point) string {
	var b bytes.Buffer
	at := func(p typeset.Point) string {
		return fmt.Sprintf("%d %d", (p.X-origin.X)/unit, (p.Y-origin.Y)/unit)
	}
	for _, s := range o {
		switch s.Op {
		case typeset.Move:
			b.WriteString("M" + at(s.P[0]))
		case typeset.LineTo:
			b.WriteString("L" + at(s.P[0]))
		case typeset.Cubic:
			b.WriteString("C" + at(s.P[0]) + " " + at(s.P[1]) + " " + at(s.P[2]))
		case typeset.Close:
			b.WriteString("Z")
		}
	}
	return b.String()
}
