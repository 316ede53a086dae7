package campaign

import (
	"slices"
	"time"

	"pharos/internal/locale"
)

// firstDay is the day of definitions without any record that has a day.
const firstDay = "2026-01-01"

// Day is the day by which a set is judged: the one asked for, else that of the newest
// edition of its countries.
func (s *Set) Day(asked, latest string) string {
	day := asked
	for _, c := range s.Countries {
		day = max(day, s.Edition(c, asked, latest))
	}
	return day
}

// Edition is the day by which a country is judged, and which its sheets show: the one
// asked for, else the day of its newest record: a source that was read, a test call, a
// review of a text in one of its languages. A record later than latest, the calendar's
// day as the caller knows it, does not count; check names it. Empty is no end.
func (s *Set) Edition(c *Country, asked, latest string) string {
	if asked != "" {
		return asked
	}
	newest := firstDay
	take := func(day string) {
		if day > newest && (latest == "" || day <= latest) && ValidDay(day) {
			newest = day
		}
	}
	for _, source := range c.Sources {
		take(source.Read)
	}
	for _, call := range c.Attested {
		take(call.Date)
	}
	s.EachReview(func(tag locale.Tag, _ string, r locale.Review) {
		if slices.ContainsFunc(c.Languages, func(l Language) bool { return l.Tag == tag }) {
			take(r.Date)
		}
	})
	return newest
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

// ValidDay reports whether a text is a day as YYYY-MM-DD.
func ValidDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
