package locale

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bep/golocales"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Names of days, months, languages and countries come from CLDR through
// libraries. corrections.go holds what they lack or have too old; golden tables
// in testdata/names.<tag>.txt show the result to people who can review it.

// dates gives the library's rules for days, months and dates of a language.
func dates(tag Tag) golocales.Translator {
	l, ok := Lookup(tag)
	if !ok {
		return golocales.New("en")
	}
	if t, ok := translators.Load(l.CLDR); ok {
		return t.(golocales.Translator)
	}
	t, _ := translators.LoadOrStore(l.CLDR, golocales.New(l.CLDR))
	return t.(golocales.Translator)
}

// translators keeps the rules by CLDR tag.
var translators sync.Map

// cldr gives the parsed CLDR tag of a language; English for an unknown one.
func cldr(tag Tag) language.Tag {
	if l, ok := Lookup(tag); ok {
		return language.MustParse(l.CLDR)
	}
	return language.English
}

// CountryName is the name of a country in a language. XK is user-assigned; its
// name is CLDR's.
func CountryName(tag Tag, cc string) string {
	if l, pseudo := isPseudo(tag); pseudo {
		return pseudoName(l, CountryName(l.From, cc))
	}
	cc = strings.ToUpper(cc)
	if name, ok := countryNames[cc][tag]; ok {
		return name
	}
	region, err := language.ParseRegion(cc)
	if err != nil {
		return cc
	}
	if names := display.Regions(cldr(tag)); names != nil {
		if name := names.Name(region); name != "" {
			return name
		}
	}
	return display.English.Regions().Name(region)
}

// LanguageName is the name of a language in another: LanguageName("hr", "sq").
func LanguageName(in, tag Tag) string {
	if in == tag {
		l, _ := Lookup(tag)
		return l.Endonym
	}
	if l, pseudo := isPseudo(in); pseudo {
		return pseudoName(l, LanguageName(l.From, tag))
	}
	if l, pseudo := isPseudo(tag); pseudo {
		return l.English
	}
	if name, ok := languageNames[tag][in]; ok {
		return name
	}
	if base, script, two := strings.Cut(string(tag), "-"); two {
		return LanguageName(in, Tag(base)+"*") + " (" + scriptName(in, script) + ")"
	}
	l, ok := Lookup(tag)
	if !ok {
		return string(tag)
	}
	if names := display.Languages(cldr(in)); names != nil {
		if name := names.Name(language.MustParse(l.CLDR)); name != "" {
			return name
		}
	}
	return l.Endonym
}

// scriptName is the name of a script in a language.
func scriptName(in Tag, script string) string {
	s, err := language.ParseScript(script)
	if err != nil {
		return script
	}
	if names := display.Scripts(cldr(in)); names != nil {
		if name := names.Name(s); name != "" {
			return name
		}
	}
	return script
}

// Weekday is the name of a day, 0 for Monday. Romani has numbers instead.
func Weekday(tag Tag, day int, short bool) string {
	if day < 0 || day > 6 {
		return ""
	}
	if tag == "rom" {
		return strconv.Itoa(day + 1)
	}
	if l, pseudo := isPseudo(tag); pseudo {
		return pseudoName(l, Weekday(l.From, day, short))
	}
	if names, ok := weekdays[tag]; ok {
		return names[short][day]
	}
	sunday := (day + 1) % 7
	if short {
		if name := dates(tag).WeekdaysAbbreviated()[sunday]; name != "" {
			return name
		}
	}
	return dates(tag).WeekdaysWide()[sunday]
}

// Month is the name of a month as it stands alone, 1 for January.
func Month(tag Tag, month int) string {
	l, pseudo := isPseudo(tag)
	switch {
	case month < 1 || month > 12:
		return ""
	case tag == "rom":
		return strconv.Itoa(month)
	case pseudo:
		return pseudoName(l, Month(l.From, month))
	case months[tag] != "":
		return strings.Fields(months[tag])[month-1]
	}
	return dates(tag).MonthsWide()[month-1]
}

// DayMonth writes a day of every year, MM-DD, in words; in Romani in numbers. It
// is the date in words without its year. A day that does not exist is an error.
func DayMonth(tag Tag, day string) (string, error) {
	const leap = "2024" // has each day
	words, err := Date(tag, leap+"-"+day)
	if err != nil {
		return "", err
	}
	words, _, _ = strings.Cut(words, leap)
	return strings.TrimRight(words, " ,،"), nil
}

// Comma gives the sign between the items of a list in a language, with its space.
func Comma(tag Tag) string {
	if inArabic(tag) {
		return "، "
	}
	return ", "
}

// Semicolon gives the stronger sign, between items that have commas.
func Semicolon(tag Tag) string {
	if inArabic(tag) {
		return "؛ "
	}
	return "; "
}

func inArabic(tag Tag) bool {
	l, _ := Lookup(tag)
	return l.Script == "Arab" || l.Script == "Aran"
}

// Date writes a date, YYYY-MM-DD, in words; in Romani in numbers. A date that
// does not exist is an error.
func Date(tag Tag, date string) (string, error) {
	l, pseudo := isPseudo(tag)
	t, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		return "", fmt.Errorf("date %q: want YYYY-MM-DD", date)
	case tag == "rom":
		return t.Format("02.01.2006"), nil
	case pseudo:
		return pseudoName(l, dates(l.From).FormatDateLong(t)), nil
	case tag == "ps":
		return fmt.Sprintf("%d %s %d", t.Day(), Month(tag, int(t.Month())), t.Year()), nil
	}
	return dates(tag).FormatDateLong(t), nil
}
