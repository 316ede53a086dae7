package campaign

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/picture"
	"pharos/internal/rule"
)

// picturesDir holds the pictures, each with its record beside it.
const picturesDir = "assets/pictures"

// Picture is one file assets/pictures/<id>.yaml: the record of the picture file
// beside it. Without a record no picture is printed.
type Picture struct {
	// ID is the file's name without ending.
	ID string `yaml:"-"`
	// Image is the name of the picture file in the same folder: a drawing (.svg),
	// a photograph (.jpg) or a .png.
	Image string `yaml:"file" req:"true"`
	// Alt is the message id of the text for who cannot see the picture.
	Alt string `yaml:"alt"`
	// Texts gives that text by language instead, where no message is meant.
	Texts map[locale.Tag]string `yaml:"texts"`
	// Author made the picture; Licence allows its use, by its usual name.
	Author  string `yaml:"author"`
	Licence string `yaml:"licence"`
	// Source says where the picture came from: an address, or "own work".
	Source string `yaml:"source"`
	// Posed is "yes" where the people in it are models, "no" where they are not;
	// left out where nobody is shown.
	Posed string `yaml:"posed" enum:"yes,no"`
	// Consent is the record of the consent of who can be recognised.
	Consent *Consent `yaml:"consent"`
	// Tags say what is shown: women, men, children; face where a person can be
	// recognised; survivor; a kind of exploitation such as labour or domestic;
	// and things, such as harbour.
	Tags []string `yaml:"tags" req:"true"`
	// Focus is what stays in view where the frame cuts the picture.
	Focus *Focus `yaml:"focus"`

	// MediaType, Width, Height (pixels as shown) and Digest are read from the
	// file; Digest is empty where it cannot be printed.
	MediaType     string `yaml:"-"`
	Width, Height int    `yaml:"-"`
	Digest        string `yaml:"-"`
	// Words are the texts hidden in the file: titles, comments, metadata.
	Words []string `yaml:"-"`
}

// Consent is the record of a consent; the signed paper lies elsewhere, and no
// name stands here.
type Consent struct {
	// Record says where the signed consent lies, such as "office archive 2030/17".
	Record string `yaml:"record" req:"true"`
	// Given is the day it was given, Until the last day on which it holds.
	Given string `yaml:"given" req:"true"`
	Until string `yaml:"until" req:"true"`
}

// Focus is a place in a picture in percent of its width and height, from the
// upper left corner.
type Focus struct {
	X int `yaml:"x" req:"true"`
	Y int `yaml:"y" req:"true"`
}

// File is the path of the record.
func (p *Picture) File() string { return picturesDir + "/" + p.ID + ".yaml" }

// Path is the path of the picture file.
func (p *Picture) Path() string { return picturesDir + "/" + p.Image }

// Has reports a tag.
func (p *Picture) Has(tag string) bool { return slices.Contains(p.Tags, tag) }

// pictures adds the jobs for assets/pictures.
func (l *loader) pictures() {
	for _, name := range l.names(picturesDir, ".yaml", ".svg", ".png", ".jpg", ".jpeg", ".txt") {
		p := &Picture{ID: name}
		if !audienceName.MatchString(name) {
			l.list.Errorf(
				rule.FileName,
				diag.Pos{File: p.File()},
				"Use small letters, digits and hyphens.",
				"%q cannot be the name of a picture",
				name,
			)
			continue
		}
		define(l, p.File(), p, func() {
			l.set.Pictures = append(l.set.Pictures, p)
			l.look(p)
		})
	}
}

// Picture finds a picture by its id; nil where there is none.
func (s *Set) Picture(id string) *Picture {
	for _, p := range s.Pictures {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// look reads the picture file of a record, without its pixels.
func (l *loader) look(p *Picture) {
	bad := func(hint, format diag.Format, args ...any) {
		l.list.Errorf(rule.PictureFile, l.set.Places.At(p.File(), "file"), hint,
			"the picture %q cannot be printed: %s", p.Image, diag.Say(format, args...)).Path = "file"
	}
	if p.Image == "" || strings.ContainsAny(p.Image, `/\`) {
		bad(
			"Put the picture into assets/pictures and write its name alone.",
			"it is not the name of a file beside the record",
		)
		return
	}
	p.Image = l.spelled(picturesDir, p.Image)
	data, err := readPicture(l.fsys, p.Path())
	switch {
	case leaves(err), errors.Is(err, fs.ErrNotExist):
		bad("Put the file beside the record, or correct its name.", "there is no such file in %s", picturesDir)
		return
	case err != nil:
		l.errs = append(l.errs, err)
		return
	}
	pic, err := picture.Read(data)
	if err != nil {
		bad("Save the picture anew from the program it was made with; docs/pictures.md says what is read.", "%v", err)
		return
	}
	p.MediaType, p.Width, p.Height, p.Digest, p.Words = pic.MediaType, pic.Width, pic.Height, hex.EncodeToString(
		pic.Digest[:],
	), pic.Texts
	if pic.Located {
		l.list.Warnf(
			rule.PicturePlace,
			l.set.Places.At(p.File(), "file"),
			"Delete the place with the program that shows the picture's details, before the file is handed on.",
			"the camera wrote into %q where it was taken; sheets leave it out, and the file still has it",
			p.Image,
		)
	}
	if pic.Odd {
		l.list.Warnf(
			rule.PictureProfile,
			l.set.Places.At(p.File(), "file"),
			"Save it with a usual profile, such as sRGB.",
			"the colour profile in %q cannot be used; its colours are read as sRGB",
			p.Image,
		)
	}
}

// spelled gives the name of a file as the disk has it: some systems keep an é as
// an e and an accent, where a person typed one letter.
func (l *loader) spelled(dir, name string) string {
	if isASCII(name) {
		return name
	}
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		return name // whoever reads the file says so
	}
	found := name
	for _, e := range entries {
		switch {
		case e.Name() == name:
			return name
		case norm.NFC.String(e.Name()) == norm.NFC.String(name):
			found = e.Name()
		}
	}
	return found
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7e })
}

// readPicture reads a file of at most so many bytes as a picture may have, and
// one more, so that the reader of pictures can say that it is too large.
func readPicture(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, picture.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	return data, nil
}

// sortAssets brings pictures and fonts into the order of their ids.
func (s *Set) sortAssets() {
	slices.SortFunc(s.Fonts, func(a, b *Font) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Pictures, func(a, b *Picture) int { return cmp.Compare(a.ID, b.ID) })
}
