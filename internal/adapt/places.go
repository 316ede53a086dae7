package adapt

import (
	"fmt"
	"slices"

	"pharos/internal/campaign"
	"pharos/internal/tree"
)

// place is where an entry of a list was read: the file and its path there.
type place struct{ file, path string }

// moved writes a list of the tree of a file anew after entries went and came, so that
// a finding about one names its own line: of[i] is where entry i was read.
func (w *work) moved(file, key string, of []place) {
	list := &tree.Node{Kind: tree.List}
	for _, from := range of {
		if item := w.set.Places[from.file].Find(from.path); item != nil {
			list.Items = append(list.Items, item)
		}
	}
	fresh := *w.set.Places[file]
	fresh.Entries = slices.Clone(fresh.Entries)
	for i, e := range fresh.Entries {
		if e.Key == key {
			list.Pos = e.Value.Pos
			fresh.Entries[i].Value = list
		}
	}
	w.set.Places[file] = &fresh
}

// choose leaves of an audience the materials that are chosen, and adds the
// organisation's own.
func (w *work) choose(a *campaign.Audience, chosen map[string]bool, own []campaign.OwnMaterial) {
	var kept []campaign.Material
	var of []place
	for i, m := range a.Materials {
		if name := a.ID + "/" + m.ID; !chosen[name] {
			w.set.LeftOut = append(w.set.LeftOut, name)
			continue
		}
		kept, of = append(kept, m), append(of, place{a.File(), fmt.Sprintf("materials[%d]", i)})
	}
	for _, o := range own {
		if o.Audience != a.ID {
			continue
		}
		kept = append(kept, o.Material)
		for i := range w.a.Own {
			if w.a.Own[i].Audience == o.Audience && w.a.Own[i].Material.ID == o.Material.ID {
				of = append(of, place{campaign.AdaptationFile, fmt.Sprintf("own[%d].material", i)})
				break
			}
		}
	}
	a.Materials = kept
	w.moved(a.File(), "materials", of)
}
