package exchange

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"

	"pharos/internal/locale"
)

// packedBook packs parts as a spreadsheet program does.
func packedBook(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// saved by a spreadsheet program: shared texts, runs, empty cells left out.
func spreadsheet(shared, rows string) map[string]string {
	return map[string]string{
		"xl/workbook.xml": `<workbook xmlns="` + spaceSheet + `" xmlns:r="` + spaceRelations + `"><sheets><sheet name="sq" sheetId="1" r:id="rId7"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId7" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml":     `<sst xmlns="` + spaceSheet + `">` + shared + `</sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + spaceSheet + `"><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

const (
	sharedTexts = `<si><t>id</t></si><si><t>source</t></si><si><t>target</t></si><si><t>state</t></si><si><t>language</t></si>` +
		`<si><r><t>Skanoni </t></r><r><rPr><b/></rPr><t xml:space="preserve">për gjuhë të tjera</t></r></si>`
	sheetRows = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>citizen.code</t></is></c><c r="B3" t="str"><v>Scan for more languages</v></c><c r="C3" t="s"><v>5</v></c>` +
		`<c r="D3" t="inlineStr"><is><t>translated</t></is></c><c r="E3" t="inlineStr"><is><t>sq_AL</t></is></c></row>`
)

// TestWorkbook reads a workbook as a spreadsheet program saves it.
func TestWorkbook(t *testing.T) {
	r := takeFile(t, "x.xlsx", string(packedBook(t, spreadsheet(sharedTexts, sheetRows))))
	if r.Translated != 1 || len(r.Findings) > 0 || r.Changes[0].text()["other"] != "Skanoni për gjuhë të tjera" || r.Changes[0].Pos.Line != 3 {
		t.Errorf("%+v", r)
	}
}

// TestWorkbookWritten wants what a translator must not change locked, the states as a
// list, the sheet named by its language, and no cell that is computed.
func TestWorkbookWritten(t *testing.T) {
	d, _ := real().Document("ar", Filter{Catalogues: []string{"citizen"}})
	d.Units[0].Target = map[string]string{"other": "=1+2 _x0041_ \"a\" <b>"}
	data, list := Encode(d, XLSX)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	sheet, err := fs.ReadFile(z, "xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<sheetProtection sheet="1"`, `<formula1>"missing,stale,draft,translated,reviewed"</formula1>`, `rightToLeft="1"`,
		`<c r="D2" s="2"`, `<c r="A2" s="1"`, `<c r="C2" s="1"`, `<c r="E2" s="2"`} {
		if !strings.Contains(string(sheet), want) {
			t.Errorf("the sheet has no %s", want)
		}
	}
	if strings.Contains(string(sheet), "<f>") {
		t.Error("a cell is computed")
	}
	book, err := fs.ReadFile(z, "xl/workbook.xml")
	if err != nil || !strings.Contains(string(book), `<sheet name="ar"`) {
		t.Errorf("%s %v", book, err)
	}
	back, list := Decode(locale.Builtin(), "x.xlsx", data)
	if back == nil || back.Units[0].Target["other"] != d.Units[0].Target["other"] {
		t.Errorf("%v", list)
	}
	again, _ := Encode(d, XLSX)
	if !bytes.Equal(data, again) {
		t.Error("two files of one document differ")
	}
}

// TestWorkbookRefused wants bombs and broken workbooks refused in words.
func TestWorkbookRefused(t *testing.T) {
	many := map[string]string{}
	for i := range 201 {
		many[strings.Repeat("x", i+1)] = ""
	}
	with := func(name, text string) map[string]string {
		parts := spreadsheet(sharedTexts, sheetRows)
		parts[name] = text
		return parts
	}
	for name, c := range map[string]struct {
		parts map[string]string
		says  string
	}{
		"bomb":         {with("xl/sharedStrings.xml", strings.Repeat(" ", 24<<20+1)), "unpacks to more than 24 MB"},
		"many parts":   {many, "too many parts"},
		"far row":      {spreadsheet(sharedTexts, `<row r="9999999"/>`), "too many"},
		"far column":   {spreadsheet(sharedTexts, `<row r="1"><c r="ZZZZZZZ1"/></row>`), "too many"},
		"no such text": {spreadsheet("", sheetRows), "a text that is not there"},
		"no sheet":     {map[string]string{"xl/workbook.xml": "<workbook/>"}, "has no part"},
		"broken":       {with("xl/worksheets/sheet1.xml", "<worksheet>"), "cannot be read"},
		"no table":     {spreadsheet("", ""), "the table has no texts"},
	} {
		r := takeFile(t, "x.xlsx", string(packedBook(t, c.parts)))
		if !strings.Contains(messages(r.Findings), c.says) || r.Taken() > 0 {
			t.Errorf("%s: %v", name, r.Findings)
		}
	}
	if r := takeFile(t, "x.xlsx", "PK\x03\x04 and nothing else"); len(r.Findings) == 0 {
		t.Error("half a file is read")
	}
}
