package exchange

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
)

// The HTML form is one file: page, style, script and texts. It shows limits and
// not a live picture of the sheet: typesetting with its fonts is too large to
// send with every form (6.4 MB of fonts alone).
var (
	//go:embed form/form.html
	formPage string
	//go:embed form/form.css
	formStyle string
	//go:embed form/form.js
	formScript string
)

var formTemplate = template.Must(template.New("form").Parse(formPage))

// formUnit is a text as the form's script reads it.
type formUnit struct {
	ID       string         `json:"id"`
	State    string         `json:"state"`
	Done     bool           `json:"done"`
	Plural   bool           `json:"plural"`
	Max      int            `json:"max"`
	Notes    []string       `json:"notes"`
	Previous string         `json:"previous,omitempty"`
	Print    string         `json:"print"`
	Text     string         `json:"text"`
	Forms    []formForm     `json:"forms"`
	Length   map[string]int `json:"length"`
}

// formForm is one plural form.
type formForm struct {
	Form   string `json:"form"`
	Source string `json:"source"`
	Target string `json:"target"`
}

// writeForm writes the form. Its answer is XLIFF 1.2.
func writeForm(d *Document) ([]byte, diag.List) {
	var list diag.List
	l, _ := locale.Lookup(d.Tag)
	texts := struct {
		Tag   locale.Tag       `json:"tag"`
		Dir   locale.Direction `json:"dir"`
		Hard  bool             `json:"hard"`
		Units []formUnit       `json:"units"`
	}{Tag: d.Tag, Dir: l.Direction, Units: []formUnit{}}
	for _, u := range d.Units {
		if !u.writable() {
			lost(&list, u, "it holds a control character")
			continue
		}
		for _, text := range u.Target {
			texts.Hard = texts.Hard || strings.ContainsRune(text, '\u00a0')
		}
		texts.Units = append(texts.Units, d.formUnit(u))
	}
	data, err := json.Marshal(texts)
	if err != nil {
		list.Errorf("translate.format", diag.Pos{}, "Choose another format.", "the form cannot be written: %v", err)
		return nil, list
	}
	sum := sha256.Sum256([]byte(formScript))
	var b bytes.Buffer
	err = formTemplate.Execute(&b, map[string]any{"Title": "Texts in " + l.English, "Hash": "sha256-" + base64.StdEncoding.EncodeToString(sum[:]),
		"Tokens": template.CSS(strings.ReplaceAll(d.Tokens, "</", "")), "Style": template.CSS(formStyle), "Data": template.JS(data), "Script": template.JS(formScript)})
	if err != nil {
		list.Errorf("translate.format", diag.Pos{}, "Choose another format.", "the form cannot be written: %v", err)
	}
	return b.Bytes(), list
}

// formUnit makes one text of the form.
func (d *Document) formUnit(u Unit) formUnit {
	length := d.Length
	if length == nil {
		length = plainLength
	}
	out := formUnit{ID: u.ID, State: u.Status(), Done: u.Done() && !u.Stale && !u.Missing(), Plural: u.Plural, Max: u.Max, Print: u.SourcePrint, Text: u.TargetPrint, Length: map[string]int{}}
	for _, n := range u.notes() {
		out.Notes = append(out.Notes, n.label+": "+n.text)
	}
	if u.Previous != nil {
		out.Previous = u.Previous["other"]
	}
	for _, form := range u.Forms(d.Tag) {
		out.Forms = append(out.Forms, formForm{form, u.SourceOf(form), u.Target[form]})
		for _, p := range pieces(u.SourceOf(form)) {
			if p.id != "" {
				out.Length[p.text] = length(p.text)
			}
		}
	}
	return out
}
