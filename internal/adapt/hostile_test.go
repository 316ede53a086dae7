package adapt

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	pharos "pharos"
	"pharos/internal/campaign"
	"pharos/internal/diag"
)

// packed makes a zip with a function.
func packed(t *testing.T, f func(w *zip.Writer)) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	f(w)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func put(t *testing.T, w *zip.Writer, name string, data []byte) {
	t.Helper()
	if err := Put(w, name, data); err != nil {
		t.Fatal(err)
	}
}

// TestUnpack refuses what is hostile, each with its reason.
func TestUnpack(t *testing.T) {
	one := func(name string) []byte { return packed(t, func(w *zip.Writer) { put(t, w, name, []byte("x")) }) }
	bomb := packed(t, func(w *zip.Writer) { put(t, w, "a", make([]byte, maxUnpacked+1)) })
	lying := bytes.Clone(bomb) // both headers say that the file has one byte
	for i := 0; i+4 <= len(lying); i++ {
		if string(lying[i:i+4]) == "PK\x01\x02" {
			copy(lying[i+24:], []byte{1, 0, 0, 0})
		}
	}
	cases := map[string]struct {
		data []byte
		want string
	}{
		"outside":    {one("../../etc/passwd"), "leads out"},
		"absolute":   {one("/etc/passwd"), "leads out"},
		"backslash":  {one(`a\..\b`), "leads out"},
		"drive":      {one("c:/x"), "leads out"},
		"alphabets":  {one("adaptation/аdaptation.yaml"), "leads out"},
		"accent":     {one("adaptation/cafe\u0301.svg"), "leads out"},
		"unseen":     {one("adaptation/a\u200bb.yaml"), "leads out"},
		"device":     {one("adaptation/con.yaml"), "leads out"},
		"folder":     {packed(t, func(w *zip.Writer) { _, _ = w.Create("adaptation/") }), "leads out"},
		"bomb":       {bomb, "larger than 64 MB"},
		"lying bomb": {lying, "cannot be read"},
		"no zip":     {[]byte("PK but not really"), "not a zip"},
		"cut":        {one("a")[:20], "not a zip"},
		"many": {packed(t, func(w *zip.Writer) {
			for i := range maxEntries + 1 {
				put(t, w, fmt.Sprint("f", i), nil)
			}
		}), "more than 2000 files"},
		"twice":       {packed(t, func(w *zip.Writer) { put(t, w, "a", nil); put(t, w, "a", nil) }), "stands twice"},
		"twice, case": {packed(t, func(w *zip.Writer) { put(t, w, "a", nil); put(t, w, "A", nil) }), "stands twice"},
		"link": {packed(t, func(w *zip.Writer) {
			h := &zip.FileHeader{Name: "a"}
			h.SetMode(fs.ModeSymlink | 0o777)
			f, _ := w.CreateHeader(h)
			_, _ = f.Write([]byte("/etc/passwd"))
		}), "link"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Unpack(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestReceive refuses a submission whose list and files differ.
func TestReceive(t *testing.T) {
	dir := t.TempDir()
	if err := (&Submission{Folder: Packed{"adaptation.yaml": []byte("base: {from: program}\n"), "messages/en.yaml": []byte("a: b\n")}}).Unfold(dir); err != nil {
		t.Fatal(err)
	}
	good, err := Submit(dir, &campaign.Adaptation{})
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Submit(dir, &campaign.Adaptation{})
	if !bytes.Equal(good, again) {
		t.Error("the same folder gives two files")
	}
	if _, err := Receive(good); err != nil {
		t.Fatal(err)
	}
	files, _ := Unpack(good)
	remade := func(change func(Packed)) []byte {
		p := Packed{}
		for n, d := range files {
			p[n] = d
		}
		change(p)
		return packed(t, func(w *zip.Writer) {
			for n, d := range p {
				put(t, w, n, d)
			}
		})
	}
	for want, data := range map[string][]byte{
		"has another digest":   remade(func(p Packed) { p["adaptation/messages/en.yaml"] = []byte("a: c\n") }),
		"is not in the list":   remade(func(p Packed) { p["adaptation/campaigns/x.yaml"] = nil }),
		"is listed and is not": remade(func(p Packed) { delete(p, "adaptation/messages/en.yaml") }),
		"no submission":        remade(func(p Packed) { delete(p, "submission.json") }),
		"missing or wrong":     remade(func(p Packed) { p["submission.json"] = []byte("{}") }),
	} {
		if _, err := Receive(data); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// FuzzUnpack: bytes of any kind give files or an error, and never more than the bounds.
func FuzzUnpack(f *testing.F) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	_ = Put(w, "adaptation/adaptation.yaml", []byte("x"))
	_ = w.Close()
	f.Add(buf.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := Unpack(data)
		size := 0
		for n, d := range files {
			size += len(d)
			if !fs.ValidPath(n) {
				t.Errorf("the path %q", n)
			}
		}
		if err == nil && size > maxUnpacked {
			t.Error("more bytes than the bounds allow")
		}
	})
}

// base is a small adaptation over the program's own definitions.
const head = "base: {from: program}\norganisation: {id: harbour, kind: ngo, english: Harbour Office}\ncountry: rs\nlanguages: [en]\nmaterials: [citizen/poster-rights]\n"

// applied loads an adaptation over the defaults and applies it.
func applied(t *testing.T, files map[string]string) diag.List {
	t.Helper()
	_, list := adapted(t, files)
	return list
}

// baseFiles are those of the program that the tests adapt.
var baseFiles = []string{
	"campaigns/locks.yaml",
	"campaigns/countries/rs.yaml",
	"campaigns/citizen/campaign.yaml",
	"campaigns/citizen/messages/en.yaml",
	"campaigns/interface/messages/en.yaml",
}

// baseOf gives the files of a base, without one of them.
func baseOf(t *testing.T, without string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for _, name := range baseFiles {
		data, err := pharos.Defaults.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != without {
			out[name] = &fstest.MapFile{Data: data}
		}
	}
	return out
}

// adapted also gives the Set; the base may lack some of its locks.
func adapted(t *testing.T, files map[string]string, without ...string) (*campaign.Set, diag.List) {
	t.Helper()
	return adaptedOver(t, baseOf(t, ""), files, without...)
}

// adaptedOver adapts a base of these files.
func adaptedOver(t *testing.T, base fs.FS, files map[string]string, without ...string) (*campaign.Set, diag.List) {
	t.Helper()
	own := fstest.MapFS{}
	for n, text := range files {
		own[n] = &fstest.MapFile{Data: []byte(text)}
	}
	p := campaign.Overlay(base, own)
	set, list, err := campaign.Load(p)
	if err != nil || set.Adaptation == nil {
		t.Fatal(err, list)
	}
	set.Locks = slices.DeleteFunc(set.Locks, func(l campaign.Lock) bool { return slices.Contains(without, l.ID) })
	return set, append(Explain(list, set.Locks), Apply(set, p)...)
}

// TestNumberWithoutLock: a telephone number is refused at every place where an
// adaptation can write, also where the base lists no lock on numbers.
func TestNumberWithoutLock(t *testing.T) {
	organisation := strings.Replace(head, "Harbour Office", "Harbour 0800 111 222", 1)
	logo := "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><title>0800 111 222</title><path d=\"M0 0h9v9z\"/></svg>"
	for name, files := range map[string]map[string]string{
		"name":    {"adaptation.yaml": organisation},
		"message": {"adaptation.yaml": head, "messages/en.yaml": "harbour.visit:\n  description: \"Where: poster. Max: 80. Class: information. Fact: none.\"\n  other: Call 0800 111 222\n"},
		"logo":    {"adaptation.yaml": head + "logo: logo.svg\n", "logo.svg": logo},
	} {
		for _, without := range [][]string{nil, {"number"}} {
			_, list := adapted(t, files, without...)
			if !slices.ContainsFunc(list, func(f diag.Finding) bool { return strings.Contains(f.Message.Text, "reads as a telephone number") }) {
				t.Errorf("%s, without %v: %v", name, without, list)
			}
		}
	}
}

// TestPlaces: a finding about a material or a language that was chosen, or brought,
// names its own line, not that of what stood in its place.
func TestPlaces(t *testing.T) {
	text := strings.Replace(head, "languages: [en]\nmaterials: [citizen/poster-rights]\n", "languages: [ru, en, fr]\nmaterials: [citizen/badge]\nown:\n  - audience: citizen\n    material: {id: mine, kind: material.poster, template: poster-beam, outputs: [press], paper: stock.coated, carry: \"no\", slots: {safety: [{use: citizen.safety}]}}\n", 1)
	set, list := adapted(t, map[string]string{"adaptation.yaml": text})
	if list.Stops() {
		t.Fatal(list)
	}
	lines := func(file string) []string {
		data, err := pharos.Defaults.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(data), "\n")
	}
	at := func(file, path, want string) {
		t.Helper()
		pos := set.Places.At(file, path)
		line := strings.Split(text, "\n")
		if pos.File != "adaptation.yaml" {
			line = lines(pos.File)
		}
		if pos.Line < 1 || pos.Line > len(line) || !strings.Contains(line[pos.Line-1], want) {
			t.Errorf("%s %s is %s, whose line lacks %q", file, path, pos, want)
		}
	}
	at("campaigns/citizen/campaign.yaml", "materials[0]", "id: badge")
	at("campaigns/citizen/campaign.yaml", "materials[1]", "id: mine")
	for i, l := range set.Countries[0].Languages {
		want := "tag: " + string(l.Tag)
		if l.Tag == "fr" {
			want = "languages: [ru, en, fr]"
		}
		at("campaigns/countries/rs.yaml", fmt.Sprintf("languages[%d]", i), want)
	}
}

const english = "description: \"Where: poster. Max: 80. Class: information. Fact: none.\"\n  other: "

// lockCase is an adaptation and what is said of it.
type lockCase struct {
	name  string
	files map[string]string
	want  []string // the empty list is a good case
}

// TestLocks: every way to what is locked is refused with field, reason and who can
// change it, with file and line.
func TestLocks(t *testing.T) {
	for _, c := range lockCases() {
		t.Run(c.name, func(t *testing.T) { c.meets(t, applied(t, c.files)) })
	}
}

// TestLocksWithoutFiles: a base that lacks one of its files, or whose own locks leave
// out those of the program, opens nothing.
func TestLocksWithoutFiles(t *testing.T) {
	house := []byte("locks:\n  - {id: house, reason: ours, who: we, fields: [house]}\n")
	few := fstest.MapFS{campaign.LocksFile: {Data: house}}
	for _, c := range lockCases() {
		if c.want == nil {
			continue
		}
		for _, without := range baseFiles {
			if _, list := adaptedOver(t, baseOf(t, without), c.files); !list.Stops() {
				t.Errorf("%s: taken, where the base lacks %s", c.name, without)
			}
		}
		_, list := adaptedOver(t, campaign.Overlay(baseOf(t, ""), few), c.files)
		c.meets(t, list)
	}
}

// meets compares findings with those that a case wants.
func (c lockCase) meets(t *testing.T, list diag.List) {
	t.Helper()
	var text strings.Builder
	for _, f := range list {
		fmt.Fprintln(&text, f.Pos, f.Message.Text, f.Hint.Text)
	}
	if list.Stops() != (c.want != nil) {
		t.Fatalf("%s stops: %v\n%s", c.name, list.Stops(), text.String())
	}
	for _, w := range c.want {
		if !strings.Contains(text.String(), w) {
			t.Errorf("%s lacks %q:\n%s", c.name, w, text.String())
		}
	}
}

func lockCases() []lockCase {
	svg := func(inside string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">` + inside + `</svg>`
	}
	logo := head + "logo: logo.svg\n"
	return []lockCase{
		{"good", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "harbour.a:\n  " + english + "Come in.\n"}, nil},
		{"own words for a slogan", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "citizen.job.headline:\n  " + english + "Ask before you sign.\n"}, nil},
		{"number field", map[string]string{"adaptation.yaml": head + "number: \"1\"\n"}, []string{"adaptation.yaml:6", "number is locked (number)", "test calls"}},
		{"number field, other case", map[string]string{"adaptation.yaml": head + "Hotlines: []\n"}, []string{"locked (number)"}},
		{"number field, look-alike", map[string]string{"adaptation.yaml": head + "diаl: \"1\"\n"}, []string{"locked (number)"}},
		{"hours of the line", map[string]string{"adaptation.yaml": head + "hours: []\n"}, []string{"locked (hours)"}},
		{"exit", map[string]string{"adaptation.yaml": head + "exit: https://x.example/\n"}, []string{"locked (quick-exit)"}},
		{"code", map[string]string{"adaptation.yaml": head + "code: https://x.example/\n"}, []string{"locked (code-target)"}},
		{"senders", map[string]string{"adaptation.yaml": head + "senders: []\n"}, []string{"locked (senders)"}},
		{"law", map[string]string{"adaptation.yaml": head + "law: {}\n"}, []string{"locked (law)"}},
		{"class right", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "citizen.rights:\n  " + english + "You have none.\n"}, []string{"messages/en.yaml:1", "citizen.rights is locked (rights)"}},
		{"class number", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "hours.always:\n  " + english + "Never\n"}, []string{"hours.always is locked"}},
		{"label", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "line.kind.trafficking:\n  " + english + "Pizza\n"}, []string{"is locked"}},
		{"other case", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "Citizen.Rights:\n  " + english + "None.\n"}, []string{"reads like citizen.rights"}},
		{"look-alike", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "сitizen.rights:\n  " + english + "None.\n"}, []string{"reads like citizen.rights"}},
		{"digit for letter", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "c1tizen.rights:\n  " + english + "None.\n"}, []string{"reads like citizen.rights"}},
		{"words of the check page", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "verify.remember:\n  " + english + "Compared already.\n"}, []string{"verify.remember is locked (check-page)", "may be printed"}},
		{"words of the check page, another language", map[string]string{"adaptation.yaml": strings.Replace(head, "[en]", "[en, fr]", 1), "messages/fr.yaml": "verify.remember: {other: Imprimez}\n"}, []string{"verify.remember is locked (check-page)"}},
		{"words of the ticket", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "ticket.words:\n  " + english + "Print now.\n"}, []string{"ticket.words is locked (check-page)"}},
		{"words of the list of files", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "materials.intro:\n  " + english + "Print now.\n"}, []string{"materials.intro is locked (materials)"}},
		{"words about what is kept", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "offline.stored:\n  " + english + "Nothing.\n"}, []string{"offline.stored is locked (materials)"}},
		{"foreign id", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "other.a:\n  " + english + "Come.\n"}, []string{"Begin the id with harbour."}},
		{"own right", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "harbour.a:\n  description: \"Where: x. Class: promise.\"\n  other: We always help.\n"}, []string{"class promise is locked"}},
		{"number in a message", map[string]string{"adaptation.yaml": head, "messages/en.yaml": "harbour.a:\n  " + english + "Ring 0800 99 88 77\n"}, []string{"messages/en.yaml:3", "reads as a telephone number"}},
		{"number in the partner line", map[string]string{"adaptation.yaml": head + "partner: {line: {en: \"tel ٠٨٠٠ ٩٩ ٨٨\"}}\n"}, []string{"partner.line.en holds", "telephone number"}},
		{"number in the name", map[string]string{"adaptation.yaml": strings.Replace(head, "Harbour Office", "Office 0800 112233", 1)}, []string{"organisation.english holds"}},
		{"name of who answers", map[string]string{"adaptation.yaml": strings.Replace(head, "Harbour Office", "АSTRA", 1)}, []string{"senders are locked"}},
		{"ground of the theme", map[string]string{"adaptation.yaml": head + "ground: dusk\n"}, nil},
		{"own ground", map[string]string{"adaptation.yaml": head + "ground: \"#1f4d3a\"\n"}, nil},
		{"own ground in inks", map[string]string{"adaptation.yaml": head + "ground: cmyk(80, 30, 70, 40)\n"}, nil},
		{"ground: too light", map[string]string{"adaptation.yaml": head + "ground: \"#7aa0c0\"\n"}, []string{"adaptation.yaml:6", "white text has a contrast of 2.7 : 1", "4.5 : 1 is the least", "the light has a contrast of"}},
		{"ground: just too light", map[string]string{"adaptation.yaml": head + "ground: \"#787878\"\n"}, []string{"contrast of 4.4 : 1"}},
		{"ground: too much ink", map[string]string{"adaptation.yaml": head + "ground: cmyk(100, 90, 60, 70)\n"}, []string{"320 % ink; 300 are the most"}},
		{"ground: no colour", map[string]string{"adaptation.yaml": head + "ground: teal\n"}, []string{"is no colour", "sea, slate or dusk"}},
		{"ground: no percent", map[string]string{"adaptation.yaml": head + "ground: cmyk(101, 0, 0, 0)\n"}, []string{"101 % of an ink"}},
		{"number on a page", map[string]string{"adaptation.yaml": strings.Replace(head, "[en]", "[en, fr]", 1), "content/fr/start.md": "---\ntitle: Aide\nsummary: Aide.\n---\nAppelez le 0800 99 88 77.\n"}, []string{"content/fr/start.md:5", "the page start holds", "telephone number"}},
		{"link on a page", map[string]string{"adaptation.yaml": strings.Replace(head, "[en]", "[en, fr]", 1), "content/fr/start.md": "---\ntitle: Aide\nsummary: Aide.\n---\nVoir [ici](https://x.example).\n"}, []string{"markup"}},
		{"unknown language", map[string]string{"adaptation.yaml": strings.Replace(head, "[en]", "[en, tlh]", 1)}, []string{"unknown language"}},
		{"unknown country", map[string]string{"adaptation.yaml": strings.Replace(head, "rs", "qq", 1)}, []string{"no country"}},
		{"unknown material", map[string]string{"adaptation.yaml": strings.Replace(head, "poster-rights", "poster-x", 1)}, []string{"no material"}},
		{"no safety", map[string]string{"adaptation.yaml": head + "own:\n  - audience: citizen\n    material: {id: mine, kind: material.poster, outputs: [press], carry: \"no\", slots: {headline: [{use: citizen.rights.headline}]}}\n"}, []string{"no safety sentence"}},
		{"good logo", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<path fill="#134a8e" d="M5 30h50l-8 8H13z"/>`)}, nil},
		{"logo: script", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<script>x</script>`)}, []string{"logo.svg", "script"}},
		{"logo: link", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<image href="https://x.example/a.png"/>`)}, []string{"logo cannot be used"}},
		{"logo: use", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<use href="https://x.example/a.svg#b"/>`)}, []string{"logo cannot be used"}},
		{"logo: foreignObject", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<foreignObject><p>0800</p></foreignObject>`)}, []string{"logo cannot be used"}},
		{"logo: entity", map[string]string{"adaptation.yaml": logo, "logo.svg": `<!DOCTYPE svg [<!ENTITY a "b">]>` + svg(`<path d="M0 0h9v9z"/>`)}, []string{"logo cannot be used"}},
		{"logo: coordinates", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<path d="M0 0h99999999999v9z"/>`)}, []string{"logo cannot be used"}},
		{"logo: text", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<text>0800 11 22 33</text>`)}, []string{"logo"}},
		{"logo: number in the title", map[string]string{"adaptation.yaml": logo, "logo.svg": svg(`<title>Ring 0800 11 22 33</title><path d="M0 0h9v9z"/>`)}, []string{"the text in the logo holds"}},
		{"logo: shape", map[string]string{"adaptation.yaml": logo, "logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 40"><path d="M0 0h9v9z"/></svg>`}, []string{"wider than four times"}},
		{"logo: not there", map[string]string{"adaptation.yaml": logo}, []string{"is not there"}},
		{"logo: no picture", map[string]string{"adaptation.yaml": logo, "logo.svg": "hello"}, []string{"logo cannot be used"}},
	}
}
