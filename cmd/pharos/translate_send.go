package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/check"
	"pharos/internal/disk"
	"pharos/internal/exchange"
	"pharos/internal/locale"
	"pharos/internal/measure"
)

// filter is what export and suggest choose.
func (t *translation) filter(p *exchange.Project) (exchange.Filter, error) {
	there := p.Catalogues()
	for _, a := range t.audiences {
		if err := among("audience", a, there...); err != nil {
			return exchange.Filter{}, err
		}
	}
	memory, list, err := p.Memory()
	t.ui.findings(t.ui.err, list)
	return exchange.Filter{Catalogues: t.audiences, Only: t.only, Countries: t.countries, Previous: memory}, err
}

// export writes the file for a translator.
func (t *translation) export(ctx context.Context, p *exchange.Project) error {
	tag, err := t.tag(p.Set.Languages)
	if err != nil {
		return err
	}
	filter, err := t.filter(p)
	if err != nil {
		return err
	}
	l, err := t.measure(ctx, p, tag)
	if err != nil {
		return err
	}
	d, list := p.Document(tag, filter)
	t.ui.findings(t.ui.err, list)
	return errors.Join(t.send(p, d, l), l.Close())
}

// suggest writes the file with proposals from a near language.
func (t *translation) suggest(ctx context.Context, p *exchange.Project) error {
	tag, err := t.tag(p.Set.Languages)
	if err != nil {
		return err
	}
	near := exchange.Near(tag)
	if t.from == "" && len(near) > 0 {
		t.from = string(near[0])
	}
	filter, err := t.filter(p)
	if err != nil {
		return err
	}
	l, err := t.measure(ctx, p, tag)
	if err != nil {
		return err
	}
	defer l.Close()
	d, err := p.Suggest(tag, locale.Tag(t.from), filter)
	if err != nil {
		return usagef("%v", err)
	}
	return t.send(p, d, l)
}

// pictureSide is the longer side of a picture in the form, in pixels.
const pictureSide = 800

// tokens is the style sheet with the colours of the theme.
func (t *translation) tokens(p *exchange.Project) ([]byte, error) {
	return build.Tokens(p.Layers(), t.options.Theme)
}

// show gives the form the colours, the pictures of its sheets and the fonts.
func (t *translation) show(p *exchange.Project, d *exchange.Document, l *measure.Layout) error {
	tokens, err := t.tokens(p)
	if err != nil {
		return err
	}
	d.Tokens, d.Pictures = string(tokens), map[string][]byte{}
	for _, u := range d.Units {
		if u.Room == nil || d.Pictures[exchange.PictureOf(u.Room)] != nil {
			continue
		}
		if d.Pictures[exchange.PictureOf(u.Room)], err = l.Picture(*u.Room, pictureSide); err != nil {
			return err
		}
	}
	d.Fonts, err = l.Fonts(d.Locale.Tag)
	return err
}

// send encodes a document and writes it.
func (t *translation) send(p *exchange.Project, d *exchange.Document, l *measure.Layout) error {
	format, err := t.kind()
	if err != nil {
		return err
	}
	d.Date, d.Length = t.date, check.Printed
	if format == exchange.Form {
		if err := t.show(p, d, l); err != nil {
			return err
		}
	}
	data, list := exchange.Encode(d, format)
	t.ui.findings(t.ui.err, list)
	if err := t.write(data); err != nil {
		return err
	}
	t.ui.say("%s in %s", count(len(d.Units), "text"), d.Locale.Tag)
	return nil
}

// kind is the format asked for, or the one of the file's ending.
func (t *translation) kind() (exchange.Format, error) {
	f := exchange.Format(t.format)
	var known []string
	for _, k := range exchange.Formats {
		known = append(known, string(k))
		if f == "" && strings.HasSuffix(t.out, k.Ending()) {
			f = k
		}
	}
	switch {
	case f == "":
		return exchange.PO, nil
	case f == exchange.XLIFF && strings.HasSuffix(t.out, exchange.XLIFF2.Ending()):
		return exchange.XLIFF2, nil
	case !slices.Contains(exchange.Formats, f):
		return "", usagef("unknown format %q: %s are there", t.format, strings.Join(known, ", "))
	}
	return f, nil
}

// write writes the result into the file asked for, or to standard output.
func (t *translation) write(data []byte) error {
	if t.out == "" {
		_, err := t.ui.out.Write(data)
		return err
	}
	if info, err := os.Lstat(t.out); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("write %q: it is not a plain file", t.out)
	}
	return disk.Save(filepath.Dir(t.out), map[string][]byte{filepath.Base(t.out): data})
}
