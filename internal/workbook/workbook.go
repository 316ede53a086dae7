// Package workbook reads the cells of spreadsheets: packed workbooks (.xlsx) as offices
// and translators send them.
//
// In go the bytes of a file from anybody, out come sheets of cells as texts, each knowing
// whether it was a number, a day, or a formula that was never calculated. A file that
// unpacks to very much is refused before it does; bytes of any kind give an error, never
// a panic. Formats are those of ECMA-376.
package workbook

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
)

// Limits on what a workbook unpacks to: a small file can hold very much.
const (
	mostPart    = 24 << 20
	mostParts   = 200
	mostRows    = 100_000
	mostColumns = 200
)

// Is reports whether a file is a packed workbook.
func Is(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// IsOld reports whether a file is a workbook of the old kind, or one with a password:
// both are stored in the same way.
func IsOld(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
}

// Book is an open workbook.
type Book struct {
	// Sheets are in the order of the workbook.
	Sheets []Sheet
	// Macros is true where programs are stored with it.
	Macros bool
	parts  map[string]*zip.File
	unread int64
	shared []string
	// days says of each style whether it shows days; from1904 is the other calendar.
	days     []bool
	from1904 bool
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool
	part   string
}

// Cell is what stands in one cell, as text.
type Cell struct {
	Text string
	// Number is true for a number, Day for one that the workbook shows as a day; Text is
	// the day as YYYY-MM-DD then, with a time after a blank where it has one.
	Number, Day bool
	// Uncalculated is true for a formula without a value.
	Uncalculated bool
}

// Open reads what a workbook says about itself.
func Open(data []byte) (*Book, error) {
	b := &Book{parts: map[string]*zip.File{}, unread: mostPart}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	if len(z.File) > mostParts {
		return nil, errors.New("it has too many parts")
	}
	sum := uint64(0)
	for _, f := range z.File {
		b.parts[strings.TrimPrefix(f.Name, "/")] = f
		b.Macros = b.Macros || strings.HasSuffix(f.Name, "vbaProject.bin")
		sum += f.UncompressedSize64
	}
	if sum > 10*mostPart {
		return nil, fmt.Errorf("it unpacks to more than %d MB", 10*mostPart>>20)
	}
	return b, b.head()
}

// part unpacks a part, up to what all parts together may be.
func (b *Book) part(name string) ([]byte, error) {
	f := b.parts[name]
	if f == nil {
		return nil, fmt.Errorf("it has no part %q", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, b.unread+1))
	if err != nil {
		return nil, err
	}
	if b.unread -= int64(len(data)); b.unread < 0 {
		return nil, fmt.Errorf("it unpacks to more than %d MB", mostPart>>20)
	}
	return data, nil
}

func (b *Book) decode(part string, into any) error {
	data, err := b.part(part)
	if err != nil {
		return err
	}
	return xml.Unmarshal(data, into)
}

// head lists the sheets, and reads the texts and styles that they share.
func (b *Book) head() error {
	var book struct {
		Properties struct {
			From1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string `xml:"name,attr"`
			State string `xml:"state,attr"`
			ID    string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
			Type   string `xml:"Type,attr"`
		} `xml:"Relationship"`
	}
	if err := b.decode("xl/workbook.xml", &book); err != nil {
		return err
	}
	if err := b.decode("xl/_rels/workbook.xml.rels", &relations); err != nil {
		return err
	}
	b.from1904 = book.Properties.From1904 == "1" || book.Properties.From1904 == "true"
	target := map[string]string{}
	for _, r := range relations.All {
		part := strings.TrimPrefix(r.Target, "/")
		if part == r.Target {
			part = path.Join("xl", r.Target)
		}
		target[r.ID] = part
		var err error
		switch {
		case strings.HasSuffix(r.Type, "/sharedStrings"):
			err = b.texts(part)
		case strings.HasSuffix(r.Type, "/styles") && b.parts[part] != nil:
			err = b.styles(part)
		}
		if err != nil {
			return err
		}
	}
	for _, s := range book.Sheets {
		if target[s.ID] != "" {
			b.Sheets = append(b.Sheets, Sheet{s.Name, s.State != "" && s.State != "visible", target[s.ID]})
		}
	}
	return nil
}

// runs is a text of a workbook: alone, or in runs of different looks.
type runs struct {
	Text string   `xml:"t"`
	Runs []string `xml:"r>t"`
}

func (r runs) String() string { return unescape(r.Text + strings.Join(r.Runs, "")) }

// texts reads the shared texts.
func (b *Book) texts(part string) error {
	var all struct {
		Items []runs `xml:"si"`
	}
	if err := b.decode(part, &all); err != nil {
		return err
	}
	for _, item := range all.Items {
		b.shared = append(b.shared, item.String())
	}
	return nil
}

// Rows reads the cells of a sheet.
func (b *Book) Rows(s Sheet) ([][]Cell, error) {
	var sheet struct {
		Rows []struct {
			Number int       `xml:"r,attr"`
			Cells  []cellXML `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := b.decode(s.part, &sheet); err != nil {
		return nil, err
	}
	var out [][]Cell
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
		var cells []Cell
		for _, c := range row.Cells {
			at := len(cells)
			if c.Place != "" {
				at = columnOf(c.Place)
			}
			if at < len(cells) || at >= mostColumns {
				return nil, errors.New("its columns are not in order, or are too many")
			}
			for len(cells) < at {
				cells = append(cells, Cell{})
			}
			cell, err := b.cell(c)
			if err != nil {
				return nil, err
			}
			cells = append(cells, cell)
		}
		out = append(out, cells)
	}
	return out, nil
}

// cellXML is a cell as it is stored.
type cellXML struct {
	Place   string  `xml:"r,attr"`
	Type    string  `xml:"t,attr"`
	Style   int     `xml:"s,attr"`
	Value   *string `xml:"v"`
	Formula *string `xml:"f"`
	Inline  runs    `xml:"is"`
}

// cell reads one cell.
func (b *Book) cell(c cellXML) (Cell, error) {
	text := ""
	if c.Value != nil {
		text = unescape(*c.Value)
	}
	out := Cell{Uncalculated: c.Formula != nil && text == ""}
	switch c.Type {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || i < 0 || i >= len(b.shared) {
			return out, fmt.Errorf("the cell %s names a text that is not there", clip(c.Place))
		}
		text = b.shared[i]
	case "inlineStr":
		text = c.Inline.String()
	case "", "n":
		out.Number = text != ""
		if c.Style >= 0 && c.Style < len(b.days) && b.days[c.Style] {
			if day, ok := b.day(text); ok {
				text, out.Day = day, true
			}
		}
	}
	out.Text = strings.ReplaceAll(text, "\r\n", "\n")
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

// Place names a cell as people do: row and column are counted from 0.
func Place(row, column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name + strconv.Itoa(row+1)
}

// clip shortens a text of the file for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

var escaped = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescape reads characters that are written by their number.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		n, err := strconv.ParseUint(m[2:6], 16, 16)
		if err != nil {
			return m
		}
		return string(rune(n))
	})
}
