package pdf

import (
	"bytes"
	"slices"

	"pharos/internal/typeset"
)

// kept is deflated data that a writer keeps for the files that come next: those
// of one sheet have the same words, and those of one stock the same draft mark.
// What comes out of it is what would be made anew.
type kept struct {
	fonts map[*typeset.Font]*keptFont
	forms map[formKey][]byte
}

// mostKept bounds the fonts and the forms that a writer keeps: a few hundred
// kilobytes.
const mostKept = 32

// keptFont is a font's last subset with what it was made of.
type keptFont struct {
	texts  []string
	gids   []uint16
	subset []shape
	// tag stands in front of the name, size is that of the program before it was
	// deflated.
	tag              string
	size             int
	program, unicode []byte
}

// font gives the deflated program and text map of a font.
func (k *kept) font(e *embedded, w *writer) (*keptFont, error) {
	have := k.fonts[e.font]
	if have != nil && slices.Equal(have.gids, e.gids) && slices.Equal(have.texts, e.texts) && slices.EqualFunc(have.subset, e.subset, shape.equal) {
		return have, nil
	}
	data, err := subset(e.font, e.subset)
	if err != nil {
		return nil, err
	}
	f := &keptFont{texts: e.texts, gids: e.gids, subset: e.subset, tag: subsetTag(data), size: len(data)}
	f.program = bytes.Clone(w.deflate(data))
	f.unicode = bytes.Clone(w.deflate(e.toUnicode()))
	if k.fonts == nil || have == nil && len(k.fonts) >= mostKept {
		k.fonts = map[*typeset.Font]*keptFont{}
	}
	k.fonts[e.font] = f
	return f, nil
}

func (s shape) equal(t shape) bool { return s.advance == t.advance && slices.Equal(s.parts, t.parts) }

// formKey names the outline of a form and the corner from which its places are
// counted. An outline never changes.
type formKey struct {
	first  *typeset.Segment
	n      int
	corner typeset.Point
}

// form gives the deflated content of a form, made once.
func (k *kept) form(key formKey, write func() []byte) []byte {
	data, ok := k.forms[key]
	if ok {
		return data
	}
	data = bytes.Clone(write())
	if k.forms == nil || len(k.forms) >= mostKept {
		k.forms = map[formKey][]byte{}
	}
	k.forms[key] = data
	return data
}
