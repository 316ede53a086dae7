package typeset

import "pharos/internal/locale"

// Align says at which edge of its frame a line stands.
type Align uint8

// Start and End follow the paragraph's direction; Left and Right do not.
const (
	Start Align = iota
	End
	Centre
	Left
	Right
)

// Height gives the height of n lines at a size: n times the leading.
func (p *Paragraph) Height(n int, size Length) Length {
	return size.Scale(n*p.Style.leading(), 1000)
}

// Baseline gives the distance from the top of a line's box to its baseline. The
// font's ascent and descent stand in the middle of the leading, as in CSS
// (CSS 2.2, 10.8.1).
func (p *Paragraph) Baseline(size Length) Length {
	asc, desc := p.main.em(p.main.Ascent()), p.main.em(p.main.Descent())
	content := (asc - desc).At(size)
	return (p.Height(1, size)-content)/2 + asc.At(size)
}

// Cap gives the height of capitals and figures at a size.
func (p *Paragraph) Cap(size Length) Length { return p.main.em(p.main.CapHeight()).At(size) }

// RTL reports a paragraph that runs from right to left.
func (p *Paragraph) RTL() bool { return p.Style.Direction == locale.RTL }

// Lay sets lines from the top of a frame downwards. The colour and the Mark
// are the caller's to fill.
func (p *Paragraph) Lay(lines []Line, frame Rect, size Length, at Align) *Text {
	t := &Text{Source: p.Text, Lang: p.Style.Lang, RTL: p.RTL(), Size: size, Lines: make([]PlacedLine, len(lines))}
	y := frame.Min.Y + p.Baseline(size)
	for i, l := range lines {
		t.Lines[i] = PlacedLine{Point{p.edge(&l, frame, size, at), y + p.Height(i, size)}, l}
	}
	return t
}

// edge gives the left end of a line in its frame.
func (p *Paragraph) edge(l *Line, frame Rect, size Length, at Align) Length {
	free := frame.W() - l.Width.At(size)
	switch {
	case at == Centre:
		return frame.Min.X + free/2
	case at == Right, at == Start && p.RTL(), at == End && !p.RTL():
		return frame.Min.X + free
	}
	return frame.Min.X
}
