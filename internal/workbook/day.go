package workbook

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// styles reads which styles show days: those with a known number for days, and those
// whose own format has the letters of day, month or year outside of quotes and brackets.
func (b *Book) styles(part string) error {
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode(part, &sheet); err != nil {
		return err
	}
	own := map[int]bool{}
	for _, f := range sheet.Formats {
		own[f.ID] = showsDays(f.Code)
	}
	for _, c := range sheet.Cells {
		days, known := own[c.Format]
		b.days = append(b.days, known && days || !known && (c.Format >= 14 && c.Format <= 17 || c.Format == 22))
	}
	return nil
}

// showsDays reports whether a number format shows a day.
func showsDays(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case !bracket && strings.IndexByte("dDyY", c) >= 0:
			return true
		}
	}
	return false
}

// day writes the day of a number in the workbook's calendar, with the time of the day
// after a blank where it has one.
func (b *Book) day(text string) (string, bool) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x >= 1) || x > 200_000 {
		return "", false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.from1904 {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	whole, part := math.Modf(x)
	day := first.AddDate(0, 0, int(whole))
	if minutes := int(math.Round(part * 1440)); minutes > 0 {
		return day.Add(time.Duration(minutes) * time.Minute).Format("2006-01-02 15:04"), true
	}
	return day.Format(time.DateOnly), true
}
