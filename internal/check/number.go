package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/number"
)

// onRecord maps the digits of every number on record, national and
// international, to the ids of its lines.
func (w *work) onRecord() map[string][]string {
	out := map[string][]string{}
	for _, c := range w.set.Countries {
		for _, h := range c.Hotlines {
			for _, k := range h.Contacts {
				for _, d := range []string{number.Digits(k.Dial), number.Digits(k.International.Value)} {
					if d != "" {
						out[d] = append(out[d], h.ID)
					}
				}
			}
		}
	}
	return out
}

// knownSet is onRecord as a set.
func knownSet(record map[string][]string) map[string]bool {
	out := map[string]bool{}
	for d := range record {
		out[d] = true
	}
	return out
}

// numbersInText calls f for every number that stands in a text or in a name
// that is printed.
func (w *work) numbersInText(f func(pos diag.Pos, path string, p number.Found, ids []string)) {
	for _, t := range w.texts {
		for _, p := range t.numbers {
			f(t.pos, t.id, p, w.record[p.Digits])
		}
	}
	for _, c := range w.set.Countries {
		names(c, func(path, name string) {
			for _, p := range number.Find(name, w.known) {
				f(w.set.Places.At(c.File(), path), path, p, w.record[p.Digits])
			}
		})
	}
}

// names calls f for every name of a country's file that can be printed.
func names(c *campaign.Country, f func(path, name string)) {
	all := func(path, english string, names map[string]string) {
		f(path+".english", english)
		for _, tag := range slices.Sorted(maps.Keys(names)) {
			f(path+".names."+tag, names[tag])
		}
	}
	for _, tag := range slices.Sorted(maps.Keys(plainKeys(c.Names))) {
		f("names."+tag, c.Names[locale.Tag(tag)])
	}
	all("coordinator", c.Coordinator.English, plainKeys(c.Coordinator.Names))
	for i, h := range c.Hotlines {
		all(fmt.Sprintf("hotlines[%d].operator", i), h.Operator.English, plainKeys(h.Operator.Names))
	}
	for i, s := range c.Senders {
		all(fmt.Sprintf("senders[%d]", i), s.English, plainKeys(s.Names))
	}
	for i, p := range c.Plans {
		all(fmt.Sprintf("plans[%d]", i), "", plainKeys(p.Names))
		f(fmt.Sprintf("plans[%d].title", i), p.Title)
	}
	if c.StatusNote != nil {
		f("status_note", *c.StatusNote)
	}
}

// plainKeys turns language tags into words.
func plainKeys[K ~string](m map[K]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[string(k)] = v
	}
	return out
}

// numKnown finds numbers on record that are written into a text.
func numKnown(w *work) {
	w.numbersInText(func(pos diag.Pos, path string, p number.Found, ids []string) {
		if ids != nil {
			w.bad(pos, path, "the number %q of %s stands in a text", p.Shown, strings.Join(ids, " and "))
		}
	})
}

// numForeign finds numbers that no record has.
func numForeign(w *work) {
	w.numbersInText(func(pos diag.Pos, path string, p number.Found, ids []string) {
		if ids == nil {
			w.bad(pos, path, "%q reads as a telephone number and is on no record", p.Shown)
		}
	})
}
