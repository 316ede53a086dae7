package build

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/typeset"
)

// FontDir is where fonts lie, the program's own and those of a project.
const FontDir = "assets/fonts"

// fonts opens the fonts of a project: the program's own, and over them those of
// the project by their records. A broken one, or one without a record, is a
// Defect of the project.
func (o Source) fonts(l *Loaded) (*typeset.Fonts, error) {
	dir, err := fs.Sub(l.Files, FontDir)
	if err != nil {
		return nil, fmt.Errorf("open fonts: %w", err)
	}
	fonts, err := typeset.NewFonts(dir)
	if err != nil {
		return nil, fontDefects(l.Set, err)
	}
	recorded := map[string]bool{}
	var bad []error
	for _, rec := range l.Set.Fonts {
		recorded[rec.TTF] = true
		if err := fonts.Add(rec.TTF, rec.For, rec.Weight); err != nil {
			bad = append(bad, err)
		}
	}
	if len(bad) > 0 {
		return nil, fontDefects(l.Set, errors.Join(bad...))
	}
	return fonts, o.unrecorded(l.Files, recorded)
}

// unrecorded finds the fonts of a project that have no record.
func (o Source) unrecorded(files fs.FS, recorded map[string]bool) error {
	entries, err := fs.ReadDir(files, FontDir)
	if err != nil {
		return fmt.Errorf("list fonts: %w", err)
	}
	var list diag.List
	for _, e := range entries {
		name := path.Join(FontDir, e.Name())
		if path.Ext(name) != ".ttf" || recorded[e.Name()] {
			continue
		}
		if _, err := fs.Stat(o.Defaults, name); err != nil {
			list.Add(
				diag.Finding{
					Rule:     rule.FontRecord,
					Gate:     diag.Load,
					Severity: diag.Error,
					Pos:      diag.Pos{File: name},
					Hint: diag.Say(
						"Write a record beside it, such as my-font.yaml with file: and licence:; docs/pictures.md shows one.",
					),
					Message: diag.Say("the font has no record"),
				},
			)
		}
	}
	if len(list) > 0 {
		return Defects{list.Sorted()}
	}
	return nil
}

// fontDefects gives what is wrong with fonts as findings about their records or,
// where they have none, about the files.
func fontDefects(set *campaign.Set, err error) error {
	var list diag.List
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	for _, one := range all {
		var bad *typeset.FontError
		if !errors.As(one, &bad) {
			return err
		}
		pos := diag.Pos{File: path.Join(FontDir, bad.File)}
		hint := diag.Say("Get the font anew, or take it out of assets/fonts.")
		var weight *typeset.WeightError
		if errors.As(bad.Err, &weight) {
			hint = diag.Say(
				"Get the file of the one weight that you want (often in a folder \"static\"), or write weight: %d.",
				weight.Has,
			)
		}
		for _, rec := range set.Fonts {
			if rec.TTF != bad.File {
				continue
			}
			pos = set.Places.At(rec.File(), "file")
			if weight != nil && rec.Weight != 0 {
				pos = set.Places.At(rec.File(), "weight")
			}
		}
		list.Add(diag.Finding{Rule: rule.FontFile, Gate: diag.Load, Severity: diag.Error, Pos: pos,
			Hint: hint, Message: diag.Say("the font %s cannot be used: %v", bad.File, bad.Err)})
	}
	return Defects{list.Sorted()}
}
