package web

import (
	"slices"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/view"
)

func TestTextIsNeverMarkup(t *testing.T) {
	site, prints := root.Samplia(t)
	const evil = `<script>alert(1)</script>{{ .Site }}"' onmouseover=x <b>&amp;`
	f := &site.Faces[0]
	for i := range f.Pages {
		f.Pages[i].Title.Value, f.Pages[i].Window.Value, f.Pages[i].Line.Value = evil, evil+f.Pages[i].Name, evil
		for j := range f.Pages[i].Passages {
			f.Pages[i].Passages[j].Text = f.Pages[i].Passages[j].Text.Of(locale.Run{Text: evil})
		}
	}
	for id, txt := range f.Texts {
		if id != "exit.keys.left.1" {
			txt = txt.Of(locale.Run{Text: evil})
			f.Texts[id] = txt
		}
	}
	f.Lines[0].Label.Value, f.Lines[0].Operator, f.Country = evil, evil, evil
	b := render(t, site, prints)
	for _, p := range b.pages() {
		doc := parse(t, b.files[p])
		for _, e := range doc.all("script") {
			if !strings.Contains(e.attr("src"), "site.") && e.attr("type") != "application/ld+json" {
				t.Fatalf("%s: a script came in", p)
			}
		}
		if len(doc.all("[onmouseover]")) > 0 {
			t.Fatalf("%s: an attribute came in", p)
		}
	}
	if got := parse(t, b.files["en/index.html"]).one(t, "h1").text(); got != evil {
		t.Errorf("heading %q", got)
	}
}

func TestFindings(t *testing.T) {
	change := func(what func(*plan.Site)) func(*testing.T, string, string) {
		return func(t *testing.T, want, line string) {
			site, prints := root.Samplia(t)
			what(&site)
			list, err := theTheme(t).Render(t.Context(), site, prints, func(string, []byte) error {
				t.Error("a file was handed over")
				return nil
			})
			if err != nil || !list.Stops() {
				t.Fatalf("%v %v", list, err)
			}
			if !strings.Contains(list[0].Message.Text, want) {
				t.Errorf("message %q, want %q", list[0].Message.Text, want)
			}
			if pos := list[0].Pos; line != "" && (pos.Line == 0 || strings.TrimSpace(pos.Text) != line) {
				t.Errorf("line %v %q, want %q", pos, pos.Text, line)
			}
		}
	}
	for name, c := range map[string]struct {
		want string
		run  func(*testing.T, string, string)
		line string
	}{
		"message": {`unknown message "nav.skip"`, change(func(s *plan.Site) {
			for _, f := range s.Faces {
				delete(f.Texts, "nav.skip")
			}
		}), ""},
		"phone": {`"javascript:1"`, change(func(s *plan.Site) { s.Faces[0].Lines[0].Link = "javascript:1" }), `- dial: "0800 000 000"`},
		"exit":  {"exit page", change(func(s *plan.Site) { s.Exit = "javascript:1" }), "exit: https://weather.example/"},
		"base":  {"address of the site", change(func(s *plan.Site) { s.Base = "http://x/" }), "base: https://info.example/"},
		"slash": {"end in a slash", change(func(s *plan.Site) { s.Base = "https://x.example/a" }), "base: https://info.example/"},
		"twice": {"same address", change(func(s *plan.Site) { s.Faces[0].Pages[1].Address = s.Faces[0].Pages[2].Address }), "title: Your rights"},
		"name":  {"has no name", change(func(s *plan.Site) { s.Faces[0].Locale.Endonym = "" }), "- {tag: en, role: required}"},
		"none":  {"no language", change(func(s *plan.Site) { s.Faces = nil }), ""},
	} {
		t.Run(name, func(t *testing.T) { c.run(t, c.want, c.line) })
	}
}

func TestLeftOutIsNotAnError(t *testing.T) {
	site, prints := root.Samplia(t)
	f := &site.Faces[1]
	delete(f.Texts, "privacy.nothing")
	f.Pages = slices.DeleteFunc(f.Pages, func(p plan.Page) bool { return p.Name == "rights" })
	b := render(t, site, prints)
	key := f.Locale.Tag.Address()
	if _, ok := b.files[key+"/rights/index.html"]; ok {
		t.Error("a page without text was made")
	}
	found := false
	for _, a := range parse(t, b.files[key+"/index.html"]).all("ul.paths a") {
		if a.attr("hreflang") == "en" {
			found = true
			if a.attr("href") != "../en/rights/index.html" || !strings.Contains(a.text(), "English") {
				t.Errorf("link to another language: %q %q", a.attr("href"), a.text())
			}
		}
	}
	if !found {
		t.Error("the missing page is not offered in English")
	}
}

func TestForeignPassageIsMarked(t *testing.T) {
	site, prints := root.Samplia(t)
	i := slices.IndexFunc(site.Faces, func(f plan.Face) bool { return f.Locale.Tag == "ar" })
	page := &site.Faces[i].Pages[1]
	page.Passages[0] = plan.Passage{Kind: "paragraph",
		Text: locale.Text{Value: "English words.", Tag: "en", Direction: locale.LTR, Fallback: true}}
	b := render(t, site, prints)
	doc := parse(t, b.files[view.File("ar", page.Address)])
	p := doc.one(t, "p[lang=en]")
	if p.attr("dir") != "ltr" || p.text() != "English words." {
		t.Errorf("%v %q", p.Attr, p.text())
	}
	if n := len(doc.all("main .draft")); n != 1 {
		t.Errorf("%d notices", n)
	}
}
