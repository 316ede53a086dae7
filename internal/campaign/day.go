package campaign

import (
	"pharos/internal/days"
	"pharos/internal/locale"
)

// firstDay is the day of definitions without any record that has a day.
const firstDay = "2026-01-01"

// Day is the day by which a set is judged: the one asked for, else that of the newest
// edition of its countries.
func (s *Set) Day(asked, latest string) string {
	day := asked
	for _, edition := range s.Editions(asked, latest) {
		day = max(day, edition)
	}
	return day
}

// Editions are the days by which countries are judged, and which their sheets show, by
// code: the one asked for, else the day of a country's newest record: a source that was
// read, a test call, a review of a text in one of its languages. A record later than
// latest, the calendar's day as the caller knows it, does not count; check names it.
// Empty is no end.
func (s *Set) Editions(asked, latest string) map[string]string {
	out := map[string]string{}
	newer := func(than, day string) string {
		if day > than && (latest == "" || day <= latest) && days.Valid(day) {
			return day
		}
		return than
	}
	read := map[locale.Tag]string{}
	if asked == "" {
		s.EachReview(func(tag locale.Tag, _ string, r locale.Review) { read[tag] = newer(read[tag], r.Date) })
	}
	for _, c := range s.Countries {
		if asked != "" {
			out[c.Code] = asked
			continue
		}
		newest := firstDay
		for _, source := range c.Sources {
			newest = newer(newest, source.Read)
		}
		for _, call := range c.Attested {
			newest = newer(newest, call.Date)
		}
		for _, l := range c.Languages {
			newest = newer(newest, read[l.Tag])
		}
		out[c.Code] = newest
	}
	return out
}

// EachReview calls f for every text that a person reviewed, those on pages included.
func (s *Set) EachReview(f func(tag locale.Tag, id string, r locale.Review)) {
	reviewed := func(tag locale.Tag, id string, r locale.Review) {
		if r.State == locale.Reviewed {
			f(tag, id, r)
		}
	}
	for _, tag := range s.Catalogue.Tags() {
		for _, id := range s.Catalogue.IDs(tag) {
			if m, _ := s.Catalogue.Message(tag, id); !m.Derived {
				reviewed(tag, id, m.Review)
			}
		}
	}
	for name, pages := range s.Pages {
		for tag, p := range pages {
			reviewed(tag, name+".title", p.TitleReview)
			reviewed(tag, name+".summary", p.SummaryReview)
			for i := range p.Passages {
				reviewed(tag, p.Passages[i].ID, p.Passages[i].Review)
			}
		}
	}
}
