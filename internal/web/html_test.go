package web

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// element is a parsed element with the few questions that tests ask.
type element struct{ *html.Node }

// parse reads a page.
func parse(t testing.TB, data []byte) element {
	t.Helper()
	n, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return element{n}
}

// attr gives an attribute.
func (e element) attr(name string) string {
	for _, a := range e.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// has reports an attribute, even an empty one.
func (e element) has(name string) bool {
	for _, a := range e.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// all gives every element that a simple selector matches, in order: "a",
// ".line", "a.btn--call", "[data-exit]", `link[rel=canonical]`, and a path of
// them with spaces for descent.
func (e element) all(selector string) []element {
	inside := false
	parts := strings.FieldsFunc(selector, func(r rune) bool {
		inside = r == '[' || inside && r != ']'
		return r == ' ' && !inside
	})
	found := []element{e}
	for _, p := range parts {
		var next []element
		seen := map[*html.Node]bool{}
		for _, f := range found {
			for n := range f.Descendants() {
				if n.Type == html.ElementNode && !seen[n] && matches(element{n}, p) {
					seen[n] = true
					next = append(next, element{n})
				}
			}
		}
		found = next
	}
	return found
}

// one gives the only match.
func (e element) one(t testing.TB, selector string) element {
	t.Helper()
	found := e.all(selector)
	if len(found) != 1 {
		t.Fatalf("%s: %d elements, want 1", selector, len(found))
	}
	return found[0]
}

// text is the text inside, with plain spaces; what only styles and scripts
// hold is left out.
func (e element) text() string {
	var b strings.Builder
	for n := range e.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "style" {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// matches tests one simple selector.
func matches(e element, s string) bool {
	cut := strings.IndexAny(s, ".#[")
	name := s
	if cut >= 0 {
		name, s = s[:cut], s[cut:]
	} else {
		s = ""
	}
	if name != "" && e.Data != name {
		return false
	}
	for s != "" {
		kind := s[0]
		s = s[1:]
		if kind == '[' {
			var inside string
			inside, s, _ = strings.Cut(s, "]")
			key, value, exact := strings.Cut(inside, "=")
			if !e.has(key) || exact && e.attr(key) != strings.Trim(value, `"`) {
				return false
			}
			continue
		}
		end := strings.IndexAny(s, ".#[")
		if end < 0 {
			end = len(s)
		}
		word := s[:end]
		s = s[end:]
		if kind == '#' && e.attr("id") != word || kind == '.' && !hasWord(e.attr("class"), word) {
			return false
		}
	}
	return true
}

// hasWord reports a word of a list.
func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}
