package exchange

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// Limits on what a workbook unpacks to: a small file can hold very much.
const (
	mostPart    = 24 << 20
	mostParts   = 200
	mostRows    = 100_000
	mostColumns = 200
)

// isXLSX reports whether a file is a packed workbook.
func isXLSX(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// xlsxReader is the work on one workbook.
type xlsxReader struct {
	parts  map[string]*zip.File
	unread int64
	shared []string
}

// readXLSX reads the sheets of a workbook as tables; those without the columns of a
// table of texts are passed over. One file holds one language.
func readXLSX(languages *locale.Table, name string, data []byte) (*Document, diag.List) {
	var list diag.List
	bad := func(err error) (*Document, diag.List) {
		list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name},
			"Save the table again as an Excel workbook (.xlsx), or as \"CSV UTF-8\".",
			"the workbook cannot be read: %s",
			clip(err.Error()),
		)
		return nil, list
	}
	x := &xlsxReader{parts: map[string]*zip.File{}, unread: mostPart}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return bad(err)
	}
	if len(z.File) > mostParts {
		return bad(errors.New("it has too many parts"))
	}
	for _, f := range z.File {
		x.parts[strings.TrimPrefix(f.Name, "/")] = f
	}
	sheets, err := x.sheets()
	if err != nil {
		return bad(err)
	}
	r := &csvReader{languages: languages, doc: &Document{}, file: name, at: map[string]int{}}
	for _, sheet := range sheets {
		rows, err := x.rows(sheet)
		if err != nil {
			return bad(err)
		}
		r.sheet(rows)
	}
	if len(r.doc.Units) == 0 && len(r.list) == 0 {
		r.list.Errorf(
			rule.TranslateFile,
			diag.Pos{File: name},
			"Send the table that was exported.",
			"the table has no texts",
		)
	}
	if len(r.doc.Units) == 0 {
		return nil, r.list
	}
	return r.doc, r.list
}

// sheet takes the rows of a sheet in, if it is a table of texts. Cells of a workbook
// need no quote before a sign that would be computed.
func (r *csvReader) sheet(rows [][]string) {
	r.plain, r.column = true, map[string]int{}
	for i, row := range rows {
		if len(r.column) > 0 {
			r.row(row, i+1)
			continue
		}
		for at, cell := range row {
			r.column[strings.ToLower(strings.TrimSpace(cell))] = at
		}
		for _, want := range []string{"id", "source", "target", "language"} {
			if _, ok := r.column[want]; !ok {
				return
			}
		}
	}
}

// part unpacks a part, up to what all parts together may be.
func (x *xlsxReader) part(name string) ([]byte, error) {
	f := x.parts[name]
	if f == nil {
		return nil, fmt.Errorf("it has no part %q", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, x.unread+1))
	if err != nil {
		return nil, err
	}
	if x.unread -= int64(len(data)); x.unread < 0 {
		return nil, fmt.Errorf("it unpacks to more than %d MB", mostPart>>20)
	}
	return data, nil
}

// sheets lists the parts that are sheets in the order of the workbook, and reads the
// texts that they share.
func (x *xlsxReader) sheets() ([]string, error) {
	var book struct {
		Sheets []struct {
			ID string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		} `xml:"Relationship"`
	}
	if err := x.decode("xl/workbook.xml", &book); err != nil {
		return nil, err
	}
	if err := x.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
		return nil, err
	}
	target := map[string]string{}
	for _, r := range relations.All {
		part := strings.TrimPrefix(r.Target, "/")
		if part == r.Target {
			part = path.Join("xl", r.Target)
		}
		target[r.ID] = part
		if strings.HasSuffix(r.Type, "/sharedStrings") {
			if err := x.texts(part); err != nil {
				return nil, err
			}
		}
	}
	var out []string
	for _, s := range book.Sheets {
		if target[s.ID] != "" {
			out = append(out, target[s.ID])
		}
	}
	return out, nil
}

func (x *xlsxReader) decode(part string, into any) error {
	data, err := x.part(part)
	if err != nil {
		return err
	}
	return xml.Unmarshal(data, into)
}

// runs is a text of a workbook: alone, or in runs of different looks.
type runs struct {
	Text string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (r runs) String() string { return unescapeXLSX(r.Text + strings.Join(r.Runs, "")) }

// texts reads the shared texts.
func (x *xlsxReader) texts(part string) error {
	var all struct {
		Items []runs `xml:"si"`
	}
	if err := x.decode(part, &all); err != nil {
		return err
	}
	for _, item := range all.Items {
		x.shared = append(x.shared, item.String())
	}
	return nil
}

// rows reads the cells of a sheet as texts.
func (x *xlsxReader) rows(part string) ([][]string, error) {
	var sheet struct {
		Rows []struct {
			Number int `xml:"r,attr"`
			Cells  []struct {
				Place  string `xml:"r,attr"`
				Type   string `xml:"t,attr"`
				Value  string `xml:"v"`
				Inline runs   `xml:"is"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := x.decode(part, &sheet); err != nil {
		return nil, err
	}
	var out [][]string
	for _, row := range sheet.Rows {
		if row.Number == 0 {
			row.Number = len(out) + 1
		}
		if row.Number < len(out)+1 || row.Number > mostRows {
			return nil, errors.New("its rows are not in order, or are too many")
		}
		for len(out) < row.Number-1 {
			out = append(out, nil)
		}
		var cells []string
		for _, c := range row.Cells {
			at := len(cells)
			if c.Place != "" {
				at = columnOf(c.Place)
			}
			if at < len(cells) || at >= mostColumns {
				return nil, errors.New("its columns are not in order, or are too many")
			}
			for len(cells) < at {
				cells = append(cells, "")
			}
			text := unescapeXLSX(c.Value)
			switch c.Type {
			case "s":
				i, err := strconv.Atoi(strings.TrimSpace(c.Value))
				if err != nil || i < 0 || i >= len(x.shared) {
					return nil, fmt.Errorf("the cell %s names a text that is not there", clip(c.Place))
				}
				text = x.shared[i]
			case "inlineStr":
				text = c.Inline.String()
			}
			cells = append(cells, strings.ReplaceAll(text, "\r\n", "\n"))
		}
		out = append(out, cells)
	}
	return out, nil
}

// columnOf gives the column of a place such as "AB12", counted from 0.
func columnOf(place string) int {
	n := 0
	for _, r := range place {
		if r < 'A' || r > 'Z' || n > mostColumns {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}

var escapedXLSX = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescapeXLSX reads characters that are written by their number.
func unescapeXLSX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escapedXLSX.ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
}
