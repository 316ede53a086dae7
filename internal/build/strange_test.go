package build_test

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

	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/office"
)

// known are words that stand on pages and sheets as they are in every language.
var known = map[string]string{
	"PDF": "kind of file", "PNG": "kind of file", "SVG": "kind of file", "ZIP": "kind of file",
	"TXT": "kind of file",
}

// address matches what is typed or clicked, not read.
var address = regexp.MustCompile(`https?://\S+|[\w.-]+\.(example|org|net|rs|info|com)\b\S*|[0-9a-f]{8,}|\bqps(-arab)?(/\w+)?\b`)

// TestEveryTextFromCatalogue builds a country in the pseudo language, which
// changes every letter of a catalogue's text: a word that is plain Latin still,
// and not in a field of the country's record that is shown, was written into the
// program or the theme. All audiences, left to right and right to left.
func TestEveryTextFromCatalogue(t *testing.T) {
	dir := t.TempDir()
	o := build.Options{
		Source:    build.Source{Defaults: os.DirFS("../..")},
		Selection: build.Selection{Countries: []string{"rs"}, Languages: []locale.Tag{locale.PseudoTag, "qps-Arab"}},
		Making:    build.Making{Theme: "pharos"},
		Means:     build.Means{Jobs: 2},
		Out:       dir,
	}
	if _, err := build.Run(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	callSheets(t, o)
	set, _, err := campaign.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]bool{}
	for _, w := range plainWords(strings.Join(shownOf(set, "rs"), " ")) {
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
	if err != nil || pages < 20 || sheets < 15 {
		t.Fatal(err, pages, sheets)
	}
	for w, where := range found {
		t.Errorf("%q came from no catalogue: %s", w, strings.TrimPrefix(where, dir))
	}
}

// callSheets adds the sheets for test calls, which a build does not make.
func callSheets(t *testing.T, o build.Options) {
	l, err := build.Load(o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Files.Close()
	for _, tag := range o.Languages {
		data, err := office.CallSheet(o, l, "rs.astra", tag)
		if err == nil {
			err = os.WriteFile(filepath.Join(o.Out, "call-sheet."+tag.Address()+".screen.pdf"), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// shownOf gives the values of a country's record that pages and sheets show as
// they are: names of bodies, references of law, titles of plans, addresses.
func shownOf(set *campaign.Set, code string) []string {
	var out []string
	for _, p := range set.Pictures { // a record's words stand as they are where a language has none
		out = append(out, p.Author, p.Licence, p.Texts[locale.Source])
	}
	body := func(english string, names map[locale.Tag]string) {
		out = append(out, english)
		for _, n := range names {
			out = append(out, n)
		}
	}
	for _, c := range set.Countries {
		if c.Code != code {
			continue
		}
		for _, h := range c.Hotlines {
			body(h.Operator.English, h.Operator.Names)
			out = append(out, h.ID)
		}
		for _, s := range c.Senders {
			body(s.English, s.Names)
		}
		for _, p := range c.Plans {
			body(p.Title, p.Names)
		}
		body(c.Coordinator.English, c.Coordinator.Names)
		for _, a := range append(c.Law.Trafficking, c.Law.Use.Article) {
			out = append(out, a.Text)
		}
	}
	return out
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
