package adapt

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pharos/internal/campaign"
	"pharos/internal/disk"
	"pharos/internal/number"
	"pharos/internal/rule"
)

// materials keeps those that are chosen, adds sentences and own ones.
func (w *work) materials() {
	chosen := map[string]bool{}
	for i, name := range w.a.Materials {
		if w.find(name) == nil {
			w.bad(
				rule.AdaptMaterial,
				fmt.Sprintf("materials[%d]", i),
				"Name it as audience/id, such as citizen/poster-rights.",
				"the base has no material %q",
				name,
			)
		}
		chosen[name] = true
	}
	for i, s := range w.a.Sentences {
		at := fmt.Sprintf("sentences[%d]", i)
		m := w.find(s.Material)
		switch {
		case m == nil || !chosen[s.Material]:
			w.bad(
				rule.AdaptMaterial,
				at+".material",
				"Add it to materials.",
				"%q is not among the materials",
				s.Material,
			)
		case m.Outside == "discreet":
			w.bad(
				rule.AdaptLocked,
				at+".material",
				"Choose another sheet. Who can change it: the coordinator's office.",
				"%s looks like any card from outside; its words are locked",
				s.Material,
			)
		case !strings.HasPrefix(s.Use, w.a.Organisation.ID+"."):
			w.bad(
				rule.AdaptMessage,
				at+".use",
				"Use a message of your own.",
				"%q is no message of %s",
				s.Use,
				w.a.Organisation.ID,
			)
		default:
			m.Slots = maps.Clone(m.Slots)
			m.Slots["points"] = append(slices.Clone(m.Slots["points"]), campaign.Choice{Use: s.Use})
		}
	}
	own := w.own(chosen)
	var kept []*campaign.Audience
	for _, a := range w.set.Audiences {
		w.choose(a, chosen, own)
		a.Languages.All = true // the languages are those of the adaptation
		if len(a.Materials) > 0 {
			kept = append(kept, a)
		}
	}
	if w.set.Audiences = kept; len(kept) == 0 && len(w.list) == 0 {
		w.bad(rule.AdaptMaterial, "materials", "Name one material at least.", "no material is chosen")
	}
}

// own checks the organisation's own materials.
func (w *work) own(chosen map[string]bool) []campaign.OwnMaterial {
	var out []campaign.OwnMaterial
	for i, o := range w.a.Own {
		at := fmt.Sprintf("own[%d]", i)
		name := o.Audience + "/" + o.Material.ID
		switch {
		case !slices.ContainsFunc(w.set.Audiences, func(a *campaign.Audience) bool { return a.ID == o.Audience }):
			w.bad(
				rule.AdaptMaterial,
				at+".audience",
				"Name an audience of the base.",
				"the base has no audience %q",
				o.Audience,
			)
		case w.find(name) != nil || chosen[name]:
			w.bad(rule.AdaptMaterial, at+".material.id", "Choose another id.", "the base has a material %q", name)
		case !word1.MatchString(o.Material.ID) || number.Beyond(o.Material.ID, "") != "" ||
			disk.Reserved(o.Material.ID):
			w.bad(
				rule.AdaptMaterial,
				at+".material.id",
				"Use small letters a to z and hyphens.",
				"%q cannot be the id of a material",
				o.Material.ID,
			)
		case len(o.Material.Slots["safety"]) == 0 && o.Material.Outside != "discreet":
			w.bad(
				rule.AdaptLocked,
				at+".material.slots",
				"Add safety: [{use: citizen.safety}]. Who can leave it out: the coordinator's office.",
				"the sheet %s has no safety sentence",
				name,
			)
		default:
			out = append(out, o)
		}
	}
	return out
}

// find gives a material of the base.
func (w *work) find(name string) *campaign.Material {
	audience, id, _ := strings.Cut(name, "/")
	for _, a := range w.set.Audiences {
		for i := range a.Materials {
			if a.ID == audience && a.Materials[i].ID == id {
				return &a.Materials[i]
			}
		}
	}
	return nil
}
