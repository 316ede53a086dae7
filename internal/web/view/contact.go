package view

import (
	"fmt"
	"strings"

	"pharos/internal/plan"
)

// Contact is one line of help. A row that the data do not back is nil.
type Contact struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Shown string `json:"shown"`
	// Own is the number in the language's own digits, to read beside it.
	Own   string `json:"own,omitempty"`
	Link  string `json:"link"`
	Label *Text  `json:"label"`
	Who   *Text  `json:"who,omitempty"`
	Hours *Text  `json:"hours,omitempty"`
	// Shut names the next days on which nobody answers.
	Shut *Text `json:"shut,omitempty"`
	Cost *Text `json:"cost,omitempty"`
	// NoName is the sentence that no name is needed.
	NoName    *Text      `json:"noname,omitempty"`
	Operator  *Text      `json:"operator,omitempty"`
	Languages []Language `json:"languages,omitempty"`
	// Clock is set where the script can tell whether the line is open.
	Clock *Clock `json:"clock,omitempty"`
	// Rows is the table of the week; nil for day and night.
	Rows []Row `json:"rows,omitempty"`
	// Picture is the file that shows the number as a picture.
	Picture string `json:"picture,omitempty"`
}

// Clock is what the script needs: minutes are counted from midnight in Zone.
type Clock struct {
	Zone string `json:"zone"`
	// Week is "600-1080;600-840,900-1080;…", Monday first; a day without hours is empty,
	// and a span that ends on the next day goes beyond 1440.
	Week string `json:"week"`
	// Off lists dates on which nobody answers; Days the short names of the days.
	Off  string `json:"off"`
	Days string `json:"days"`
}

// Row is a day of the week with its times, or a date on which nobody answers.
type Row struct {
	Day   string   `json:"day"`
	Times []string `json:"times,omitempty"`
}

// contact makes the view of one line.
func (w writer) contact(c plan.Contact, zone string) Contact {
	v := Contact{
		ID:    c.ID,
		Kind:  c.Kind,
		Shown: c.Shown,
		Own:   c.Own,
		Link:  c.Link,
		Label: w.text(c.Label),
		Who:   w.text(c.Who),
		Hours: w.text(
			c.Hours,
		),
		Cost:     w.text(c.Cost),
		NoName:   w.text(c.NoName),
		Operator: w.name(c.Operator, c.OperatorTag),
	}
	for _, s := range c.Languages {
		v.Languages = append(
			v.Languages,
			Language{Tag: string(s.Tag), Key: s.Tag.Address(), Dir: string(s.Direction), Name: s.Name},
		)
	}
	if c.Hours.IsZero() || c.Always {
		return v
	}
	for _, r := range c.Rows {
		v.Rows = append(v.Rows, Row{Day: r.Day, Times: r.Times})
	}
	if zone != "" && len(c.Week) == 7 {
		v.Clock = &Clock{Zone: zone, Week: weekText(c.Week), Off: strings.Join(c.Closed, " "), Days: w.shortDays()}
		// Beside the clock stand the days to come on which nobody answers.
		v.Hours, v.Shut = w.text(c.Usual), w.text(c.Shut)
	}
	return v
}

// weekText writes the open minutes of a week.
func weekText(week [][]plan.Span) string {
	days := make([]string, len(week))
	for i, spans := range week {
		parts := make([]string, len(spans))
		for j, s := range spans {
			parts[j] = fmt.Sprintf("%d-%d", s.From, s.To)
		}
		days[i] = strings.Join(parts, ",")
	}
	return strings.Join(days, ";")
}

// shortDays gives the short names of the days, Monday first, with a bar between.
func (w writer) shortDays() string {
	names := make([]string, 7)
	for i := range names {
		names[i] = w.languages.Weekday(w.tag, i, true)
	}
	return strings.Join(names, "|")
}
