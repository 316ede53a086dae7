package evaluate

import (
	"slices"
	"time"

	"pharos/internal/campaign"
	"pharos/internal/release"
)

// Block is what was counted in four weeks or in a month.
type Block struct {
	// At is the number of the block, 0 for the one that begins with the plan's start;
	// From and Until are its first and last day.
	At, From, Until int
	// Seen counts areas with sheets or, without areas, the line; Control the areas
	// without. Open is the share of its usual hours that the line was open.
	Seen, Control, Open float64
	// Hours are the hours that the line was open.
	Hours float64
	// Out says why the block is left out: gap, transition, closed or definition; empty
	// if it counts.
	Out string
	// Expected is what would have been counted without sheets, Low and High the range in
	// which 95 of 100 such counts lie; 0 where nothing was estimated.
	Expected, Low, High float64
}

// sum is what was counted of one measure in one area and block, and on how many days.
type sum struct{ n, days int }

// sums adds lines up by area and block. Lines that cross the edge of a block cannot be
// told apart and are counted in cross.
func (d *Data) sums(m Measure) (out map[string]map[int]sum, cross int) {
	g := newGrid(d.Plan)
	out = map[string]map[int]sum{}
	for _, c := range d.Counts {
		if c.Measure != m {
			continue
		}
		at := g.at(c.From)
		if g.at(c.Until) != at {
			cross++
			continue
		}
		if out[c.Area] == nil {
			out[c.Area] = map[int]sum{}
		}
		s := out[c.Area][at]
		out[c.Area][at] = sum{s.n + c.N, s.days + c.Until - c.From + 1}
	}
	return out, cross
}

// whole reports whether every day of a block was counted.
func (s sum) whole(g grid, at int) bool { return s.days == g.days(at) }

// span is the first and the last block of some sums.
func span(sums map[string]map[int]sum) (first, last int, ok bool) {
	for _, blocks := range sums {
		for at := range blocks {
			if !ok {
				first, last, ok = at, at, true
			}
			first, last = min(first, at), max(last, at)
		}
	}
	return first, last, ok
}

// tests counts the office's own test calls on record in a range of days.
func (d *Data) tests(from, until int) int {
	n := 0
	for _, a := range d.Country.Attested {
		if slices.Contains(d.Plan.Lines, a.Line) && under(a.Date, dayOf(from), dayOf(until)) {
			n++
		}
	}
	return n
}

// openness gives the hours that the plan's lines were open in a range of days, and the
// share of their usual hours. Hours that are not on record count as day and night.
func (d *Data) openness(from, until int) (hours, share float64) {
	zone, err := time.LoadLocation(d.Country.Zone)
	if err != nil {
		zone = time.UTC // check says so
	}
	usual := 0.0
	for day := from; day <= until; day++ {
		minutes := 0.0
		for _, id := range d.Plan.Lines {
			minutes += usualMinutes(line(d.Country, id), timeOf(day), zone)
		}
		open := 1.0
		for _, e := range d.Events {
			if under(dayOf(day), e.From, e.Until) {
				open = min(open, e.open())
			}
		}
		usual += minutes
		hours += minutes * open / 60
	}
	if usual == 0 {
		return 0, 0
	}
	return hours, hours * 60 / usual
}

// usualMinutes is how long a line is open on a day that begins at midnight in its zone;
// on the two days of a year on which clocks change it is an hour more or less.
func usualMinutes(h *campaign.Hotline, day time.Time, zone *time.Location) float64 {
	at := func(minute int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), 0, minute, 0, 0, zone)
	}
	if h == nil || len(h.Contacts) == 0 || !h.Contacts[0].Hours.Known() || h.Contacts[0].Hours.Constant() {
		return at(24 * 60).Sub(at(0)).Minutes()
	}
	hours := h.Contacts[0].Hours
	if slices.Contains(hours.Closed, day.Format(time.DateOnly)) {
		return 0
	}
	sum := 0.0
	for _, s := range hours.Week()[(int(day.Weekday())+6)%7] {
		sum += at(s.To).Sub(at(s.From)).Minutes()
	}
	return sum
}

// sides splits the areas of the plan into those with sheets and the comparison. Areas
// of the comparison in which sheets were placed all the same are given in spilled, and
// count on neither side. An area that has no sheets until the last day is one of the
// comparison still.
func (d *Data) sides(until int) (with, control []Area, spilled []string) {
	placed := map[string]bool{}
	for _, e := range release.Lots(d.Ledger) {
		placed[e.Area] = placed[e.Area] || e.What == release.Placed
	}
	for _, a := range d.Plan.Areas {
		switch {
		case a.Sheets != "" && dayNumber(a.Sheets) <= until:
			with = append(with, a)
		case placed[a.Key]:
			spilled = append(spilled, a.Key)
		default:
			control = append(control, a)
		}
	}
	return with, control, spilled
}

// starts lists the different blocks in which areas got their first sheets.
func starts(g grid, areas []Area) []int {
	var out []int
	for _, a := range areas {
		if at := g.at(dayNumber(a.Sheets)); !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}
