package campaign

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Hours are weekly opening hours in the country's time zone.
type Hours struct {
	// Always is true for day and night, every day.
	Always bool `yaml:"always"`
	// Weekly lists the open intervals; one text such as "mon-fri 10:00-18:00, sat 9-13"
	// is read as such a list.
	Weekly Intervals `yaml:"weekly"`
	// Closed lists dates, YYYY-MM-DD, on which nobody answers. A night that began the
	// day before goes on to its end.
	Closed []string `yaml:"closed"`
	Backed
}

// Filled implements tree.Filler: hours as people type them.
func (Hours) Filled(text string) string {
	said, err := ParseHours(text)
	if err != nil {
		said.Weekly.ReadShort(said.Weekly.Example())
	}
	if said.Always {
		return "always: true"
	}
	return "weekly: " + strconv.Quote(said.Written())
}

// Intervals are the spans of a week: a list, or one text such as "mon-fri 10:00-18:00".
type Intervals []Interval

// ReadShort implements tree.Short.
func (v *Intervals) ReadShort(text string) bool {
	said, err := ParseHours(text)
	if said.Always {
		said.Weekly = Intervals{{Days: Weekdays, From: "00:00", To: "24:00"}}
	}
	*v = said.Weekly
	return err == nil
}

// Example implements tree.Short.
func (*Intervals) Example() string { return "mon-fri 10:00-18:00, sat 09:00-13:00" }

// Interval is a span of time on some days of the week.
type Interval struct {
	// Days are mon, tue, wed, thu, fri, sat, sun: the days on which the span begins.
	Days []string `yaml:"days" req:"true" enum:"mon,tue,wed,thu,fri,sat,sun"`
	// From and To are HH:MM, 24 hours; To may be 24:00. A span whose To is not later
	// than its From ends on the next day, such as from "18:00" to "02:00".
	From string `yaml:"from" req:"true"`
	To   string `yaml:"to" req:"true"`
}

// Known reports whether the hours may be shown.
func (h Hours) Known() bool { return h.Mark.Holds() && (h.Always || len(h.Weekly) > 0) }

// Weekdays are the keys of the days of the week, Monday first.
var Weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// fullDay is a day in minutes.
const fullDay = 24 * 60

// Span is an open interval in minutes from the midnight that begins its day. To is
// 1440 for the end of the day and more where the span ends on the next one.
type Span struct{ From, To int }

// Minutes reads HH:MM from 00:00 to 24:00; false for anything else.
func Minutes(clock string) (int, bool) {
	if len(clock) != 5 || clock[2] != ':' {
		return 0, false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if clock[i] < '0' || clock[i] > '9' {
			return 0, false
		}
	}
	h, m := int(clock[0]-'0')*10+int(clock[1]-'0'), int(clock[3]-'0')*10+int(clock[4]-'0')
	return h*60 + m, m < 60 && h*60+m <= fullDay
}

// Span gives the interval in minutes; false where a time cannot be read or the
// interval is empty.
func (v Interval) Span() (Span, bool) {
	from, ok := Minutes(v.From)
	to, good := Minutes(v.To)
	if to <= from && from < fullDay {
		to += fullDay
	}
	return Span{from, to}, ok && good && to-from < fullDay+1 && from < fullDay && v.From != v.To
}

// Week lays the open spans out by the day on which they begin, Monday first, in
// order of time. A night that is written as two intervals which meet at midnight is
// one span. Intervals that cannot be read are left out; check names them.
func (h Hours) Week() [][]Span {
	week := make([][]Span, len(Weekdays))
	for i, day := range Weekdays {
		if h.Always {
			week[i] = []Span{{0, fullDay}}
			continue
		}
		for _, v := range h.Weekly {
			if s, ok := v.Span(); ok && slices.Contains(v.Days, day) {
				week[i] = append(week[i], s)
			}
		}
		slices.SortFunc(week[i], func(a, b Span) int { return a.From - b.From })
	}
	joinNights(week)
	return week
}

// joinNights makes one span of two that meet at midnight, unless the two together
// are so long that a reader would take their times for one day's.
func joinNights(week [][]Span) {
	for i := range week {
		next := (i + 1) % len(week)
		if len(week[i]) == 0 || len(week[next]) == 0 {
			continue
		}
		evening, morning := &week[i][len(week[i])-1], week[next][0]
		if evening.To != fullDay || morning.From != 0 || morning.To >= fullDay || morning.To > evening.From {
			continue
		}
		evening.To += morning.To
		week[next] = week[next][1:]
	}
}

// Constant reports that the line is open at every minute of the week, whether it is
// written as always or as seven whole days.
func (h Hours) Constant() bool {
	return !slices.ContainsFunc(h.Week(), func(day []Span) bool {
		return len(day) != 1 || day[0] != Span{0, fullDay}
	})
}

// Written gives opening hours in the short form of an attestation:
// "mon-fri 10:00-18:00, sat 10:00-12:00" or "always".
func (h Hours) Written() string {
	if h.Always {
		return "always"
	}
	var parts []string
	for _, v := range h.Weekly {
		parts = append(parts, dayRun(v.Days)+" "+v.From+"-"+v.To)
	}
	return strings.Join(parts, ", ")
}

// dayRun writes days as a run where they are one.
func dayRun(days []string) string {
	if n := len(days); n > 2 {
		first := slices.Index(Weekdays, days[0])
		if first >= 0 && first+n <= len(Weekdays) && slices.Equal(Weekdays[first:first+n], days) {
			return days[0] + "-" + days[n-1]
		}
	}
	return strings.Join(days, " ")
}

// heard reports whether hours as a call heard them are those of the record.
func (h Hours) heard(text string) bool {
	said, err := ParseHours(text)
	return err == nil && slices.EqualFunc(said.Week(), h.Week(), slices.Equal)
}

var (
	// dayAndNight are the ways in which people write that a line never closes.
	dayAndNight = []string{"always", "24/7", "24/7/365", "0-24", "00-24", "00:00-24:00", "day and night", "24h", "24 h"}
	timeRange   = regexp.MustCompile(`^(.*?)\s*(\d{1,2})(?:[:.h](\d{2})?)?\s*-\s*(\d{1,2})(?:[:.h](\d{2})?)?$`)
	dayRange    = regexp.MustCompile(`^([a-z]+)\s*-\s*([a-z]+)$`)
	longDay     = strings.NewReplacer("monday", "mon", "tuesday", "tue", "wednesday", "wed", "thursday", "thu",
		"friday", "fri", "saturday", "sat", "sunday", "sun", "tues", "tue", "thurs", "thu", "thur", "thu")
	plainHours = strings.NewReplacer("–", "-", "—", "-", "−", "-", " to ", "-", ";", ",", "\u00a0", " ", "\u202f", " ")
)

// ParseHours reads opening hours as people type them: "always", "24/7", "9-17",
// "mon-fri 10:00-18:00, sat 9.00–13.00", "mon, wed 18:00 to 02:00". The intervals are
// in canonical form; mark and sources are not part of the text.
func ParseHours(text string) (Hours, error) {
	plain := longDay.Replace(plainHours.Replace(strings.ToLower(strings.TrimSpace(text))))
	if slices.Contains(dayAndNight, plain) {
		return Hours{Always: true}, nil
	}
	var out Hours
	var days []string
	for _, part := range strings.Split(plain, ",") {
		part = strings.TrimSpace(part)
		m := timeRange.FindStringSubmatch(part)
		before := part
		if m != nil {
			before = m[1]
		}
		more, ok := parseDays(before)
		if !ok || m == nil && len(more) == 0 {
			return Hours{}, unreadHours(text)
		}
		days = append(days, more...)
		if m == nil {
			continue
		}
		if len(days) == 0 {
			days = Weekdays
			if n := len(out.Weekly); n > 0 {
				days = out.Weekly[n-1].Days // "mon-fri 8-12, 13-17"
			}
		}
		v := Interval{Days: inOrder(days), From: clockOf(m[2], m[3]), To: clockOf(m[4], m[5])}
		if _, ok := v.Span(); !ok {
			return Hours{}, unreadHours(text)
		}
		out.Weekly, days = append(out.Weekly, v), nil
	}
	if len(days) > 0 || len(out.Weekly) == 0 {
		return Hours{}, unreadHours(text)
	}
	return out, nil
}

// unreadHours says how hours are written.
func unreadHours(text string) error {
	return fmt.Errorf(`%q are no opening hours; write always, or days and times such as `+
		`"mon-fri 10:00-18:00, sat 09:00-13:00"`, text)
}

// clockOf writes an hour and its minutes as HH:MM.
func clockOf(hour, minutes string) string {
	h, _ := strconv.Atoi(hour) // the pattern has seen digits
	if minutes == "" {
		minutes = "00"
	}
	return fmt.Sprintf("%02d:%s", h, minutes)
}

// parseDays reads the days before a time: single days, runs and words for every day.
func parseDays(text string) (days []string, ok bool) {
	text = strings.TrimSuffix(strings.TrimSpace(text), ":")
	switch text {
	case "daily", "every day", "everyday", "mon-sun":
		return Weekdays, true
	}
	if m := dayRange.FindStringSubmatch(text); m != nil {
		text = m[1] + "-" + m[2]
	}
	for _, word := range strings.Fields(strings.ReplaceAll(text, " and ", " ")) {
		first, last, run := strings.Cut(word, "-")
		from := slices.Index(Weekdays, first)
		to := from
		if run {
			to = slices.Index(Weekdays, last)
		}
		if from < 0 || to < 0 {
			return nil, false
		}
		for i := from; ; i = (i + 1) % len(Weekdays) {
			days = append(days, Weekdays[i])
			if i == to {
				break
			}
		}
	}
	return days, true
}

// inOrder gives days once each, in the order of the week.
func inOrder(days []string) []string {
	return slices.DeleteFunc(slices.Clone(Weekdays), func(d string) bool { return !slices.Contains(days, d) })
}
