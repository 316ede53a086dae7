package paint

import (
	"encoding/binary"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// originals are the font files from which the writer took its subsets, found by
// PostScript name. They are read when first asked for.
type originals struct {
	files  fs.FS
	once   sync.Once
	byName map[string]*Original
}

// Original is one font file.
type Original struct {
	Font *sfnt.Font
	// Weight is usWeightClass of the table OS/2: 400 is regular, 700 bold; 0 where
	// the font does not say.
	Weight int
	// drawn holds the ink of digits and letters already drawn.
	mu       sync.Mutex
	drawn    map[Drawing]*Ink
	softened map[softDrawing]*Ink
}

// newOriginals prepares the fonts under assets/fonts of a file system.
func newOriginals(files fs.FS) *originals { return &originals{files: files} }

// find gives the original of an embedded font by the name in the PDF, such as
// "ABCDEF+NotoSans-Black". It is nil where there is none.
func (o *originals) find(name string) *Original {
	if o.files == nil {
		return nil
	}
	o.once.Do(o.read)
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	return o.byName[plainName(name)]
}

// read indexes all font files. The first file in order wins a name.
func (o *originals) read() {
	o.byName = map[string]*Original{}
	var names []string
	_ = fs.WalkDir(o.files, "assets/fonts", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && slices.Contains([]string{".ttf", ".otf"}, strings.ToLower(path.Ext(p))) {
			names = append(names, p)
		}
		return nil
	})
	slices.Sort(names)
	for _, p := range names {
		data, err := fs.ReadFile(o.files, p)
		if err != nil {
			continue
		}
		f, err := sfnt.Parse(data)
		if err != nil {
			continue
		}
		name, err := f.Name(nil, sfnt.NameIDPostScript)
		if err != nil {
			continue
		}
		if key := plainName(name); o.byName[key] == nil {
			o.byName[key] = &Original{Font: f, Weight: weightOf(data), drawn: map[Drawing]*Ink{}}
		}
	}
}

// weightOf reads usWeightClass from the bytes of a font (OpenType, table OS/2).
func weightOf(data []byte) int {
	be := binary.BigEndian
	if len(data) < 12 {
		return 0
	}
	for i := range int(be.Uint16(data[4:])) {
		record := 12 + 16*i
		if len(data) < record+16 {
			return 0
		}
		if at := int(be.Uint32(data[record+8:])); string(data[record:record+4]) == "OS/2" && at+6 <= len(data) {
			return int(be.Uint16(data[at+4:]))
		}
	}
	return 0
}

// plainName compares font names by letters and digits only.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
