package campaign

import (
	"fmt"
	"slices"
	"strings"

	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/number"
)

// Gate says how many test calls make a number releasable. The figures are
// settings; the zero Gate is the usual one.
type Gate struct {
	// People and Networks are how many different ones must have rung.
	People, Networks int
	// Days is how old a call may be; more than HardDays is never allowed.
	Days int
}

// HardDays is the age in days at which a test call counts for nothing.
const HardDays = 90

// usual is two calls by two people from two networks, at most thirty days old.
var usual = Gate{People: 2, Networks: 2, Days: 30}

// filled replaces what is not set and keeps the hard end.
func (g Gate) filled() Gate {
	if g.People < 1 {
		g.People = usual.People
	}
	if g.Networks < 1 {
		g.Networks = usual.Networks
	}
	if g.Days < 1 {
		g.Days = usual.Days
	}
	g.Days = min(g.Days, HardDays)
	return g
}

// Lowered says in words where a gate asks for less than the usual one; empty where
// it does not.
func (g Gate) Lowered() string {
	g = g.filled()
	if g.People >= usual.People && g.Networks >= usual.Networks && g.Days <= usual.Days {
		return ""
	}
	return fmt.Sprintf("test calls by %d people from %d networks, at most %d days old; usual are %d, %d and %d",
		g.People, g.Networks, g.Days, usual.People, usual.Networks, usual.Days)
}

// Standing is what the test calls on record say about a line on a day.
type Standing struct {
	// Enough is true where the number may be released; Until is then the last day
	// on which that holds without a new call.
	Enough bool
	Until  string
	// Counting are the calls that count, oldest first; Last is the newest one's day.
	Counting []Attestation
	Last     string
	// Differs holds the calls that heard something else than the record says and
	// are not answered by enough newer calls; each blocks.
	Differs []Difference
	// Lacks says in words what is missing.
	Lacks diag.Sentence
}

// Difference is one thing that a call heard otherwise.
type Difference struct {
	Call Attestation
	// What is announced, hours, languages or cost; Says and Heard are both sides.
	What, Says, Heard string
}

// Standing judges the test calls of a line on a day, YYYY-MM-DD; a public emergency
// number is judged by its official source instead.
func (h *Hotline) Standing(date string, g Gate) Standing {
	g = g.filled()
	if !days.Valid(date) {
		return Standing{Lacks: diag.Say("%q is not a day", date)}
	}
	if h.PublicEmergency() {
		return h.official(date)
	}
	s := Standing{}
	after := "" // the newest day on which something else was heard
	for _, a := range h.Attestations {
		if a.Date > date {
			continue
		}
		if d := h.differences(a); len(d) > 0 {
			after = max(after, a.Date)
			s.Differs = append(s.Differs, d...)
		}
	}
	for _, a := range h.Attestations {
		if age, ok := days.Between(a.Date, date); ok && age >= 0 && age <= g.Days && a.Date > after &&
			a.Outcome == Confirmed &&
			h.reached(a) {
			s.Counting = append(s.Counting, a)
			s.Last = max(s.Last, a.Date)
		}
	}
	if s.Lacks = g.lacks(s.Counting); !s.Lacks.IsZero() {
		return s
	}
	s.Enough, s.Differs = true, nil
	s.Until = g.until(s.Counting, date)
	return s
}

// lacks says what a number of calls still needs; empty where it is enough.
func (g Gate) lacks(calls []Attestation) diag.Sentence {
	var by, from []string
	for _, a := range calls {
		by, from = append(by, a.By), append(from, a.Network)
	}
	people, networks := locale.People(by), locale.Different(from)
	if len(calls) >= g.People && people >= g.People && networks >= g.Networks {
		return diag.Sentence{}
	}
	return diag.Say("%d of %d people and %d of %d networks in the last %d days",
		people, g.People, networks, g.Networks, g.Days)
}

// until is the last day on which the calls are enough.
func (g Gate) until(calls []Attestation, today string) string {
	last := today
	for n := 1; n <= HardDays; n++ {
		day := days.Add(today, n)
		young := slices.DeleteFunc(slices.Clone(calls), func(a Attestation) bool {
			age, _ := days.Between(a.Date, day)
			return age > g.Days
		})
		if !g.lacks(young).IsZero() {
			break
		}
		last = day
	}
	return last
}

// reached reports whether the call was to a number that the line still has.
func (h *Hotline) reached(a Attestation) bool {
	return len(h.Contacts) > 0 && number.Digits(a.Dial) == number.Digits(h.Contacts[0].Dial)
}

// differences compares what a call heard with what the record says. What the
// record does not know cannot differ.
func (h *Hotline) differences(a Attestation) []Difference {
	if len(h.Contacts) == 0 || !h.reached(a) {
		return nil // a call to a number that has changed says nothing about the new one
	}
	way := h.Contacts[0]
	var out []Difference
	if a.Outcome == OtherWay {
		out = append(out, Difference{a, "announcement", h.ID, a.Heard})
	}
	if way.Hours.Known() && a.Hours != "" && !way.Hours.heard(a.Hours) {
		out = append(out, Difference{a, "hours", way.Hours.Written(), a.Hours})
	}
	if way.Free.Holds() && !way.Free.Value.agrees(a.Cost) {
		out = append(out, Difference{a, "cost", string(way.Free.Value), string(a.Cost)})
	}
	if missing := missingTags(h.Languages, a.Languages); len(a.Languages) > 0 && len(missing) > 0 {
		out = append(out, Difference{a, "languages", joinTags(h.Languages.Value), joinTags(a.Languages)})
	}
	return out
}

// agrees reports whether a call heard the price on record, or more exactly from which
// phones a free call is free.
func (c Cost) agrees(heard Cost) bool {
	free := func(c Cost) bool { return Contact{Free: Fact[Cost]{Value: c}}.SaidFree() }
	return heard == "" || heard == "unknown" || heard == c || c == "free" && free(heard)
}

// missingTags gives the languages on record that a call did not hear of.
func missingTags(f Fact[[]locale.Tag], heard []locale.Tag) []locale.Tag {
	if !f.Holds() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(f.Value), func(t locale.Tag) bool { return slices.Contains(heard, t) })
}

func joinTags(tags []locale.Tag) string {
	var out []string
	for _, t := range tags {
		out = append(out, string(t))
	}
	return strings.Join(out, ", ")
}
