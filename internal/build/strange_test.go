package build

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"pharos/internal/locale"
)

// known are words that stand on pages and sheets as they are in every language.
var known = map[string]string{
	"PDF": "kind of file", "PNG": "kind of file", "SVG": "kind of file", "ZIP": "kind of file",
	"qps": "tag of the language, in addresses", "rights": "last part of an address",
}

// address matches what is typed or clicked, not read.
var address = regexp.MustCompile(`https?://\S+|[\w.-]+\.(example|org|net|rs|info|com)\b\S*|[0-9a-f]{8,}`)

// TestEveryTextFromCatalogue builds a country in the pseudo language, which
// changes every letter of a catalogue's text: a word that is plain Latin still,
// and not in the country's data, was written into the program or the theme.
func TestEveryTextFromCatalogue(t *testing.T) {
	dir := t.TempDir()
	if _, err := Run(context.Background(), Options{Defaults: os.DirFS("../.."), Out: dir, Theme: "pharos", Jobs: 2,
		Countries: []string{"rs"}, Languages: []locale.Tag{locale.PseudoTag}, Audiences: []string{"citizen"}}); err != nil {
		t.Fatal(err)
	}
	data, err := fs.ReadFile(os.DirFS("../.."), "campaigns/countries/rs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	given := string(data)
	ours := map[string]bool{}
	for _, w := range plainWords(given) {
		ours[w] = true
	}
	found := map[string]string{}
	look := func(file, text string) {
		for _, w := range plainWords(address.ReplaceAllString(text, " ")) {
			if !ours[w] && known[w] == "" && found[w] == "" {
				found[w] = file + ": " + strings.Join(strings.Fields(text), " ")
			}
		}
	}
	pages, sheets := 0, 0
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
		case filepath.Ext(name) == ".html":
			pages++
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			pageTexts(t, data, func(s string) { look(name, s) })
		case strings.HasSuffix(name, ".screen.pdf"):
			sheets++
			if out, err := exec.Command("pdftotext", "-raw", name, "-").Output(); err == nil {
				for line := range strings.Lines(string(out)) {
					look(name, line)
				}
			} else if os.Getenv("CI") != "" {
				t.Errorf("%s was not read: %v", name, err)
			} else {
				t.Logf("%s is not read without pdftotext (poppler-utils): %v", name, err)
			}
		}
		return err
	})
	if err != nil || pages < 10 || sheets < 3 {
		t.Fatal(err, pages, sheets)
	}
	for w, where := range found {
		t.Errorf("%q came from no catalogue: %s", w, strings.TrimPrefix(where, dir))
	}
}

// pageTexts gives the texts of a page that are read or read aloud; code to be
// copied is not.
func pageTexts(t *testing.T, page []byte, f func(string)) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if p := n.Parent; n.Type == html.TextNode && !slices.Contains([]string{"script", "style", "textarea", "code", "pre"}, p.Data) {
			f(n.Data)
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"alt", "title", "aria-label"}, a.Key) {
				f(a.Val)
			}
		}
	}
}

// plainWords lists the words of three or more letters from a to z.
func plainWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if len(w) > 2 && strings.IndexFunc(w, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
			out = append(out, w)
		}
	}
	return out
}
