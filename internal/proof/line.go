package proof

import (
	"image"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Line is a run of letters on a page, without its spaces and as it stands from left
// to right, and where it stands: in parts of the finished piece, from 0 to 1, from
// the upper left corner.
type Line struct {
	Text       string
	X, Y, W, H float64
}

// Lines reads the letters of a page. Pages count from 0.
func (f *File) Lines(index int) (out []Line, err error) {
	defer f.rescue(&err)
	p, err := f.page(index)
	if err != nil {
		return nil, err
	}
	segments, err := p.segments(index, false)
	if err != nil {
		return nil, err
	}
	s := p.sheet()
	for _, seg := range segments {
		if len(seg.glyphs) == 0 {
			continue
		}
		b := seg.box(0, len(seg.glyphs))
		out = append(out, Line{seg.words(0, len(seg.glyphs)), (b.x0 - s.x0) / s.w(), (s.y1 - b.y1) / s.h(), b.w() / s.w(), b.h() / s.h()})
	}
	return out, nil
}

// Paint paints the finished piece in all its colours, the longer side with so many
// pixels. Pages count from 0.
func (f *File) Paint(index, side int) (img *image.RGBA, err error) {
	defer f.rescue(&err)
	p, err := f.page(index)
	if err != nil {
		return nil, err
	}
	if s := p.sheet(); s.w() > s.h() {
		return f.paintSheet(index, side, 0)
	}
	return f.paintSheet(index, 0, side)
}

// Passages gives the texts of a page of a site as its readers see them, one for
// each block, in order; without the kind and size that a link to a file tells.
func Passages(page []byte) ([]string, error) {
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		return nil, err
	}
	var out []string
	var collect func(n *html.Node, b *strings.Builder)
	download := func(n *html.Node) bool {
		return n.DataAtom == atom.A && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "download" })
	}
	file := false // within a link to a file
	collect = func(n *html.Node, b *strings.Builder) {
		if download(n) {
			file = true
			defer func() { file = false }()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.Type != html.ElementNode || c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Template:
			case file && c.DataAtom == atom.Bdi: // "PDF, 34 kB"
			case block(c) && c.DataAtom != 0:
				own := &strings.Builder{}
				at := len(out)
				out = append(out, "")
				collect(c, own)
				out[at] = strings.Join(strings.Fields(own.String()), " ")
			default:
				collect(c, b)
			}
		}
	}
	collect(root, &strings.Builder{})
	kept := out[:0]
	for _, text := range out {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept, nil
}
