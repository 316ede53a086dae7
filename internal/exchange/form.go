package exchange

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/rule"
)

// The HTML form is one file: page, style, script, texts, pictures of the sheets
// and fonts. The typesetting engine as WebAssembly would be 4.0 MB more (10.6 MB
// raw) and a binary that nobody can read; instead the script breaks lines by the
// same rules with the same fonts, and tests compare its lines with the PDF's.
var (
	//go:embed form/form.html
	formPage string
	//go:embed form/form.css
	formStyle string
	//go:embed form/lines.js
	formLines string
	//go:embed form/sheet.js
	formSheet string
	//go:embed form/form.js
	formScript string
)

var formTemplate = template.Must(template.New("form").Parse(formPage))

// formTexts is all that the form's script reads.
type formTexts struct {
	Tag      locale.Tag        `json:"tag"`
	Dir      locale.Direction  `json:"dir"`
	Language string            `json:"language"`
	Hard     bool              `json:"hard"`
	Fonts    map[int][]string  `json:"fonts"`
	Pictures map[string]string `json:"pictures"`
	Units    []formUnit        `json:"units"`
	// Grounds are the swatches of the groups by name.
	Grounds map[string]made.Ground `json:"grounds"`
	// Words are the form's own, with {…} for values.
	Words map[string]string `json:"words"`
}

// formWords are the ids of what the form says.
const formWords = "form."

// Words gives what the form says, in the language of the translator where the
// catalogue has all of it, else in English. Values stand as {…}.
func (b *Book) Words(tag locale.Tag) (map[string]string, locale.Locale) {
	of, _ := b.set.Languages.Lookup(tag)
	out, english := map[string]string{}, map[string]string{}
	for _, id := range b.set.Catalogue.IDs(locale.Source) {
		key, ours := strings.CutPrefix(id, formWords)
		if !ours {
			continue
		}
		src, _ := b.set.Catalogue.Message(locale.Source, id)
		english[key] = hollow(src.Forms["other"])
		if m, ok := b.set.Catalogue.Message(tag, id); ok {
			out[key] = hollow(m.Forms["other"])
		}
	}
	if len(out) < len(english) {
		of, _ = b.set.Languages.Lookup(locale.Source)
		return english, of
	}
	return out, of
}

// hollow writes a placeholder in the way in which the form's script fills it.
func hollow(text string) string {
	for _, name := range locale.Placeholders(text) {
		text = strings.ReplaceAll(text, "{{."+name+"}}", "{}")
	}
	return text
}

// formUnit is a text as the form's script reads it.
type formUnit struct {
	ID       string         `json:"id"`
	Group    string         `json:"group"`
	State    string         `json:"state"`
	Done     bool           `json:"done"`
	Plural   bool           `json:"plural"`
	Max      int            `json:"max"`
	Notes    [][2]string    `json:"notes"`
	Previous string         `json:"previous,omitempty"`
	Print    string         `json:"print"`
	Text     string         `json:"text"`
	Forms    []formForm     `json:"forms"`
	Length   map[string]int `json:"length"`
	Room     *formRoom      `json:"room,omitempty"`
}

// formForm is one plural form.
type formForm struct {
	Form   string `json:"form"`
	Source string `json:"source"`
	Target string `json:"target"`
}

// formRoom is the tightest place of a text, with the name of its picture and
// what stands on the sheet for each placeholder.
type formRoom struct {
	*made.Room
	Picture string
	Values  map[string]string
}

// PictureOf is the name of the picture that shows a place.
func PictureOf(r *made.Room) string { return fmt.Sprintf("%s/%s/%d", r.Country, r.Sheet, r.Page) }

// writeForm writes the form. Its answer is XLIFF 1.2.
func writeForm(d *Document) ([]byte, diag.List) {
	var list diag.List
	l := d.Locale
	texts := formTexts{Tag: l.Tag, Dir: l.Direction, Language: l.English, Words: d.Words,
		Fonts: map[int][]string{}, Pictures: map[string]string{}, Grounds: d.Grounds, Units: []formUnit{}}
	for _, u := range d.Units {
		if !u.writable() {
			lost(&list, u, "it holds a control character")
			continue
		}
		for _, text := range u.Target {
			texts.Hard = texts.Hard || strings.ContainsRune(text, '\u00a0')
		}
		one := d.formUnit(u)
		if one.Room != nil {
			texts.Pictures[one.Room.Picture] = base64.StdEncoding.EncodeToString(d.Pictures[one.Room.Picture])
		}
		texts.Units = append(texts.Units, one)
	}
	for weight, fonts := range d.Fonts {
		for _, font := range fonts {
			texts.Fonts[weight] = append(texts.Fonts[weight], base64.StdEncoding.EncodeToString(packed(font)))
		}
	}
	data, err := json.Marshal(texts)
	if err != nil {
		list.Errorf(rule.TranslateFormat, diag.Pos{}, "Choose another format.", "the form cannot be written: %v", err)
		return nil, list
	}
	script := "'use strict';\n" + formLines + formSheet + formScript
	sum := sha256.Sum256([]byte(script))
	var b bytes.Buffer
	err = formTemplate.Execute(
		&b,
		map[string]any{
			"Words":  d.Words,
			"Speaks": d.Speaks,
			"Title":  strings.ReplaceAll(d.Words["title"], "{}", l.Endonym),
			"Hash":   "sha256-" + base64.StdEncoding.EncodeToString(sum[:]),
			"Tokens": template.CSS(
				strings.ReplaceAll(d.Tokens, "</", ""),
			),
			"Style":  template.CSS(formStyle),
			"Data":   template.JS(data),
			"Script": template.JS(script),
		},
	)
	if err != nil {
		list.Errorf(rule.TranslateFormat, diag.Pos{}, "Choose another format.", "the form cannot be written: %v", err)
	}
	return b.Bytes(), list
}

// packed deflates a font; every browser of the last years unpacks gzip.
func packed(font []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is known
	_, _ = w.Write(font)                                  // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// formUnit makes one text of the form.
func (d *Document) formUnit(u Unit) formUnit {
	length := d.Length
	if length == nil {
		length = plainLength
	}
	out := formUnit{
		ID:     u.ID,
		Group:  u.Catalogue,
		State:  u.Status(),
		Done:   u.Done() && !u.Stale && !u.Missing(),
		Plural: u.Plural,
		Max:    u.Max,
		Print:  u.SourcePrint,
		Text:   u.TargetPrint,
		Length: map[string]int{},
	}
	for _, n := range u.notes() {
		out.Notes = append(out.Notes, [2]string{n.label, n.text})
	}
	if u.Previous != nil {
		out.Previous = u.Previous["other"]
	}
	for _, form := range u.Forms(d.Locale) {
		out.Forms = append(out.Forms, formForm{form, u.SourceOf(form), u.Target[form]})
		for _, p := range pieces(u.SourceOf(form)) {
			if p.id != "" {
				out.Length[p.text] = length(p.text)
			}
		}
	}
	if u.Room != nil && len(d.Pictures[PictureOf(u.Room)]) > 0 {
		out.Room = &formRoom{u.Room, PictureOf(u.Room), maps.Clone(u.Room.Values)}
		if out.Room.Values == nil {
			out.Room.Values = map[string]string{}
		}
	}
	return out
}
