package office

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/base64"
	"html/template"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/number"
	"pharos/internal/paint"
	"pharos/internal/photo"
	"pharos/internal/web/view"
)

// pair is one sheet of a page for people: with the change and as the base has it, a
// picture for each side.
type pair struct {
	Name      string
	Own, Base []string
	// OwnFigures and BaseFigures are the rows of figures that the program sees on them.
	OwnFigures, BaseFigures []string
}

// change is one text that the adaptation adds or changes: as the base has it, as it is
// now, and what the English says beside another language.
type change struct {
	Tag, What, Was, Is, English string
	// Figures are those that stand in the text.
	Figures []string
	kind    string
}

// pictured are the sheets of a build by name, and the logo as pages show it, as
// addresses that need no other file.
type pictured struct {
	sheets, figures map[string][]string
	logo            string
}

// summarise makes the page for people.
func summarise(ctx context.Context, o build.Options, l *build.Loaded, digest string) (*Look, error) {
	a := l.Set.Adaptation
	own, err := previews(ctx, o, false)
	if err != nil {
		return nil, err
	}
	base, err := previews(ctx, o, true)
	if err != nil {
		return nil, err
	}
	var pairs []pair
	for _, name := range slices.Sorted(maps.Keys(own.sheets)) {
		pairs = append(pairs, pair{name, own.sheets[name], base.sheets[name], own.figures[name], base.figures[name]})
	}
	rows, err := changesOf(l)
	if err != nil {
		return nil, err
	}
	out := &Look{Kinds: kindsOf(a, rows)}
	var ids []string
	for _, k := range out.Kinds {
		ids = append(ids, k.ID)
	}
	var buf bytes.Buffer
	err = peoplePages.ExecuteTemplate(&buf, "summary",
		map[string]any{
			"Title":   "Adaptation by " + a.Organisation.English,
			"OwnIs":   "adapted",
			"BaseIs":  "base",
			"A":       a,
			"Logo":    own.logo,
			"Pairs":   pairs,
			"Changes": rows,
			"Digest":  digest,
			"Kinds":   out.Kinds,
			"Seen":    strings.Join(ids, ","),
		},
	)
	out.Page = buf.Bytes()
	return out, err
}

// changes lists every text that the adaptation brings: its names and lines, messages,
// and pages of languages that the base lacks.
func changes(a *campaign.Adaptation, was, is *campaign.Set) []change {
	out := []change{{Tag: "en", What: "name", Is: a.Organisation.English, kind: "names"}}
	address := map[locale.Tag]string{}
	for tag := range a.Partner.Line {
		address[tag] = a.Partner.Address(tag)
	}
	for _, row := range []struct {
		what, kind string
		text       map[locale.Tag]string
	}{{"name", "names", a.Organisation.Names}, {"partner line", "line", address}, {"place", "line", a.Partner.Place}} {
		for _, tag := range slices.Sorted(maps.Keys(row.text)) {
			english := row.text[locale.Source]
			if row.kind == "names" {
				english = a.Organisation.English
			}
			out = append(
				out,
				change{
					Tag:     string(tag),
					What:    row.what,
					Is:      row.text[tag],
					English: otherwise(tag, english),
					kind:    row.kind,
				},
			)
		}
	}
	for _, h := range a.Partner.Hours {
		out = append(
			out,
			change{
				What: "hours of its office",
				Is:   strings.Join(h.Days, ", ") + " " + h.From + "–" + h.To,
				kind: "line",
			},
		)
	}
	if a.Partner.Date != "" {
		out = append(out, change{What: "day", Is: a.Partner.Date, kind: "line"})
	}
	out = append(out, messageChanges(a, was, is)...)
	for _, name := range slices.Sorted(maps.Keys(is.Pages)) {
		for _, tag := range a.Languages {
			if p := is.Pages[name][tag]; p != nil && was.Pages[name][tag] == nil {
				out = append(out, change{Tag: string(tag), What: "page " + name, Is: pageText(p),
					English: otherwise(tag, pageText(is.Pages[name][locale.Source])), kind: "pages"})
			}
		}
	}
	return out
}

// messageChanges lists every form of every message that the adaptation brings.
func messageChanges(a *campaign.Adaptation, was, is *campaign.Set) []change {
	var out []change
	for _, f := range a.Messages {
		for _, m := range f.Messages {
			old, _ := was.Catalogue.Message(m.Tag, m.ID)
			english, _ := is.Catalogue.Message(locale.Source, m.ID)
			for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
				what := m.ID
				if form != "other" {
					what += " (" + form + ")"
				}
				out = append(out, change{Tag: string(m.Tag), What: what, Was: old.Forms[form], Is: m.Forms[form],
					English: otherwise(m.Tag, cmp.Or(english.Forms[form], english.Forms["other"])), kind: "texts"})
			}
		}
	}
	return out
}

// sheetHigh is how high the pictures of sheets are, in pixels: every line can be read.
const sheetHigh = 1600

// sheetRead is the height at which the program itself looks for rows of figures.
const sheetRead = 900

// leastShown is how many digits a row of figures has that is shown to people.
const leastShown = 3

// previews builds into a folder of its own and paints the sheets.
func previews(ctx context.Context, o build.Options, base bool) (*pictured, error) {
	dir, done, err := disk.Temporary("")
	if err != nil {
		return nil, err
	}
	defer done()
	o.Out, o.BaseOnly = dir, base
	result, err := build.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	if bad := lost(result.Findings); !base && len(bad) > 0 {
		return nil, build.Defects{List: bad}
	}
	reader, err := paint.Open(paint.Options{Cache: o.Cache, Instances: 1})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	out := &pictured{sheets: map[string][]string{}, figures: map[string][]string{}}
	for _, of := range []made.Output{made.Press, made.Badge, made.Preview} {
		ending := "." + of.Traits().Ending
		files, _ := filepath.Glob(filepath.Join(dir, "*", "print", "*", "*"+ending))
		for _, f := range files {
			name := filepath.Base(filepath.Dir(f)) + "/" + strings.TrimSuffix(filepath.Base(f), ending)
			if out.sheets[name] != nil {
				continue // a preview of what was painted
			}
			if out.sheets[name], out.figures[name], err = pictures(reader, f); err != nil {
				return nil, err
			}
		}
	}
	logos, _ := filepath.Glob(filepath.Join(dir, "*", view.LogoFile))
	for _, f := range logos {
		all, _, err := pictures(reader, f)
		if err != nil {
			return nil, err
		}
		out.logo = all[0]
	}
	return out, nil
}

// pictures gives a file as pictures, each page of a PDF or the file itself, and the
// rows of figures that the program sees on the pages.
func pictures(reader *paint.Reader, name string) (shown, figures []string, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	address := func(kind string, data []byte) string {
		return "data:image/" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
	}
	switch filepath.Ext(name) {
	case ".svg":
		return []string{address("svg+xml", data)}, nil, nil
	case ".png":
		return []string{address("png", data)}, nil, nil
	}
	file, err := reader.Read(data)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	for page := range file.Pages() {
		shot, err := file.Preview(page, 0, sheetHigh)
		if err != nil {
			return nil, nil, err
		}
		shown = append(shown, address("png", shot))
		small, err := file.Preview(page, 0, sheetRead)
		if err != nil {
			return nil, nil, err
		}
		img, err := png.Decode(bytes.NewReader(small))
		if err != nil {
			return nil, nil, err
		}
		for _, row := range photo.Rows(reader, img) {
			if len(number.Digits(row)) >= leastShown && !slices.Contains(figures, row) {
				figures = append(figures, row)
			}
		}
	}
	return shown, figures, nil
}

// lost are the errors that left a sheet out: a letter that no font has, a text that
// does not fit.
func lost(list diag.List) diag.List {
	return slices.DeleteFunc(list.Errors(), func(f diag.Finding) bool { return f.Gate == diag.Release }).Sorted()
}

// peoplePages are the pages for people, "summary" and "update". They need no script
// and no other file.
var peoplePages = template.Must(template.New("pages").Funcs(template.FuncMap{
	"picture": func(s string) template.URL { return template.URL(s) },
}).Parse(pagesText))

//go:embed pages.html
var pagesText string
