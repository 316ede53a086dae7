package check

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	_ "time/tzdata" // zones are checked the same way on every machine

	"pharos/internal/campaign"
)

var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// numHours checks opening hours: real times, in order, without overlap, in a
// zone that exists.
func numHours(w *work) {
	w.country(func(c *campaign.Country, bad func(string, string, ...any)) {
		if _, err := time.LoadLocation(c.Zone); c.Zone != "" && (err != nil || c.Zone == "Local") {
			bad("zone", "the time zone %q does not exist", c.Zone)
		}
	})
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, string, ...any)) {
		for i, k := range h.Contacts {
			at := fmt.Sprintf("%s.contacts[%d].hours", path, i)
			if k.Hours.Always && len(k.Hours.Weekly) > 0 {
				bad(at, "%s is open day and night and also has weekly hours", h.ID)
			}
			weekly(k.Hours.Weekly, at+".weekly", func(path, format string, args ...any) {
				bad(path, h.ID+": "+format, args...)
			})
		}
	})
}

// span is an open interval of one day, in minutes.
type span struct {
	from, to int
	path     string
}

// weekly checks the intervals of a week.
func weekly(list []campaign.Interval, path string, bad func(path, format string, args ...any)) {
	days := map[string][]span{}
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		from, ok1 := minutes(v.From)
		to, ok2 := minutes(v.To)
		switch {
		case !ok1:
			bad(at+".from", "%q is not a time; write HH:MM, 24 hours", v.From)
		case !ok2:
			bad(at+".to", "%q is not a time; write HH:MM, 24 hours", v.To)
		case from == to:
			bad(at, "the interval is empty: %s to %s", v.From, v.To)
		case from > to:
			bad(at, "the interval ends before it begins: %s to %s; write a night as two intervals, to 24:00 and from 00:00", v.From, v.To)
		default:
			for _, day := range v.Days {
				days[day] = append(days[day], span{from, to, at})
			}
		}
		if len(v.Days) == 0 {
			bad(at, "the interval has no days")
		}
	}
	for _, day := range weekdays {
		slices.SortStableFunc(days[day], func(a, b span) int { return a.from - b.from })
		for i := 1; i < len(days[day]); i++ {
			if a, b := days[day][i-1], days[day][i]; b.from < a.to {
				bad(b.path, "two intervals overlap on %s", day)
				break
			}
		}
	}
}

// minutes reads HH:MM from 00:00 to 24:00.
func minutes(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	h, err1 := strconv.Atoi(s[:2])
	m, err2 := strconv.Atoi(s[3:])
	ok := err1 == nil && err2 == nil && h >= 0 && m >= 0 && m < 60 && (h < 24 || h == 24 && m == 0)
	return h*60 + m, ok && s[0] != '+' && s[3] != '+'
}

// dateValid checks every date of the definitions.
func dateValid(w *work) {
	w.country(func(c *campaign.Country, bad func(string, string, ...any)) {
		day := func(path, s string) {
			if s != "" && !validDay(s) {
				bad(path, "%q is not a date; write YYYY-MM-DD", s)
			}
		}
		if c.ReviewDays < 0 || c.ReviewDays > 730 {
			bad("review_days", "a review is good for 1 to 730 days, not %d", c.ReviewDays)
		}
		for _, key := range sortedKeys(c.Sources) {
			day("sources."+key+".read", c.Sources[key].Read)
		}
		for i, h := range c.Hotlines {
			at := fmt.Sprintf("hotlines[%d]", i)
			day(at+".funded_until.value", h.FundedUntil.Value)
			for j, k := range h.Contacts {
				for n, d := range k.Hours.Closed {
					day(fmt.Sprintf("%s.contacts[%d].hours.closed[%d]", at, j, n), d)
				}
			}
		}
		for _, a := range c.Attested {
			if at := w.set.Places.At(a.File, "date"); !validDay(a.Date) {
				w.bad(at, "date", "%q is not a date; write YYYY-MM-DD", a.Date)
			} else if w.date != "" && a.Date > w.date {
				w.bad(at, "date", "the call of %s lies after the day of this build, %s", a.Date, w.date)
			}
		}
		for i, d := range c.Days {
			for _, f := range [][2]string{{"from", d.From}, {"until", d.Until}} {
				// 2024 is a leap year: 29 February is a day of the calendar.
				if _, err := time.Parse(time.DateOnly, "2024-"+f[1]); f[1] != "" && err != nil {
					bad(fmt.Sprintf("days[%d].%s", i, f[0]), "%q is not a day; write MM-DD", f[1])
				}
			}
		}
	})
}

// textPlan checks the years of plans.
func textPlan(w *work) {
	w.country(func(c *campaign.Country, bad func(string, string, ...any)) {
		for i, p := range c.Plans {
			at := fmt.Sprintf("plans[%d]", i)
			switch {
			case p.From < 1990 || p.Until > 2100:
				bad(at, "the years %d to %d cannot be right", p.From, p.Until)
			case p.Until < p.From:
				bad(at+".until", "the plan ends in %d, before it begins in %d", p.Until, p.From)
			}
		}
	})
	w.needs("plan", func(m message) bool { return uses(m, "Plan") }, "names the national plan", "plan-line")
}

// validDay reports whether a text is a day as YYYY-MM-DD.
func validDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
