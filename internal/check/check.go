// Package check holds the rules: what may not leave the house, why, and what to
// do about it.
//
// In goes a Set of definitions and the day everything is judged by; out come
// findings, each with the line of the value it speaks of. The rules read and
// never change anything. Each is a value of package rule, a small function here,
// and a folder of cases in testdata/<id>. What only makes a draft, such as a
// missing test call, is decided by package plan; rules about sheets and finished
// files belong to press, web and proof. The ids are those of section 7 of the
// project's table of facts.
package check

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/number"
)

// Run applies every rule. The date, YYYY-MM-DD, is the day by which facts are
// judged; empty leaves out what needs one. The gate says how many test calls a
// number needs; the zero Gate is the usual one.
func Run(set *campaign.Set, date string, gate campaign.Gate) diag.List {
	w := &work{set: set, date: date, gate: gate}
	w.gather()
	// Rules only read, so they run beside one another; each has its own list.
	lists := make([]diag.List, len(checks))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range checks {
		group.Go(func() error {
			own := *w
			own.rule = c.rule
			c.run(&own)
			lists[i] = own.list
			return nil
		})
	}
	_ = group.Wait() // no rule fails
	return slices.Concat(lists...).Sorted()
}

// work is one run of all rules.
type work struct {
	set   *campaign.Set
	date  string
	gate  campaign.Gate
	rule  *diag.Rule
	list  diag.List
	texts []text
	// record are the lines of every number on record, known the numbers alone.
	record map[string][]string
	known  map[string]bool
	// usedBy names, for a message that one material uses and no other, this
	// material: audience/id.
	usedBy map[string]string
}

// text is one text of the author that readers will see: a form of a message or
// a passage, title or summary of a page. Transliterated texts are left out:
// their source is checked.
type text struct {
	id    string
	tag   locale.Tag
	value string
	// form is the plural form of a message.
	form  string
	class locale.Class
	pos   diag.Pos
	// page is true for the text of a page.
	page bool
	// words are the sentences in small letters, cut once for all word lists.
	words [][]string
	// numbers are what reads as a telephone number in it.
	numbers []number.Found
}

// users fills usedBy.
func (w *work) users() {
	w.usedBy = map[string]string{}
	w.material(func(a *campaign.Audience, m *campaign.Material, _ string, _ func(string, diag.Format, ...any)) {
		name := a.ID + "/" + m.ID
		for _, choices := range m.Slots {
			for _, ch := range choices {
				if other, used := w.usedBy[ch.Use]; used && other != name {
					w.usedBy[ch.Use] = ""
				} else {
					w.usedBy[ch.Use] = name
				}
			}
		}
	})
}

// gather collects all texts once, in order of language and id.
func (w *work) gather() {
	w.users()
	for _, tag := range w.set.Catalogue.Tags() {
		for _, id := range w.set.Catalogue.IDs(tag) {
			m, _ := w.set.Catalogue.Message(tag, id)
			if m.Derived {
				continue
			}
			m.Each(func(form, value string, pos diag.Pos) {
				w.texts = append(w.texts, text{id: id, tag: tag, form: form, value: value, class: m.Class, pos: pos})
			})
		}
	}
	defer w.cut()
	for _, p := range w.set.Pictures {
		for _, tag := range slices.Sorted(maps.Keys(p.Texts)) {
			if _, ok := w.set.Languages.Lookup(tag); !ok {
				continue // img.alt says so
			}
			w.texts = append(
				w.texts,
				text{
					id:    p.ID,
					tag:   tag,
					value: p.Texts[tag],
					class: locale.Information,
					pos:   w.set.Places.At(p.File(), "texts."+string(tag)),
					page:  true,
				},
			)
		}
	}
	w.pages(func(p *campaign.Page) {
		at := func(key string) diag.Pos { return w.set.Places.At(p.File, key) }
		w.texts = append(
			w.texts,
			text{
				id:    p.Name + ".title",
				tag:   p.Tag,
				value: p.Title,
				class: locale.Information,
				pos:   at("title"),
				page:  true,
			},
			text{
				id:    p.Name + ".summary",
				tag:   p.Tag,
				value: p.Summary,
				class: locale.Information,
				pos:   at("summary"),
				page:  true,
			},
		)
		for _, s := range p.Passages {
			w.texts = append(w.texts, text{id: s.ID, tag: p.Tag, value: s.Text, class: s.Class, pos: s.Pos, page: true})
		}
	})
}

// cut cuts all texts into words and finds the numbers in them, on all processors.
func (w *work) cut() {
	w.record = w.onRecord()
	w.known = knownSet(w.record)
	var group sync.WaitGroup
	size := len(w.texts)/runtime.GOMAXPROCS(0) + 1
	for part := range slices.Chunk(w.texts, size) {
		group.Go(func() {
			for i := range part {
				part[i].words = sentences(part[i].value)
				part[i].numbers = number.Find(part[i].value, w.known)
			}
		})
	}
	group.Wait()
}

// pages calls f for every page that a person wrote, by name and language.
func (w *work) pages(f func(*campaign.Page)) {
	for _, name := range slices.Sorted(maps.Keys(w.set.Pages)) {
		for _, tag := range slices.Sorted(maps.Keys(w.set.Pages[name])) {
			if p := w.set.Pages[name][tag]; !p.Derived {
				f(p)
			}
		}
	}
}

// bad adds a finding with the severity, gate and hint of the rule.
func (w *work) bad(pos diag.Pos, path string, format diag.Format, args ...any) *diag.Finding {
	f := w.list.Add(w.rule.At(pos, format, args...))
	f.Path, f.Material = path, w.usedBy[path]
	return f
}

// of ties the finding that was added last to a material.
func (w *work) of(a *campaign.Audience, m *campaign.Material) {
	w.list[len(w.list)-1].Material = a.ID + "/" + m.ID
}

// country calls f for every country; at finds the place of a value of its file.
func (w *work) country(f func(c *campaign.Country, bad func(path string, format diag.Format, args ...any))) {
	for _, c := range w.set.Countries {
		f(c, func(path string, format diag.Format, args ...any) {
			w.bad(w.set.Places.At(c.File(), path), path, format, args...)
		})
	}
}

// hotline calls f for every line with the path of its record.
func (w *work) hotline(
	f func(c *campaign.Country, h *campaign.Hotline, path string,
		bad func(path string, format diag.Format, args ...any)),
) {
	w.country(func(c *campaign.Country, bad func(string, diag.Format, ...any)) {
		for i := range c.Hotlines {
			f(c, &c.Hotlines[i], fmt.Sprintf("hotlines[%d]", i), bad)
		}
	})
}

// material calls f for every material with the path of its definition.
func (w *work) material(
	f func(a *campaign.Audience, m *campaign.Material, path string,
		bad func(path string, format diag.Format, args ...any)),
) {
	for _, a := range w.set.Audiences {
		for i := range a.Materials {
			f(a, &a.Materials[i], fmt.Sprintf("materials[%d]", i), func(path string, format diag.Format, args ...any) {
				w.bad(w.set.Places.At(a.File(), path), path, format, args...)
				w.of(a, &a.Materials[i])
			})
		}
	}
}

// choice calls f for every message in a slot of a material.
func (w *work) choice(
	f func(m *campaign.Material, slot string, ch campaign.Choice, path string,
		bad func(path string, format diag.Format, args ...any)),
) {
	w.material(func(_ *campaign.Audience, m *campaign.Material, path string, bad func(string, diag.Format, ...any)) {
		for _, slot := range slices.Sorted(maps.Keys(m.Slots)) {
			for i, ch := range m.Slots[slot] {
				f(m, slot, ch, fmt.Sprintf("%s.slots.%s[%d]", path, slot, i), bad)
			}
		}
	})
}
