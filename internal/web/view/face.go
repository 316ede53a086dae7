package view

import (
	"slices"

	"pharos/internal/locale"
	"pharos/internal/plan"
)

// Face is what all pages of one language share.
type Face struct {
	Language
	Country string `json:"country"`
	Draft   bool   `json:"draft"`
	// Unread, Stale and Untried say what the band names: texts without a reviewer,
	// texts older than the English ones, a number without a test call.
	Unread  bool             `json:"unread"`
	Stale   bool             `json:"stale"`
	Untried bool             `json:"untried"`
	Texts   map[string]*Text `json:"texts"`
	// Main is the line on the card: the main line, else police, else emergency.
	Main Contact `json:"main"`
	// Line is true where Main is a line of its own; None says that there is none.
	Line bool  `json:"line"`
	None *Text `json:"none,omitempty"`
	// Held is true where a line exists and is being checked.
	Held bool `json:"held"`
	// Emergency stands in the help bar on each page, Same where it is Main too.
	Emergency Contact `json:"emergency"`
	Same      bool    `json:"same"`
	// Others are the other lines with the number for danger last.
	Others []Contact `json:"others"`
	Menu   []Item    `json:"menu"`
	// Tested is the date of the last test call, in words.
	Tested string `json:"tested,omitempty"`
	// Badge is the picture for other sites, where there is one.
	Badge *Badge `json:"badge,omitempty"`
	// Days are the awareness days, Calendar their file.
	Days     []Day  `json:"days,omitempty"`
	Calendar string `json:"calendar,omitempty"`
}

// Item is one page of the menu. Where the language lacks the page it leads to
// the one in another language, with Tag and Dir set and Name its own name.
type Item struct {
	Page string `json:"page"`
	Menu *Text  `json:"menu"`
	Line *Text  `json:"line,omitempty"`
	File string `json:"file"`
	Tag  string `json:"tag,omitempty"`
	Dir  string `json:"dir,omitempty"`
	Name string `json:"name,omitempty"`
}

// Day is an awareness day in words.
type Day struct {
	Name string `json:"name"`
	Date string `json:"date"`
	// Iso is MM-DD of the first day.
	Iso string `json:"iso"`
}

// NewFace gives the values of one language.
func NewFace(s plan.Site, f plan.Face) Face {
	w := newWriter(f)
	v := Face{Language: language(f.Locale), Country: f.Country, Draft: len(s.Drafts)+len(f.Drafts) > 0,
		Texts: map[string]*Text{}, Emergency: w.contact(f.Emergency, s.Zone), Tested: f.TestedOn}
	for id, t := range f.Texts {
		v.Texts[id] = w.text(t)
	}
	v.Unread = hasReason(f.Drafts, plan.Unreviewed)
	v.Stale = hasReason(f.Drafts, plan.OutOfDate)
	v.Untried = hasReason(s.Drafts, plan.Untested) ||
		slices.ContainsFunc(contacts(f), func(c plan.Contact) bool { return !c.Tested && !c.Public })
	v.lines(w, s, f)
	v.menu(w, s, f)
	for _, d := range s.Days {
		if name := d.Names[f.Locale.Tag]; name != "" {
			v.Days = append(v.Days, Day{Name: name, Iso: d.From, Date: w.dayDate(d)})
			v.Calendar = CalendarFile(f.Locale.Tag)
		}
	}
	return v
}

// CalendarFile is where the awareness days of a language stand.
func CalendarFile(tag locale.Tag) string { return tag.Address() + "/days.ics" }

// hasReason reports whether one of the drafts has a reason.
func hasReason(drafts []plan.Draft, r plan.Reason) bool {
	return slices.ContainsFunc(drafts, func(d plan.Draft) bool { return d.Reason == r })
}

// lines puts the numbers in their places: one on the card, the others in the
// list, the one for danger last.
func (v *Face) lines(w writer, s plan.Site, f plan.Face) {
	others := f.Lines
	v.Line = len(f.Lines) > 0 && f.None.IsZero()
	switch {
	case v.Line:
		v.Main, others = w.contact(f.Lines[0], s.Zone), f.Lines[1:]
		if f.Police != nil {
			others = append(slices.Clone(others), *f.Police)
		}
	case f.Police != nil:
		v.Main = w.contact(*f.Police, s.Zone)
	default:
		v.Main, v.Same = v.Emergency, true
	}
	v.None, v.Held = w.text(f.None), f.None.ID == "line.held"
	v.Main.Picture = PictureFile(v.Main.Link)
	for _, c := range others {
		v.Others = append(v.Others, w.contact(c, ""))
	}
	if !v.Same {
		v.Others = append(v.Others, v.Emergency)
	}
}

// menu lists the pages of the site in this language; a page that the language
// lacks leads to the source language.
func (v *Face) menu(w writer, s plan.Site, f plan.Face) {
	own := map[string]plan.Page{}
	for _, p := range f.Pages {
		own[p.Name] = p
	}
	source := slices.IndexFunc(s.Faces, func(o plan.Face) bool { return o.Locale.Tag == locale.Source })
	all := f.Pages
	if source >= 0 {
		all = s.Faces[source].Pages
	}
	for _, p := range all {
		if q, ok := own[p.Name]; ok {
			v.Menu = append(
				v.Menu,
				Item{Page: q.Name, Menu: w.text(q.Menu), Line: w.text(q.Line), File: File(f.Locale.Tag, q.Address)},
			)
			continue
		}
		from := s.Faces[source].Locale
		v.Menu = append(v.Menu, Item{Page: p.Name, Menu: w.text(p.Menu), File: File(from.Tag, p.Address),
			Tag: string(from.Tag), Dir: string(from.Direction), Name: from.Endonym})
	}
	for _, p := range f.Pages {
		if !slices.ContainsFunc(all, func(o plan.Page) bool { return o.Name == p.Name }) {
			v.Menu = append(
				v.Menu,
				Item{Page: p.Name, Menu: w.text(p.Menu), Line: w.text(p.Line), File: File(f.Locale.Tag, p.Address)},
			)
		}
	}
}

// dayDate writes the date of an awareness day as its language does.
func (w writer) dayDate(d plan.Day) string {
	words := func(monthDay string) string {
		if s, err := w.languages.DayMonth(w.tag, monthDay); err == nil {
			return s
		}
		return monthDay
	}
	if d.Until == "" || d.Until == d.From {
		return words(d.From)
	}
	return words(d.From) + " – " + words(d.Until)
}
