package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
)

// Print is one finished material, as plain values.
type Print struct {
	Material plan.Material
	// Press, Screen and Preview are the finished files; nil where there is none.
	Press, Screen, Preview *made.File
	// Files are further files: pictures, badges, texts.
	Files []made.File
	// Trim is its size in words.
	Trim string
	// Width and Height are the pixels of the preview.
	Width, Height int
}

// Sheet is one printed piece on the page of materials, in words of the page.
type Sheet struct {
	// ID tells the sheet from all others of the country; it is an anchor.
	ID string `json:"id"`
	// Same is equal for sheets that differ in language only: their size, paper,
	// places and reasons are the same.
	Same string `json:"same"`
	// Page is the file of the list that shows the sheet as a card.
	Page string `json:"page"`
	// Title is the kind of sheet and what it is about.
	Title     string     `json:"title"`
	Alt       *Text      `json:"alt,omitempty"`
	Size      string     `json:"size,omitempty"`
	Audience  string     `json:"audience"`
	Languages []Language `json:"languages"`
	Preview   string     `json:"preview,omitempty"`
	Width     int        `json:"width,omitempty"`
	Height    int        `json:"height,omitempty"`
	Draft     bool       `json:"draft"`
	Reasons   []*Text    `json:"reasons,omitempty"`
	Paper     *Text      `json:"paper,omitempty"`
	Colours   *Text      `json:"colours,omitempty"`
	// Keep is true where the sheet must not be given to a person who may be searched.
	Keep  bool       `json:"keep,omitempty"`
	Files []Download `json:"files"`
}

// Download is one file to fetch.
type Download struct {
	// Label says what the file is for.
	Label *Text  `json:"label,omitempty"`
	File  string `json:"file"`
	// Type is PDF, PNG, SVG or TXT; Size is in words. SHA is the digest of the
	// first file of a sheet, which is the one for the print shop where there is
	// one; those of the others stand in the packed file.
	Type string `json:"type"`
	Size string `json:"size"`
	SHA  string `json:"sha,omitempty"`
}

// Group is the sheets of one audience or of one language. The numbers are places
// in the list of sheets.
type Group struct {
	// ID is the anchor of the group; empty for none.
	ID    string `json:"id,omitempty"`
	Title *Text  `json:"title"`
	// File is the page with this group alone, Links are its languages.
	File  string   `json:"file,omitempty"`
	Links []Filter `json:"links,omitempty"`
	// All is the packed file with all sheets of the group.
	All *Download `json:"all,omitempty"`
	// Sheets are shown in full, Rows as a line that leads to the full one.
	Sheets []int `json:"sheets,omitempty"`
	Rows   []int `json:"rows,omitempty"`
}

// Filter is a link to a shorter list of so many sheets.
type Filter struct {
	Label *Text  `json:"label"`
	File  string `json:"file"`
	Count int    `json:"count"`
}

// NewSheets gives the sheets of a country in the words of one language, in
// the order in which they come.
func NewSheets(f plan.Face, prints []Print) []Sheet {
	w, said := newWriter(f), map[string]*Text{}
	msg := func(id string) *Text {
		t, ok := said[id]
		if !ok {
			t = w.text(f.Texts[id])
			said[id] = t
		}
		return t
	}
	out := make([]Sheet, len(prints))
	for i := range prints {
		out[i] = w.sheet(&f, &prints[i], msg)
	}
	return out
}

// sheet makes the view of one finished material; msg gives the messages of the page.
func (w writer) sheet(f *plan.Face, p *Print, msg func(string) *Text) Sheet {
	m := &p.Material
	v := Sheet{
		ID:       strings.ReplaceAll(m.Audience+"."+m.Name, "+", "."),
		Title:    f.Texts[string(m.Kind)].Value,
		Alt:      msg(m.Kind.Traits().Alt),
		Size:     stockSize(m.Stock, p.Trim),
		Audience: m.Audience,
		Draft:    len(m.Drafts) > 0,
		Paper:    msg(m.Paper.ID),
		Keep:     m.Carry == "no" && p.Press != nil,
		Width:    p.Width,
		Height:   p.Height,
		Colours:  msg(coloursID(p)),
	}
	if t := f.Texts[themeID(m)]; !t.IsZero() {
		v.Title += ": " + t.Value
	}
	for _, c := range m.Columns {
		v.Languages = append(v.Languages, language(c.Locale))
	}
	v.Page = w.cards(f, &v)
	var seen []plan.Reason
	for _, d := range m.Drafts {
		if !slices.Contains(seen, d.Reason) {
			seen = append(seen, d.Reason)
			v.Reasons = appendText(v.Reasons, msg("reason."+string(d.Reason)))
		}
	}
	v.Same = m.Audience + " " + m.ID + " " + v.Size
	if p.Preview != nil {
		v.Preview = p.Preview.Path
	}
	v.Files = w.downloads(p, msg)
	return v
}

// cards is the file of the list that shows a sheet as a card: that of its first language.
func (w writer) cards(f *plan.Face, s *Sheet) string {
	for i := range f.Pages {
		if p := &f.Pages[i]; p.Name == materialsPage && len(s.Languages) > 0 {
			return File(w.tag, p.Address+"-"+s.Languages[0].Key)
		}
	}
	return ""
}

// appendText adds a text that is there.
func appendText(list []*Text, t *Text) []*Text {
	if t == nil {
		return list
	}
	return append(list, t)
}

// downloads lists the files of a material: for the press first.
func (w writer) downloads(p *Print, msg func(string) *Text) []Download {
	var out []Download
	add := func(file *made.File) {
		if file == nil {
			return
		}
		if id := made.LabelOf(file.Path); id != "" {
			out = append(out, Download{Label: msg(id), File: file.Path, Type: fileType(file.Path),
				Size: byteSize(w.tag, file.Size)})
			if len(out) == 1 {
				out[0].SHA = file.SHA256
			}
		}
	}
	add(p.Press)
	add(p.Screen)
	for i := range p.Files {
		add(&p.Files[i])
	}
	return out
}

// themeID is the message that names what a sheet is about, by its headline:
// citizen.private.headline is "theme.private".
func themeID(m *plan.Material) string {
	if len(m.Columns) > 0 {
		if parts := strings.Split(m.Columns[0].First(made.SlotHeadline).Text.ID, "."); len(parts) > 1 {
			return "theme." + parts[1]
		}
	}
	return ""
}

// coloursID says how many inks a sheet needs.
func coloursID(p *Print) string {
	switch {
	case p.Press == nil:
		return "colours.screen"
	case p.Material.Params["ink"] == "gray":
		return "colours.gray"
	}
	return "colours.cmyk"
}

// stockSize writes the trim of a stock, behind the name of a paper that people know,
// such as A3.
func stockSize(stock, trim string) string {
	paper, _, _ := strings.Cut(stock, "-")
	if r, _ := utf8.DecodeRuneInString(paper); unicode.IsUpper(r) && trim != stock {
		return paper + ", " + trim
	}
	return trim
}

// fileType is the ending in capitals.
func fileType(path string) string {
	return strings.ToUpper(path[strings.LastIndexByte(path, '.')+1:])
}

// byteSize writes a number of bytes in decimal units, with the mark of the
// language between whole and part.
func byteSize(tag locale.Tag, n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 999_500:
		return strconv.FormatInt((n+500)/1000, 10) + " KB"
	}
	s := fmt.Sprintf("%d.%d MB", (n+50_000)/1_000_000, (n+50_000)%1_000_000/100_000)
	switch tag {
	case "en", "ar", "fa", "ur", "ps":
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}
