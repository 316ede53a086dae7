// Package pdf writes typeset pages as PDF files.
//
// In go a typeset.Document and Options; out comes one file, in two kinds. Press
// is made to PDF/X-4 (ISO 15930-7) or PDF/X-1a:2003 (ISO 15930-4): CMYK and
// spot inks, an output intent with its profile, trim and bleed boxes. Screen is
// made to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2): sRGB, tagged in
// reading order with the language of each passage. Clauses of the file format
// are cited from ISO 32000-1.
//
// Each file of the package writes one thing of the format. Nothing here knows a
// clock, a random number or the order of a map: the same pages give the same
// bytes on every machine, from any number of goroutines.
package pdf

import (
	"fmt"
	"io"
	"regexp"

	"pharos/internal/typeset"
)

// Kind is the standard a file is made to.
type Kind uint8

const (
	// Screen is PDF/UA-1 and PDF/A-2a, sRGB, tagged.
	Screen Kind = iota
	// Press is PDF/X-4: CMYK and spot, pictures may be sRGB with a profile.
	Press
	// PressX1a is PDF/X-1a:2003: CMYK and spot only, also the pictures.
	PressX1a
)

// Options say how a document becomes a file.
type Options struct {
	Kind Kind
	// Date is the day shown as the day of making, YYYY-MM-DD. It is an
	// argument because files must not depend on the clock.
	Date string
	// Profile is the printing condition of a press file; Screen takes sRGB.
	Profile *Profile
	// Producer names the program in the file's properties; empty is "Pharos".
	Producer string
}

// file is one PDF on its way.
type file struct {
	w     *writer
	doc   *typeset.Document
	opt   Options
	pages []ref
	// contents are deflated when all pages are there.
	contents []pageContent
	root     ref
	tree     ref // of the pages
	fonts    fontSet
	inks     inkSet
	pics     pictureSet
	forms    []form
	tags     tagTree
	srgb     ref // the ICCBased colour space of pictures in press files
	gs       [2]ref
}

// pageContent is what the operators of a page are, and the number of its stream.
type pageContent struct {
	ref  ref
	data []byte
}

var day = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)

// Write makes the file. An error is about the values given (a date that is
// none, a picture that cannot be embedded) or comes from w.
func Write(w io.Writer, doc typeset.Document, opt Options) error {
	if err := vet(&doc, &opt); err != nil {
		return fmt.Errorf("write PDF %q: %w", doc.Title, err)
	}
	f := &file{w: getWriter(), doc: &doc, opt: opt}
	defer putWriter(f.w)
	if err := f.write(); err != nil {
		return fmt.Errorf("write PDF %q: %w", doc.Title, err)
	}
	if _, err := w.Write(f.w.buf); err != nil {
		return fmt.Errorf("write PDF %q: %w", doc.Title, err)
	}
	return nil
}

// press reports a file for the printer.
func (o *Options) press() bool { return o.Kind != Screen }

// version is the PDF version that the standard is built on.
func (o *Options) version() string {
	return [...]string{Screen: "1.7", Press: "1.6", PressX1a: "1.4"}[o.Kind]
}

func vet(doc *typeset.Document, opt *Options) error {
	switch {
	case opt.Kind > PressX1a:
		return fmt.Errorf("unknown kind %d", opt.Kind)
	case !day.MatchString(opt.Date):
		return fmt.Errorf("date %q is not YYYY-MM-DD", opt.Date)
	case doc.Title == "" || doc.Lang == "":
		return fmt.Errorf("title and language must not be empty")
	case len(doc.Pages) == 0:
		return fmt.Errorf("no pages")
	case opt.press() && (opt.Profile == nil || opt.Profile.space != "CMYK"):
		return fmt.Errorf("a press file needs a CMYK profile")
	}
	for i := range doc.Pages {
		if err := vetPage(&doc.Pages[i]); err != nil {
			return fmt.Errorf("page %d: %w", i, err)
		}
	}
	if opt.Producer == "" {
		opt.Producer = "Pharos"
	}
	return nil
}

// maxSide is the largest side of a page (ISO 32000-1, annex C.2).
const maxSide = 14_400 * typeset.Pt

func vetPage(p *typeset.Page) error {
	m := p.Media
	if m.Empty() || m.W() > maxSide || m.H() > maxSide {
		return fmt.Errorf("media %s must have sides of 0 to 5080 mm", m)
	}
	if !m.Contains(p.Bleed) || !p.Bleed.Contains(p.Trim) || p.Trim.Empty() {
		return fmt.Errorf("media, bleed and trim must contain each other")
	}
	for i, t := range p.Tags {
		if t.Parent >= i || t.Parent < -1 || !roles[t.Role] {
			return fmt.Errorf("tag %d: role %q, parent %d", i, t.Role, t.Parent)
		}
	}
	for i, item := range p.Items {
		if t := item.Info().Tag; t < typeset.Artifact || t >= len(p.Tags) {
			return fmt.Errorf("item %d: no tag %d", i, t)
		}
	}
	return nil
}

// write makes all objects in the order in which they stand in the file.
func (f *file) write() error {
	f.w.open(f.opt.version())
	f.root, f.tree = f.w.reserve(), f.w.reserve()
	f.tags.open(f)
	for i := range f.doc.Pages {
		if err := f.page(i); err != nil {
			return fmt.Errorf("page %d: %w", i, err)
		}
	}
	if err := f.deflate(); err != nil {
		return err
	}
	f.fonts.write(f.w)
	f.inks.write(f.w)
	f.pageTree()
	f.catalog()
	f.w.close(f.root, f.info())
	return nil
}
