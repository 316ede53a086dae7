package exchange

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// xmlReader is the work on one XLIFF file, 1.2 or 2.0.
type xmlReader struct {
	languages *locale.Table
	doc       *Document
	list      diag.List
	d         *xml.Decoder
	file      string
	two       bool
	// rewritten is true where a tool wrote the file anew, without our name
	// space: such tools indent elements inside texts.
	rewritten bool
	// group is the id of the group of plural forms that is open.
	group string
	// at finds the unit of a text with plural forms.
	at map[string]int
	// data are the original texts of placeholders of the open unit (2.0).
	data map[string]string
	// known are the placeholders of the open unit by their ids.
	known map[string]string
}

// readXML reads XLIFF 1.2 and 2.0; the HTML form's answer is XLIFF too.
func readXML(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	if head := bytes.ToLower(data[:min(len(data), 200)]); bytes.Contains(head, []byte("<!doctype html")) {
		var list diag.List
		list.Errorf(rule.TranslateFile, diag.Pos{File: name}, "Open the form, press \"Save the file\" and send the file that it saves.", "this is the form itself, not the saved file")
		return nil, list
	}
	r := &xmlReader{languages: languages, doc: &Document{}, d: xml.NewDecoder(bytes.NewReader(data)), file: name, at: map[string]int{}}
	if err := r.all(); err != nil {
		line, _ := r.d.InputPos()
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			line = syntax.Line
		}
		r.list.Errorf(rule.TranslateFile, diag.Pos{File: name, Line: line}, "Save the file again in the tool, or ask for a new one.", "the file cannot be read from here on: %v", err)
		return nil, r.list
	}
	if r.doc.Locale.Tag == "" {
		r.list.Errorf(rule.TranslateFile, diag.Pos{File: name}, "Send the XLIFF file that was exported.", "the file is not XLIFF 1.2 or 2.0 with a target language")
		return nil, r.list
	}
	return r.doc, r.list
}

// all reads from the first element to the last.
func (r *xmlReader) all() error {
	for {
		t, err := r.d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := r.start(t); err != nil {
				return err
			}
		case xml.EndElement:
			if t.Name.Local == "group" {
				r.group = ""
			}
		case xml.Directive:
			return errors.New("it declares a document type")
		}
	}
}

// start looks at an element outside units.
func (r *xmlReader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "xliff":
		r.two = strings.HasPrefix(attr(t, "version"), "2")
		r.rewritten = attr(t, "pharos") != spacePharos
		r.doc.Translator = attr(t, "translator")
		if r.two {
			r.doc.Locale = localeOf(r.languages, attr(t, "trgLang"))
		}
	case "file":
		if !r.two {
			r.doc.Locale = localeOf(r.languages, attr(t, "target-language"))
		}
	case "group":
		if attr(t, "restype") == "x-gettext-plurals" || attr(t, "type") == "pharos:plural" {
			r.group = attr(t, "id")
		}
	case "trans-unit", "unit":
		return r.unit(t)
	}
	return nil
}

// attr gives an attribute, "" if it is not there.
func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// unit reads one <trans-unit> or <unit>.
func (r *xmlReader) unit(t xml.StartElement) error {
	line, _ := r.d.InputPos()
	u := Unit{ID: attr(t, "id"), Source: map[string]string{}, Target: map[string]string{}, State: locale.Draft,
		SourcePrint: attr(t, "source"), TargetPrint: attr(t, "text"), Pos: diag.Pos{File: r.file, Line: line}}
	form := "other"
	if id, f, ok := cutForm(u.ID, r.group); ok {
		u.ID, form, u.Plural = id, f, true
	}
	r.data, r.known = map[string]string{}, map[string]string{}
	body, err := r.body(t, &u)
	if err != nil {
		return err
	}
	u.Source[form] = body.source
	if body.target != "" {
		u.Target[form] = body.target
	}
	if u.Plural {
		r.join(u)
	} else {
		r.doc.Units = append(r.doc.Units, u)
	}
	return nil
}

// cutForm finds the plural form in the id of a unit: "id[one]" or "id:one".
func cutForm(id, group string) (string, string, bool) {
	i := strings.LastIndexAny(id, "[:")
	if i < 0 {
		return "", "", false
	}
	form := strings.TrimSuffix(id[i+1:], "]")
	if !slices.Contains(locale.Forms, form) || group != "" && id[:i] != group {
		return "", "", false
	}
	return id[:i], form, true
}

// join adds one plural form to its text. The text is as far as its least form.
func (r *xmlReader) join(u Unit) {
	i, ok := r.at[u.ID]
	if !ok {
		r.at[u.ID] = len(r.doc.Units)
		r.doc.Units = append(r.doc.Units, u)
		return
	}
	r.doc.Units[i].add(u)
}

// body is the texts of a unit.
type body struct{ source, target string }

// body reads what stands in a unit; notes and proposals are left out.
func (r *xmlReader) body(start xml.StartElement, u *Unit) (body, error) {
	var out body
	for {
		t, err := r.d.Token()
		if err != nil {
			return out, err
		}
		if end, ok := t.(xml.EndElement); ok && end.Name == start.Name {
			return out, nil
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "source", "target":
			text, err := r.text(e)
			if err != nil {
				return out, err
			}
			if e.Name.Local == "source" {
				out.source += text
				break
			}
			out.target += text
			if !r.two {
				u.State = stateOf12(attr(e, "state"), attr(start, "approved"))
			}
		case "segment":
			u.State = stateOf2(e)
		case "ignorable", "originalData":
		case "data":
			id := attr(e, "id")
			if r.data[id], err = r.text(e); err != nil {
				return out, err
			}
		default:
			if err := r.d.Skip(); err != nil {
				return out, err
			}
		}
	}
}

// stateOf12 reads the state of a target of XLIFF 1.2; without one, a unit that
// a tool approved is translated.
func stateOf12(state, approved string) locale.State {
	switch {
	case state == "signed-off" || state == "final":
		return locale.Reviewed
	case state == "translated", state == "" && approved == "yes":
		return locale.Translated
	}
	return locale.Draft
}

// stateOf2 reads the state of a segment of XLIFF 2.0.
func stateOf2(segment xml.StartElement) locale.State {
	switch attr(segment, "state") {
	case "final", "reviewed":
		return locale.Reviewed
	case "translated":
		return locale.Translated
	}
	return locale.Draft
}

// text reads the text of an element up to its end. Marks that tools put around
// segments are looked through; any other element is kept as it is spelled, so
// that the judge sees it.
func (r *xmlReader) text(start xml.StartElement) (string, error) {
	var b strings.Builder
	for depth := 0; ; {
		t, err := r.d.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			depth++
			r.unindent(&b, " ")
			switch t.Name.Local {
			case "x", "ph":
				b.WriteString(r.placeholder(t))
			case "mrk", "mrkr":
			default:
				b.WriteString("<" + t.Name.Local + ">")
			}
		case xml.EndElement:
			if depth == 0 {
				r.unindent(&b, "")
				return b.String(), nil
			}
			depth--
		}
	}
}

// unindent takes the line end and the spaces away that a tool put before an
// element; between two placeholders, where it dropped the space that stood
// there, it leaves one.
func (r *xmlReader) unindent(b *strings.Builder, between string) {
	cut := strings.TrimRight(b.String(), " \t")
	if !r.rewritten || !strings.HasSuffix(cut, "\n") {
		return
	}
	cut = strings.TrimSuffix(cut, "\n")
	if strings.HasSuffix(cut, "}}") {
		cut += between
	}
	b.Reset()
	b.WriteString(cut)
}

// placeholder gives the text that <x/> or <ph/> stands for: the text it says
// if that names the same placeholder as its id, else the id's, for tools drop
// what they do not know but keep ids.
func (r *xmlReader) placeholder(t xml.StartElement) string {
	id := attr(t, "id")
	for _, text := range []string{r.data[attr(t, "dataRef")], attr(t, "equiv-text"), attr(t, "equiv")} {
		if p := pieces(text); len(p) == 1 && p[0].id != "" && (p[0].id == id || strings.HasPrefix(id, p[0].id+"-")) {
			r.known[id] = text
			return text
		}
	}
	if text, ok := r.known[id]; ok {
		return text
	}
	name := id
	if i := strings.LastIndexByte(id, '-'); i > 0 {
		name = id[:i]
	}
	if name != "" && name[0] >= 'A' && name[0] <= 'Z' {
		name = "." + name
	}
	return "{{" + name + "}}"
}
