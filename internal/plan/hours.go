package plan

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/locale"
)

// days are the keys of the week as the data write them, Monday first.
var days = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// minutes reads HH:MM; check has seen that it is one.
func minutes(clock string) int {
	var h, m int
	if _, err := fmt.Sscanf(clock, "%d:%d", &h, &m); err != nil {
		return 0
	}
	return 60*h + m
}

// week lays the intervals out by day, Monday first, in order of time.
func week(h campaign.Hours) [][]Span {
	out := make([][]Span, 7)
	for i, day := range days {
		if h.Always {
			out[i] = []Span{{0, 1440}}
			continue
		}
		for _, iv := range h.Weekly {
			if slices.Contains(iv.Days, day) {
				out[i] = append(out[i], Span{minutes(iv.From), minutes(iv.To)})
			}
		}
		slices.SortFunc(out[i], func(a, b Span) int { return a.From - b.From })
	}
	return out
}

// clock writes minutes as HH:MM.
func clock(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

// rows writes the table of the week: the day's name and its times.
func (p *planner) rows(tag locale.Tag, week [][]Span) []DayRow {
	out := make([]DayRow, len(week))
	for i, spans := range week {
		out[i].Day = p.set.Languages.Weekday(tag, i, false)
		for _, s := range spans {
			out[i].Times = append(out[i].Times, clock(s.From)+"–"+clock(s.To))
		}
	}
	return out
}

// hoursText is the finished phrase about the opening hours: one phrase for
// each run of days with the same times, joined as a list.
func (p *planner) hoursText(tag locale.Tag, h campaign.Hours) locale.Text {
	if !h.Known() {
		return locale.Text{}
	}
	if h.Always {
		return p.own(tag, "hours.always", nil)
	}
	var parts []string
	var out locale.Text
	w := week(h)
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
	out.Value = strings.Join(parts, p.set.Languages.Semicolon(tag))
	return out
}

// runsOfDays groups days that follow one another and have the same open times;
// closed days are left out.
func runsOfDays(week [][]Span) [][]int {
	var out [][]int
	for i, spans := range week {
		if len(spans) == 0 {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last][len(out[last])-1] == i-1 && slices.Equal(week[out[last][0]], spans) {
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
