package office

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/output"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/release"
)

// pictureHeight is how many pixels the picture of a sheet is high, on a ticket or letter.
const pictureHeight = 560

// OrderOf fills in what a release says about a batch: the file for the press, its
// digest, size, languages and number, and what the code on it leads to, read from
// the file itself. The files of the release must have been verified.
// Of says which file: that for the press, or that with several pieces on one sheet.
func OrderOf(
	o build.Options,
	l *build.Loaded,
	root fs.FS,
	m *release.Manifest,
	batch string,
	of made.Output,
) (plan.Order, error) {
	out := plan.Order{Country: m.Country, Release: m.Number, Batch: batch, Edition: m.Edition, Until: m.Expires,
		Several: of == made.Sheet}
	i := slices.IndexFunc(m.Files, func(f release.File) bool {
		return f.Batch == batch && made.LabelOf(f.Path) == of.Traits().Label
	})
	if i < 0 {
		return out, build.Usage{
			Message: fmt.Sprintf("release %s has no %s file of a batch %q", m.Name(), of, batch),
		}
	}
	file := m.Files[i]
	out.Material, out.Digest = path.Base(file.Path), file.SHA256
	_, tags, _ := strings.Cut(file.Material, ".")
	for _, t := range strings.Split(tags, "+") {
		for _, known := range l.Set.Languages.All() {
			if known.Tag.Address() == t {
				out.Languages = append(out.Languages, known.Tag)
			}
		}
	}
	for _, planned := range l.Plan.Materials {
		if planned.Country == m.Country && planned.Name == file.Material {
			out.Stock, out.Paper = planned.Stock, planned.Paper.ID
		}
	}
	list, err := fs.ReadFile(root, "materials.json")
	if err != nil {
		return out, fmt.Errorf("print ticket: %w", err)
	}
	made, err := output.ParseManifest(list)
	if err != nil {
		return out, fmt.Errorf("print ticket: %w", err)
	}
	for _, mm := range made.Materials {
		if !slices.Contains(mm.Files, file.Path) {
			continue
		}
		out.Trim = mm.Trim
		for _, fact := range m.Facts {
			if fact.What == "number" && slices.Contains(mm.Hotlines, fact.Line) &&
				(out.Number == "" || len(fact.Value) > len(out.Number)) {
				out.Number = fact.Value
			}
		}
	}
	data, err := fs.ReadFile(root, file.Path)
	if err != nil {
		return out, fmt.Errorf("print ticket: %w", err)
	}
	w, err := build.NewWorkshop(o, l)
	if err != nil {
		return out, err
	}
	defer w.Close()
	pdfFile, err := w.Reader.Read(data)
	if err != nil {
		return out, err
	}
	defer pdfFile.Close()
	codes, err := pdfFile.Codes()
	if err != nil {
		return out, err
	}
	if out.Picture, err = pdfFile.Preview(0, 0, pictureHeight); err != nil {
		return out, err
	}
	if len(codes) > 0 {
		out.Code = codes[0]
		out.Address = strings.TrimPrefix(codes[0], "https://")
	}
	return out, nil
}

// Ticket makes the print ticket of an order as a PDF and has it read back.
func Ticket(o build.Options, l *build.Loaded, order plan.Order, tag locale.Tag) ([]byte, error) {
	m, ok := plan.Ticket(l.Set.Catalogue, order, tag)
	if !ok {
		return nil, build.Usage{
			Message: fmt.Sprintf("the print ticket lacks a text in %s: take another --language", tag),
		}
	}
	return printed(o, l, m, pdf.Press) // for the press, so that its grays are black ink alone
}

// printed makes a sheet for the office, on the country's own stock, and has its
// number and its texts read back.
func printed(o build.Options, l *build.Loaded, m plan.Material, kind pdf.Kind) ([]byte, error) {
	if c := l.Set.Country(m.Country); c != nil && c.Office != "" {
		m.Stock = c.Office
	}
	w, err := build.NewWorkshop(o, l)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	doc, list := w.Press.Compose(m)
	if list.Count(diag.Error) > 0 {
		return nil, build.Defects{List: list.Sorted()}
	}
	data, err := w.PDF(doc, kind, "")
	if err != nil {
		return nil, err
	}
	edition := made.Screen
	if kind == pdf.Press {
		edition = made.Sheet // it has no bleed
	}
	if found := w.Reader.Compare(m, data, edition); found.Count(diag.Error) > 0 {
		return nil, build.Defects{List: found.Sorted()}
	}
	return data, nil
}
