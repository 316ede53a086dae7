package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/plan"
	"pharos/internal/web/view"
	"pharos/internal/web/webtest"
)

// telling gives the words that give a reader away in a language: the list of the
// rule card.discreet, without those of the state, which any office has.
func telling(t *testing.T, tag locale.Tag) []*regexp.Regexp {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(string(root), "internal/check/words/card.discreet."+string(tag)+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []*regexp.Regexp
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || state.MatchString(line) {
			continue
		}
		word := strings.ReplaceAll(regexp.QuoteMeta(line), `\*`, `\p{L}*`)
		out = append(out, regexp.MustCompile(`(?i)(?:^|\P{L})`+word+`(?:\P{L}|$)`))
	}
	if len(out) < 4 {
		t.Fatalf("%s: %d words", tag, len(out))
	}
	return out
}

// state are words for police in the lists.
var state = regexp.MustCompile(`(?i)^(ال)?(polic|polis|полиц|полиц|поліц|شرط|پلیس)`)

// first is what a passer-by, a search engine and social media read of a page.
func first(t *testing.T, page []byte) map[string]string {
	doc := parse(t, page)
	out := map[string]string{}
	for _, s := range []string{"title", "h1", ".brand", ".paths a", "footer nav", "script[type=application/ld+json]"} {
		for _, e := range doc.all(s) {
			if s[0] == 's' && e.FirstChild != nil {
				out[s] += e.FirstChild.Data + " "
				continue
			}
			out[s] += e.text() + " "
		}
	}
	for _, e := range doc.all("section.line h2") {
		out["name of the line"] = e.text()
	}
	for _, e := range doc.all("meta") {
		if p := e.attr("property"); strings.HasPrefix(p, "og:") {
			out[p] = e.attr("content")
		}
	}
	for _, e := range append(doc.all("a"), doc.all("img")...) {
		out["file names"] += e.attr("href") + " " + e.attr("src") + " "
	}
	return out
}

// TestQuiet: where a quiet site is asked for, nothing that is seen first has a
// word of trafficking, in any language; the page still says where it calls.
func TestQuiet(t *testing.T) {
	p := root.Make(t, plan.Request{Countries: []string{"rs"}, Date: webtest.Date, Quiet: true})
	b := render(t, p.Sites[0], webtest.Prints(p, "rs"))
	for _, f := range b.site.Faces {
		words, english := telling(t, f.Locale.Tag), telling(t, locale.Source)
		for _, page := range f.Pages {
			file := view.File(f.Locale.Tag, page.Address)
			read := first(t, b.files[file])
			if read["h1"] == "" || read["og:image"] != "" {
				t.Errorf("%s: heading %q, picture %q", file, read["h1"], read["og:image"])
			}
			for what, text := range read {
				for _, w := range append(words, english...) {
					if hit := w.FindString(text); hit != "" {
						t.Errorf("%s: %s has %q: %.200s", file, what, hit, text)
					}
				}
			}
		}
		start := parse(t, b.files[view.File(f.Locale.Tag, "")])
		if start.one(t, ".btn--call").attr("href") != f.Lines[0].Link || start.one(t, ".who").text() == "" {
			t.Errorf("%s: the first page does not say whom it calls", f.Locale.Tag)
		}
	}
}

// TestQuietTitles: the same for headings and names of lines in all countries.
func TestQuietTitles(t *testing.T) {
	p := root.Make(t, plan.Request{Date: webtest.Date, Quiet: true})
	for _, s := range p.Sites {
		for _, f := range s.Faces {
			texts := []locale.Text{}
			for _, page := range f.Pages {
				texts = append(texts, page.Title, page.Window, page.Menu)
			}
			if len(f.Lines) > 0 && f.None.IsZero() {
				texts = append(texts, f.Lines[0].Label)
			}
			for _, text := range texts {
				for _, w := range telling(t, f.Locale.Tag) {
					if text.IsZero() || w.MatchString(text.Value) {
						t.Errorf("%s/%s: heading %q", s.Country, f.Locale.Tag, text.Value)
					}
				}
			}
		}
	}
}

// TestNotQuiet: the words of the test are those that an ordinary site has.
func TestNotQuiet(t *testing.T) {
	b := sample(t)
	read := first(t, b.files["en/index.html"])
	hits := 0
	for _, w := range telling(t, locale.Source) {
		if w.MatchString(read["name of the line"]) || w.MatchString(read["script[type=application/ld+json]"]) {
			hits++
		}
	}
	if hits == 0 || read["og:image"] == "" {
		t.Errorf("an ordinary site is quiet: %v", read)
	}
}
