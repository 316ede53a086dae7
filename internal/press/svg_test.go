package press

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/typeset"
)

// svg draws a page for looking at, without a PDF between.
func svg(p *typeset.Page) string {
	var b strings.Builder
	m := p.Media
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="%d %d %d %d">`, m.Min.X, m.Min.Y, m.W(), m.H())
	fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" fill="#fff"/>`, m.Min.X, m.Min.Y, m.W(), m.H())
	hex := func(c *typeset.Colour) string {
		if c == nil {
			return "none"
		}
		return fmt.Sprintf("#%02x%02x%02x", c.SRGB[0], c.SRGB[1], c.SRGB[2])
	}
	for i, it := range p.Items {
		info := it.Info()
		if info.Clip != nil {
			fmt.Fprintf(&b, `<clipPath id="c%d"><path d="%s"/></clipPath><g clip-path="url(#c%d)">`, i, pathData(*info.Clip), i)
		}
		switch it := it.(type) {
		case *typeset.Path:
			extra := ""
			if it.Round {
				extra = ` stroke-linecap="round" stroke-linejoin="round"`
			}
			if it.EvenOdd {
				extra += ` fill-rule="evenodd"`
			}
			fmt.Fprintf(&b, `<path d="%s" fill="%s" stroke="%s" stroke-width="%d"%s/>`, pathData(it.Outline), hex(it.Fill), hex(it.Stroke), it.Width, extra)
		case *typeset.Text:
			var o typeset.Outline
			for k := range it.Lines {
				o = append(o, it.Lines[k].Line.Outline(it.Lines[k].At, it.Size)...)
			}
			fmt.Fprintf(&b, `<path d="%s" fill="%s"/>`, pathData(o), hex(&it.Colour))
		}
		if info.Clip != nil {
			b.WriteString("</g>")
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

func pathData(o typeset.Outline) string {
	var b strings.Builder
	for _, s := range o {
		switch s.Op {
		case typeset.Move:
			fmt.Fprintf(&b, "M%d %d", s.P[0].X, s.P[0].Y)
		case typeset.LineTo:
			fmt.Fprintf(&b, "L%d %d", s.P[0].X, s.P[0].Y)
		case typeset.Cubic:
			fmt.Fprintf(&b, "C%d %d %d %d %d %d", s.P[0].X, s.P[0].Y, s.P[1].X, s.P[1].Y, s.P[2].X, s.P[2].Y)
		case typeset.Close:
			b.WriteString("Z")
		}
	}
	return b.String()
}

// look writes a document for looking at into the folder PRESS_LOOK, if it is set.
func look(t testing.TB, name string, d typeset.Document) {
	dir := os.Getenv("PRESS_LOOK")
	if dir == "" {
		return
	}
	for i := range d.Pages {
		file := filepath.Join(dir, fmt.Sprintf("%s.%d.svg", name, i))
		if err := os.WriteFile(file, []byte(svg(&d.Pages[i])), 0o644); err != nil {
			t.Error(err)
		}
	}
}
