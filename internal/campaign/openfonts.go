package campaign

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// OpenFonts opens the fonts of a project: the program's own, and over them those of
// the project by their records. A broken one, and one that neither the program nor a
// record has, are findings; the fonts may be nil then.
func (s *Set) OpenFonts(files, program fs.FS) (*typeset.Fonts, diag.List, error) {
	dir, err := fs.Sub(files, FontDir)
	if err != nil {
		return nil, nil, fmt.Errorf("open fonts: %w", err)
	}
	fonts, err := typeset.NewFonts(dir)
	if err != nil {
		list, err := s.brokenFonts(err)
		return nil, list, err
	}
	var list diag.List
	for _, rec := range s.Fonts {
		if err := fonts.Add(rec.TTF, rec.For, rec.Weight); err != nil {
			bad, err := s.brokenFonts(err)
			if err != nil {
				return nil, nil, err
			}
			list = append(list, bad...)
		}
	}
	if len(list) > 0 {
		return nil, list.Sorted(), nil
	}
	list, err = s.unrecordedFonts(files, program)
	return fonts, list, err
}

// unrecordedFonts finds the fonts of a project that have no record.
func (s *Set) unrecordedFonts(files, program fs.FS) (diag.List, error) {
	entries, err := fs.ReadDir(files, FontDir)
	if err != nil {
		return nil, fmt.Errorf("list fonts: %w", err)
	}
	recorded := map[string]bool{}
	for _, rec := range s.Fonts {
		recorded[rec.TTF] = true
	}
	var list diag.List
	for _, e := range entries {
		name := path.Join(FontDir, e.Name())
		if path.Ext(name) != ".ttf" || recorded[e.Name()] {
			continue
		}
		if _, err := fs.Stat(program, name); err != nil {
			list.Add(diag.Finding{
				Rule: rule.FontRecord, Gate: diag.Load, Severity: diag.Error, Pos: diag.Pos{File: name},
				Hint: diag.Say("Write a record beside it, such as my-font.yaml with file: and licence:; " +
					"docs/pictures.md shows one."),
				Message: diag.Say("the font has no record"),
			})
		}
	}
	return list.Sorted(), nil
}

// brokenFonts gives what is wrong with fonts as findings about their records or,
// where they have none, about the files. An error that is about no font comes back.
func (s *Set) brokenFonts(err error) (diag.List, error) {
	var list diag.List
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, one := range all {
		var bad *typeset.FontError
		if !errors.As(one, &bad) {
			return nil, err
		}
		pos := diag.Pos{File: path.Join(FontDir, bad.File)}
		hint := diag.Say("Get the font anew, or take it out of assets/fonts.")
		var weight *typeset.WeightError
		if errors.As(bad.Err, &weight) {
			hint = diag.Say("Get the file of the one weight that you want (often in a folder \"static\"), "+
				"or write weight: %d.", weight.Has)
		}
		for _, rec := range s.Fonts {
			if rec.TTF != bad.File {
				continue
			}
			pos = s.Places.At(rec.File(), "file")
			if weight != nil && rec.Weight != 0 {
				pos = s.Places.At(rec.File(), "weight")
			}
		}
		list.Add(diag.Finding{Rule: rule.FontFile, Gate: diag.Load, Severity: diag.Error, Pos: pos,
			Hint: hint, Message: diag.Say("the font %s cannot be used: %v", bad.File, bad.Err)})
	}
	return list.Sorted(), nil
}
