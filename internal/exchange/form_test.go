package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
	"pharos/internal/locale"
	"pharos/internal/measure"
)

// browsers are the browsers that the form is tried in, with Debian's names.
var browsers = map[string]string{"chrome": "chromium", "firefox": "firefox-esr"}

// formJob is what a translator does in one form; see form.mjs.
type formJob struct {
	Form   string            `json:"form"`
	Load   string            `json:"load,omitempty"`
	Read   []string          `json:"read,omitempty"`
	Out    string            `json:"out,omitempty"`
	Name   string            `json:"name,omitempty"`
	Undo   string            `json:"undo,omitempty"`
	Write  map[string]string `json:"write,omitempty"`
	Over   string            `json:"over,omitempty"`
	Finish []string          `json:"finish,omitempty"`
}

// formResult is what the form said.
type formResult struct {
	Said    map[string]string   `json:"said"`
	Lines   map[string][]string `json:"lines"`
	Wrong   []string            `json:"wrong"`
	Unnamed []string            `json:"unnamed"`
}

// inBrowser does jobs in a browser.
func inBrowser(t *testing.T, kind string, jobs ...formJob) []formResult {
	t.Helper()
	node, browser, dir := nodeWith(t, "puppeteer-core"), tool(t, browsers[kind], "Debian's "+browsers[kind]), t.TempDir()
	data, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "jobs.json")
	if err := os.WriteFile(list, data, 0o644); err != nil {
		t.Fatal(err)
	}
	var out []formResult
	if said := run(t, nil, "", node, "testdata/node/form.mjs", kind, browser, list); json.Unmarshal([]byte(said), &out) != nil || len(out) != len(jobs) {
		t.Fatalf("the browser says %.2000s", said)
	}
	for i, r := range out {
		if len(r.Wrong)+len(r.Unnamed) > 0 {
			t.Errorf("%s: %q, without a name: %q", filepath.Base(jobs[i].Form), r.Wrong, r.Unnamed)
		}
	}
	return out
}

// pictured is the document of a language with its places, fonts and a picture of
// one colour for all sheets.
func pictured(t *testing.T, b *Book, tag locale.Tag, f Filter) *Document {
	t.Helper()
	l, err := measure.Open(context.Background(), build.Options{
		Source:    build.Source{Defaults: pharos.Defaults, Project: t.TempDir()},
		Selection: build.Selection{Languages: []locale.Tag{tag}},
		Making:    build.Making{Theme: "pharos"},
		Means:     build.Means{Jobs: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	own := *b
	own.Measured(l.Rooms())
	d, _ := own.Document(tag, f)
	if d.Fonts, err = l.Fonts(tag); err != nil {
		t.Fatal(err)
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 60))); err != nil {
		t.Fatal(err)
	}
	d.Pictures = map[string][]byte{}
	for _, u := range d.Units {
		if u.Room != nil {
			d.Pictures[PictureOf(u.Room)] = picture.Bytes()
		}
	}
	return d
}

// TestFormLines opens the forms of real texts and compares how the browser breaks
// each text with how it stands in the PDF: every line, in every language on the
// machine of continuous integration and else in five. What the form then saves
// brings every text back as it was.
func TestFormLines(t *testing.T) {
	tags := []locale.Tag{"sq", "sr-Cyrl", "tr", "ar"}
	if os.Getenv("CI") == "true" {
		tags = targets()
	}
	for kind, tags := range map[string][]locale.Tag{"chrome": tags, "firefox": {"fa"}} {
		t.Run(kind, func(t *testing.T) { lineForms(t, kind, tags) })
	}
}

// lineForms is the test in one browser.
func lineForms(t *testing.T, kind string, tags []locale.Tag) {
	t.Parallel()
	var jobs []formJob
	var sent []*Document
	dir := t.TempDir()
	for _, tag := range tags {
		d := pictured(t, real(), tag, Filter{})
		if len(d.Fonts) == 0 {
			continue // no country shows the language
		}
		sent = append(sent, d)
		jobs = append(jobs, formJob{Form: file(t, dir, d, Form), Out: filepath.Join(dir, string(tag)+".xlf")})
	}
	for i, r := range inBrowser(t, kind, jobs...) {
		d, same, other := sent[i], 0, 0
		for _, u := range d.Units {
			if u.Room == nil || u.Missing() || u.Plural {
				continue
			}
			var want []string
			for _, line := range u.Room.Set {
				want = append(want, strings.TrimSpace(line))
			}
			if slices.Equal(r.Lines[u.ID], want) {
				same++
				continue
			}
			other++
			t.Logf("%s %s %s on %s: %q in print, %q in the form", kind, d.Locale.Tag, u.ID, u.Room.Sheet, want, r.Lines[u.ID])
		}
		if same < 20 && d.Locale.Tag != "rom" || other > 0 { // some languages have texts for citizens only
			t.Errorf("%s %s: %d texts break as in print, %d otherwise", kind, d.Locale.Tag, same, other)
		}
		sameTexts(t, finish(d), decoded(t, jobs[i].Out))
	}
}

// TestFormWrites writes texts in the form, with a placeholder from its button,
// tries to type over a placeholder and to delete it, saves, opens the saved file
// again to go on, and takes it in.
func TestFormWrites(t *testing.T) {
	for kind := range browsers {
		d := pictured(t, real(), "sq", Filter{Catalogues: []string{"citizen"}})
		dir := t.TempDir()
		out := filepath.Join(dir, "saved.xlf")
		form := file(t, dir, d, Form)
		results := inBrowser(t, kind, formJob{Form: form, Out: out, Name: "Mira Q.", Finish: []string{"citizen.rights.headline", "citizen.rights.call", "citizen.code"}, Over: "citizen.rights.call", Undo: "citizen.rights.call",
			Write: map[string]string{"citizen.rights.headline": "Askush nuk jua merr", "citizen.rights.call": "Telefononi {{.Line}} ose 112 <sot>",
				"citizen.code": "Skanoni kodin për gjuhë të tjera, dhe pastaj lexoni gjithçka që duhet të dini këtu, me qetësi"}},
			formJob{Form: form, Load: out, Read: []string{"citizen.rights.headline", "citizen.rights.call"}})
		said, again := results[0].Said, results[1].Said
		if again["citizen.rights.headline"] != "Askush nuk jua merr (finished)" || !strings.Contains(again["citizen.rights.call"], "<sot>") {
			t.Errorf("%s: the saved file opened again: %q", kind, again)
		}
		for id, want := range map[string]string{"citizen.rights.headline": "rreshta: 2 / 4 · shenja të mbetura: 26", "citizen.rights.call": "numrat ndryshojnë nga burimi", "chip": "Line", "citizen.code": "nuk hyn",
			"citizen.rights.headline seen": "img true"} {
			if !strings.Contains(said[id], want) {
				t.Errorf("%s: %s: the form does not say %q but %q", kind, id, want, said[id])
			}
		}
		back := decoded(t, out)
		if back.Translator != "Mira Q." {
			t.Errorf("%s: translator %q", kind, back.Translator)
		}
		r := real().take(back, Options{By: back.Translator, Date: "2026-11-23"})
		if r.Translated != 1 || r.Refused != 1 || r.Drafts != 1 {
			t.Errorf("%s: %+v", kind, r)
		}
		for _, c := range r.Changes {
			if c.ID == "citizen.rights.headline" && c.Forms["other"] != "Askush nuk jua merr" {
				t.Errorf("%s: %q", kind, c.Forms)
			}
		}
	}
}
