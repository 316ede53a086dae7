package pdf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/typeset"
)

// form is a path that is stroked several times on a page, in one colour over
// another: a form XObject (8.10) that takes colour and width from its place.
type form struct {
	outline typeset.Outline
	page    int
	ref     ref
}

// formLeast is the number of segments from which a form saves more than it costs.
const formLeast = 100

// strokeOnly paints a path that is only stroked. A long one becomes a form, which
// the next stroke of the same path uses again.
func (c *content) strokeOnly(o typeset.Outline) {
	if len(o) < formLeast {
		c.outline(o)
		c.op("S")
		return
	}
	n := len(c.f.forms) - 1
	if n < 0 || c.f.forms[n].page != c.page || !slices.Equal(c.f.forms[n].outline, o) {
		c.f.forms = append(c.f.forms, form{o, c.page, c.form(o)})
		n++
	}
	c.op("/X" + strconv.Itoa(n) + " Do")
}

// form writes a form in the places of the page.
func (c *content) form(o typeset.Outline) ref {
	data := c.f.w.kept.form(formKey{&o[0], len(o), c.corner}, func() []byte {
		own := content{f: c.f, corner: c.corner, page: c.page}
		own.outline(o)
		own.op("S")
		return c.f.w.deflate(own.b)
	})
	media := c.f.doc.Pages[c.page].Media
	return c.f.w.deflated(0, "/Type /XObject /Subtype /Form /BBox "+box(media, media)+" /Resources << >>", data)
}

// xobjects gives the pictures and forms of the file for a page's resources.
func (f *file) xobjects() string {
	if len(f.pics.refs)+len(f.forms) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(" /XObject <<")
	for i, r := range f.pics.refs {
		fmt.Fprintf(&b, " /I%d %s", i, r)
	}
	for i, x := range f.forms {
		fmt.Fprintf(&b, " /X%d %s", i, x.ref)
	}
	b.WriteString(" >>")
	return b.String()
}
