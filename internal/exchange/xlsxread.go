package exchange

import (
	"strings"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
	"pharos/internal/workbook"
)

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
	book, err := workbook.Open(data)
	if err != nil {
		return bad(err)
	}
	r := &csvReader{languages: languages, doc: &Document{}, file: name, at: map[string]int{}}
	for _, sheet := range book.Sheets {
		rows, err := book.Rows(sheet)
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
func (r *csvReader) sheet(rows [][]workbook.Cell) {
	r.plain, r.column = true, map[string]int{}
	for i, cells := range rows {
		var row []string
		for _, c := range cells {
			row = append(row, c.Text)
		}
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
