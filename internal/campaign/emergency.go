package campaign

import (
	"slices"

	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/number"
)

// publicKinds are the kinds of lines that can be public emergency numbers, such as 112
// or the 192 of the police; mostPublic is the longest that such a number is. Longer
// numbers, such as that of a station, are tested by calls like any other line.
var publicKinds = []Kind{Emergency, Police}

const mostPublic = 3

// PublicEmergency reports whether the line is a public emergency number. Nobody rings
// one to test it: that keeps somebody in danger waiting, and many countries punish it.
func (h *Hotline) PublicEmergency() bool {
	if !slices.Contains(publicKinds, h.Kind) || len(h.Contacts) == 0 {
		return false
	}
	n := len(number.Digits(h.Contacts[0].Dial))
	return n > 0 && n <= mostPublic
}

// officialDays is how many days a reading of the official source counts.
const officialDays = 365

// official judges a public emergency number on a day: by mark A, an official source,
// and by when a source of the line was read last.
func (h *Hotline) official(date string) Standing {
	until := days.Add(h.Read, officialDays)
	switch {
	case h.Mark != MarkA:
		return Standing{Lacks: diag.Say("it has no official source (mark A)")}
	case until == "" || h.Read > date:
		return Standing{Lacks: diag.Say("nobody has read its source before %s", date)}
	}
	if until < date {
		return Standing{Lacks: diag.Say("its source was read on %s, more than %d days ago", h.Read, officialDays)}
	}
	return Standing{Enough: true, Until: until}
}

// lastRead is the newest day on which one of the sources was read.
func (c *Country) lastRead(sources []string) string {
	day := ""
	for _, key := range sources {
		day = max(day, c.Sources[key].Read)
	}
	return day
}
