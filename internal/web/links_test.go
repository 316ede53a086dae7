package web

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"pharos/internal/web/view"
)

func TestLinksResolve(t *testing.T) {
	b := sample(t)
	for _, p := range b.prints {
		for _, f := range append(p.Files, deref(p.Press, p.Screen, p.Preview)...) {
			b.files[f.Path] = nil
		}
	}
	for _, packed := range view.Bundles(b.prints) {
		b.files[packed.File] = nil
	}
	for _, p := range b.pages() {
		doc := parse(t, b.files[p])
		for _, e := range doc.all("[href]") {
			rel := e.attr("rel")
			if rel == "canonical" || rel == "alternate" || e.has("data-exit") {
				continue
			}
			checkLink(t, b, p, doc, e.attr("href"))
		}
		for _, e := range doc.all("[src]") {
			checkLink(t, b, p, doc, e.attr("src"))
		}
	}
}

// deref lists the files that are there.
func deref[T any](in ...*T) []T {
	var out []T
	for _, p := range in {
		if p != nil {
			out = append(out, *p)
		}
	}
	return out
}

// checkLink sees that a link leads to a file of the site by a relative path.
func checkLink(t *testing.T, b built, from string, doc element, href string) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil || u.Scheme == "tel" {
		return
	}
	if u.IsAbs() || u.Host != "" || strings.HasPrefix(href, "/") && from != "404.html" {
		t.Errorf("%s: %q is not relative", from, href)
		return
	}
	to := path.Join(path.Dir(from), u.Path)
	if from == "404.html" {
		to = strings.TrimPrefix(u.Path, "/")
	}
	if u.Path == "" {
		to = from
	}
	data, ok := b.files[to]
	if !ok {
		t.Errorf("%s: %q leads nowhere", from, href)
		return
	}
	if u.Fragment != "" {
		if to != from {
			doc = parse(t, data)
		}
		if len(doc.all("#"+u.Fragment)) == 0 && !hasID(doc, u.Fragment) {
			t.Errorf("%s: no place %q", from, href)
		}
	}
}

// hasID finds an id with dots, which the selectors of these tests do not know.
func hasID(doc element, id string) bool {
	return slices.ContainsFunc(doc.all("[id]"), func(e element) bool { return e.attr("id") == id })
}

func TestAlternatesAreReciprocal(t *testing.T) {
	b := sample(t)
	links := map[string]map[string]string{} // canonical -> tag -> address
	for _, p := range b.pages() {
		doc := parse(t, b.files[p])
		if p == "404.html" {
			if len(doc.all("link[rel=canonical]")) > 0 {
				t.Error("the lost page has a canonical address")
			}
			continue
		}
		at := doc.one(t, "link[rel=canonical]").attr("href")
		links[at] = map[string]string{}
		for _, l := range doc.all("link[rel=alternate]") {
			links[at][l.attr("hreflang")] = l.attr("href")
		}
		if p != "index.html" && len(links[at]) > 0 {
			if tag := doc.one(t, "html").attr("lang"); links[at][tag] != at {
				t.Errorf("%s does not name itself", at)
			}
		}
	}
	for at, list := range links {
		for tag, to := range list {
			if back, ok := links[to]; !ok {
				t.Errorf("%s: %s leads to %s, which is not a page", at, tag, to)
			} else if !maps.Equal(back, list) {
				t.Errorf("%s and %s name different languages", at, to)
			}
		}
		if len(list) > 0 && list["x-default"] == "" {
			t.Errorf("%s has no x-default", at)
		}
	}
	if got := links["https://info.example/"]["sr-Cyrl"]; got != "https://info.example/sr-cyrl/" {
		t.Errorf("the tag lost its case: %v", links["https://info.example/"])
	}
}
