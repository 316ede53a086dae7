package office

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/paint"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/release"
)

// Letter makes a letter about old sheets in one language: as a PDF, which is read
// back, and as text for a mail.
func Letter(o build.Options, l *build.Loaded, d plan.Takedown, tag locale.Tag) (data []byte, mail string, err error) {
	m, ok := plan.Letter(l.Set.Catalogue, d, tag)
	if !ok {
		return nil, "", build.Usage{
			Message: fmt.Sprintf("a letter cannot be written in %q: the language is unknown or lacks a text", tag),
		}
	}
	if data, err = printed(o, l, m, pdf.Screen); err != nil {
		return nil, "", err
	}
	var b strings.Builder
	for _, slot := range plan.LetterSlots {
		for _, line := range m.Columns[0].Slots[slot] {
			b.WriteString(line.Text.Value + "\n")
		}
		if len(m.Columns[0].Slots[slot]) > 0 {
			b.WriteString("\n")
		}
	}
	return data, strings.TrimSpace(b.String()) + "\n", nil
}

// LotOf says of a lot of the ledger what its sheet is called.
func LotOf(set *campaign.Set, e release.Entry, line string) plan.Lot {
	out := plan.Lot{Batch: e.Batch, Sheet: e.Material, Place: e.Place, Count: e.Count, Old: e.Numbers[line]}
	for _, t := range e.Languages {
		for _, known := range set.Languages.All() {
			if known.Tag.Address() == t || string(known.Tag) == t {
				out.Languages = append(out.Languages, known.Tag)
			}
		}
	}
	id, _, _ := strings.Cut(e.Material, ".")
	for _, a := range set.Audiences {
		for _, def := range a.Materials {
			if a.ID != e.Audience && e.Audience != "" || def.ID != id {
				continue
			}
			out.Kind = string(def.Kind)
			if first := def.Slots["headline"]; len(first) > 0 {
				out.Headline = first[0].Use
			}
			return out
		}
	}
	return out
}

// SheetPicture is a small picture of the sheet of a batch, from a release that has it
// as it was signed; nil where it is not at hand.
func SheetPicture(o build.Options, root fs.FS, batch string) ([]byte, error) {
	m, _, err := release.ReadManifest(root)
	if err != nil {
		return nil, nil // the letter does without
	}
	i := slices.IndexFunc(m.Files, func(f release.File) bool {
		return f.Batch == batch && made.LabelOf(f.Path) == made.Press.Traits().Label
	})
	if i < 0 {
		return nil, nil
	}
	data, err := fs.ReadFile(root, m.Files[i].Path)
	if err != nil || release.Digest(data) != m.Files[i].SHA256 {
		return nil, nil
	}
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: 1})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return reader.Preview(data, 0, 0, pictureHeight)
}
