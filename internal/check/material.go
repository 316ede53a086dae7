package check

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/tree"
)

// message is short for the catalogue's message.
type message = locale.Message

// uses reports whether a message has a placeholder.
func uses(m message, name string) bool { return slices.Contains(m.Placeholders(), name) }

// needs finds messages that stand on a sheet without the need that what they
// say asks for. Enough lists needs that include it.
func (w *work) needs(need string, says func(message) bool, what diag.Format, enough ...string) {
	w.choice(
		func(_ *campaign.Material, _ string, ch campaign.Choice, path string, bad func(string, diag.Format, ...any)) {
			m, ok := w.set.Catalogue.Message(locale.Source, ch.Use)
			if !ok || !says(m) {
				return
			}
			for _, have := range ch.Needs {
				if have == need || slices.Contains(enough, have) {
					return
				}
			}
			bad(path, "%s %s and is used without the need %q", ch.Use, diag.Say(what), need)
		},
	)
}

// factNeeds ties words in the Fact of a message to the need that stands for it.
var factNeeds = []factNeed{
	{"confidential", []string{"confidentiality"}},
	{"no-name", []string{"calls without a name"}},
	{"advice", []string{"answers such questions"}},
	{"reports", []string{"reports led to investigations"}},
	{"use-could", []string{"that wording of the offence"}},
	{"use-sexual", []string{"use of sexual services is an offence"}},
	{"use-is", []string{"knowing use is an offence"}},
}

// factNeed is one row: a need and the words that ask for it.
type factNeed struct {
	need  string
	words []string
}

// in reports whether a fact holds the words.
func (f factNeed) in(fact string) bool {
	return slices.ContainsFunc(f.words, func(s string) bool { return strings.Contains(fact, s) })
}

// textBacked finds promises on sheets without the fact that backs them. What a
// promise rests on stands in the English description; a promise about the site
// itself is kept by the program.
func textBacked(w *work) {
	for _, f := range factNeeds {
		w.needs(f.need, func(m message) bool { return m.Class == locale.Promise && f.in(m.Fact) }, "makes a promise")
	}
	w.needs("hours", func(m message) bool { return uses(m, "Hours") }, "names the opening hours")
	w.needs("police", func(m message) bool { return uses(m, "Police") }, "names the police number")
	w.choice(
		func(_ *campaign.Material, _ string, ch campaign.Choice, path string, bad func(string, diag.Format, ...any)) {
			m, ok := w.set.Catalogue.Message(locale.Source, ch.Use)
			if ok && m.Class == locale.Promise && len(ch.Needs) == 0 && !strings.HasPrefix(m.Fact, "the site ") {
				bad(path, "%s is a promise and is used without any need", ch.Use)
			}
		},
	)
}

// textKnown checks that every message id of the definitions is in English.
func textKnown(w *work) {
	ids := w.set.Catalogue.IDs(locale.Source)
	use := func(file, path, id string) {
		if id != "" && !w.set.Catalogue.Has(locale.Source, id) {
			w.bad(w.set.Places.At(file, path), path, "message %q is not in the English source", id).Hint =
				tree.DidYouMean(
					id,
					ids,
				)
		}
	}
	for _, c := range w.set.Countries {
		for i, h := range c.Hotlines {
			use(c.File(), fmt.Sprintf("hotlines[%d].label", i), h.Label)
		}
		for i, d := range c.Days {
			use(c.File(), fmt.Sprintf("days[%d].message", i), d.Message)
		}
	}
	for _, a := range w.set.Audiences {
		use(a.File(), "name", a.Name)
	}
	w.material(func(a *campaign.Audience, m *campaign.Material, path string, _ func(string, diag.Format, ...any)) {
		use(a.File(), path+".kind", string(m.Kind))
		use(a.File(), path+".paper", m.Paper)
		for i, id := range m.Place {
			use(a.File(), fmt.Sprintf("%s.place[%d]", path, i), id)
		}
		for _, slot := range slices.Sorted(maps.Keys(m.Slots)) {
			for i, ch := range m.Slots[slot] {
				use(a.File(), fmt.Sprintf("%s.slots.%s[%d].use", path, slot, i), ch.Use)
			}
		}
	})
}

// textUnknown finds messages of other languages that English does not have.
func textUnknown(w *work) {
	for _, t := range w.texts {
		if !t.page && t.tag != locale.Source && !w.set.Catalogue.Has(locale.Source, t.id) {
			w.bad(t.pos, t.id, "message %q is not in the English source", t.id).Hint = tree.DidYouMean(
				t.id,
				w.set.Catalogue.IDs(locale.Source),
			)
		}
	}
}

// textStale finds translations that are older than their source.
func textStale(w *work) {
	for _, t := range w.texts {
		if !t.page && t.form == "other" && w.set.Catalogue.Stale(t.tag, t.id) {
			w.bad(t.pos, t.id, "the English text of %s was changed after this text was made or reviewed", t.id)
		}
	}
	w.pages(func(p *campaign.Page) {
		stale := func(id string, pos diag.Pos) {
			w.bad(pos, id, "the English text of %s was changed after this text was made or reviewed", id)
		}
		if p.TitleStale {
			stale(p.Name+".title", w.set.Places.At(p.File, "title"))
		}
		if p.SummaryStale {
			stale(p.Name+".summary", w.set.Places.At(p.File, "summary"))
		}
		for _, s := range p.Passages {
			if s.Stale {
				stale(s.ID, s.Pos)
			}
		}
	})
}

// textTwo finds rights, promises and law that their own translator reviewed.
func textTwo(w *work) {
	alone := func(id string, r locale.Review, c locale.Class) {
		for _, name := range []string{r.Translator, r.Reviewer} {
			if name != "" && r.Alone(c) && locale.PersonOf(name).Nobody() {
				w.bad(r.Pos, id, "%s is about a %s, and %q names nobody", id, c, name)
				return
			}
		}
		if r.Alone(c) {
			w.bad(
				r.Pos,
				id,
				"%s is about a %s, and its translator %q and reviewer %q are one person",
				id,
				c,
				r.Translator,
				r.Reviewer,
			)
		}
	}
	for _, tag := range w.set.Catalogue.Tags() {
		for _, id := range w.set.Catalogue.IDs(tag) {
			if m, _ := w.set.Catalogue.Message(tag, id); !m.Derived {
				alone(id, m.Review, m.Class)
			}
		}
	}
	w.pages(func(p *campaign.Page) {
		for _, s := range p.Passages {
			alone(s.ID, s.Review, s.Class)
		}
	})
}

var materialName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// maxMaterials bounds the materials of an audience: with seven countries and
// thirteen languages it is already eighteen thousand sheets.
const maxMaterials = 200

// materialParts checks that what a material names is there.
func materialParts(w *work) {
	for _, a := range w.set.Audiences {
		if n := len(a.Materials); n > maxMaterials {
			w.bad(w.set.Places.At(a.File(), "materials"), "materials",
				"the audience has %d materials, and %d are the most: each is made for every country and language", n,
				maxMaterials).Hint =
				diag.Say("Split the campaign, or make one material with choices instead of many.")
		}
	}
	seen := map[string]bool{}
	w.material(func(a *campaign.Audience, m *campaign.Material, path string, bad func(string, diag.Format, ...any)) {
		at := func(key string) diag.Pos { return w.set.Places.At(a.File(), path+key) }
		if !materialName.MatchString(m.ID) || len(m.ID) > 40 || disk.Reserved(m.ID) {
			bad(path+".id", "%q cannot be the name of a file; use small letters, digits and hyphens", m.ID)
		}
		if seen[a.ID+" "+m.ID] {
			bad(path+".id", "the id %q stands twice", m.ID)
		}
		seen[a.ID+" "+m.ID] = true
		drawn := slices.ContainsFunc(m.Outputs, func(o made.Output) bool { return o.Traits().Drawn })
		switch {
		case m.Template == "" && drawn:
			bad(path, "%s has no template", m.ID)
		case m.Template != "" && !w.set.Templates[m.Template]:
			w.bad(at(".template"), path+".template", "there is no template %q", m.Template).Hint = tree.DidYouMean(
				m.Template,
				slices.Sorted(maps.Keys(w.set.Templates)),
			)
		}
		if m.Page != "" && w.set.Pages[m.Page][locale.Source] == nil {
			w.bad(at(".page"), path+".page", "there is no page %q in English", m.Page).Hint = tree.DidYouMean(
				m.Page,
				slices.Sorted(maps.Keys(w.set.Pages)),
			)
		}
		for _, name := range slices.Sorted(maps.Keys(m.Pictures)) {
			if id := m.Pictures[name]; w.set.Picture(id) == nil {
				w.bad(at(".pictures."+name), path+".pictures."+name,
					"there is no picture %q on record in assets/pictures", id).Hint = tree.DidYouMean(
					id,
					pictureIDs(w.set),
				)
			}
		}
		for _, slot := range slices.Sorted(maps.Keys(m.Slots)) {
			if !made.Slot(slot).Traits().Defined {
				w.bad(at(".slots."+slot), path+".slots."+slot, "there is no slot %q for words", slot).Hint =
					tree.DidYouMean(
						slot,
						definedSlots(),
					)
			}
		}
	})
	for _, c := range w.set.Countries {
		for _, page := range slices.Sorted(maps.Keys(c.Pictures)) {
			path := "pictures." + page
			if w.set.Pages[page][locale.Source] == nil {
				w.bad(w.set.Places.At(c.File(), path), path, "there is no page %q in English to show a picture on",
					page).Hint = tree.DidYouMean(
					page,
					slices.Sorted(maps.Keys(w.set.Pages)),
				)
			}
			if id := c.Pictures[page]; w.set.Picture(id) == nil {
				w.bad(w.set.Places.At(c.File(), path), path, "there is no picture %q on record in assets/pictures",
					id).Hint = tree.DidYouMean(
					id,
					pictureIDs(w.set),
				)
			}
		}
	}
	w.choice(
		func(_ *campaign.Material, _ string, ch campaign.Choice, path string, bad func(string, diag.Format, ...any)) {
			if ch.Icon != "" && !w.set.Icons[ch.Icon] {
				bad(path+".icon", "there is no icon %q in assets/icons", ch.Icon)
			}
		},
	)
	for _, a := range w.set.Audiences {
		for i, ids := range a.Materials {
			if len(ids.Outputs) == 0 {
				w.bad(w.set.Places.At(a.File(), fmt.Sprintf("materials[%d]", i)), "", "%s has no outputs", ids.ID)
			}
		}
	}
}

// definedSlots are the slots that a material may fill.
func definedSlots() []string {
	var out []string
	for _, s := range made.SlotsWith(func(t made.SlotTraits) bool { return t.Defined }) {
		out = append(out, string(s))
	}
	return out
}

// pictureIDs lists the pictures on record.
func pictureIDs(set *campaign.Set) []string {
	var out []string
	for _, p := range set.Pictures {
		out = append(out, p.ID)
	}
	return out
}

// outside lists the slots that stand on the outside of a folded or two-sided card.
var outside = []string{"headline", "words", "caption", "rails"}

// cardDiscreet looks for telling words on an outside that must give nothing
// away, in every language.
func cardDiscreet(w *work) {
	w.material(func(a *campaign.Audience, m *campaign.Material, _ string, _ func(string, diag.Format, ...any)) {
		if !hides(m) {
			return
		}
		for _, slot := range slices.Sorted(maps.Keys(m.Slots)) {
			if m.Sides == 2 && !slices.Contains(outside, slot) {
				continue
			}
			for _, ch := range m.Slots[slot] {
				w.telling(a, m, ch.Use)
			}
		}
	})
	w.hosts()
	cardCarry(w)
}

// hides reports a material that must not give its holder away: one with a
// discreet outside, and any that a person may be found with.
func hides(m *campaign.Material) bool { return m.Outside == "discreet" || m.Carry != "no" }

// telling finds telling words in a message on the outside of a material.
func (w *work) telling(a *campaign.Audience, m *campaign.Material, id string) {
	lists := wordLists()[w.rule.ID]
	for _, tag := range w.set.Catalogue.Tags() {
		msg, ok := w.set.Catalogue.Message(tag, id)
		if !ok || msg.Derived {
			continue
		}
		msg.Each(func(_, value string, pos diag.Pos) {
			if hit := lists[tag].find(sentences(value)); hit != "" {
				w.bad(
					pos,
					id,
					"%s stands on the outside of %s, with which a person may be found, and gives its holder away: %q",
					id,
					m.ID,
					hit,
				)
				w.of(a, m)
			}
		})
	}
}

// hosts finds telling words in the address that stands on the outside and in the
// code: in the name of the site's host.
func (w *work) hosts() {
	carried := false
	w.material(func(_ *campaign.Audience, m *campaign.Material, _ string, _ func(string, diag.Format, ...any)) {
		carried = carried || hides(m)
	})
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		u, err := url.Parse(c.Base)
		if err != nil || !carried {
			return
		}
		words := [][]string{
			strings.FieldsFunc(lower(u.Hostname()+u.Path), func(r rune) bool { return !unicode.IsLetter(r) }),
		}
		for _, tag := range slices.Sorted(maps.Keys(wordLists()[w.rule.ID])) {
			if hit := wordLists()[w.rule.ID][tag].find(words); hit != "" {
				bad("base", "the address of the site stands on cards and gives their holder away: %q", hit)
				return
			}
		}
	})
}

// posterPlace finds posters that do not say where they hang.
func posterPlace(w *work) {
	w.material(func(_ *campaign.Audience, m *campaign.Material, path string, bad func(string, diag.Format, ...any)) {
		if m.Kind.Traits().Notice && len(m.Place) == 0 {
			bad(path, "%s does not say where it hangs", m.ID)
		}
	})
}

// shorteners are hosts that give short addresses to anybody.
var shorteners = []string{
	"bit.ly",
	"buff.ly",
	"cutt.ly",
	"goo.gl",
	"is.gd",
	"lnkd.in",
	"ow.ly",
	"qr.io",
	"qrco.de",
	"rb.gy",
	"rebrand.ly",
	"s.id",
	"shorturl.at",
	"t.co",
	"t.ly",
	"t.me",
	"tiny.cc",
	"tinyurl.com",
	"v.gd",
}

// qrPlain finds addresses for the code that are not the campaign's own.
func qrPlain(w *work) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		u, err := url.Parse(c.Base)
		if err != nil {
			return // site.address names it
		}
		for _, s := range shorteners {
			if h := strings.ToLower(u.Hostname()); h == s || strings.HasSuffix(h, "."+s) {
				bad("base", "%s gives short addresses: a code with it can be turned elsewhere", s)
			}
		}
	})
}

// cardCarry finds materials that may be carried with an open outside.
func cardCarry(w *work) {
	w.material(func(_ *campaign.Audience, m *campaign.Material, path string, bad func(string, diag.Format, ...any)) {
		if m.Carry != "no" && m.Outside != "discreet" {
			bad(
				path+".carry",
				"%s may be carried only with a discreet outside; on an open one stands the label of the number",
				m.ID,
			)
		}
	})
}
