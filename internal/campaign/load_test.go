package campaign

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/diag"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

// small is the smallest project that loads without a finding.
func small() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"campaigns/countries/zz.yaml": `zone: Europe/Belgrade
status_note: ""
languages:
  - {tag: sr-Cyrl, role: required, mark: A, sources: [s]}
hotlines:
  - id: zz.line
    kind: trafficking
    status: print
    contacts:
      - dial: "0800 01"
        free: {value: country, mark: B, sources: [s]}
    languages: {value: [sr-Cyrl], mark: A}
sources:
  s: {title: A source, read: "2026-01-01"}
`,
		"campaigns/citizen/campaign.yaml":         "name: c.name\norder: 2\nground: sea\naims: [x]\nlanguages: {all: true}\nmaterials:\n  - id: p\n    kind: c.name\n    outputs: [press]\n    carry: \"no\"\n    slots:\n      headline:\n        - {use: c.name, needs: [line]}\naddress: people\n",
		"campaigns/citizen/messages/en.yaml":      "c.name:\n  description: \"Class: right.\"\n  other: \"Name\"\n",
		"campaigns/interface/messages/en.yaml":    "i.name:\n  description: \"Class: right.\"\n  other: \"Name\"\n",
		"campaigns/citizen/messages/sr-Cyrl.yaml": "c.name:\n  other: \"Име\"\n",
		"content/en/start.md":                     "---\ntitle: Start\nsummary: Short.\n---\nFirst.\n\n## Head {.information}\n\n- One {{line}}\n- Two\n  goes on\n\n1. Step\n",
		"content/sr-Cyrl/start.md":                "---\ntitle: Почетак\nsummary: Кратко.\n---\nПрво.\n\n## Љуска\n\n- Један {{line}}\n- Два\n\n1. Корак\n",
		"content/sr-Cyrl/start.state.yaml":        "start.1: {state: draft, source: \"" + fingerprint("First.") + "\"}\nstart.2: {state: draft, source: \"0123456789ab\"}\n",
		"themes/t/print/poster.yaml":              "x: y\n",
		"assets/icons/eye.svg":                    "<svg/>",
	} {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// load loads what must not fail for the machine's sake.
func load(t *testing.T, fsys fs.FS) (*Set, diag.List) {
	t.Helper()
	set, list, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return set, list
}

// lines writes findings one a line.
func lines(list diag.List) string {
	var b strings.Builder
	for _, f := range list {
		fmt.Fprintf(&b, "%s %s %s | %s\n", f.Pos, f.Rule, f.Message.Text, f.Hint.Text)
	}
	return b.String()
}

func TestSmall(t *testing.T) {
	set, list := load(t, small())
	if len(list) > 0 {
		t.Fatal(lines(list))
	}
	c := set.Countries[0]
	h := c.Hotlines[0]
	if c.Code != "zz" || c.StatusNote == nil || *c.StatusNote != "" || c.Base != "" || h.Contacts[0].Dial != "0800 01" ||
		h.Contacts[0].Free.Value != "country" || !h.Contacts[0].Free.Holds() || h.Languages.Value[0] != "sr-Cyrl" {
		t.Errorf("got %+v", c)
	}
	a := set.Audiences[0]
	if a.ID != "citizen" || !a.Languages.All || a.Materials[0].Slots["headline"][0].Needs[0] != "line" {
		t.Errorf("got %+v", a)
	}
	if !set.Templates["poster"] || !set.Icons["eye"] {
		t.Error("templates or icons are not listed", set.Templates, set.Icons)
	}
}

// TestPlaces sees that every value knows its line, and that an unknown path
// gives the nearest parent.
func TestPlaces(t *testing.T) {
	set, _ := load(t, small())
	for path, want := range map[string]string{
		"zone":                            "1:7",
		"status_note":                     "2:14",
		"languages[0].tag":                "4:11",
		"hotlines[0].contacts[0].dial":    "10:15",
		"hotlines[0].contacts[0].free":    "11:9",
		"hotlines[0].languages.value[0]":  "12:25",
		"hotlines[0].contacts[0].free.no": "11:9",
		"hotlines[0].operator.english":    "6:5",
		"sources.s":                       "14:3",
		"base":                            "",
	} {
		pos := set.Places.At("campaigns/countries/zz.yaml", path)
		if got := strings.TrimPrefix(pos.String(), "campaigns/countries/zz.yaml"); strings.TrimPrefix(got, ":") != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
	if text := set.Places.At("campaigns/countries/zz.yaml", "hotlines[0].contacts[0].dial").Text; text != `      - dial: "0800 01"` {
		t.Errorf("line %q", text)
	}
}

// TestPages sees passages, classes, states and the page in Latin letters.
func TestPages(t *testing.T) {
	set, _ := load(t, small())
	en, sr, latn := set.Pages["start"]["en"], set.Pages["start"]["sr-Cyrl"], set.Pages["start"]["sr-Latn"]
	var got []string
	for _, p := range en.Passages {
		got = append(got, fmt.Sprintf("%s %s%d %q %s %d", p.ID, p.Kind, p.Level, p.Text, p.Class, p.Pos.Line))
	}
	want := []string{`start.1 paragraph0 "First." right 5`, `start.2 heading2 "Head" information 7`, `start.3 item0 "One {{line}}" right 9`,
		`start.4 item0 "Two goes on" right 10`, `start.5 step0 "Step" right 13`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s", strings.Join(got, "\n"))
	}
	if en.Title != "Start" || en.Summary != "Short." || sr.Passages[1].Class != locale.Information {
		t.Errorf("got %+v, %+v", en, sr.Passages[1])
	}
	if sr.Passages[0].Stale || !sr.Passages[1].Stale || sr.Passages[2].Review.State != locale.Draft {
		t.Errorf("states %+v", sr.Passages)
	}
	if latn == nil || !latn.Derived || latn.Title != "Početak" || latn.Passages[1].Text != "Ljuska" || !latn.Passages[1].Stale || latn.Passages[1].Pos.File != sr.File {
		t.Errorf("got %+v", latn)
	}
	if sr.Passages[1].Text != "Љуска" {
		t.Error("the Cyrillic page was changed")
	}
}

// TestDefinitionFindings changes one line and wants one finding at its place.
func TestDefinitionFindings(t *testing.T) {
	const cc, ca = "campaigns/countries/zz.yaml", "campaigns/citizen/campaign.yaml"
	for _, tt := range []struct{ file, old, new, want string }{
		{cc, "zone:", "zon:", `:1:1 file.key unknown key "zon" | Did you mean "zone"?`},
		{cc, "    status: print", "    staus: print", `:8:5 file.key unknown key "staus" | Did you mean "status"?`},
		{cc, "    status: print", "    status: prnt", `:8:13 file.value hotlines[0].status has the unknown value "prnt" | Did you mean "print"?`},
		{cc, `"0800 01"`, `080001`, `:10:15 file.type hotlines[0].contacts[0].dial is read as a number and would lose its form: 080001 | Put it into quotes: "080001"`},
		{cc, `"0800 01"`, `[0800]`, `:10:15 file.type hotlines[0].contacts[0].dial should be text, not a list`},
		{cc, "value: country", "value: contry", `:11:23 file.value hotlines[0].contacts[0].free.value has the unknown value "contry" | Did you mean "country"?`},
		{cc, "value: country, mark: B", "value: country, mark: D", `:11:38 file.value`},
		{cc, "    kind: trafficking\n", "", `:6:5 file.missing hotlines[0] lacks kind`},
		{cc, "zone: Europe/Belgrade\n", "", ` file.missing the file lacks zone`},
		{cc, "    kind: trafficking\n", "    kind:\n", `:6:5 file.missing hotlines[0] lacks kind`},
		{cc, "{value: [sr-Cyrl], mark: A}", "{value: sr-Cyrl, mark: A}", `:12:24 file.type hotlines[0].languages.value should be a list`},
		{cc, `{title: A source, read: "2026-01-01"}`, "A source", `:14:6 file.type sources.s should be a group of keys`},
		{cc, `{title: A source, read: "2026-01-01"}`, "", `:14:3 file.missing sources.s is empty`},
		{cc, "sources:\n", "sources: []\nsource:\n", `:13:10 file.type sources should be a group of keys`},
		{ca, "order: 2", "order: two", `:2:8 file.type order should be a whole number, not "two"`},
		{ca, "order: 2", "order: \"2\"", `:2:8 file.type order should be a whole number`},
		{ca, "{all: true}", "{all: yes}", `:5:18 file.type languages.all should be true or false, not "yes"`},
		{ca, "needs: [line]", "needs: [lines]", `:13:33 file.value materials[0].slots.headline[0].needs[0] has the unknown value "lines" | Did you mean "line"?`},
		{ca, "carry: \"no\"", "carry: false", `:10:12 file.type materials[0].carry should be text, not "false"`},
		{ca, "outputs: [press]", "outputs:\n      -", `:10:8 file.missing materials[0].outputs[0] is empty`},
	} {
		fsys := small()
		before := string(fsys[tt.file].Data)
		if !strings.Contains(before, tt.old) {
			t.Fatalf("nothing to replace: %q", tt.old)
		}
		fsys[tt.file] = &fstest.MapFile{Data: []byte(strings.Replace(before, tt.old, tt.new, 1))}
		_, list := load(t, fsys)
		if got := lines(list); !strings.Contains(got, tt.file+tt.want) || !list.Stops() {
			t.Errorf("%q to %q: want %s\ngot %s", tt.old, tt.new, tt.want, got)
		}
	}
}

// TestFileFindings adds one file and wants one finding.
func TestFileFindings(t *testing.T) {
	for _, tt := range []struct{ file, data, want string }{
		{"campaigns/countries/Serbia.yaml", "a: b", `campaigns/countries/Serbia.yaml file.name "Serbia" is not a country code`},
		{"campaigns/countries/yy.yml", "a: b", "campaigns/countries/yy.yml file.unread"},
		{"campaigns/countries/yy.yaml", "", "campaigns/countries/yy.yaml file.empty"},
		{"campaigns/countries/yy.yaml", "- a", "campaigns/countries/yy.yaml:1:1 file.type the file should be a group of keys"},
		{"campaigns/citizen/messages/sr-Cyr.yaml", "a: b", `campaigns/citizen/messages/sr-Cyr.yaml text.language unknown language "sr-Cyr" | Did you mean "sr-Cyrl"?`},
		{"campaigns/other/messages/en.yaml", "", "campaigns/other file.absent the audience has no campaign.yaml"},
		{"campaigns/Other/campaign.yaml", "", "campaigns/Other file.name"},
		{"content/xx/start.md", "", `content/xx text.language unknown language "xx"`},
		{"content/en/Start.md", "", "content/en/Start.md file.name"},
		{"content/en/x.md", "no head", "content/en/x.md:1:1 page.front"},
		{"content/en/x.md", "---\ntitle: x\n---\n", "content/en/x.md file.missing the file lacks summary"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\ntitel: z\n---\n", "content/en/x.md:4:1 file.key"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\n# Big\n", "content/en/x.md:5:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nA <b>word</b>\n", "content/en/x.md:5:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nA **word**\n", "content/en/x.md:5:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nSee [this](https://a.example)\n", "content/en/x.md:5:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nSee https://a.example\n", "content/en/x.md:5:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\n    code\n\n```\n", "content/en/x.md:7:1 page.markup"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\n{{< youtube x >}}\n", "content/en/x.md:5:1 text.placeholder"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nCall {{lin}}\n", `content/en/x.md:5:1 text.placeholder unknown placeholder "{{lin}}" | Did you mean "line"?`},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nCall {{line\n", "content/en/x.md:5:1 text.template"},
		{"content/en/x.md", "---\ntitle: x\nsummary: y\n---\nText {.rigth}\n", `content/en/x.md:5:1 text.class unknown safety class "rigth" | Did you mean "right"?`},
		{"content/en/x.md", "\xef\xbb\xbf---\ntitle: x\n", "content/en/x.md:1:1 file.bom"},
		{"content/sr-Cyrl/start.state.yaml", "start.99: {state: draft}", "content/sr-Cyrl/start.state.yaml:1:1 text.state"},
	} {
		fsys := small()
		fsys[tt.file] = &fstest.MapFile{Data: []byte(tt.data)}
		if _, list := load(t, fsys); !strings.Contains(lines(list), tt.want) {
			t.Errorf("%s %q: want %s\ngot %s", tt.file, tt.data, tt.want, lines(list))
		}
	}
}

// TestAllAtOnce sees that one run names the mistakes of all files.
func TestAllAtOnce(t *testing.T) {
	fsys := small()
	fsys["campaigns/countries/zz.yaml"].Data = append(fsys["campaigns/countries/zz.yaml"].Data, "a: b\nc: d\n"...)
	fsys["campaigns/citizen/campaign.yaml"].Data = append(fsys["campaigns/citizen/campaign.yaml"].Data, "e: f\n"...)
	fsys["content/en/start.md"].Data = append(fsys["content/en/start.md"].Data, "\n> quote\n"...)
	fsys["campaigns/citizen/messages/en.yaml"].Data = []byte("c.name:\n  other: \"x\"\n")
	if _, list := load(t, fsys); list.Count(diag.Error) != 5 {
		t.Error(lines(list))
	}
}

// TestEmptyProject sees that nothing at all is a finding and no panic.
func TestEmptyProject(t *testing.T) {
	if _, list := load(t, fstest.MapFS{}); !strings.Contains(lines(list), "there is no country") {
		t.Error(lines(list))
	}
}

// TestRealProject loads the project's own definitions without an error.
func TestRealProject(t *testing.T) {
	set, list := load(t, os.DirFS("../.."))
	for _, f := range list {
		t.Errorf("%s: %s [%s]", f.Pos, f.Message.Text, f.Rule)
	}
	if len(set.Countries) != 7 || len(set.Audiences) != 3 || len(set.Pages) < 11 {
		t.Errorf("%d countries, %d audiences, %d pages", len(set.Countries), len(set.Audiences), len(set.Pages))
	}
	for _, c := range set.Countries {
		for i, h := range c.Hotlines {
			pos := set.Places.At(c.File(), fmt.Sprintf("hotlines[%d].contacts[0].dial", i))
			if !strings.Contains(pos.Text, h.Contacts[0].Dial) {
				t.Errorf("%s: the line of the number is %q", h.ID, pos.Text)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	fsys := os.DirFS(filepath.Join("..", ".."))
	for b.Loop() {
		if _, _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzCountry sees that no bytes in a country file bring the loader down.
func FuzzCountry(f *testing.F) {
	f.Add([]byte(small()["campaigns/countries/zz.yaml"].Data))
	f.Add([]byte("languages: {a: b}\nhotlines: x\nsources: [1, 2]\nplans: [{from: 99999999999999999999}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := small()
		fsys["campaigns/countries/zz.yaml"] = &fstest.MapFile{Data: data}
		set, _, err := Load(fsys)
		if set == nil || err != nil {
			t.Error(set, err)
		}
	})
}

// FuzzPage sees that no bytes in a page bring the loader down, and that no
// markup is let through in silence.
func FuzzPage(f *testing.F) {
	for _, s := range []string{"Text\n\n- a\n", "## H {.law}\n1. x\n", "<script>", "{{line}} {{", "[a](b)", "*a*", "\r\n-\r\n"} {
		f.Add([]byte("---\ntitle: x\nsummary: y\n---\n" + s))
	}
	f.Add([]byte("---"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, _, list := ParsePage("x", "en", "x.md", data)
		for i, s := range p.Passages {
			if strings.TrimSpace(s.Text) == "" && !list.Stops() {
				t.Errorf("passage %d is empty", i)
			}
			if !list.Stops() && (strings.Contains(s.Text, "<script") || strings.Contains(s.Text, "](")) {
				t.Errorf("let through: %q", s.Text)
			}
		}
	})
}

// TestPictureTellsItsPlace: the author is told that a photograph says where it
// was taken.
func TestPictureTellsItsPlace(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	exif := "\xff\xe1\x00\x24Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x01"
	_, list, err := Load(fstest.MapFS{
		"assets/pictures/quay.jpg":  {Data: []byte(b.String()[:2] + exif + b.String()[2:])},
		"assets/pictures/quay.yaml": {Data: []byte("file: quay.jpg\ntexts: {en: A quay.}\ntags: [quay]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Rule == rule.PicturePlace && f.Pos.File == "assets/pictures/quay.yaml" && f.Pos.Line == 1 {
			return
		}
	}
	t.Errorf("no warning: %v", list)
}

// TestNameWithAnAccentIsFound: a record names its file in composed letters, and the
// disk keeps them apart; the file is found under the disk's name.
func TestNameWithAnAccentIsFound(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	const apart, whole = "que\u0301.jpg", "qué.jpg"
	set, list, err := Load(fstest.MapFS{
		"assets/pictures/" + apart:   {Data: b.Bytes()},
		"assets/pictures/quay.yaml":  {Data: []byte("file: " + whole + "\ntexts: {en: A quay.}\ntags: [quay]\n")},
		"assets/fonts/Cle\u0301.ttf": {Data: []byte("a font")},
		"assets/fonts/key.yaml":      {Data: []byte("file: Clé.ttf\nlicence: OFL-1.1\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if p := set.Picture("quay"); p == nil || p.Image != apart || p.Digest == "" {
		t.Errorf("the picture is not found: %+v, %v", p, list)
	}
	if len(set.Fonts) != 1 || set.Fonts[0].TTF != "Cle\u0301.ttf" {
		t.Errorf("the font is not found: %+v", set.Fonts)
	}
}
