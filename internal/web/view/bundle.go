package view

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/made"
)

// Bundle is one packed file with every sheet of an audience in a language, for
// printers and partners who want all of them at once. A joint sheet is in that
// of its first language.
type Bundle struct {
	Audience string
	Tag      locale.Tag
	// File is where it lies below the country's root.
	File string
	// Files are the packed files, by path.
	Files []made.File
}

// Sums is the name of the list of digests in a bundle, as sha256sum reads it.
const Sums = "SHA256SUMS.txt"

// Bundles gives the bundles of a country, by path.
func Bundles(prints []Print) []Bundle {
	found := map[string]*Bundle{}
	for i := range prints {
		p, m := &prints[i], &prints[i].Material
		if len(m.Columns) == 0 {
			continue
		}
		tag := m.Columns[0].Locale.Tag
		file := "print/" + m.Audience + "/" + m.Audience + "." + tag.Address() + ".zip"
		b := found[file]
		if b == nil {
			b = &Bundle{Audience: m.Audience, Tag: tag, File: file}
			found[file] = b
		}
		for _, f := range []*made.File{p.Press, p.Screen} {
			if f != nil {
				b.Files = append(b.Files, *f)
			}
		}
		b.Files = append(b.Files, p.Files...)
	}
	var out []Bundle
	for _, b := range found {
		slices.SortFunc(b.Files, func(x, y made.File) int { return cmp.Compare(x.Path, y.Path) })
		out = append(out, *b)
	}
	slices.SortFunc(out, func(x, y Bundle) int { return cmp.Compare(x.File, y.File) })
	return out
}

// Name is what a file is called inside of the bundle.
func (b Bundle) Name(f made.File) string { return path.Base(f.Path) }

// Digests is the list of digests, one line a file.
func (b Bundle) Digests() string {
	var s strings.Builder
	for _, f := range b.Files {
		fmt.Fprintf(&s, "%s  %s\n", f.SHA256, b.Name(f))
	}
	return s.String()
}

// Size is the size of the packed file in bytes: files are stored as they are,
// with a local header, a central one and the end record (APPNOTE.TXT 4.3).
func (b Bundle) Size() int64 {
	const local, central, end = 30, 46, 22
	size := int64(end + local + central + 2*len(Sums) + len(b.Digests()))
	for _, f := range b.Files {
		size += f.Size + local + central + 2*int64(len(b.Name(f)))
	}
	return size
}
