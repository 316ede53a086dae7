package pdf

import (
	"fmt"
	"strings"

	"pharos/internal/typeset"
)

// roles are the structure types that may be written (14.8.4).
var roles = map[typeset.Role]bool{
	typeset.RoleDocument: true,
	typeset.RoleSect:     true,
	typeset.RoleH1:       true,
	typeset.RoleH2:       true,
	typeset.RoleP:        true,
	typeset.RoleL:        true,
	typeset.RoleLI:       true,
	typeset.RoleLBody:    true,
	typeset.RoleFigure:   true,
	typeset.RoleSpan:     true,
}

// tagTree is the logical structure (14.7) of a screen file: one element a Tag,
// in the order of the Tags, whatever the order of painting.
type tagTree struct {
	elements [][]element // by page, by tag
	owners   [][]int     // by page, by marked content: the tag
	pages    []ref
}

type element struct {
	ref  ref
	mcid []int
	box  typeset.Rect
}

// open makes room for all pages; pages get their numbers here, because
// elements point at them.
func (t *tagTree) open(f *file) {
	n := len(f.doc.Pages)
	t.elements, t.owners, t.pages = make([][]element, n), make([][]int, n), make([]ref, n)
	if f.opt.press() {
		return
	}
	for i := range f.doc.Pages {
		t.pages[i] = f.w.reserve()
		t.elements[i] = make([]element, len(f.doc.Pages[i].Tags))
		for k := range t.elements[i] {
			t.elements[i][k].ref = f.w.reserve()
		}
		for _, item := range f.doc.Pages[i].Items {
			if k := item.Info().Tag; k != typeset.Artifact {
				e := &t.elements[i][k]
				e.box = e.box.Union(visible(item, f.doc.Pages[i].Media))
			}
		}
	}
}

// page gives the number reserved for a page; 0 in press files.
func (t *tagTree) page(_ *file, i int) ref { return t.pages[i] }

// content gives a new marked content of a tag its identifier.
func (t *tagTree) content(page, tag int) int {
	id := len(t.owners[page])
	t.owners[page] = append(t.owners[page], tag)
	t.elements[page][tag].mcid = append(t.elements[page][tag].mcid, id)
	return id
}

// write makes the root of the structure, the Document element, all elements and
// the tree from contents to elements (14.7.4.4).
func (t *tagTree) write(f *file) ref {
	root, doc, parents := f.w.reserve(), f.w.reserve(), f.w.reserve()
	var kids, nums strings.Builder
	for i := range t.elements {
		for k := range t.elements[i] {
			if f.doc.Pages[i].Tags[k].Parent < 0 {
				fmt.Fprintf(&kids, "%s ", t.elements[i][k].ref)
			}
			t.element(f, doc, i, k)
		}
		fmt.Fprintf(&nums, "%d [", i)
		for _, tag := range t.owners[i] {
			fmt.Fprintf(&nums, "%s ", t.elements[i][tag].ref)
		}
		nums.WriteString("] ")
	}
	f.w.object(
		doc,
		fmt.Sprintf(
			"<< /Type /StructElem /S /Document /P %s /Lang %s /K [%s] >>",
			root,
			text(f.doc.Lang),
			kids.String(),
		),
	)
	f.w.object(parents, fmt.Sprintf("<< /Nums [%s] >>", nums.String()))
	f.w.object(
		root,
		fmt.Sprintf(
			"<< /Type /StructTreeRoot /K %s /ParentTree %s /ParentTreeNextKey %d >>",
			doc,
			parents,
			len(t.elements),
		),
	)
	return root
}

// element writes one structure element: its own content first, then its
// children in reading order.
func (t *tagTree) element(f *file, doc ref, page, tag int) {
	e, def := &t.elements[page][tag], f.doc.Pages[page].Tags[tag]
	parent := doc
	if def.Parent >= 0 {
		parent = t.elements[page][def.Parent].ref
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<< /Type /StructElem /S /%s /P %s /Pg %s /K [", def.Role, parent, t.pages[page])
	for _, id := range e.mcid {
		fmt.Fprintf(&b, "%d ", id)
	}
	for k := tag + 1; k < len(t.elements[page]); k++ {
		if f.doc.Pages[page].Tags[k].Parent == tag {
			fmt.Fprintf(&b, "%s ", t.elements[page][k].ref)
		}
	}
	b.WriteString("]")
	if def.Lang != "" {
		fmt.Fprintf(&b, " /Lang %s", text(def.Lang))
	}
	if def.Alt != "" {
		fmt.Fprintf(&b, " /Alt %s", text(def.Alt))
	}
	switch def.Role {
	case typeset.RoleFigure:
		if !e.box.Empty() {
			fmt.Fprintf(&b, " /A << /O /Layout /Placement /Block /BBox %s >>", box(e.box, f.doc.Pages[page].Media))
		}
	case typeset.RoleL:
		b.WriteString(" /A << /O /List /ListNumbering /None >>")
	}
	b.WriteString(" >>")
	f.w.object(e.ref, b.String())
}

// visible gives the part of an item that is on the page and inside of its clip.
func visible(item typeset.Item, media typeset.Rect) typeset.Rect {
	r := item.Bounds()
	if clip := item.Info().Clip; clip != nil {
		r = r.Intersect(clip.Bounds())
	}
	return r.Intersect(media)
}
