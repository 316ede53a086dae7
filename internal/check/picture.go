package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/days"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// shownPeople are the tags for people; the words that count as each.
var shownPeople = map[string][]string{
	"women":    {"women", "woman", "girls", "girl"},
	"men":      {"men", "man", "boys", "boy"},
	"children": {"children", "child", "girls", "girl", "boys", "boy", "baby"},
}

// exploitation are the tags for its kinds, as the law of the region knows them.
var exploitation = []string{"labour", "domestic", "sexual", "begging", "crime", "marriage", "organs"}

// restraint and abuse are what no picture shows, as tags and as English words of
// the text for who cannot see it.
var (
	restraint = []string{
		"chain",
		"chains",
		"chained",
		"bars",
		"handcuffs",
		"handcuffed",
		"shackles",
		"shackled",
		"cuffs",
		"bound",
		"bound-hands",
		"tied",
		"rope",
		"ropes",
		"taped-mouth",
		"gagged",
		"gag",
		"barcode",
		"barcodes",
		"cage",
		"caged",
		"cages",
		"locked-up",
		"puppet",
		"strings",
	}
	abuse = []string{
		"bruise",
		"bruises",
		"bruised",
		"beating",
		"beaten",
		"blood",
		"wound",
		"wounds",
		"black-eye",
		"violence",
		"fist",
		"slap",
		"knife",
		"undress",
		"undressed",
		"naked",
		"nude",
		"nudity",
		"underwear",
		"lingerie",
		"half-naked",
		"dark-room",
		"dirty-room",
		"mattress",
		"corpse",
	}
)

// picture calls f for every picture on record.
func (w *work) picture(f func(p *campaign.Picture, bad func(path string, format diag.Format, args ...any))) {
	for _, p := range w.set.Pictures {
		f(p, func(path string, format diag.Format, args ...any) {
			w.bad(w.set.Places.At(p.File(), path), path, format, args...)
		})
	}
}

// people reports which kinds of people a picture shows.
func people(p *campaign.Picture) []string {
	var out []string
	for _, kind := range slices.Sorted(maps.Keys(shownPeople)) {
		if slices.ContainsFunc(shownPeople[kind], p.Has) {
			out = append(out, kind)
		}
	}
	if len(out) == 0 && (p.Has("people") || p.Has("person") || p.Has("face") || p.Has("survivor")) {
		out = append(out, "people")
	}
	return out
}

// pictured finds tags and words of a list on pictures.
func pictured(list []string, what diag.Format) func(*work) {
	return func(w *work) {
		w.picture(func(p *campaign.Picture, bad func(string, diag.Format, ...any)) {
			for i, tag := range p.Tags {
				if hit := strings.ReplaceAll(strings.ToLower(tag), " ", "-"); slices.Contains(list, hit) {
					bad(fmt.Sprintf("tags[%d]", i), "the picture %s shows %s: %q", p.ID, diag.Say(what), tag)
				}
			}
			value, pos := w.alt(p)
			words := strings.FieldsFunc(strings.ToLower(value), func(r rune) bool { return r < 'a' || r > 'z' })
			for i, word := range words {
				pair := word
				if i+1 < len(words) {
					pair = word + "-" + words[i+1]
				}
				if slices.Contains(list, word) || slices.Contains(list, pair) {
					w.bad(pos, "alt", "the text of the picture %s speaks of %s: %q", p.ID, diag.Say(what), value)
					break
				}
			}
		})
	}
}

// alt gives the English text of a picture and its place.
func (w *work) alt(p *campaign.Picture) (string, diag.Pos) {
	if p.Alt == "" {
		return p.Texts[locale.Source], w.set.Places.At(p.File(), "texts.en")
	}
	m, _ := w.set.Catalogue.Message(locale.Source, p.Alt)
	value, pos := "", w.set.Places.At(p.File(), "alt")
	m.Each(func(_, v string, _ diag.Pos) { value = v })
	return value, pos
}

// imgPerson sees that who can be recognised has agreed, and that no survivor
// and no child can be.
func imgPerson(w *work) {
	w.picture(func(p *campaign.Picture, bad func(string, diag.Format, ...any)) {
		face := p.Has("face")
		switch {
		case face && slices.Contains(people(p), "children"):
			bad("tags", "the picture %s shows a child's face", p.ID)
		case face && p.Has("survivor"):
			bad("tags", "the picture %s lets a survivor be recognised", p.ID)
		case face && p.Consent == nil:
			bad("tags", "a person can be recognised in the picture %s, and there is no record of a consent", p.ID)
		}
		if c := p.Consent; c != nil {
			switch {
			case !days.Valid(c.Given):
				bad("consent.given", "%q is not a day; write YYYY-MM-DD", c.Given)
			case !days.Valid(c.Until):
				bad("consent.until", "%q is not a day; write YYYY-MM-DD", c.Until)
			case c.Until < c.Given:
				bad("consent.until", "the consent ends before it was given")
			case strings.TrimSpace(c.Record) == "":
				bad("consent.record", "nothing says where the signed consent lies")
			}
		}
	})
}

// imgSource sees that author and licence are on record, and whether people in
// the picture are models.
func imgSource(w *work) {
	w.picture(func(p *campaign.Picture, bad func(string, diag.Format, ...any)) {
		if strings.TrimSpace(p.Author) == "" {
			bad("", "the picture %s names no author", p.ID)
		}
		if strings.TrimSpace(p.Licence) == "" {
			bad("", "the picture %s names no licence", p.ID)
		}
		if len(people(p)) > 0 && p.Posed == "" && p.MediaType != "image/svg+xml" {
			bad("", "the picture %s shows people and does not say whether they are models", p.ID)
		}
	})
}

// imgAlt sees that every picture has its words in English at least.
func imgAlt(w *work) {
	ids := w.set.Catalogue.IDs(locale.Source)
	w.picture(func(p *campaign.Picture, bad func(string, diag.Format, ...any)) {
		switch {
		case p.Alt != "" && len(p.Texts) > 0:
			bad("texts", "the picture %s has both a message and texts of its own", p.ID)
		case p.Alt != "" && !w.set.Catalogue.Has(locale.Source, p.Alt):
			w.bad(w.set.Places.At(p.File(), "alt"), "alt", "message %q is not in the English source", p.Alt).Hint =
				tree.DidYouMean(
					p.Alt,
					ids,
				)
		case p.Alt == "" && strings.TrimSpace(p.Texts[locale.Source]) == "":
			bad("", "the picture %s has no English text for who cannot see it", p.ID)
		}
		for _, tag := range slices.Sorted(maps.Keys(p.Texts)) {
			if _, ok := w.set.Languages.Lookup(tag); !ok {
				bad("texts."+string(tag), "unknown language %q", tag)
			}
		}
	})
}

// imgRange looks at all pictures of an audience that show people: women, men
// and children, and more than one kind of exploitation.
func imgRange(w *work) {
	for _, a := range w.set.Audiences {
		shown, kinds, count := map[string]bool{}, map[string]bool{}, 0
		seen := map[string]bool{}
		for _, m := range a.Materials {
			for _, id := range m.Pictures {
				p := w.set.Picture(id)
				if p == nil || seen[id] {
					continue
				}
				seen[id] = true
				who := people(p)
				if len(who) > 0 {
					count++
				}
				for _, k := range who {
					shown[k] = true
				}
				for _, k := range exploitation {
					kinds[k] = kinds[k] || p.Has(k)
				}
			}
		}
		if count == 0 {
			continue
		}
		var lacks []string
		for _, k := range slices.Sorted(maps.Keys(shownPeople)) {
			if !shown[k] {
				lacks = append(lacks, "no "+k)
			}
		}
		n := 0
		for _, yes := range kinds {
			if yes {
				n++
			}
		}
		if n < 2 {
			lacks = append(lacks, "fewer than two kinds of exploitation")
		}
		if len(lacks) > 0 {
			w.bad(
				w.set.Places.At(a.File(), "materials"),
				"",
				"the pictures of people in %s (%d) show %s",
				a.ID,
				count,
				strings.Join(lacks, ", "),
			)
		}
	}
}
