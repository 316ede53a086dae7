package press

import (
	"os"
	"slices"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// adaptedMaterials plans the materials of a country as an organisation adapted them,
// with a logo that fills its frame.
func adaptedMaterials(t *testing.T, country string, languages ...locale.Tag) []plan.Material {
	t.Helper()
	set, list, err := campaign.Load(os.DirFS("../.."))
	if err != nil || list.Stops() {
		t.Fatal(list, err)
	}
	set.Adaptation = &campaign.Adaptation{Organisation: campaign.Organisation{ID: "harbour", Kind: "ngo", English: "Harbour Office"}, Country: country, Languages: languages,
		Partner:  campaign.Partner{Line: map[locale.Tag]string{"en": "Example Street 4"}, Date: "2027-10-18"},
		LogoData: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><path fill="#134a8e" d="M0 0h60v40h-60z"/></svg>`)}
	for _, c := range set.Countries {
		if c.Code == country {
			for _, kind := range []string{"government", "international"} {
				c.Senders = append(c.Senders, campaign.Sender{Kind: kind, English: "Office of " + kind, OnRecord: true, Backed: campaign.Backed{Mark: campaign.MarkA}})
			}
		}
	}
	p, _ := plan.Make(set, plan.Request{Date: "2026-01-15", Languages: languages})
	return slices.DeleteFunc(p.Materials, func(m plan.Material) bool { return m.Country != country || m.Template == "" })
}

// TestLogo: on every sheet of an adaptation the logo is within its size, has a
// quarter of its height clear on all sides, stands away from number and code, and is
// not on the outside of a card nor on a picture.
func TestLogo(t *testing.T) {
	p := theme(t)
	shown := 0
	for country, languages := range map[string][]locale.Tag{"rs": {"sr-Cyrl", "en"}, "hr": {"hr", "ar"}} {
		for _, m := range adaptedMaterials(t, country, languages...) {
			doc, list := p.Compose(m)
			if list.Count(diag.Error) > 0 {
				t.Errorf("%s: %v", m.Name, list.Errors())
				continue
			}
			for i, pg := range doc.Pages {
				logo, rest := logoOf(&pg)
				if logo.W() == 0 {
					continue
				}
				shown++
				name := country + " " + m.Name
				if i == 0 && len(doc.Pages) > 1 && m.Carry != "no" {
					t.Errorf("%s: the logo is on the outside of what people carry", name)
				}
				if badge := m.Makes(made.Badge); !badge && (logo.H() < logoLeast || logo.H() > logoMost) {
					t.Errorf("%s: the logo is %v high", name, logo.H())
				}
				if !pg.Safe.Contains(logo) {
					t.Errorf("%s: the logo leaves the safe area", name)
				}
				clear := logo.Inset(-logo.H() / 4)
				for _, it := range rest {
					role := it.Info().Role
					far := clear
					if role == "number" || role == "code" {
						far = logo.Inset(-logo.H()) // nobody shall take the two for one
						if m.Makes(made.Badge) {
							far = clear
						}
					}
					if text, ok := it.(*typeset.Text); ok {
						for k := range text.Lines {
							ink := text.Lines[k].Line.Ink(text.Lines[k].At, text.Size)
							if touching(far, ink) {
								t.Errorf("%s: %q (%s) is nearer to the logo than its clear space", name, text.Lines[k].Line.Text, role)
							}
						}
					} else if role != "" && role != "ground" && touching(far, it.Bounds()) && !it.Bounds().Contains(clear) {
						t.Errorf("%s: a %s is nearer to the logo than its clear space", name, role)
					}
				}
			}
		}
	}
	if shown < 20 {
		t.Errorf("only %d logos were seen", shown)
	}
}

// logoOf gives the frame of the logo on a page, and everything else.
func logoOf(pg *typeset.Page) (logo typeset.Rect, rest []typeset.Item) {
	for _, it := range pg.Items {
		if it.Info().Role == "logo" {
			logo = it.Bounds()
			continue
		}
		rest = append(rest, it)
	}
	return logo, rest
}

// touching reports whether two rectangles share ink.
func touching(a, b typeset.Rect) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}
