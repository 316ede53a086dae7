package exchange

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

// Parts of a workbook that are the same in every file (ECMA-376, parts 1 and 2). The
// styles are: 0 as usual, 1 wrapped and locked, 2 wrapped and open, 3 the head.
const (
	xlsxTypes = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ` +
		`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>` +
		`</Types>`
	xlsxRoot = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" ` +
		`Target="xl/workbook.xml"/>` +
		`</Relationships>`
	xlsxRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" ` +
		`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" ` +
		`Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" ` +
		`Target="styles.xml"/>` +
		`</Relationships>`
	xlsxStyles = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="` + spaceSheet + `">` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name ` +
		`val="Calibri"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>` +
		`</fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/></patternFill></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" ` +
		`wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyAlignment="1" applyProtection="1">` +
		`<alignment vertical="top" wrapText="1"/><protection locked="0"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`
	spaceSheet     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	spaceRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// xlsxWidths are the widths of the columns in characters; xlsxOpen are the columns that
// the translator writes into.
var (
	xlsxWidths = map[string]int{
		"id":       30,
		"form":     8,
		"source":   50,
		"target":   50,
		"state":    12,
		"class":    12,
		"where":    24,
		"fact":     16,
		"note":     30,
		"previous": 30,
	}
	xlsxOpen = map[string]bool{"target": true, "state": true}
)

// mostCell is the longest text that a cell of a spreadsheet holds, in UTF-16 units.
const mostCell = 32767

// writeXLSX writes a workbook with one sheet, named by the language. Cells are texts,
// so that nothing is computed or changed; all but target and state are locked.
func writeXLSX(d *Document) ([]byte, diag.List) {
	var list diag.List
	var b strings.Builder
	row := 1
	add := func(cells []string) {
		fmt.Fprintf(&b, `<row r="%d">`, row)
		for i, text := range cells {
			style := 1
			switch {
			case row == 1:
				style = 3
			case xlsxOpen[columns[i]]:
				style = 2
			}
			fmt.Fprintf(
				&b,
				`<c r="%c%d" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`,
				'A'+i,
				row,
				style,
				xlsxText(text),
			)
		}
		b.WriteString("</row>")
		row++
	}
	add(columns)
	for _, u := range d.Units {
		if !u.writable() || u.returns() || u.longest() > mostCell {
			lost(&list, u, "a cell of a spreadsheet cannot hold it")
			continue
		}
		for _, form := range u.Forms(d.Locale) {
			add(u.cells(d.Locale.Tag, form))
		}
	}
	data, err := packXLSX(d, b.String(), row-1)
	if err != nil {
		list.Errorf(rule.TranslateFormat, diag.Pos{}, "Choose another format.", "the table cannot be written: %v", err)
	}
	return data, list
}

// longest is the length of the longest text in bytes, which are not fewer than UTF-16 units.
func (u Unit) longest() int {
	n := 0
	for _, forms := range []map[string]string{u.Source, u.Target, u.Previous} {
		for _, text := range forms {
			n = max(n, len(text))
		}
	}
	return n
}

// xlsxText escapes a text; spreadsheets read _x0041_ as a character of that number.
func xlsxText(s string) string {
	return strings.ReplaceAll(xmlText.Replace(s), "_x", "_x005F_x")
}

// packXLSX puts the parts of the workbook together.
func packXLSX(d *Document, rows string, count int) ([]byte, error) {
	var cols strings.Builder
	for i, name := range columns {
		width := max(xlsxWidths[name], 10)
		fmt.Fprintf(&cols, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	direction := ""
	if d.Locale.Direction == "rtl" {
		direction = ` rightToLeft="1"`
	}
	sheet := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="` + spaceSheet + `"><sheetViews><sheetView` + direction + ` workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
		`<cols>` + cols.String() + `</cols><sheetData>` + rows + `</sheetData>` +
		`<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>` +
		fmt.Sprintf(
			`<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" `+
				`sqref="E2:E%d">`,
			max(count, 2),
		) +
		`<formula1>"` + strings.Join(States, ",") + `"</formula1></dataValidation></dataValidations></worksheet>`
	book := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="` + spaceSheet + `" xmlns:r="` + spaceRelations + `"><sheets><sheet name="` +
		xmlAttr.Replace(string(d.Locale.Tag)) +
		`" sheetId="1" r:id="rId1"/></sheets></workbook>`
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range [][2]string{{"[Content_Types].xml", xlsxTypes}, {"_rels/.rels", xlsxRoot},
		{"xl/workbook.xml", book},
		{"xl/_rels/workbook.xml.rels", xlsxRelations}, {"xl/styles.xml", xlsxStyles},
		{"xl/worksheets/sheet1.xml", sheet}} {
		f, err := w.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
