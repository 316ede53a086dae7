package plan

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// clock writes minutes as HH:MM; the end of a day is 24:00, and what lies after it
// belongs to the next day.
func clock(m int) string {
	if m > 1440 {
		m -= 1440
	}
	return fmt.Sprintf("%02d:%02d", m/60, m%60)
}

// rows writes the table of the week: the day's name and its times.
func (p *planner) rows(tag locale.Tag, week [][]Span) []DayRow {
	out := make([]DayRow, len(week))
	for i, spans := range week {
		out[i].Day = p.set.Languages.Weekday(tag, i, false)
		for _, s := range spans {
			times := clock(s.From) + "–" + clock(s.To)
			if s.To > 1440 {
				times += " (" + p.own(tag, "hours.nextday", nil).Value + ")"
			}
			out[i].Times = append(out[i].Times, times)
		}
	}
	return out
}

// closedFrom gives the dates on which nobody answers, from a day on: those gone by
// say nothing any more.
func closedFrom(h campaign.Hours, date string) []string {
	out := slices.DeleteFunc(slices.Clone(h.Closed), func(closed string) bool { return closed < date })
	slices.Sort(out)
	return slices.Compact(out)
}

// namedClosures is how many closed days a phrase names; more stand on the page only.
const namedClosures = 4

// hoursText is the finished phrase about the opening hours, with the days to come
// on which nobody answers: a sheet that says "every day" must say so.
func (p *planner) hoursText(tag locale.Tag, h campaign.Hours, date string) locale.Text {
	if !h.Known() {
		return locale.Text{}
	}
	text := p.weekText(tag, h)
	closed := closedFrom(h, date)
	if len(closed) == 0 {
		return text
	}
	if len(closed) > namedClosures {
		return p.own(tag, "hours.holidays", map[string]any{"Hours": text.Value})
	}
	return p.own(tag, "hours.except", map[string]any{"Hours": text.Value, "Days": p.daysOfYear(tag, closed)})
}

// daysOfYear lists dates without their years.
func (p *planner) daysOfYear(tag locale.Tag, dates []string) string {
	var days []string
	for _, date := range dates {
		_, monthDay, _ := strings.Cut(date, "-")
		if text, err := p.set.Languages.DayMonth(tag, monthDay); err == nil {
			days = append(days, text)
		}
	}
	return strings.Join(days, p.set.Languages.Comma(tag))
}

// weekText is the phrase about the days of the week: one phrase for each run of
// days with the same times, joined as a list.
func (p *planner) weekText(tag locale.Tag, h campaign.Hours) locale.Text {
	if h.Constant() {
		return p.own(tag, "hours.always", nil)
	}
	var parts []string
	var out locale.Text
	w := h.Week()
	for _, run := range runsOfDays(w) {
		for _, s := range w[run[0]] {
			data := map[string]any{"From": clock(s.From), "To": clock(s.To), "Days": p.daysText(tag, run)}
			id := "hours.days"
			if len(run) == 7 {
				id = "hours.every"
			}
			out = p.own(tag, id, data)
			parts = append(parts, out.Value)
		}
	}
	return out.Of(locale.Run{Text: strings.Join(parts, p.set.Languages.Semicolon(tag))})
}

// runsOfDays groups days that follow one another and have the same open times;
// closed days are left out.
func runsOfDays(week [][]Span) [][]int {
	var out [][]int
	for i, spans := range week {
		if len(spans) == 0 {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last][len(out[last])-1] == i-1 &&
			slices.Equal(week[out[last][0]], spans) {
			out[last] = append(out[last], i)
			continue
		}
		out = append(out, []int{i})
	}
	return out
}

// daysText names a run of days: one, two with a comma, or first and last with a dash.
func (p *planner) daysText(tag locale.Tag, run []int) string {
	name := func(i int) string { return p.set.Languages.Weekday(tag, run[i], false) }
	switch len(run) {
	case 1:
		return name(0)
	case 2:
		return name(0) + p.set.Languages.Comma(tag) + name(1)
	}
	return name(0) + " – " + name(len(run)-1)
}
