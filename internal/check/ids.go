package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/tree"
)

var (
	lineID    = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
	sourceKey = regexp.MustCompile(`^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$`)
)

// fileID sees that ids are of small letters a to z, digits, points and hyphens. Names of
// files are looked at where they are read.
func fileID(w *work) {
	w.hotline(func(_ *campaign.Country, h *campaign.Hotline, path string, bad func(string, diag.Format, ...any)) {
		if h.ID != "" && !lineID.MatchString(h.ID) {
			bad(path+".id", "the id %q of a line %s", h.ID, oddIn(h.ID))
		}
	})
	for _, c := range w.set.Countries {
		at := func(path, id string, format diag.Format) {
			w.bad(w.set.Places.At(c.File(), path), path, format, id, oddIn(id))
		}
		for _, key := range slices.Sorted(maps.Keys(c.Sources)) {
			if !sourceKey.MatchString(key) {
				at("sources."+key, key, "the key %q of a source %s")
			}
		}
		for i, l := range c.Levels {
			if !lineID.MatchString(l.ID) {
				at(fmt.Sprintf("levels[%d].id", i), l.ID, "the id %q of a level of government %s")
			}
		}
	}
	for _, tag := range w.set.Catalogue.Tags() {
		for _, id := range w.set.Catalogue.IDs(tag) {
			m, ok := w.set.Catalogue.Message(tag, id)
			if ok && !m.Derived && !lineID.MatchString(id) {
				w.bad(m.Pos, id, "the id %q of a message %s", id, oddIn(id))
			}
		}
	}
}

// oddIn says what an id holds that it should not.
func oddIn(id string) diag.Sentence {
	if odd := tree.Odd(id); !odd.IsZero() {
		return diag.Say("holds %s", odd)
	}
	return diag.Say("holds more than small letters a to z, digits, points and hyphens")
}
