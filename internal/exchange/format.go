package exchange

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/workbook"
)

// Format is a kind of file for translators.
type Format string

// The formats. XLIFF2 is XLIFF 2.0; Form is the offline HTML form.
const (
	PO     Format = "po"
	XLIFF  Format = "xliff"
	XLIFF2 Format = "xliff2"
	CSV    Format = "csv"
	XLSX   Format = "xlsx"
	Form   Format = "html"
)

// Formats lists the formats in the order of help.
var Formats = []Format{PO, XLIFF, XLIFF2, CSV, XLSX, Form}

// Ending is the usual ending of the format's files.
func (f Format) Ending() string {
	switch f {
	case XLIFF:
		return ".xlf"
	case XLIFF2:
		return ".2.xlf"
	}
	return "." + string(f)
}

// Encode writes a document. The findings name texts that the format cannot hold.
func Encode(d *Document, f Format) ([]byte, diag.List) {
	switch f {
	case PO:
		return writePO(d)
	case XLIFF:
		return writeXLIFF(d)
	case XLIFF2:
		return writeXLIFF2(d)
	case CSV:
		return writeCSV(d)
	case XLSX:
		return writeXLSX(d)
	case Form:
		return writeForm(d)
	}
	return nil, nil
}

// MaxSize is the largest returned file that is read, in bytes.
const MaxSize = 64 << 20

// Decode reads what a translator returned; the name's ending and the first
// bytes say which format it is. A document comes back even where single texts
// could not be read; it is nil where the file as a whole is of no use.
func Decode(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	var list diag.List
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	pos := diag.Pos{File: name}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case workbook.Is(data) && len(data) <= MaxSize:
	case len(data) > MaxSize:
		list.Errorf(rule.TranslateFile, pos, "Split the file.", "the file is larger than %d MB", MaxSize>>20)
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		list.Errorf(
			rule.TranslateEncoding,
			pos,
			"Save it again as UTF-8; in a spreadsheet choose \"CSV UTF-8\".",
			"the file is in UTF-16",
		)
	case !utf8.Valid(data):
		pos.Line = 1 + bytes.Count(data[:invalid(data)], []byte("\n"))
		list.Errorf(
			rule.TranslateEncoding,
			pos,
			"Save it again as UTF-8; in a spreadsheet choose \"CSV UTF-8\".",
			"the file is not in UTF-8, so letters are lost",
		)
	case len(bytes.TrimSpace(data)) == 0:
		list.Errorf(rule.TranslateFile, pos, "Send the file again.", "the file is empty")
	}
	if len(list) > 0 {
		return nil, list
	}
	d, list := decode(languages, name, data)
	if d == nil {
		return nil, list
	}
	if _, ok := languages.Lookup(d.Locale.Tag); !ok {
		list.Errorf(rule.TranslateLanguage, pos, "Give the language as it was exported.",
			"the file says that its language is %q, which this project does not have",
			clip(string(d.Locale.Tag))).Hint = whichOf(
			languages,
			string(d.Locale.Tag),
		)
		return nil, list
	}
	for i := range d.Units {
		d.Units[i].normalise()
	}
	return d, list
}

// whichOf says which language to write for one that is not known.
func whichOf(languages *locale.Table, written string) diag.Sentence {
	_, may := languages.Read(written)
	if len(may) == 0 {
		return diag.Say("Give the language as it was exported.")
	}
	words := make([]string, len(may))
	for i, tag := range may {
		words[i] = string(tag)
	}
	return diag.Say("Several languages could be meant: write one of %s.", strings.Join(words, ", "))
}

// decode chooses the reader.
func decode(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	head := string(bytes.TrimSpace(data[:min(len(data), 2000)]))
	switch {
	case workbook.Is(data):
		return readXLSX(languages, name, data)
	case strings.HasSuffix(strings.ToLower(name), ".csv"), strings.HasSuffix(strings.ToLower(name), ".tsv"):
		return readCSV(languages, name, data)
	case strings.HasPrefix(head, "<"):
		return readXML(languages, name, data)
	}
	return readPO(languages, name, data)
}

// invalid is the offset of the first byte that is not UTF-8.
func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// lost is the finding about a text that a format cannot hold.
func lost(list *diag.List, u Unit, what diag.Format) {
	list.Warnf(
		rule.TranslateFormat,
		diag.Pos{File: u.File},
		"Choose another format or repair the text.",
		"%s is not in the file: %s",
		u.ID,
		diag.Say(what),
	)
}

// title is the sentence at the head of a file.
func (d *Document) title() string {
	return fmt.Sprintf(
		"Texts of Pharos in %s (%s). Keep what stands in double braces as it is.",
		d.Locale.English,
		d.Locale.Tag,
	)
}

// normalise brings all texts into the normal form NFC, as the loader does.
func (u *Unit) normalise() {
	for _, forms := range []map[string]string{u.Source, u.Target} {
		for form, text := range forms {
			forms[form] = norm.NFC.String(text)
		}
	}
}
