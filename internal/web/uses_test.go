package web

import (
	"slices"
	"testing"
)

// TestUses: what a part names is taken from its syntax: words in quotes with the
// quotes that they hold, fields behind points, the shared words by their name f or
// another one, and nothing that a comment says or a page never comes to.
func TestUses(t *testing.T) {
	files := map[string][]byte{
		"layouts/one.html": []byte(`{{/* .comment "comment" */}}{{ $c := . }}{{ if ne $c.p.name "one" }}{{ partial "never.html" . }}{{ end }}
<p class="main">{{ printf "<b class=\"%s\">" $c.f.given }}{{ partial "two.html" (dict "f" $c.f) }}{{ .plain | lower }}</p>`),
		"layouts/_partials/two.html":   []byte(`{{ $f := .f }}{{ $f.own }}{{ with .line }}{{ .dial }}{{ end }}`),
		"layouts/_partials/never.html": []byte(`{{ .hidden }}`),
		"layouts/broken.html":          []byte(`{{ if }}`),
		"layouts/renamed.html":         []byte(`{{ with .f }}{{ .inner }}{{ end }}`),
		"layouts/line.html":            []byte(`{{ $l := .line }}{{ $l.dial }}`),
	}
	theme := &theme{files: files}
	u := theme.usesOf("one", true, "layouts/one.html")
	for _, word := range []string{`<b class="%s">`, "given", "own", "plain", "dial"} {
		if !u.words[word] {
			t.Errorf("%q is not among the words: %v", word, u.words)
		}
	}
	for _, word := range []string{"comment", "hidden", "main"} {
		if u.words[word] {
			t.Errorf("%q is among the words", word)
		}
	}
	if !u.face["given"] || !u.face["own"] || u.face["plain"] || u.contact["dial"] {
		t.Errorf("shared words %v, fields of a line %v", u.face, u.contact)
	}
	if !slices.Contains(u.open, `<b class="%s">`) || !u.files["layouts/_partials/two.html"] || u.files["layouts/_partials/never.html"] {
		t.Errorf("open words %q, files %v", u.open, u.files)
	}
	if u := theme.usesOf("", true, "layouts/renamed.html"); !u.face["inner"] {
		t.Error("the shared words under another name are not seen")
	}
	if u := theme.usesOf("", true, "layouts/line.html"); !u.contact["dial"] {
		t.Error("a part that speaks of a line is not seen")
	}
	if u := theme.usesOf("", true, "layouts/broken.html"); !u.names(trail{"anything"}) {
		t.Error("a part that cannot be read may name everything")
	}
}
