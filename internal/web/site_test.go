package web

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"pharos/internal/plan"
	"pharos/internal/web/view"
	"pharos/internal/web/webtest"
)

const root = webtest.Root("../..")

// built is a finished site with what it was made of.
type built struct {
	site   plan.Site
	prints []Print
	files  map[string][]byte
}

// theTheme opens the theme.
func theTheme(t testing.TB) *Web {
	t.Helper()
	w, err := New(os.DirFS(string(root)), "pharos")
	if err != nil {
		t.Fatal(err)
	}
	w.Date = webtest.Date
	return w
}

// render makes a site and sees no findings.
func render(t testing.TB, site plan.Site, prints []Print) built {
	t.Helper()
	b := built{site, prints, map[string][]byte{}}
	list, err := theTheme(t).Render(t.Context(), site, prints, func(p string, data []byte) error {
		b.files[p] = data
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		t.Errorf("%s: %s", f.Pos, f.Message.Text)
	}
	return b
}

var samplia = sync.OnceValue(func() *built { return new(built) })

// sample is the site of Samplia, made once for all tests that only read it.
func sample(t testing.TB) built {
	t.Helper()
	b := samplia()
	if b.files == nil {
		site, prints := root.Samplia(t)
		*b = render(t, site, prints)
	}
	return *b
}

// pages gives the paths of the HTML pages, in order.
func (b built) pages() []string {
	var out []string
	for p := range maps.Keys(b.files) {
		if strings.HasSuffix(p, ".html") {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// face is the language that a page is in.
func (b built) face(t testing.TB, p string) plan.Face {
	t.Helper()
	key, _, _ := strings.Cut(p, "/")
	for _, f := range b.site.Faces {
		if f.Locale.Tag.Address() == key || !strings.Contains(p, "/") && f.Locale.Tag == b.site.Default {
			return f
		}
	}
	t.Fatalf("%s: no language", p)
	return plan.Face{}
}

func TestEveryPage(t *testing.T) {
	b := sample(t)
	if n := len(b.pages()); n < 3*12+2 {
		t.Fatalf("%d pages", n)
	}
	titles := map[string]string{}
	for _, p := range b.pages() {
		t.Run(p, func(t *testing.T) {
			doc, f := parse(t, b.files[p]), b.face(t, p)
			html := doc.one(t, "html")
			if html.attr("lang") != string(f.Locale.Tag) || html.attr("dir") != string(f.Locale.Direction) {
				t.Errorf("lang %q dir %q", html.attr("lang"), html.attr("dir"))
			}
			doc.one(t, "h1")
			doc.one(t, "main")
			doc.one(t, "footer")
			title := string(f.Locale.Tag) + doc.one(t, "title").text()
			if other := titles[title]; other != "" {
				t.Errorf("title %q as on %s", title, other)
			}
			titles[title] = p
			checkExit(t, doc, b.site)
			checkHelp(t, doc, f)
			checkHead(t, doc, p)
			checkHeadings(t, doc)
			for _, e := range doc.all("[style]") {
				t.Errorf("style attribute on %s", e.Data)
			}
			for _, s := range doc.all("script") {
				if !s.has("src") && s.attr("type") != "application/ld+json" {
					t.Error("script in the page")
				}
			}
			checkPhones(t, doc, b.site)
			checkAsksNothing(t, doc)
			if text := doc.text(); strings.Contains(text, "{{") || strings.Contains(text, "<no value>") || strings.Contains(text, "ZgotmplZ") {
				t.Error("a placeholder was left")
			}
		})
	}
}

// checkExit sees the ways out: the second link, then the button, before the content.
func checkExit(t *testing.T, doc element, s plan.Site) {
	t.Helper()
	links := doc.all("body a")
	if len(links) < 2 || links[0].attr("href") != "#main" || links[1].attr("href") != s.Exit || !links[1].has("data-exit") {
		t.Error("the page does not begin with skip link and exit")
	}
	exits := doc.all("[data-exit]")
	if len(exits) != 2 {
		t.Fatalf("%d exits", len(exits))
	}
	for _, e := range exits {
		if e.attr("href") != s.Exit || e.attr("rel") != "nofollow noreferrer" {
			t.Errorf("exit %q %q", e.attr("href"), e.attr("rel"))
		}
	}
}

// TestScriptSpeaks: the script of each language has the words of leaving in it.
func TestScriptSpeaks(t *testing.T) {
	b := sample(t)
	seen := map[string]bool{}
	for _, f := range b.site.Faces {
		start := f.Locale.Tag.Address() + "/index.html"
		name := regexp.MustCompile(`site\.[0-9a-f]+\.js`).FindString(string(b.files[start]))
		script := string(b.files[name])
		if script == "" || seen[name] {
			t.Errorf("%s: the script %q", start, name)
		}
		seen[name] = true
		for _, id := range []string{"exit.leaving", "exit.keys.left.2", "exit.keys.left.1", "exit.timeout"} {
			if words := f.Texts[id].Value; words == "" || !strings.Contains(script, words) {
				t.Errorf("%s: the script does not say %s: %q", start, id, words)
			}
		}
	}
}

// checkAsksNothing sees that a page takes no words from its reader and that the
// notice about the browser's history stands in its head.
func checkAsksNothing(t *testing.T, doc element) {
	t.Helper()
	for _, name := range []string{"form", "input", "textarea", "select", "iframe", "object", "embed", "video", "audio"} {
		if len(doc.all(name)) > 0 {
			t.Errorf("the page has a %s", name)
		}
	}
	for _, a := range doc.all("a") {
		if strings.HasPrefix(a.attr("href"), "mailto:") {
			t.Errorf("a letter that stays in the outbox: %s", a.attr("href"))
		}
	}
	if doc.one(t, ".safe").text() == "" {
		t.Error("no notice that the history stays")
	}
}

// checkHelp sees the same numbers in the same order: the line, then danger.
func checkHelp(t *testing.T, doc element, f plan.Face) {
	t.Helper()
	var got []string
	for _, a := range doc.all("section.help a") {
		got = append(got, a.attr("href"))
	}
	want := []string{f.Lines[0].Link, f.Emergency.Link}
	if !slices.Equal(got, want) {
		t.Errorf("help bar %v, want %v", got, want)
	}
}

// checkHead sees policy, referrer and the noindex of a draft.
func checkHead(t *testing.T, doc element, p string) {
	t.Helper()
	metas := map[string]string{}
	for _, m := range doc.all("meta") {
		metas[m.attr("name")+m.attr("http-equiv")] = m.attr("content")
	}
	csp := metas["Content-Security-Policy"]
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %q", csp)
	}
	if metas["referrer"] != "no-referrer" || metas["robots"] != "noindex,nofollow" || metas["format-detection"] != "telephone=no" {
		t.Errorf("head %v", metas)
	}
	if p == "404.html" && !strings.Contains(csp, "style-src 'sha256-") {
		t.Errorf("policy of the lost page %q", csp)
	}
}

// checkHeadings sees that no level is skipped.
func checkHeadings(t *testing.T, doc element) {
	t.Helper()
	last := 0
	for n := range doc.Descendants() {
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if level := int(n.Data[1] - '0'); level > last+1 {
				t.Errorf("h%d after h%d: %s", level, last, element{n}.text())
			} else {
				last = level
			}
		}
	}
}

// checkPhones compares every phone link with the plan, and sees that what is
// shown is what is dialled.
func checkPhones(t *testing.T, doc element, s plan.Site) {
	t.Helper()
	shown := map[string]string{}
	for _, f := range s.Faces {
		for _, c := range append(slices.Clone(f.Lines), f.Emergency) {
			shown[c.Link] = c.Shown
		}
		if f.Police != nil {
			shown[f.Police.Link] = f.Police.Shown
		}
	}
	for _, a := range doc.all("a") {
		href := a.attr("href")
		if !strings.HasPrefix(href, "tel:") {
			continue
		}
		num := a.one(t, "bdi.num")
		if num.text() != shown[href] || num.attr("dir") != "ltr" {
			t.Errorf("phone link %q shows %q, want %q", href, num.text(), shown[href])
		}
	}
}

// wire is the size of data on the wire.
func wire(t testing.TB, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

func TestByteBudgets(t *testing.T) {
	b := sample(t)
	css, rest := 0, 0
	for p, data := range b.files {
		switch path.Ext(p) {
		case ".css":
			css = wire(t, data)
		case ".js":
			rest += wire(t, data)
		}
	}
	rest += wire(t, b.files["icon.svg"])
	for _, f := range b.site.Faces {
		key, total := f.Locale.Tag.Address(), css+rest
		for _, p := range b.pages() {
			if !strings.HasPrefix(p, key+"/") {
				continue
			}
			n := wire(t, b.files[p])
			total += n
			if n+css > 14336 {
				t.Errorf("%s: %d bytes to read and call, at most 14336", p, n+css)
			}
		}
		t.Logf("%s: start %d, style %d, script and icon %d, whole language %d", key, wire(t, b.files[key+"/index.html"]), css, rest, total)
		if total > 100_000 {
			t.Errorf("%s: %d bytes for the whole language, at most 100000", key, total)
		}
	}
}

func TestStyleKeepsOldPhones(t *testing.T) {
	for p, data := range sample(t).files {
		css := string(data)
		switch path.Ext(p) {
		case ".css":
			for _, bad := range []string{"@layer", ":has(", "inset:", "margin-inline:", "margin-block:", "padding-inline:", "padding-block:", "transition", "animation", "http:", "https:", "url("} {
				if strings.Contains(css, bad) {
					t.Errorf("%s: the style has %q", p, bad)
				}
			}
			for _, fallback := range []string{`content:"›";content:"›"/""`, "font-size:1.625rem;font-size:min("} {
				if !strings.Contains(strings.ReplaceAll(css, `" / "`, `"/"`), fallback) {
					t.Errorf("the style lost the fallback %s", fallback)
				}
			}
			for _, side := range []string{"margin-left", "margin-right", "padding-left", "padding-right", "text-align:left", "text-align:right", "float:"} {
				if strings.Contains(css, side) {
					t.Errorf("%s: %q does not turn with the script", p, side)
				}
			}
		case ".js":
			if path.Base(p) == "keep.js" {
				continue // only browsers with service workers read it
			}
			for _, bad := range []string{"=>", "`", "let ", "const ", "?.", "??", "localStorage", "sessionStorage", "cookie", "fetch(", "XMLHttpRequest"} {
				if strings.Contains(css, bad) {
					t.Errorf("%s: the script has %q", p, bad)
				}
			}
		}
	}
}

func TestStartPage(t *testing.T) {
	b := sample(t)
	doc := parse(t, b.files["sr-cyrl/index.html"])
	f := b.face(t, "sr-cyrl/index.html")
	card := doc.one(t, "section.line")
	if card.one(t, "h2").text() != f.Lines[0].Label.Value || card.one(t, ".who").text() != f.Lines[0].Who.Value {
		t.Errorf("card %q", card.text())
	}
	now := card.one(t, ".now")
	if now.attr("data-zone") != "Europe/Zagreb" || now.attr("data-off") != "2026-12-25 2027-01-01" || !strings.HasPrefix(now.attr("data-week"), "600-1080;") {
		t.Errorf("clock %v", now.Attr)
	}
	if len(strings.Split(now.attr("data-days"), "|")) != 7 || !strings.Contains(now.attr("data-open"), "%t") || !strings.Contains(now.attr("data-shut"), "%d") {
		t.Errorf("clock words %v", now.Attr)
	}
	if n := len(doc.all("table.week tbody tr")); n != 9 { // seven and two holidays
		t.Errorf("%d days", n)
	}
	for _, l := range card.all("dd bdi[lang=ar]") {
		if l.attr("dir") != "rtl" {
			t.Error("the Arabic name has no direction")
		}
	}
	if n := len(doc.all("ul.lines li")); n != 2 {
		t.Errorf("%d other lines", n)
	}
	if _, ok := b.files[strings.TrimPrefix(doc.one(t, "details img").attr("src"), "../")]; !ok {
		t.Error("the number has no picture")
	}
	if n := len(doc.all(".draft")); n != 1 {
		t.Errorf("%d draft bands", n)
	}
}

func TestMaterialsPages(t *testing.T) {
	b := sample(t)
	rows := 0
	for _, end := range []string{"people", "cards", "law"} {
		rows += len(parse(t, b.files["en/print-"+end+"/index.html"]).all("ul.rows li"))
	}
	if rows != len(b.prints) {
		t.Errorf("%d rows, %d sheets", rows, len(b.prints))
	}
	cards := 0
	for _, f := range b.site.Faces {
		doc := parse(t, b.files["en/print-"+f.Locale.Tag.Address()+"/index.html"])
		if doc.one(t, "a.up").attr("href") != "../../en/print/index.html" {
			t.Error("a list does not lead back to all")
		}
		for _, c := range doc.all("ul.sheets li") {
			if c.attr("id") == "" {
				continue
			}
			cards++
			if len(c.all("code")) == 0 || len(c.all("a[download]")) == 0 || len(c.all(".state")) != 1 {
				t.Errorf("card %s", c.attr("id"))
			}
		}
	}
	if cards != len(b.prints) {
		t.Errorf("%d cards, want each of %d sheets once", cards, len(b.prints))
	}
	if n := len(parse(t, b.files["en/print/index.html"]).all("nav.filter")); n != 3 {
		t.Errorf("%d rows of languages, want one an audience", n)
	}
}

func TestSameBytes(t *testing.T) {
	site, prints := root.Samplia(t)
	a, b := render(t, site, prints), render(t, site, prints)
	if !slices.Equal(slices.Sorted(maps.Keys(a.files)), slices.Sorted(maps.Keys(b.files))) {
		t.Fatal("different files")
	}
	for p := range a.files {
		if !bytes.Equal(a.files[p], b.files[p]) {
			t.Errorf("%s differs", p)
		}
	}
}

func TestIndexOfCountries(t *testing.T) {
	p := root.Plan(t, []string{"rs", "xk", "al"}, "sq", "sr-Cyrl", "sr-Latn", "en")
	var page []byte
	list, err := theTheme(t).Index(t.Context(), p, func(name string, data []byte) error {
		if name != "index.html" {
			t.Errorf("file %q", name)
		}
		page = data
		return nil
	})
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	doc := parse(t, page)
	links := doc.all(".lands a")
	if len(links) != 3 || links[0].attr("href") != "al/index.html" {
		t.Fatalf("%d links, first %v", len(links), links[0].Attr)
	}
	if got := doc.all(".lands a bdi[lang=sr-Cyrl]"); len(got) == 0 || got[0].text() == "" {
		t.Error("no name in Serbian")
	}
	if strings.Contains(string(page), "stylesheet") || !strings.Contains(string(page), "style-src 'sha256-") {
		t.Error("the index needs another file")
	}
}

func TestCountriesWithoutLine(t *testing.T) {
	p := root.Plan(t, []string{"al", "ba"}, "en", "sq", "bs")
	for _, s := range p.Sites {
		b := render(t, s, webtest.Prints(p, s.Country))
		for _, f := range s.Faces {
			start := view.File(f.Locale.Tag, "")
			doc := parse(t, b.files[start])
			call := doc.one(t, ".btn--call").attr("href")
			if call != f.Emergency.Link && (f.Police == nil || call != f.Police.Link) {
				t.Errorf("%s: the card calls %q", start, call)
			}
			if len(doc.all("section.help a")) == 0 {
				t.Errorf("%s: no number in the help bar", start)
			}
		}
	}
}
