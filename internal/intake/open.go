package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/workbook"
)

// mostBytes is how large a table may be; mostRows how long.
const (
	mostBytes = 64 << 20
	mostRows  = 1_000_000
)

// open reads the sheets of a table. Hidden sheets are passed over and said.
func open(file string, data []byte, only string) ([]grid, diag.List) {
	var list diag.List
	bad := func(hint, format diag.Format, args ...any) {
		list.Errorf(rule.EvaluateTable, diag.Pos{File: file}, hint, format, args...)
	}
	switch {
	case len(data) > mostBytes:
		bad("Send one year at a time.", "the table has more than %d MB", mostBytes>>20)
		return nil, list
	case workbook.IsOld(data):
		bad("Save it as .xlsx without a password.", "this is an old workbook (.xls), or one with a password")
		return nil, list
	case !workbook.Is(data):
		rows, err := readCSV(data)
		if err != nil {
			bad("Save it as \"CSV UTF-8\" or as .xlsx.", "the table cannot be read: %s", err.Error())
		}
		return []grid{{file, "", rows}}, list
	}
	book, err := workbook.Open(data)
	if err != nil {
		bad("Save it again as .xlsx.", "the workbook cannot be read: %s", err.Error())
		return nil, list
	}
	if book.Macros {
		bad("Save it as .xlsx, which has no programs.", "the workbook has programs (macros)")
		return nil, list
	}
	var out []grid
	for _, s := range book.Sheets {
		switch {
		case only != "" && fold(s.Name) != fold(only):
			continue
		case s.Hidden && only == "":
			list.Add(rule.EvaluateDoubt.At(diag.Pos{File: file}, "the hidden sheet %q is not read", s.Name))
			continue
		}
		rows, err := book.Rows(s)
		if err != nil {
			bad("Save it again as .xlsx.", "the sheet %q cannot be read: %s", s.Name, err.Error())
			return nil, list
		}
		out = append(out, grid{file, s.Name, rows})
	}
	if len(out) == 0 {
		bad("", "the workbook has no sheet to read")
	}
	return out, list
}

// readCSV reads rows between commas, semicolons or tabs.
func readCSV(data []byte) ([][]workbook.Cell, error) {
	text, err := decoded(data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separator(text), -1, true, true
	var out [][]workbook.Cell
	line := 0
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		at, _ := r.FieldPos(0)
		for ; line < at-1; line++ {
			out = append(out, nil) // empty lines count, so that places are right
		}
		line++
		row := make([]workbook.Cell, len(cells))
		for i, c := range cells {
			row[i].Text = strings.Clone(c)
		}
		if out = append(out, row); len(out) > mostRows {
			return nil, errors.New("it has too many rows")
		}
	}
}

// separator is the sign that most of the first lines have most of.
func separator(text string) rune {
	best, most := ',', 0
	head := text[:min(len(text), 8192)]
	for _, sign := range []rune{';', '\t', ','} {
		if n := strings.Count(head, string(sign)); n > most {
			best, most = sign, n
		}
	}
	return best
}

// decoded reads UTF-8, UTF-16 with its mark, and the two encodings of Windows for the
// region: Cyrillic (1251) where letters above 127 stand side by side, as in words of that
// script, else Latin (1250).
func decoded(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data)
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	high, pairs := 0, 0
	for i, b := range data {
		if b >= 0x80 {
			high++
			if i > 0 && data[i-1] >= 0x80 {
				pairs++
			}
		}
	}
	from := charmap.Windows1250
	if 2*pairs > high {
		from = charmap.Windows1251
	}
	out, err := from.NewDecoder().Bytes(data)
	return string(out), err
}

// fromUTF16 reads UTF-16 with a byte-order mark.
func fromUTF16(data []byte) (string, error) {
	if len(data)%2 != 0 {
		return "", errors.New("half of a character is missing at its end")
	}
	low, high := 0, 1
	if data[0] == 0xfe {
		low, high = 1, 0
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i < len(data); i += 2 {
		units = append(units, uint16(data[i+low])|uint16(data[i+high])<<8)
	}
	return string(utf16.Decode(units)), nil
}

// letters are those that lose nothing a reader would miss when words are compared.
var letters = strings.NewReplacer("đ", "d", "ı", "i", "ł", "l",
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "d", "ѓ", "g", "е", "e", "ж", "z", "з", "z", "ѕ", "dz", "и",
	"i",
	"ј", "j", "к", "k", "л", "l", "љ", "lj", "м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т",
	"t",
	"ћ", "c", "ќ", "k", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "c", "џ", "dz", "ш", "s", "щ", "s", "ы", "y", "э",
	"e",
	"ю", "ju", "я", "ja", "ь", "", "ъ", "")

// fold makes words comparable: small Latin letters without accents, single blanks.
func fold(s string) string {
	s = letters.Replace(strings.ToLower(norm.NFC.String(s)))
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r), r == '_':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
