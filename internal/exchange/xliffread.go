package exchange

import (
	"bytes"
	"cmp"
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
	// first is the place of the first part that names a target language.
	first diag.Pos
	// group is the id of the group of plural forms that is open.
	group string
	// at finds the unit of a text with plural forms.
	at map[string]int
	// data are the original texts of placeholders of the open unit (2.0).
	data map[string]string
	// marks and holes count the segments that are marked inside the text read last, and
	// those of them without a text (1.2).
	marks, holes int
	// known are the placeholders of the open unit by their ids.
	known map[string]string
}

// readXML reads XLIFF 1.2 and 2.0; the HTML form's answer is XLIFF too.
func readXML(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	if head := bytes.ToLower(data[:min(len(data), 200)]); bytes.Contains(head, []byte("<!doctype html")) {
		var list diag.List
		list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name},
			"Open the form, press \"Save the file\" and send the file that it saves.",
			"this is the form itself, not the saved file",
		)
		return nil, list
	}
	r := &xmlReader{
		languages: languages,
		doc:       &Document{},
		d:         xml.NewDecoder(bytes.NewReader(data)),
		file:      name,
		at:        map[string]int{},
	}
	if err := r.all(); err != nil {
		line, _ := r.d.InputPos()
		var syntax *xml.SyntaxError
		if errors.As(err, &syntax) {
			line = syntax.Line
		}
		r.list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name, Line: line},
			"Save the file again in the tool, or ask for a new one.",
			"the file cannot be read from here on: %s",
			clip(err.Error()),
		)
		return nil, r.list
	}
	if r.list.Stops() {
		return nil, r.list
	}
	if r.doc.Locale.Tag == "" {
		r.list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name},
			"Send the XLIFF file that was exported.",
			"the file is not XLIFF 1.2 or 2.0 with a target language",
		)
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
		r.version(t)
		r.rewritten = attr(t, "pharos") != spacePharos
		r.doc.Translator = attr(t, "translator")
		if r.two {
			r.declared(attr(t, "srcLang"), attr(t, "trgLang"))
		}
	case "file":
		if !r.two {
			r.declared(attr(t, "source-language"), attr(t, "target-language"))
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

// wrong adds what is wrong with the file at the element that was read last.
func (r *xmlReader) wrong(rule *diag.Rule, hint, format diag.Format, args ...any) *diag.Finding {
	line, _ := r.d.InputPos()
	return r.list.Errorf(rule, diag.Pos{File: r.file, Line: line}, hint, format, args...)
}

// version reads the version of the root and sees that its name space is that of the
// version.
func (r *xmlReader) version(t xml.StartElement) {
	version := attr(t, "version")
	r.two = strings.HasPrefix(version, "2.")
	want := map[string]string{"1.2": spaceXLIFF, "2.0": spaceXLIFF2, "2.1": spaceXLIFF2}[version]
	if want == "" || t.Name.Space != want {
		r.wrong(rule.TranslateFile, "Save the file as XLIFF 1.2 or 2.0.",
			"the file says that it is version %q in the name space %q, which is neither XLIFF 1.2 nor 2.0",
			clip(version), clip(t.Name.Space))
	}
}

// declared compares the languages that a file or a part of it declares with the source
// language and with the part before.
func (r *xmlReader) declared(source, target string) {
	if l := localeOf(r.languages, source); source != "" && l.Tag != locale.Source {
		r.wrong(rule.TranslateLanguage, "Give source and target language as they were exported.",
			"the file says that it is translated from %q; the texts are written in %q", clip(source), locale.Source)
	}
	if target == "" {
		return
	}
	l := localeOf(r.languages, target)
	switch line, _ := r.d.InputPos(); {
	case r.first.Line == 0:
		r.doc.Locale, r.first = l, diag.Pos{File: r.file, Line: line}
	case l.Tag != r.doc.Locale.Tag:
		r.wrong(rule.TranslateLanguage, "Send one file for each language.",
			"this part is in %q, the one in line %d in %q", clip(target), r.first.Line, clip(string(r.doc.Locale.Tag)))
	}
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
	u := Unit{
		ID:          attr(t, "id"),
		Alias:       cmp.Or(attr(t, "resname"), attr(t, "name")),
		Source:      map[string]string{},
		Target:      map[string]string{},
		State:       locale.Draft,
		SourcePrint: attr(t, "source"),
		TargetPrint: attr(t, "text"),
		Pos:         diag.Pos{File: r.file, Line: line},
	}
	form := "other"
	if id, f, ok := cutForm(u.ID, r.group); ok {
		u.ID, form, u.Plural = id, f, true
	}
	r.data, r.known = map[string]string{}, map[string]string{}
	body, err := r.body(t, &u)
	if err != nil {
		return err
	}
	if body.with == 0 {
		body.target = ""
	}
	u.Half = body.with > 0 && body.without > 0
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

// body is the texts of a unit, joined from its segments.
type body struct {
	source, target string
	// with and without count the segments that have a target and that have none.
	with, without int
}

// segment adds a segment, or a part between segments that nobody translates: its
// source stands in the target too where it has no other.
func (b *body) segment(source, target string, ignorable bool) {
	b.source += source
	switch {
	case ignorable && target == "":
		b.target += source
	case ignorable:
		b.target += target
	case target == "" && strings.TrimSpace(source) == "":
		b.target += source
	case target == "":
		b.without++
	default:
		b.target += target
		b.with++
		if strings.TrimSpace(target) == "" && strings.TrimSpace(source) != "" {
			b.without++
		}
	}
}

// body reads what stands in a unit; notes and proposals are left out. A unit is as far
// as its least segment.
func (r *xmlReader) body(start xml.StartElement, u *Unit) (body, error) {
	var out body
	var source, target string
	segments, marks := 0, 0
	for {
		t, err := r.d.Token()
		if err != nil {
			return out, err
		}
		if end, ok := t.(xml.EndElement); ok {
			switch {
			case end.Name == start.Name && !r.two:
				out.segment(source, target, false)
				return out, nil
			case end.Name == start.Name:
				return out, nil
			case r.two && (end.Name.Local == "segment" || end.Name.Local == "ignorable"):
				out.segment(source, target, end.Name.Local == "ignorable")
				source, target = "", ""
			}
			continue
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "source":
			source, err = r.text(e)
		case "seg-source":
			_, err = r.text(e)
			marks = r.marks
		case "target":
			r.spoken(e)
			if !r.two {
				u.State, u.Untouched = stateOf12(attr(e, "state"), attr(start, "approved"))
			}
			target, err = r.text(e)
			if !r.two && (r.holes > 0 || r.marks > 0 && r.marks < marks) {
				out.without++
			}
		case "segment":
			state, untouched := stateOf2(e)
			if segments++; segments == 1 {
				u.State, u.Untouched = state, untouched
			}
			u.State, u.Untouched = least(u.State, state), u.Untouched && untouched
		case "ignorable", "originalData":
		case "data":
			r.data[attr(e, "id")], err = r.text(e)
		default:
			err = r.d.Skip()
		}
		if err != nil {
			return out, err
		}
	}
}

// spoken sees that a target is in the language of its file where it names one.
func (r *xmlReader) spoken(target xml.StartElement) {
	if tag := attr(target, "lang"); tag != "" && localeOf(r.languages, tag).Tag != r.doc.Locale.Tag && !r.list.Stops() {
		r.wrong(rule.TranslateLanguage, "Send one file for each language.",
			"this text is in %q, the file in %q", clip(tag), clip(string(r.doc.Locale.Tag)))
	}
}

// stateOf12 reads the state of a target of XLIFF 1.2; without one, a unit that
// a tool approved is translated. It also says whether nobody translated it yet.
func stateOf12(state, approved string) (out locale.State, untouched bool) {
	switch {
	case state == "signed-off" || state == "final":
		return locale.Reviewed, false
	case state == "translated", state == "" && approved == "yes":
		return locale.Translated, false
	}
	return locale.Draft, state == "new" || state == "needs-translation"
}

// stateOf2 reads the state of a segment of XLIFF 2.0, and whether nobody translated
// it yet.
func stateOf2(segment xml.StartElement) (out locale.State, untouched bool) {
	switch attr(segment, "state") {
	case "final", "reviewed":
		return locale.Reviewed, false
	case "translated":
		return locale.Translated, false
	}
	return locale.Draft, attr(segment, "subState") == ""
}
