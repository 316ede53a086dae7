package evaluate

import (
	"fmt"
	"html"
	"strings"
)

// Chart writes the figure of a report as SVG, so many pixels wide, from 320; "" where
// nothing may be shown.
func Chart(r *Report, w *Words, width int) string {
	c := drawn(r, w, width)
	if c == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" `+
		`direction="ltr" font-family="sans-serif"><title>%s</title><desc>%s</desc>`, width, chartHeight, width,
		chartHeight,
		html.EscapeString(w.Say("chart."+string(r.Calls.Verdict))), html.EscapeString(c.told()))
	for _, s := range c.shapes {
		b.WriteString(s.svg())
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// lamp writes a lamp with its name.
func lamp(l Lamp, name string) string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" role="img">` +
		`<title>` +
		html.EscapeString(name) + `</title>`)
	for _, s := range lampShapes(l) {
		b.WriteString(s.svg())
	}
	b.WriteString("</svg>")
	return b.String()
}

// svg writes one shape.
func (s shape) svg() string {
	at := s.points[0]
	paint := fmt.Sprintf(` fill="%s"`, orNone(s.fill))
	if s.stroke != "" {
		paint += fmt.Sprintf(` stroke="%s" stroke-width="%s"`, s.stroke, px(s.width))
	}
	switch {
	case s.words != "":
		weight := ""
		if s.bold {
			weight = ` font-weight="bold"`
		}
		return fmt.Sprintf(`<text x="%s" y="%s" font-size="%s" text-anchor="%s"%s fill="%s">%s</text>`,
			px(at.x), px(at.y), px(s.size), s.anchor, weight, s.fill, html.EscapeString(s.words))
	case s.radius > 0:
		return fmt.Sprintf(`<circle cx="%s" cy="%s" r="%s"%s/>`, px(at.x), px(at.y), px(s.radius), paint)
	}
	var d strings.Builder
	for i, p := range s.points {
		d.WriteByte("ML"[min(i, 1)])
		d.WriteString(px(p.x) + " " + px(p.y))
	}
	if s.closed {
		d.WriteByte('Z')
	}
	return fmt.Sprintf(`<path d="%s"%s/>`, d.String(), paint)
}

func orNone(colour string) string {
	if colour == "" {
		return "none"
	}
	return colour
}

// px writes a length with one digit.
func px(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", Rounded(x)), ".0")
}
