package build_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
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

// messageEdits change messages: of posters, cards, pages and of the interface.
var messageEdits = []struct{ id, file, old, new string }{
	{"citizen.rights.headline", "campaigns/citizen/messages/en.yaml", "citizen.rights.headline:", ""},
	{"citizen.safety", "campaigns/citizen/messages/en.yaml", "citizen.safety:", ""},
	{"le.soldier.title", "campaigns/law-enforcement/messages/en.yaml", "le.soldier.title:", ""},
	{"label.free", "campaigns/interface/messages/en.yaml", "label.free:", ""},
	{"call.then.ask", "campaigns/interface/messages/en.yaml", "call.then.ask:", ""},
	{"label.answers", "campaigns/interface/messages/en.yaml", "label.answers:", ""},
	{"materials.press", "campaigns/interface/messages/en.yaml", "materials.press:", ""},
}

// TestImpactExact changes each value of a line, messages and templates in a
// project, builds before and after, and compares what really changed with what was
// announced before anything was built.
func TestImpactExact(t *testing.T) {
	o := fictional(t, nil)
	before := output(t, o)
	all := os.Getenv("CI") != ""
	if !all {
		t.Log("without CI every third value, message and template is changed")
	}
	for i, e := range lineEdits {
		if all || i%3 == 0 {
			exact(t, o, before, "zz.line:"+e.field, "campaigns/countries/zz.yaml", e.old, e.new)
		}
	}
	// A changed text is no longer reviewed, which would make a draft of every page:
	// here none is reviewed before.
	o.Project = t.TempDir()
	must(t, os.CopyFS(o.Project, os.DirFS("../../examples/fictional")))
	before = output(t, o)
	for i, e := range messageEdits {
		if !all && i%3 != 0 {
			continue
		}
		data := string(source(t, o, e.file))
		at := strings.Index(data, e.old)
		if at < 0 {
			t.Errorf("%s is not there any more", e.id)
			continue
		}
		old := data[at:]
		old = old[:strings.Index(old, "other: \"")+len("other: \"")]
		exact(t, o, before, e.id, e.file, old, old+"Oh: ")
	}
	for i, name := range []string{"poster-beam", "poster-routes", "poster-windows", "sticker", "soldier-card", "index-card", "slip", "badge", "social-beam-square"} {
		file := "themes/pharos/print/" + name + ".yaml"
		_, rest, _ := strings.Cut(string(source(t, o, file)), "    - {fill: ")
		ground, _, _ := strings.Cut("    - {fill: "+rest, "\n")
		if all || i%3 == 0 {
			exact(t, o, before, name, file, ground, ground+"\n    - {fill: ink, at: [0.1W, 0.1H, 0.1W, 0.1H]}")
		}
	}
}

// source reads a file of the project, or of the defaults.
func source(t *testing.T, o build.Options, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.Project, name))
	if err != nil {
		data, err = fs.ReadFile(pharos.Defaults, name)
	}
	must(t, err)
	return data
}

// exact compares what was announced for a thing with what an edit changes.
func exact(t *testing.T, o build.Options, before tree, thing, file, old, text string) {
	t.Run(thing, func(t *testing.T) {
		said, err := build.FindImpact(o, thing)
		must(t, err)
		data := source(t, o, file)
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%s: %q is not there any more", file, old)
		}
		changed := o
		changed.Project = t.TempDir()
		must(t, os.CopyFS(changed.Project, os.DirFS(o.Project)))
		full := filepath.Join(changed.Project, file)
		must(t, os.MkdirAll(filepath.Dir(full), 0o755))
		must(t, os.WriteFile(full, bytes.Replace(data, []byte(old), []byte(text), 1), 0o644))
		after := output(t, changed)
		for what, list := range map[string][2][]string{"pages": {said.Pages, before.differ(after, page)}, "sheets": {said.Sheets, before.differ(after, sheet)}} {
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

// tree is an output: its files by path.
type tree map[string]string

// output builds a project and reads what came out.
func output(t *testing.T, o build.Options) tree {
	t.Helper()
	o.Out = t.TempDir()
	if _, err := build.Run(t.Context(), o); err != nil {
		t.Fatalf("%v", err)
	}
	out := tree{}
	must(t, filepath.WalkDir(o.Out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(o.Out, name)
		out[filepath.ToSlash(rel)] = string(data)
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
