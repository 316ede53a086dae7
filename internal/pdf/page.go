package pdf

import (
	"fmt"
	"strings"

	"pharos/internal/typeset"
)

// page writes one page and its content (7.7.3.3).
func (f *file) page(i int) error {
	p := &f.doc.Pages[i]
	c := newContent(f, i)
	for n, item := range p.Items {
		if err := c.item(item); err != nil {
			return fmt.Errorf("item %d (%s %s): %w", n, item.Info().Role, item.Info().ID, err)
		}
	}
	c.unmark()
	stream := f.w.reserve()
	f.contents = append(f.contents, pageContent{stream, c.b})
	if i == 0 {
		f.w.page = c.b
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<< /Type /Page /Parent %s /MediaBox %s", f.tree, box(p.Media, p.Media))
	if f.opt.press() {
		fmt.Fprintf(&b, " /BleedBox %s /TrimBox %s", box(p.Bleed, p.Media), box(p.Trim, p.Media))
	} else {
		fmt.Fprintf(&b, " /StructParents %d /Tabs /S", i)
	}
	if c.alpha { // colours are mixed as those of the output intent (11.6.6)
		space := map[bool]string{true: "/DeviceCMYK", false: "/DeviceRGB"}[f.opt.press()]
		fmt.Fprintf(&b, " /Group << /S /Transparency /CS %s >>", space)
	}
	fmt.Fprintf(
		&b,
		" /Contents %s /Resources << /Font <<%s >>%s%s%s >> >>",
		stream,
		f.fonts.resources(),
		f.inks.resources(),
		f.xobjects(),
		f.states(),
	)
	f.pages = append(f.pages, f.w.object(f.tags.page(f, i), b.String()))
	return nil
}

// box gives a rectangle of the page with y running up from the lower left corner
// of the medium (14.11.2).
func box(r, media typeset.Rect) string {
	b := []byte{'['}
	for i, l := range []typeset.Length{r.Min.X - media.Min.X, media.Max.Y - r.Max.Y, r.Max.X - media.Min.X,
		media.Max.Y - r.Min.Y} {
		if i > 0 {
			b = append(b, ' ')
		}
		b = number(b, l)
	}
	return string(append(b, ']'))
}

// pageTree writes the list of pages (7.7.3.2).
func (f *file) pageTree() {
	var kids []string
	for _, p := range f.pages {
		kids = append(kids, p.String())
	}
	f.w.object(f.tree, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids)))
}

// catalog writes the root (7.7.2).
func (f *file) catalog() {
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"<< /Type /Catalog /Pages %s /Lang %s /ViewerPreferences << /DisplayDocTitle true >> /Metadata %s "+
			"/OutputIntents [%s]",
		f.tree,
		text(f.doc.Lang),
		f.metadata(),
		f.intent(),
	)
	if !f.opt.press() {
		fmt.Fprintf(&b, " /MarkInfo << /Marked true >> /StructTreeRoot %s", f.tags.write(f))
	}
	if len(f.doc.Bookmarks) > 0 {
		fmt.Fprintf(&b, " /Outlines %s /PageMode /UseOutlines", f.bookmarks())
	}
	b.WriteString(" >>")
	f.w.object(f.root, b.String())
}

// bookmarks writes a flat outline (12.3.3).
func (f *file) bookmarks() ref {
	list := f.doc.Bookmarks
	root := f.w.reserve()
	refs := make([]ref, len(list))
	for i := range list {
		refs[i] = f.w.reserve()
	}
	for i, m := range list {
		page := min(max(m.Page, 0), len(f.pages)-1)
		y := number(nil, f.doc.Pages[page].Media.Max.Y-m.Y)
		links := ""
		if i > 0 {
			links += " /Prev " + refs[i-1].String()
		}
		if i < len(list)-1 {
			links += " /Next " + refs[i+1].String()
		}
		f.w.object(
			refs[i],
			fmt.Sprintf(
				"<< /Title %s /Parent %s /Dest [%s /XYZ 0 %s null]%s >>",
				text(m.Title),
				root,
				f.pages[page],
				y,
				links,
			),
		)
	}
	f.w.object(
		root,
		fmt.Sprintf("<< /Type /Outlines /First %s /Last %s /Count %d >>", refs[0], refs[len(refs)-1], len(refs)),
	)
	return root
}
