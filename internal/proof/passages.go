package proof

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
		return n.DataAtom == atom.A &&
			slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "download" })
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
			case c.Type != html.ElementNode || c.DataAtom == atom.Script || c.DataAtom == atom.Style ||
				c.DataAtom == atom.Template:
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
