package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"pharos/internal/workbook"
)

// shapes of days as people write them.
var (
	isoDay   = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	dotDay   = regexp.MustCompile(`^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?$`)
	slashDay = regexp.MustCompile(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	isoMonth = regexp.MustCompile(`^(\d{4})-(\d{1,2})$`)
	ownMonth = regexp.MustCompile(`^(\d{1,2})[./](\d{4})\.?$`)
	clock    = regexp.MustCompile(`\d{1,2}:\d{2}`)
	whole    = regexp.MustCompile(`^\d{1,9}$`)
	grouped  = regexp.MustCompile(`^\d{1,3}([.,' \x{a0}]\d{3})+$`)
	phone    = regexp.MustCompile(`\+?\d[\d /().-]{5,}\d`)
)

// dayKind is how a cell with a day turned out.
type dayKind int

const (
	notADay dayKind = iota
	aDay
	// eitherWay is a day whose order of day and month is open, timed one with a clock time,
	// plainNumber a number that the workbook does not show as a day.
	eitherWay
	timed
	plainNumber
)

// dayIn reads a day; order is empty where it is not known.
func dayIn(c workbook.Cell, order string) (time.Time, dayKind) {
	text := strings.TrimSpace(c.Text)
	switch {
	case c.Number && !c.Day:
		return time.Time{}, plainNumber
	case clock.MatchString(text):
		return time.Time{}, timed
	}
	if m := isoDay.FindStringSubmatch(text); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := dotDay.FindStringSubmatch(text); m != nil {
		return date(m[3], m[2], m[1])
	}
	if m := isoMonth.FindStringSubmatch(text); m != nil {
		return date(m[1], m[2], "1")
	}
	if m := ownMonth.FindStringSubmatch(text); m != nil {
		return date(m[2], m[1], "1")
	}
	m := slashDay.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, notADay
	}
	dayFirst, ok1 := date(m[3], m[2], m[1])
	monthFirst, ok2 := date(m[3], m[1], m[2])
	switch {
	case order == "day-month":
		return dayFirst, ok1
	case order == "month-day":
		return monthFirst, ok2
	case ok1 == aDay && ok2 == aDay && m[1] != m[2]:
		return time.Time{}, eitherWay
	case ok1 == aDay:
		return dayFirst, aDay
	}
	return monthFirst, ok2
}

// date makes a day that exists.
func date(year, month, day string) (time.Time, dayKind) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || int(t.Month()) != m || y < 1990 || y > 2199 {
		return time.Time{}, notADay
	}
	return t, aDay
}

// order finds how a column writes days: where one of them fits in one way only, all are
// written so. It is empty where all fit both ways, or both ways are needed.
func order(cells []workbook.Cell) string {
	day, month := false, false
	for _, c := range cells {
		if m := slashDay.FindStringSubmatch(strings.TrimSpace(c.Text)); m != nil {
			first, _ := strconv.Atoi(m[1])
			second, _ := strconv.Atoi(m[2])
			day, month = day || first > 12, month || second > 12
		}
	}
	switch {
	case day && !month:
		return "day-month"
	case month && !day:
		return "month-day"
	}
	return ""
}

// numberKind is how a cell with a number turned out.
type numberKind int

const (
	notANumber numberKind = iota
	aNumber
	// unknownNumber says that nothing is known; openNumber could be thousands or decimals;
	// partNumber has decimals.
	unknownNumber
	openNumber
	partNumber
)

// unknowns are what people write where they do not know or may not say.
var unknowns = map[string]bool{"": true, "-": true, "–": true, "—": true, "n/a": true, "na": true, "?": true,
	"/": true, "..": true, "...": true, "…": true, "*": true, "x": true}

// numberIn reads a whole number; thousands is the sign between thousands, if known.
func numberIn(c workbook.Cell, thousands string) (int, numberKind) {
	text := strings.TrimSpace(c.Text)
	switch {
	case unknowns[strings.ToLower(text)], strings.HasPrefix(text, "<"), strings.HasPrefix(text, "≤"):
		return 0, unknownNumber
	case c.Number:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || x < 0 || x > 100_000_000 {
			return 0, notANumber
		}
		if x != float64(int(x)) {
			return 0, partNumber
		}
		return int(x), aNumber
	case whole.MatchString(text):
		n, err := strconv.Atoi(text)
		return n, kindIf(err == nil)
	case grouped.MatchString(text):
		plain := strings.NewReplacer(" ", "", "\u00a0", "", "'", "").Replace(text)
		if thousands != "" {
			plain = strings.ReplaceAll(plain, thousands, "")
		}
		if !whole.MatchString(plain) {
			return 0, openNumber
		}
		n, err := strconv.Atoi(plain)
		return n, kindIf(err == nil)
	case strings.ContainsAny(text, ".,"):
		if _, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil {
			return 0, partNumber
		}
	}
	return 0, notANumber
}

func kindIf(ok bool) numberKind {
	if ok {
		return aNumber
	}
	return notANumber
}
