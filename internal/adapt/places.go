package adapt

import (
	"fmt"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// place is where an entry of a list was read: the file and its path there.
type place struct{ file, path string }

// moved writes the places of a list anew after entries went and came, so that a
// finding about one names its own line: of[i] is where entry i was read.
func (w *work) moved(file, key string, of []place) {
	fresh := map[string]diag.Pos{}
	for path, pos := range w.set.Places[file] {
		if !strings.HasPrefix(path, key+"[") {
			fresh[path] = pos
		}
	}
	for i, from := range of {
		at := fmt.Sprintf("%s[%d]", key, i)
		for path, pos := range w.set.Places[from.file] {
			if rest, ok := strings.CutPrefix(path, from.path); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
				fresh[at+rest] = pos
			}
		}
	}
	w.set.Places[file] = fresh
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
