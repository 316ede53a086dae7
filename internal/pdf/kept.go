package pdf

import (
	"bytes"
	"fmt"
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
	font   *typeset.Font
	texts  []string
	gids   []uint16
	subset []shape
	// tag stands in front of the name, size is that of the program before it was
	// deflated.
	tag              string
	size             int
	program, unicode []byte
}

// of gives what is kept of a font as it is used in a file; nil if nothing is.
func (k *kept) of(e *embedded) *keptFont {
	have := k.fonts[e.font]
	if have != nil && slices.Equal(have.gids, e.gids) && slices.Equal(have.texts, e.texts) &&
		slices.EqualFunc(have.subset, e.subset, shape.equal) {
		return have
	}
	return nil
}

// lacking gives the fonts of a file that are to be made; they are kept from now on.
func (s *fontSet) lacking(k *kept) []*keptFont {
	var out []*keptFont
	if k.fonts == nil || len(k.fonts) >= mostKept {
		k.fonts = map[*typeset.Font]*keptFont{}
	}
	for _, e := range s.list {
		if e.made = k.of(e); e.made == nil {
			e.made = &keptFont{font: e.font, texts: e.texts, gids: e.gids, subset: e.subset}
			k.fonts[e.font] = e.made
			out = append(out, e.made)
		}
	}
	return out
}

// make fills in the program and the map of texts.
func (f *keptFont) make(d *deflater) error {
	if len(f.texts) > 0xfffe || len(f.subset) > 0x7fff {
		return fmt.Errorf(
			"embed font %q: %d codes and %d shapes are more than one font can hold",
			f.font.Name,
			len(f.texts),
			len(f.subset),
		)
	}
	data, err := subset(f.font, f.subset)
	if err != nil {
		return fmt.Errorf("embed font %q: %w", f.font.Name, err)
	}
	f.tag, f.size = subsetTag(data), len(data)
	f.program = bytes.Clone(d.deflate(data))
	f.unicode = bytes.Clone(d.deflate(toUnicode(f.texts)))
	return nil
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
