package plan

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
)

// Place is one row of the table of pages: the content name, the key of its
// messages (nav.<key>, window.<key>, path.<key>), the neutral address under
// which it is published, the audience whose picture stands for it on social media,
// and its ground.
type Place struct {
	Name, Key, Address, Audience string
	Ground                       made.Ground
}

// Public is the audience of pages that are for everybody.
const Public = "citizen"

// Addresses is the table of pages in the order of the menu. It is the only
// place that knows both the content names and the published addresses.
var Addresses = []Place{
	{"start", "start", "", Public, made.Sea},
	{"signs", "signs", "signs", Public, made.Sea},
	{"rights", "rights", "rights", Public, made.Sea},
	{"report", "report", "report", Public, made.Sea},
	{"job-offer", "job", "offer", Public, made.Sea},
	{"police-and-troops", "police", "cards", "law-enforcement", made.Slate},
	{"buyers", "buyers", "law", "demand-side", made.Dusk},
	{"materials", "materials", "print", Public, made.Sea},
	{SharerPage, "partner", "partner", Public, made.Sea},
	{"about-the-line", "line", "about", Public, made.Sea},
	{"safety", "safety", "device", Public, made.Sea},
	{"accessibility", "accessibility", "access", Public, made.Sea},
	{"privacy", "privacy", "privacy", Public, made.Sea},
}

// pageAddress gives the published address of a page by its content name,
// relative to the web root of the country: "sr-cyrl/offer/".
func pageAddress(tag locale.Tag, name string) string {
	i := slices.IndexFunc(Addresses, func(pl Place) bool { return pl.Name == name })
	if i < 0 || Addresses[i].Address == "" {
		return tag.Address() + "/"
	}
	return tag.Address() + "/" + Addresses[i].Address + "/"
}

// page plans one page in one language; false where the language lacks it. The
// page of materials has no text of its own.
func (p *planner) page(n *nation, f *Face, place Place) (Page, bool) {
	tag := f.Locale.Tag
	page := Page{
		Name:     place.Name,
		Address:  place.Address,
		Audience: place.Audience,
		Ground:   place.Ground,
		Window: p.own(
			tag,
			"window."+place.Key,
			nil,
		),
		Menu: f.Texts["nav."+place.Key],
		Line: p.own(tag, "path."+place.Key, nil),
	}
	switch place.Name {
	case SharerPage: // it stands on the site of an adaptation alone, and has no text of its own
		if f.Sharer == nil {
			return Page{}, false
		}
		page.Title, page.Summary, page.Draft = page.Menu, f.Sharer.Role, fresh(f.Sharer.Role)
		return page, true
	case "materials":
		page.Title, page.Draft = page.Menu, true
		page.Summary = p.own(tag, "materials.intro", nil)
		if a := p.set.Adaptation; a != nil {
			name, _ := a.Organisation.Name(tag)
			if t := p.own(tag, "partner.title", map[string]any{"Organisation": name}); !t.IsZero() {
				page.Title = t
			}
		}
		return page, true
	}
	src := p.set.Pages[place.Name][tag]
	if src == nil {
		p.omit(
			Omission{
				Country: n.Code,
				Tag:     tag,
				Reason:  NoText,
				Detail:  diag.Say("%s: no page %s", f.Locale.English, place.Name),
			},
		)
		return Page{}, false
	}
	page.Title, page.Summary = p.pageText(src, src.Title), p.pageText(src, src.Summary)
	page.Title.From, page.Summary.From = p.set.Places.At(src.File, "title"), p.set.Places.At(src.File, "summary")
	page.Title.State, page.Title.Stale = src.TitleReview.State, src.TitleStale
	page.Summary.State, page.Summary.Stale = src.SummaryReview.State, src.SummaryStale
	switch start := place.Name == "start"; {
	case p.req.Quiet && !start: // the page has a neutral name of its own for the window
		page.Title = page.Window
	case start && !p.req.Quiet:
		page.Title = f.Texts[startHeading(n)]
	}
	page.Passages = make([]Passage, 0, len(src.Passages))
	for _, ps := range src.Passages {
		if ps.NeedsLine && n.main == nil {
			continue
		}
		if out, ok := p.passage(n, f, src, ps); ok {
			page.Passages = append(page.Passages, out)
		}
	}
	page.Passages = withoutEmptyHeadings(page.Passages)
	page.Picture = p.pagePicture(n, place.Name, f.Locale)
	page.Draft = fresh(page.Title) ||
		slices.ContainsFunc(page.Passages, func(ps Passage) bool { return fresh(ps.Text) })
	return page, true
}

// startHeading is the message of the first page's heading.
func startHeading(n *nation) string {
	if n.main == nil {
		return "start.heading.noline"
	}
	return "start.heading"
}

// pageText makes the Text of a title or summary.
func (p *planner) pageText(src *campaign.Page, value string) locale.Text {
	l, _ := p.set.Languages.Lookup(src.Tag)
	return locale.Text{
		Value:     value,
		Tag:       src.Tag,
		Direction: l.Direction,
		Class:     locale.Information,
		State:     locale.Draft,
	}
}

// passage fills the placeholders of one passage. It reports false where a fact
// that the passage is about is not on record.
func (p *planner) passage(n *nation, f *Face, src *campaign.Page, ps campaign.Passage) (Passage, bool) {
	text := p.pageText(src, "")
	text.ID, text.Class, text.From, text.State, text.Stale = ps.ID, ps.Class, ps.Pos, ps.Review.Standing(
		ps.Class,
	), ps.Stale
	out := Passage{ID: ps.ID, Kind: string(ps.Kind), Level: ps.Level}
	var runs []locale.Run
	for rest := ps.Text; ; {
		before, after, found := strings.Cut(rest, "{{")
		runs = append(runs, locale.Run{Text: before})
		if !found {
			break
		}
		name, tail, _ := strings.Cut(after, "}}")
		fill, instead, ok := p.fill(n, f, strings.TrimSpace(name))
		if !ok {
			return Passage{}, false
		}
		if instead {
			runs = fill
			break
		}
		runs, rest = append(runs, fill...), tail
	}
	out.Text = text.Of(runs...)
	return out, true
}

// fill gives the runs that stand for a placeholder. Instead is true where they
// replace the whole passage: the sentence for a line that may not be shown. Ok
// is false where the fact is not on record.
func (p *planner) fill(n *nation, f *Face, name string) (runs []locale.Run, instead, ok bool) {
	tag := f.Locale.Tag
	word := func(s string) ([]locale.Run, bool, bool) { return []locale.Run{{Text: s}}, false, s != "" }
	switch name {
	case "line":
		if n.main != nil && len(f.Lines) > 0 && f.Lines[0].ID == n.main.ID {
			return []locale.Run{f.Lines[0].number()}, false, true
		}
		return p.noneRuns(n, f), true, true
	case "emergency":
		return []locale.Run{
			f.Emergency.number(),
			{Text: " (" + f.Emergency.Label.Value + ")"},
		}, false, f.Emergency.Shown != ""
	case "hours":
		if len(f.Lines) > 0 && n.main != nil {
			return word(f.Lines[0].Hours.Value)
		}
	case "operator":
		if len(f.Lines) > 0 && n.main != nil {
			runs := p.operator(&n.main.Operator, tag)
			return runs, false, runs != nil
		}
	case "plan":
		runs := p.planTitle(n, tag)
		return runs, false, runs != nil
	case "law.offence":
		runs := p.law(n.offence(), tag)
		return runs, false, runs != nil
	case "law.use":
		return word(p.own(tag, n.useMessage(), nil).Value)
	}
	return nil, false, false
}

// useMessage is the law sentence that the facts allow.
func (n *nation) useMessage() string {
	switch {
	case n.meets("use-is", false):
		return "demand.crime.is"
	case n.meets("use-could", false):
		return "demand.crime.is.could"
	case n.meets("use-sexual", false):
		return "demand.crime.is.sexual"
	}
	return "demand.crime"
}

// noneRuns is the sentence for a missing line, with its number to call.
func (p *planner) noneRuns(n *nation, f *Face) []locale.Run {
	none := f.None
	if none.IsZero() {
		none = p.none(n, f.Locale.Tag)
	}
	if none.Runs == nil {
		return []locale.Run{{Text: none.Value}}
	}
	return none.Runs
}

// withoutEmptyHeadings drops headings under which nothing is left, in place.
func withoutEmptyHeadings(in []Passage) []Passage {
	out := in[:0]
	for i, ps := range in {
		if ps.Kind == string(campaign.Heading) &&
			(i+1 == len(in) || in[i+1].Kind == ps.Kind && in[i+1].Level <= ps.Level) {
			continue
		}
		out = append(out, ps)
	}
	return out
}
