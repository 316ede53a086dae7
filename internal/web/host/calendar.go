package host

import (
	"strings"
	"time"
	"unicode/utf8"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// Calendar is the iCalendar file (RFC 5545) of the awareness days in one
// language; empty where it names none. Stamp is the edition date, YYYY-MM-DD;
// the days repeat every year from its year on.
func Calendar(s plan.Site, tag locale.Tag, stamp string) string {
	day, err := time.Parse(time.DateOnly, stamp)
	if err != nil {
		day = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	var b strings.Builder
	line := func(s string) { fold(&b, s) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//" + s.Country + "//days//" + strings.ToUpper(string(tag)))
	line("CALSCALE:GREGORIAN")
	events := 0
	for _, d := range s.Days {
		if d.Names[tag] == "" {
			continue
		}
		from, until, ok := span(d, day.Year())
		if !ok {
			continue
		}
		events++
		line("BEGIN:VEVENT")
		line("UID:" + d.From + "." + strings.ToLower(string(tag)) + "@" + s.Country + ".days")
		line("DTSTAMP:" + day.Format("20060102") + "T000000Z")
		line("DTSTART;VALUE=DATE:" + from.Format("20060102"))
		line("DTEND;VALUE=DATE:" + until.AddDate(0, 0, 1).Format("20060102"))
		line("RRULE:FREQ=YEARLY")
		line("SUMMARY;LANGUAGE=" + string(tag) + ":" + escape(d.Names[tag]))
		line("TRANSP:TRANSPARENT")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	if events == 0 {
		return ""
	}
	return b.String()
}

// span gives the days in a year; a span that ends before it begins ends in the next.
func span(d plan.Day, year int) (from, until time.Time, ok bool) {
	from, err := time.Parse("01-02", d.From)
	if err != nil {
		return from, until, false
	}
	until, err = time.Parse("01-02", d.Until)
	if err != nil {
		until = from
	}
	from, until = from.AddDate(year, 0, 0), until.AddDate(year, 0, 0)
	if until.Before(from) {
		until = until.AddDate(1, 0, 0)
	}
	return from, until, true
}

// escape writes TEXT (RFC 5545, section 3.3.11).
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r", "", "\n", `\n`).Replace(s)
}

// fold ends a line and breaks it at 75 octets, never inside a character
// (section 3.1).
func fold(b *strings.Builder, s string) {
	for room := 75; len(s) > room; room = 74 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	b.WriteString(s + "\r\n")
}
