package campaign

import (
	"strings"

	"pharos/internal/rule"
)

// FontDir is where fonts lie: the program's own, and those of a project, each with its
// record beside it.
const FontDir = "assets/fonts"

// Font is one file assets/fonts/<name>.yaml: the record of a font that a project
// adds. The program's own fonts need none.
type Font struct {
	// ID is the file's name without ending.
	ID string `yaml:"-"`
	// TTF is the name of the font file in the same folder: TrueType outlines, .ttf.
	TTF string `yaml:"file" req:"true"`
	// For lists the scripts in which the font is asked first, by their ISO 15924
	// codes: Latn, Cyrl, Arab … Left out, it only helps where no other font has a
	// character.
	For []string `yaml:"for" enum:"Latn,Cyrl,Grek,Arab,Aran,Hebr,Armn,Geor,Ethi,Deva,Beng,Taml,Thai,Mymr"`
	// Weight is 100 to 900, where the file itself says it wrongly.
	Weight int `yaml:"weight"`
	// Licence allows the font to be printed and embedded, by its usual name.
	Licence string `yaml:"licence" req:"true"`
}

// File is the path of the record.
func (f *Font) File() string { return FontDir + "/" + f.ID + ".yaml" }

// fonts adds the jobs for the records of assets/fonts.
func (l *loader) fonts() {
	for _, name := range l.names(FontDir, ".yaml", ".ttf", ".txt") {
		f := &Font{ID: name}
		define(l, f.File(), f, func() {
			l.set.Fonts = append(l.set.Fonts, f)
			f.TTF = l.spelled(FontDir, f.TTF)
			at := l.set.Places.At(f.File(), "file")
			if f.TTF == "" || strings.ContainsAny(f.TTF, `/\`) || !strings.HasSuffix(f.TTF, ".ttf") {
				l.list.Errorf(
					rule.FontFile,
					at,
					"Write the name of a .ttf file in assets/fonts.",
					"%q is not the name of a font file beside the record",
					f.TTF,
				)
			}
			if f.Weight != 0 && (f.Weight < 100 || f.Weight > 900) {
				l.list.Errorf(
					rule.FontFile,
					l.set.Places.At(f.File(), "weight"),
					"Write 400 for regular, 700 for bold, 900 for black.",
					"the weight %d is not from 100 to 900",
					f.Weight,
				)
			}
		})
	}
}
