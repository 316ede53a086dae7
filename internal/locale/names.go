package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bep/golocales"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Names of days, months and countries come from CLDR through
// libraries. corrections.go holds what they lack or have too old; golden tables
// in testdata/names.<tag>.txt show the result to people who can review it.

// dates gives the library's rules for days, months and dates of a language.
func (t *Table) dates(tag Tag) golocales.Translator {
	if l, ok := t.Lookup(tag); ok {
		return golocales.New(l.CLDR)
	}
	return golocales.New("en")
}

// cldr gives the parsed CLDR tag of a language; English for an unknown one.
func (t *Table) cldr(tag Tag) language.Tag {
	if l, ok := t.Lookup(tag); ok {
		return language.MustParse(l.CLDR)
	}
	return language.English
}

// pseudo gives the row of a pseudo language.
func (t *Table) pseudo(tag Tag) (Locale, bool) {
	l, _ := t.Lookup(tag)
	return l, l.By == ByPseudo
}

// CountryName is the name of a country in a language. XK is user-assigned; its
// name is CLDR's.
func (t *Table) CountryName(tag Tag, cc string) string {
	if l, pseudo := t.pseudo(tag); pseudo {
		return pseudoName(l, t.CountryName(l.From, cc))
	}
	cc = strings.ToUpper(cc)
	if name, ok := countryNames[cc][tag]; ok {
		return name
	}
	region, err := language.ParseRegion(cc)
	if err != nil {
		return cc
	}
	if names := display.Regions(t.cldr(tag)); names != nil {
		if name := names.Name(region); name != "" {
			return name
		}
	}
	return display.English.Regions().Name(region)
}

// Weekday is the name of a day, 0 for Monday. Romani has numbers instead.
func (t *Table) Weekday(tag Tag, day int, short bool) string {
	if day < 0 || day > 6 {
		return ""
	}
	if tag == "rom" {
		return strconv.Itoa(day + 1)
	}
	if l, pseudo := t.pseudo(tag); pseudo {
		return pseudoName(l, t.Weekday(l.From, day, short))
	}
	if names, ok := weekdays[tag]; ok {
		return names[short][day]
	}
	sunday := (day + 1) % 7
	if short {
		if name := t.dates(tag).WeekdaysAbbreviated()[sunday]; name != "" {
			return name
		}
	}
	return t.dates(tag).WeekdaysWide()[sunday]
}

// Month is the name of a month as it stands alone, 1 for January.
func (t *Table) Month(tag Tag, month int) string {
	l, pseudo := t.pseudo(tag)
	switch {
	case month < 1 || month > 12:
		return ""
	case tag == "rom":
		return strconv.Itoa(month)
	case pseudo:
		return pseudoName(l, t.Month(l.From, month))
	case months[tag] != "":
		return strings.Fields(months[tag])[month-1]
	}
	return t.dates(tag).MonthsWide()[month-1]
}

// DayMonth writes a day of every year, MM-DD, in words; in Romani in numbers. It
// is the date in words without its year. A day that does not exist is an error.
func (t *Table) DayMonth(tag Tag, day string) (string, error) {
	const leap = "2024" // has each day
	words, err := t.Date(tag, leap+"-"+day)
	if err != nil {
		return "", err
	}
	words, _, _ = strings.Cut(words, leap)
	return strings.TrimRight(words, " ,،"), nil
}

// Comma gives the sign between the items of a list in a language, with its space.
func (t *Table) Comma(tag Tag) string {
	if t.inArabic(tag) {
		return "، "
	}
	return ", "
}

// Semicolon gives the stronger sign, between items that have commas.
func (t *Table) Semicolon(tag Tag) string {
	if t.inArabic(tag) {
		return "؛ "
	}
	return "; "
}

func (t *Table) inArabic(tag Tag) bool {
	l, _ := t.Lookup(tag)
	return l.Script == "Arab" || l.Script == "Aran"
}

// Date writes a date, YYYY-MM-DD, in words; in Romani in numbers. A date that
// does not exist is an error.
func (t *Table) Date(tag Tag, date string) (string, error) {
	l, pseudo := t.pseudo(tag)
	day, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		return "", fmt.Errorf("date %q: want YYYY-MM-DD", date)
	case tag == "rom":
		return day.Format("02.01.2006"), nil
	case pseudo:
		return pseudoName(l, t.dates(l.From).FormatDateLong(day)), nil
	case tag == "ps":
		return fmt.Sprintf("%d %s %d", day.Day(), t.Month(tag, int(day.Month())), day.Year()), nil
	}
	return t.dates(tag).FormatDateLong(day), nil
}
