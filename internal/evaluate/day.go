package evaluate

import (
	"strconv"
	"time"

	"pharos/internal/estimate"
)

// parseDay reads a day, YYYY-MM-DD.
func parseDay(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil && t.Year() >= 1990 && t.Year() < 2200
}

// dayNumber counts days from 1970-01-01; 0 for what is no day.
func dayNumber(s string) int {
	t, _ := parseDay(s)
	return numberOf(t)
}

func numberOf(t time.Time) int { return int(t.Unix() / 86_400) }

// timeOf is the day of a number.
func timeOf(n int) time.Time { return time.Unix(int64(n)*86_400, 0).UTC() }

// dayOf writes the day of a number.
func dayOf(n int) string { return timeOf(n).Format(time.DateOnly) }

// indexed names an item of a list as findings do.
func indexed(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

// grid cuts time into blocks, fixed by the start of the plan: block 0 begins with it.
type grid struct {
	start  time.Time
	months bool
}

// newGrid is that of a plan.
func newGrid(p *Plan) grid {
	start, _ := parseDay(p.Start)
	return grid{start, p.Blocks == "months"}
}

// at is the block in which a day lies.
func (g grid) at(day int) int {
	if g.months {
		t := timeOf(day)
		return (t.Year()-g.start.Year())*12 + int(t.Month()) - int(g.start.Month())
	}
	d := day - numberOf(g.start)
	if d < 0 {
		return -((-d + 27) / 28)
	}
	return d / 28
}

// from is the first day of a block; the last one is the day before the next block.
func (g grid) from(block int) int {
	if g.months {
		return numberOf(time.Date(g.start.Year(), g.start.Month()+time.Month(block), 1, 0, 0, 0, 0, time.UTC))
	}
	return numberOf(g.start) + 28*block
}

// until is the last day of a block.
func (g grid) until(block int) int { return g.from(block+1) - 1 }

// days is the length of a block.
func (g grid) days(block int) int { return g.from(block+1) - g.from(block) }

// perYear is how many blocks a year has.
func (g grid) perYear() float64 {
	if g.months {
		return 12
	}
	return estimate.FourWeeks
}
