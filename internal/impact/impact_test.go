package impact_test

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/impact"
)

// lineEdits change each value of the line of the fictional country: what stands in
// its file, and what shall stand there.
var lineEdits = []struct{ field, old, new string }{
	{"number", `dial: "0800 000 000"`, `dial: "0800 000 005"`},
	{"international", `        free: {value: any-phone, mark: A, sources: [made]}`, "        international: {value: \"+999 800 000 000\", mark: A, sources: [made]}\n        free: {value: any-phone, mark: A, sources: [made]}"},
	{"hours", `hours: {always: true, mark: A, sources: [made]}`, `hours: {weekly: [{days: [mon, tue], from: "08:00", to: "12:00"}], mark: A, sources: [made]}`},
	{"free", `free: {value: any-phone, mark: A, sources: [made]}`, `free: {value: "no", mark: A, sources: [made]}`},
	{"languages", `    operator: {english: "Fictional Office"`, "    languages: {value: [en, sq], mark: A, sources: [made]}\n    operator: {english: \"Fictional Office\""},
	{"operator", `english: "Fictional Office"`, `english: "Fictional Bureau"`},
	{"no_name", `    confidential: {value: true, mark: A, sources: [made]}`, "    no_name: {value: true, mark: A, sources: [made]}\n    confidential: {value: true, mark: A, sources: [made]}"},
	{"confidential", `    confidential: {value: true, mark: A, sources: [made]}`, `    confidential: {value: true, mark: U}`},
	{"advice", `    advice: {value: true, mark: A, sources: [made]}`, `    advice: {value: true, mark: U}`},
}

// change is an edit of a thing: what stands in a file, and what shall stand there.
type change struct{ thing, file, old, new string }

// message changes a message, which stands before another.
func message(id, catalogue string) change {
	return change{id, "campaigns/" + catalogue + "/messages/en.yaml", id + ":", ""}
}

// template lays a square over a sheet.
func template(name string) change {
	return change{name, "themes/pharos/print/" + name + ".yaml", "    - {fill: ", ""}
}

// groups are edits that are made at once; the sheets of two of them must not be
// the same.
var groups = [][]change{
	{message("citizen.rights.headline", "citizen"), message("le.soldier.title", "law-enforcement"), message("demand.signs.headline", "demand-side")},
	{message("citizen.safety", "citizen"), message("label.answers", "interface"), message("materials.press", "interface")},
	{message("label.free", "interface")},
	{message("call.then.ask", "interface")},
	{message("exit.leaving", "interface")}, // stands in the script
	{message("day.trafficking", "interface")},
	{template("poster-beam"), template("poster-routes"), template("poster-windows"), template("sticker"), template("soldier-card"), template("index-card"), template("slip"), template("badge"), template("social-beam-square")},
	{{"assets/icons/phone.svg", "assets/icons/phone.svg", "l1.9 4.7", "l3.9 4.7"}},
	{{"lighthouse", "assets/pictures/lighthouse.svg", "216,35 0,4", "216,30 0,4"}},
	{{"assets/fonts/NotoSans_900Black.ttf", "assets/fonts/NotoSans_900Black.ttf", "", ""}},
	{{"assets/profiles/fogra39-coated.icc", "assets/profiles/fogra39-coated.icc", "", ""}},
	{{"rights", "content/en/rights.md", "time to recover", "time to rest"}, {"themes/pharos/layouts/safety.html", "themes/pharos/layouts/safety.html", "<h1", "<h1 class=\"x\""}},
	{{"themes/pharos/assets/css/base.css", "themes/pharos/assets/css/base.css", "{", "{outline-width:7px;"}},
	{{"themes/pharos/assets/site.js", "themes/pharos/assets/site.js", "\n", "\nwindow.status = '';\n"}},
	{{"themes/pharos/assets/icon.svg", "themes/pharos/assets/icon.svg", "<svg ", "<svg id=\"x\" "}},
}

// TestImpactExact changes each value of a line, messages, templates, pages, a
// picture, an icon, a font, a profile and files of the theme in a project, builds
// before and after, and compares what really changed with what was announced before
// anything was built: pages, sheets with the addresses in their codes, and all
// other files.
func TestImpactExact(t *testing.T) {
	o := buildtest.Fictional(t, nil)
	o.Defaults = buildtest.Alone{FS: pharos.Defaults}
	before := output(t, o)
	all := os.Getenv("CI") != ""
	if !all {
		t.Log("without CI every third edit is made")
	}
	for i, e := range lineEdits {
		if !all && i%3 != 0 {
			continue
		}
		exact(t, o, before, change{"zz.line:" + e.field, "campaigns/countries/zz.yaml", e.old, e.new})
	}
	// A changed text is no longer reviewed, which would make a draft of every page:
	// here none is reviewed before. There are awareness days, and a poster with a
	// picture.
	o.Project = t.TempDir()
	buildtest.Must(t, os.CopyFS(o.Project, os.DirFS("../../examples/fictional")))
	grow(t, o, "campaigns/countries/zz.yaml", "pictures: {about-the-line: lighthouse}\ndays:\n  - {message: day.trafficking, from: \"07-30\", audiences: [citizen], mark: A, sources: [made]}\n")
	grow(t, o, "campaigns/citizen/campaign.yaml", scene)
	before = output(t, o)
	for i, group := range groups {
		if all || i%3 == 0 {
			exact(t, o, before, group...)
		}
	}
}

// scene is a poster with a picture.
const scene = `
  - id: poster-light
    kind: material.poster
    template: poster-scene
    stock: A4
    outputs: [press, home, screen, preview]
    paper: stock.coated
    page: rights
    place: [place.entrance]
    carry: "no"
    outside: open
    pictures: {scene: lighthouse}
    slots:
      headline:
        - use: citizen.rights.headline
`

// grow adds text to a file of the project.
func grow(t *testing.T, o build.Options, name, text string) {
	t.Helper()
	buildtest.Write(t, o.Project, name, append(buildtest.Source(t, o.Project, name), text...))
}

// changed gives the file after the edit.
func (e change) changed(t *testing.T, data []byte) []byte {
	t.Helper()
	old, text := e.old, e.new
	at := bytes.Index(data, []byte(old))
	if at < 0 {
		t.Fatalf("%s: %q is not there any more", e.file, old)
	}
	rest := data[at:]
	switch {
	case path.Ext(e.file) == ".ttf":
		return wider(data)
	case path.Ext(e.file) == ".icc": // the platform, ICC.1:2001-04 clause 6.1
		return append(append(bytes.Clone(data[:40]), "TEST"...), data[44:]...)
	case strings.HasSuffix(e.file, "en.yaml"):
		old = string(rest[:bytes.Index(rest, []byte("other: \""))+len("other: \"")])
		text = old + "Oh: "
	case text == "":
		old, _, _ = strings.Cut(string(rest), "\n")
		text = old + "\n    - {fill: ink, at: [0.1W, 0.1H, 0.1W, 0.1H]}"
	}
	return bytes.Replace(data, []byte(old), []byte(text), 1)
}

// wider makes every letter of a font a little wider: its advance in the table
// hmtx (ISO/IEC 14496-22, 5.2.3).
func wider(font []byte) []byte {
	out := bytes.Clone(font)
	for i := range int(binary.BigEndian.Uint16(out[4:])) {
		row := out[12+16*i:]
		if string(row[:4]) != "hmtx" {
			continue
		}
		at, n := binary.BigEndian.Uint32(row[8:]), binary.BigEndian.Uint32(row[12:])
		for j := at; j+4 <= at+n; j += 4 {
			if width := binary.BigEndian.Uint16(out[j:]); width > 0 && width < 2000 {
				binary.BigEndian.PutUint16(out[j:], width+3)
			}
		}
	}
	return out
}

// exact compares what was announced for things with what an edit of each changes.
func exact(t *testing.T, o build.Options, before tree, edits ...change) {
	t.Run(edits[0].thing, func(t *testing.T) {
		said := impact.Impact{}
		changed := o
		changed.Project = t.TempDir()
		buildtest.Must(t, os.CopyFS(changed.Project, os.DirFS(o.Project)))
		for _, e := range edits {
			one, err := impact.Find(o, e.thing)
			buildtest.Must(t, err)
			for _, name := range one.Sheets {
				if slices.Contains(said.Sheets, name) {
					t.Errorf("%s carries more than one of them: put %s into another group", name, e.thing)
				}
			}
			said.Pages, said.Sheets = append(said.Pages, one.Pages...), append(said.Sheets, one.Sheets...)
			said.Files, said.Codes = append(said.Files, one.Files...), append(said.Codes, one.Codes...)
			buildtest.Write(t, changed.Project, e.file, e.changed(t, buildtest.Source(t, changed.Project, e.file)))
		}
		after := output(t, changed)
		for name := range after { // the impact cannot know the new number
			if before[name] == "" && strings.Contains(name, "/number-") {
				delete(after, name)
			}
		}
		sheets := before.differ(after, sheet)
		for what, list := range map[string][2][]string{"pages": {said.Pages, before.differ(after, page)}, "sheets": {said.Sheets, sheets},
			"files": {said.Files, before.differ(after, other)}, "codes": {said.Codes, codes(t, o, sheets)}} {
			for _, name := range list[0] {
				if !slices.Contains(list[1], name) {
					t.Errorf("%s: %s was announced and did not change", what, name)
				}
			}
			for _, name := range list[1] {
				if !slices.Contains(list[0], name) {
					t.Errorf("%s: %s changed and was not announced", what, name)
				}
			}
		}
	})
}

// codes are the addresses in the codes on sheets.
func codes(t *testing.T, o build.Options, sheets []string) []string {
	t.Helper()
	l, err := build.Load(o)
	buildtest.Must(t, err)
	defer l.Files.Close()
	var out []string
	for _, m := range l.Plan.Materials {
		if m.Code != "" && slices.Contains(sheets, m.Country+"/print/"+m.Audience+"/"+m.Name) {
			out = append(out, m.Code)
		}
	}
	return out
}

// digested are the files that have a digest in their name.
var digested = regexp.MustCompile(`site\.[0-9a-f]+\.`)

// tree is an output: its files by path, with a star for the digest in a name.
type tree map[string]string

// output builds a project and reads what came out.
func output(t *testing.T, o build.Options) tree {
	t.Helper()
	o.Out = t.TempDir()
	if _, err := build.Run(t.Context(), o); err != nil {
		t.Fatalf("%v", err)
	}
	out := tree{}
	buildtest.Must(t, filepath.WalkDir(o.Out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(o.Out, name)
		out[digested.ReplaceAllString(filepath.ToSlash(rel), "site.*.")] += rel + string(data)
		return err
	}))
	return out
}

// differ lists what differs, under the names that a function gives to the files
// that count.
func (a tree) differ(b tree, named func(string) string) []string {
	seen := map[string]bool{}
	for name := range a {
		seen[name] = true
	}
	for name := range b {
		seen[name] = true
	}
	var out []string
	for name := range seen {
		if as := named(name); as != "" && a[name] != b[name] {
			out = append(out, as)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// page names a page by its path.
func page(name string) string {
	if words := strings.Split(name, "/"); path.Ext(name) == ".html" && (len(words) < 2 || words[1] != "print") {
		return name
	}
	return ""
}

// sheet names a sheet by its files: print/citizen/poster-rights.en.
func sheet(name string) string {
	if words := strings.Split(name, "/"); len(words) < 4 || words[1] != "print" || strings.HasSuffix(name, ".zip") || path.Ext(name) == ".html" && !strings.Contains(name, "badge") {
		return ""
	}
	dir, base := path.Split(name)
	words := strings.SplitN(base, ".", 3)
	return dir + words[0] + "." + words[1]
}

// other names a file that is neither. The list of all files changes with each of them.
func other(name string) string {
	if page(name) != "" || sheet(name) != "" || path.Base(name) == "manifest.json" || strings.HasPrefix(name, ".") {
		return ""
	}
	return name
}
