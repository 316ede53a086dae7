package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// columns are the columns of the table, in their order. Only id, form, source,
// target and state matter on the way back.
var columns = []string{
	"id",
	"form",
	"source",
	"target",
	"state",
	"class",
	"max",
	"where",
	"fact",
	"note",
	"previous",
	"language",
	"source print",
	"target print",
}

// formula are the first characters that make a spreadsheet compute a cell; the
// quote is among them so that guarding can be undone exactly.
const formula = "=+-@\t\r'"

// guard writes a quote before a cell that a spreadsheet would compute.
func guard(s string) string {
	if s != "" && strings.IndexByte(formula, s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// unguard takes the quote away.
func unguard(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte(formula, s[1]) >= 0 {
		return s[1:]
	}
	return s
}

// writeCSV writes one row for each plural form, by RFC 4180, with the byte-order
// mark by which spreadsheets recognise UTF-8.
func writeCSV(d *Document) ([]byte, diag.List) {
	var b bytes.Buffer
	var list diag.List
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	_ = w.Write(columns) // a buffer takes everything
	for _, u := range d.Units {
		if u.returns() {
			lost(&list, u, "it holds a carriage return")
			continue
		}
		for _, form := range u.Forms(d.Locale) {
			_ = w.Write(u.row(d.Locale.Tag, form))
		}
	}
	w.Flush()
	return b.Bytes(), list
}

// returns reports a carriage return, which CSV files do not keep.
func (u Unit) returns() bool {
	for _, forms := range []map[string]string{u.Source, u.Target} {
		for _, text := range forms {
			if strings.Contains(text, "\r") {
				return true
			}
		}
	}
	return false
}

// row is one form of a unit as a table of text has it.
func (u Unit) row(tag locale.Tag, form string) []string {
	out := u.cells(tag, form)
	for i := range out {
		out[i] = guard(out[i])
	}
	return out
}

// cells are the cells of one form of a unit, in the order of the columns.
func (u Unit) cells(tag locale.Tag, form string) []string {
	limit, previous, shown := "", "", form
	if u.Max > 0 {
		limit = strconv.Itoa(u.Max)
	}
	if u.Previous != nil {
		previous = formOr(u.Previous, form)
	}
	if !u.Plural {
		shown = ""
	}
	note := u.Note
	if u.Suggested != "" {
		note = strings.TrimPrefix(note+"; taken from "+string(u.Suggested)+", check every word", "; ")
	}
	return []string{
		u.ID,
		shown,
		u.SourceOf(form),
		u.Target[form],
		u.Status(),
		string(u.Class),
		limit,
		u.Where,
		u.Fact,
		note,
		previous,
		string(tag),
		"s-" + u.SourcePrint,
		"t-" + u.TargetPrint,
	}
}

// csvReader is the work on one table.
type csvReader struct {
	languages *locale.Table
	doc       *Document
	list      diag.List
	file      string
	// plain is true for cells that were never guarded.
	plain bool
	// column finds a column by its name.
	column map[string]int
	at     map[string]int
}

// readCSV reads a table with commas, semicolons or tabs, as spreadsheets write
// it by their country.
func readCSV(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	r := &csvReader{languages: languages, doc: &Document{}, file: name, column: map[string]int{}, at: map[string]int{}}
	comma, data, skipped := separator(data)
	c := csv.NewReader(bytes.NewReader(data))
	c.Comma, c.FieldsPerRecord = comma, -1
	for {
		row, err := c.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			r.broken(err, skipped)
			return nil, r.list
		}
		line, _ := c.FieldPos(0)
		if len(r.column) == 0 {
			if !r.head(row) {
				return nil, r.list
			}
			continue
		}
		r.row(row, line+skipped)
	}
	if len(r.doc.Units) == 0 {
		r.list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name},
			"Send the table that was exported.",
			"the table has no texts",
		)
		return nil, r.list
	}
	return r.doc, r.list
}

// broken is the finding about a table that cannot be read.
func (r *csvReader) broken(err error, skipped int) {
	pos := diag.Pos{File: r.file}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		pos.Line = parse.Line + skipped
	}
	r.list.Errorf(
		rule.TranslateFile,
		pos,
		"Save the table again as \"CSV UTF-8\".",
		"the table cannot be read from here on: a quote is missing or stands in a wrong place",
	)
}

// separator is the character between the columns of the first line. A line "sep=;"
// before it, which spreadsheets understand and hide, says it and is passed over.
func separator(data []byte) (comma rune, rest []byte, lines int) {
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	if m := sepLine.FindSubmatch(head); m != nil {
		return rune(m[1][0]), rest, 1
	}
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(head, []byte(string(c))) > bytes.Count(head, []byte(string(best))) {
			best = c
		}
	}
	return best, data, 0
}

var sepLine = regexp.MustCompile(`^(?i)"?sep=([,;\t])"?[,;\t]*\r?$`)

// head reads the names of the columns.
func (r *csvReader) head(row []string) bool {
	for i, name := range row {
		r.column[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, want := range []string{"id", "source", "target", "language"} {
		if _, ok := r.column[want]; !ok {
			r.list.Errorf(
				rule.TranslateFile,
				diag.Pos{File: r.file, Line: 1},
				"Leave the first line of the table as it was exported.",
				"the table has no column %q",
				want,
			)
			return false
		}
	}
	return true
}

// row reads one line of the table.
func (r *csvReader) row(row []string, line int) {
	cell := func(name string) string {
		if i, ok := r.column[name]; ok && i < len(row) && r.plain {
			return row[i]
		} else if ok && i < len(row) {
			return unguard(row[i])
		}
		return ""
	}
	id, form := cell("id"), cell("form")
	if id == "" {
		return
	}
	if l := localeOf(r.languages, cell("language")); r.doc.Locale.Tag == "" {
		r.doc.Locale = l
	} else if l.Tag != r.doc.Locale.Tag {
		r.list.Errorf(rule.TranslateLanguage, diag.Pos{File: r.file, Line: line}, "Send one table for each language.",
			"%s is in %s, the lines before it in %s", clip(id), clip(string(l.Tag)), clip(string(r.doc.Locale.Tag)))
		return
	}
	state, untouched := stateOfCSV(cell("state"))
	u := Unit{
		ID:        id,
		Plural:    form != "",
		Source:    map[string]string{},
		Target:    map[string]string{},
		State:     state,
		Untouched: untouched,
		SourcePrint: strings.TrimPrefix(
			cell("source print"),
			"s-",
		),
		TargetPrint: strings.TrimPrefix(cell("target print"), "t-"),
		Pos:         diag.Pos{File: r.file, Line: line},
	}
	if form == "" {
		form = "other"
	}
	if !slices.Contains(locale.Forms, form) {
		r.list.Errorf(rule.TranslateFile, u.Pos, "", "%s has an unknown plural form %q", clip(id), clip(form)).Hint =
			diag.Say(
				"Use one of %s.",
				strings.Join(locale.Forms, ", "),
			)
		return
	}
	u.Source[form] = cell("source")
	if t := cell("target"); t != "" {
		u.Target[form] = t
	}
	r.join(u)
}

// stateOfCSV reads the word of the column, and whether it says that nobody translated
// the text yet.
func stateOfCSV(word string) (state locale.State, untouched bool) {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "translated":
		return locale.Translated, false
	case "reviewed":
		return locale.Reviewed, false
	case "missing":
		return locale.Draft, true
	}
	return locale.Draft, false
}

// join adds a form to its text.
func (r *csvReader) join(u Unit) {
	i, ok := r.at[u.ID]
	if !ok || !u.Plural {
		r.at[u.ID] = len(r.doc.Units)
		r.doc.Units = append(r.doc.Units, u)
		return
	}
	r.doc.Units[i].add(u)
}

// add takes the forms of another part of the same text in; the text is as far
// as its least form.
func (u *Unit) add(part Unit) {
	for form, text := range part.Source {
		u.Source[form] = text
	}
	for form, text := range part.Target {
		u.Target[form] = text
	}
	u.State, u.Half = least(u.State, part.State), u.Half || part.Half
	u.Untouched = u.Untouched && part.Untouched
}

// least is the state that says less.
func least(a, b locale.State) locale.State {
	order := []locale.State{locale.Draft, locale.Translated, locale.Reviewed}
	return order[min(max(slices.Index(order, a), 0), max(slices.Index(order, b), 0))]
}
