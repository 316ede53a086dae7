package view

import (
	"encoding/json"
	"fmt"
	"html"
	"path"
	"strconv"
	"strings"

	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
)

// The vocabulary of schema.org, as far as the data back it.
type (
	service struct {
		Context  string    `json:"@context"`
		Type     string    `json:"@type"`
		Name     string    `json:"name"`
		Area     area      `json:"areaServed"`
		Provider *provider `json:"provider,omitempty"`
		Channel  channel   `json:"availableChannel"`
	}
	area struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	provider struct {
		Type string `json:"@type"`
		Name string `json:"name"`
	}
	channel struct {
		Type  string  `json:"@type"`
		Phone contact `json:"servicePhone"`
	}
	contact struct {
		Type      string   `json:"@type"`
		Telephone string   `json:"telephone"`
		Languages []string `json:"availableLanguage,omitempty"`
		Hours     []hours  `json:"hoursAvailable,omitempty"`
	}
	hours struct {
		Type   string   `json:"@type"`
		Days   []string `json:"dayOfWeek"`
		Opens  string   `json:"opens"`
		Closes string   `json:"closes"`
	}
)

var weekdays = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Data describes the main line in JSON-LD for search engines; empty where no
// line may be shown. It is a GovernmentService only where the record backs that a
// government runs the line. A quiet site does not say who does.
func Data(site plan.Site, f plan.Face) (string, error) {
	if len(f.Lines) == 0 || !f.None.IsZero() {
		return "", nil
	}
	c := f.Lines[0]
	s := service{Context: "https://schema.org", Type: "Service", Name: c.Label.Value, Area: area{"Country", f.Country}}
	body := "Organization"
	switch c.OperatorKind {
	case "government":
		s.Type, body = "GovernmentService", "GovernmentOrganization"
	case "ngo":
		body = "NGO"
	}
	if c.Operator != "" && !site.Quiet {
		s.Provider = &provider{body, c.Operator}
	}
	s.Channel = channel{"ServiceChannel", contact{Type: "ContactPoint", Telephone: strings.TrimPrefix(c.Link, "tel:"),
		Languages: spokenTags(c.Languages), Hours: openingHours(c.Week)}}
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("describe line %s: %w", c.ID, err)
	}
	return string(data), nil
}

// spokenTags lists languages by tag.
func spokenTags(spoken []plan.Spoken) []string {
	var out []string
	for _, s := range spoken {
		out = append(out, string(s.Tag))
	}
	return out
}

// openingHours writes the spans of a week.
func openingHours(week [][]plan.Span) []hours {
	var out []hours
	for day, spans := range week {
		for _, s := range spans {
			closes := s.To
			if closes == 24*60 {
				closes-- // schema.org: a day ends at 23:59
			}
			closes %= 24 * 60
			out = append(out, hours{"OpeningHoursSpecification", []string{weekdays[day]}, clock(s.From), clock(closes)})
		}
	}
	return mergeDays(out)
}

// mergeDays joins days with the same span.
func mergeDays(in []hours) []hours {
	var out []hours
next:
	for _, h := range in {
		for i := range out {
			if out[i].Opens == h.Opens && out[i].Closes == h.Closes {
				out[i].Days = append(out[i].Days, h.Days...)
				continue next
			}
		}
		out = append(out, h)
	}
	return out
}

// clock writes minutes as HH:MM.
func clock(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }

// Social finds the picture for social media of a page: the wide one of the
// page's audience in the page's language, else of the general public.
func Social(tag locale.Tag, audience string, prints []Print) string {
	best := ""
	for i := range prints {
		p := &prints[i]
		m := &p.Material
		if m.Stock != "1200x630" || len(m.Columns) != 1 || m.Columns[0].Locale.Tag != tag {
			continue
		}
		for _, f := range p.Files {
			if fileType(f.Path) == "PNG" && (m.Audience == audience || best == "" && m.Audience == plan.Public) {
				best = f.Path
			}
		}
	}
	return best
}

// Badge is the picture with the number for other sites.
type Badge struct {
	File string `json:"file"`
	// Snippet is the HTML to copy.
	Snippet string `json:"snippet"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
}

// NewBadge finds the badge of a language and writes the HTML to copy: the
// picture is to be copied too, and the number stands beside it as text.
func NewBadge(f plan.Face, prints []Print) *Badge {
	for _, p := range prints {
		m := p.Material
		if m.Kind != made.KindBadge || len(m.Columns) != 1 || m.Columns[0].Locale.Tag != f.Locale.Tag {
			continue
		}
		for _, file := range p.Files {
			if fileType(file.Path) == "SVG" {
				return &Badge{
					File:    file.Path,
					Width:   p.Width,
					Height:  p.Height,
					Snippet: Snippet(m, path.Base(file.Path)),
				}
			}
		}
	}
	return nil
}

// Snippet is the HTML of a badge for another site. It loads nothing: the picture
// is to be copied beside the page. The number stands in it as text that can be
// read aloud and dialled; a draft says so there too.
func Snippet(m plan.Material, file string) string {
	col := m.Columns[0]
	var b strings.Builder
	high := 120
	if _, h, ok := strings.Cut(m.Stock, "x"); ok {
		high, _ = strconv.Atoi(h)
	}
	fmt.Fprintf(
		&b,
		"<p lang=\"%s\" dir=\"%s\">\n<a href=\"%s\"><img src=\"%s\" width=\"480\" height=\"%d\" alt=\"\"></a>\n",
		col.Locale.Tag,
		col.Locale.Direction,
		html.EscapeString("https://"+m.Address+"/"),
		html.EscapeString(file),
		high,
	)
	for _, t := range col.Slots[made.SlotBand] {
		fmt.Fprintf(&b, "<strong>%s</strong><br>\n", html.EscapeString(t.Text.Value))
	}
	fmt.Fprintf(
		&b,
		"%s <a href=\"%s\"><bdi dir=\"ltr\">%s</bdi></a>\n",
		html.EscapeString(
			col.First(made.SlotLabel).Text.Value,
		),
		html.EscapeString(m.Number.Link),
		html.EscapeString(m.Number.Shown),
	)
	for _, t := range col.Slots[made.SlotSenders] {
		fmt.Fprintf(&b, "<br>\n<small>%s</small>\n", html.EscapeString(t.Text.Value))
	}
	b.WriteString("</p>\n")
	return b.String()
}
