package check

import (
	"fmt"
	"maps"
	"slices"
	"time"
	_ "time/tzdata" // zones are checked the same way on every machine

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

// numHours checks opening hours: real times, in order, without overlap, in a
// zone that exists.
func numHours(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		if _, err := time.LoadLocation(c.Zone); c.Zone != "" && (err != nil || c.Zone == "Local") {
			bad("zone", "the time zone %q does not exist", c.Zone)
		}
	})
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		for i, k := range h.Contacts {
			at := fmt.Sprintf("%s.contacts[%d].hours", path, i)
			if k.Hours.Always && len(k.Hours.Weekly) > 0 {
				bad(at, "%s is open day and night and also has weekly hours", h.ID)
			}
			weekly(k.Hours.Weekly, at+".weekly", func(path string, format diag.Format, args ...any) {
				bad(path, "%s: %s", h.ID, diag.Say(format, args...))
			})
		}
	})
}

// weekly checks the intervals of a week.
func weekly(list []campaign.Interval, path string, bad func(path string, format diag.Format, args ...any)) {
	type placed struct {
		from, to int
		path     string
	}
	var spans []placed
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		_, fromOK := campaign.Minutes(v.From)
		_, toOK := campaign.Minutes(v.To)
		span, ok := v.Span()
		switch {
		case !fromOK:
			bad(at+".from", "%q is not a time; write HH:MM, 24 hours", v.From)
		case !toOK:
			bad(at+".to", "%q is not a time; write HH:MM, 24 hours", v.To)
		case !ok:
			bad(at, "the interval is empty: %s to %s", v.From, v.To)
		case span.To > minutesOfDay && span.To-span.From > longestNight:
			bad(
				at,
				"%s to %s goes on over midnight for %d hours; if that is so, write two intervals, to 24:00 and "+
					"from 00:00",
				v.From,
				v.To,
				(span.To-span.From)/60,
			)
		default:
			for _, day := range v.Days {
				midnight := max(slices.Index(campaign.Weekdays, day), 0) * minutesOfDay
				spans = append(spans, placed{midnight + span.From, midnight + span.To, at})
			}
		}
		if len(v.Days) == 0 {
			bad(at, "the interval has no days")
		}
	}
	slices.SortStableFunc(spans, func(a, b placed) int { return a.from - b.from })
	seen := map[string]bool{}
	for i, b := range spans {
		a := spans[(i+len(spans)-1)%len(spans)]
		if i == 0 { // the last of the week and the first of the next
			b.from, b.to = b.from+7*minutesOfDay, b.to+7*minutesOfDay
		}
		if b.from < a.to && len(spans) > 1 && !seen[b.path] {
			seen[b.path] = true
			bad(b.path, "two intervals overlap on %s", campaign.Weekdays[b.from/minutesOfDay%7])
		}
	}
}

const (
	minutesOfDay = 24 * 60
	// longestNight is how long an interval over midnight may be: a longer one is
	// rather two times in the wrong order.
	longestNight = 16 * 60
)

// dateValid checks every date of the definitions.
func dateValid(w *work) {
	w.futureReviews()
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		day := func(path, s string) {
			if s != "" && !days.Valid(s) {
				bad(path, "%q is not a date; write YYYY-MM-DD", s)
			}
		}
		if c.ReviewDays < 0 || c.ReviewDays > 730 {
			bad("review_days", "a review is good for 1 to 730 days, not %d", c.ReviewDays)
		}
		for _, key := range slices.Sorted(maps.Keys(c.Sources)) {
			path, read := "sources."+key+".read", c.Sources[key].Read
			if day(path, read); w.ahead(read) {
				w.future(
					w.set.Places.At(c.File(), path),
					path,
					"the source %s was read on %s, after the day of this build, %s",
					key,
					read,
					w.date,
				)
			}
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
			if at := w.set.Places.At(a.File, "date"); !days.Valid(a.Date) {
				w.bad(at, "date", "%q is not a date; write YYYY-MM-DD", a.Date)
			} else if w.ahead(a.Date) {
				w.future(at, "date", "the call of %s lies after the day of this build, %s", a.Date, w.date)
			}
		}
		for i, d := range c.Days {
			for _, f := range [][2]string{{"from", d.From}, {"until", d.Until}} {
				// 2024 is a leap year: 29 February is a day of the calendar.
				if f[1] != "" && !days.Valid("2024-"+f[1]) {
					bad(fmt.Sprintf("days[%d].%s", i, f[0]), "%q is not a day; write MM-DD", f[1])
				}
			}
		}
	})
}

// futureReviews finds reviews that lie after the day of the build.
func (w *work) futureReviews() {
	w.set.EachReview(func(_ locale.Tag, id string, r locale.Review) {
		if w.ahead(r.Date) {
			w.future(r.Pos, id, "the review of %s on %s lies after the day of this build, %s", id, r.Date, w.date)
		}
	})
}

// ahead reports whether a day that exists lies after the day of the build.
func (w *work) ahead(day string) bool {
	return w.date != "" && days.Valid(day) && day > w.date
}

// future adds a finding about a record that lies after the day of the build.
func (w *work) future(pos diag.Pos, path string, format diag.Format, args ...any) {
	w.bad(pos, path, format, args...).Hint = diag.Say("Correct the day of the record. " +
		"The day of a build is at most today; one that is given with --date, or date: in pharos.yaml, can be later.")
}

// textPlan checks the years of plans.
func textPlan(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
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
