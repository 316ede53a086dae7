package check

import (
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
)

// pageShape compares each page with the English one: passages are tied to their
// source by their number, so both must have the same headings, points, steps
// and paragraphs in the same order, with the same placeholders.
func pageShape(w *work) {
	w.pages(func(p *campaign.Page) {
		src := w.set.Pages[p.Name][locale.Source]
		if src == nil {
			w.bad(w.set.Places.At(p.File, "title"), p.Name, "there is no English page %s", p.Name)
			return
		}
		for i, s := range p.Passages {
			if i >= len(src.Passages) {
				w.bad(s.Pos, s.ID, "the English page ends before this passage")
				return
			}
			e := src.Passages[i]
			if s.Kind != e.Kind || s.Level != e.Level {
				w.bad(
					s.Pos,
					s.ID,
					"the English page has another kind of passage here (line %d): %s, not %s",
					e.Pos.Line,
					e.Kind,
					s.Kind,
				)
				return
			}
			if !slices.Equal(slots(s.Text), slots(e.Text)) {
				w.bad(
					s.Pos,
					s.ID,
					"the placeholders differ from English: %s here, %s there",
					listed(slots(s.Text)),
					listed(slots(e.Text)),
				)
			}
		}
		if n := len(p.Passages); n < len(src.Passages) {
			w.bad(
				w.set.Places.At(p.File, "title"),
				p.Name,
				"the page ends before passage %d of the English page (line %d)",
				n+1,
				src.Passages[n].Pos.Line,
			)
		}
	})
}

// slots lists the placeholders of a page's text, sorted.
func slots(s string) []string {
	out := campaign.Slotted(s)
	slices.Sort(out)
	return out
}

// siteWindow checks the titles of windows and tabs: neutral, for they show on a
// shared screen, and different, so that people find their way back.
func siteWindow(w *work) {
	lists := wordLists()["card.discreet"]
	seen := map[string]string{}
	for _, t := range w.texts {
		if t.page || !windowTitle(t.id) {
			continue
		}
		if hit := lists[t.tag].find(t.words); hit != "" {
			w.bad(t.pos, t.id, "the title of a window gives its reader away: %q", hit)
		}
		key := string(t.tag) + " " + lower(t.value)
		if other, twice := seen[key]; twice {
			w.bad(t.pos, t.id, "%s and %s have the same title", t.id, other)
		}
		seen[key] = t.id
	}
}

// siteList checks the addresses of the lists of sheets: one for each audience, beside
// one for each language.
func siteList(w *work) {
	telling := wordLists()["card.discreet"][locale.Source]
	taken := map[string]diag.Sentence{}
	for _, l := range w.set.Languages.All() {
		taken[l.Tag.Address()] = diag.Say("the language %s", l.English)
	}
	for _, a := range w.set.Audiences {
		bad := func(format diag.Format, args ...any) {
			w.bad(w.set.Places.At(a.File(), "address"), "address", format, args...)
		}
		if !materialName.MatchString(a.Address) || len(a.Address) > 40 || disk.Reserved(a.Address) {
			bad("%q cannot be part of an address", a.Address)
		}
		if other, twice := taken[a.Address]; twice {
			bad("the list of %s has the address of %s: %q", a.ID, other, a.Address)
		}
		taken[a.Address] = diag.Sentence{Text: a.ID}
		if hit := telling.find(sentences(strings.ReplaceAll(a.Address, "-", " "))); hit != "" {
			bad("the address of the list of %s gives its reader away: %q", a.ID, hit)
		}
	}
}

// windowTitle reports whether an id names the title of a window.
func windowTitle(id string) bool { return len(id) > 7 && id[:7] == "window." }
