package webtest

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"slices"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/made"
	"pharos/internal/plan"
)

// organisation has a long name in each script.
var organisation = map[locale.Tag]string{
	locale.Source: "Harbour Office for Advice and Work (fictional)",
	"sr-Cyrl":     "Лука за савете и рад (измишљена организација)",
	"ar":          "مكتب الميناء للمشورة والعمل (غير حقيقي)",
}

// Shared is a site as an organisation that does not exist adapted it: with the page
// about it in every language, and its logo.
func (r Root) Shared(t testing.TB, site plan.Site) plan.Site {
	t.Helper()
	project, _, err := campaign.Open(os.DirFS(string(r)), "")
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	set, _, err := campaign.Load(project)
	if err != nil {
		t.Fatal(err)
	}
	site.Faces = slices.Clone(site.Faces)
	for i := range site.Faces {
		f := &site.Faces[i]
		tag := f.Locale.Tag
		say := func(id string) locale.Text {
			text, ok := set.Catalogue.ResolveOr(tag, id, map[string]any{"Organisation": organisation[tag]})
			if !ok {
				t.Fatalf("%s: no text %s", tag, id)
			}
			return text
		}
		line := func(s string) locale.Text {
			return locale.Text{Value: s, Tag: tag, Direction: f.Locale.Direction, State: locale.Reviewed}
		}
		f.Sharer = &plan.Sharer{
			Name:  line(organisation[tag]),
			Role:  say("partner.role"),
			Alt:   say("alt.logo"),
			Lines: []locale.Text{line("Example Street 4 · 09:00–17:00"), line("18. 10. 2027")},
		}
		f.Pages = append(
			slices.Clone(f.Pages),
			plan.Page{
				Name:     plan.SharerPage,
				Address:  "partner",
				Audience: plan.Public,
				Ground:   made.Sea,
				Title:    say("nav.partner"),
				Menu:     say("nav.partner"),
				Window:   say("window.partner"),
				Summary:  f.Sharer.Role,
			},
		)
	}
	img := image.NewGray(image.Rect(0, 0, 360, 240))
	draw.Draw(img, img.Rect.Inset(60), image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		t.Fatal(err)
	}
	site.Logo = &plan.Logo{Data: data.Bytes(), Width: 360, Height: 240}
	return site
}
