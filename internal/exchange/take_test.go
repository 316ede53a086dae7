package exchange

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/rule"
)

const english = `# English.
a.rights:
  description: "Where: poster. Max: 40. Class: right. Fact: none. Note: calm."
  other: "No one can take your rights away"
a.call:
  description: "Where: poster. Max: 60. Class: number. Fact: line. Note: last."
  other: "Call {{.Line}} or 112 day and night"
a.count:
  description: "Where: list. Max: 40. Class: information. Fact: none. Note: none."
  one: "{{.Count}} copy is here"
  other: "{{.Count}} copies are here"
a.police:
  description: "Where: label. Max: 20. Class: slogan. Fact: none. Note: one word."
  other: "Police"
`

const englishPage = "---\ntitle: Your rights\nsummary: What you can ask.\nclass: information\n---\nFirst words\nof two lines.\n\n## Whom to ask?\n\n- Number: {{line}}\n- the police {.right}\n"

// project makes a small project; add lays files over it.
func project(add map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range map[string]string{"campaigns/x/messages/en.yaml": english, "content/en/rights.md": englishPage} {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for name, data := range add {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

// open loads a small project.
func open(t *testing.T, fsys fs.FS) *Book {
	t.Helper()
	set, _, err := campaign.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return Open(set)
}

// returned makes the document that a translator sends back: the export with
// these targets, finished.
func returned(b *Book, tag locale.Tag, texts map[string]string) *Document {
	d, _ := b.Document(tag, Filter{})
	var units []Unit
	for _, u := range d.Units {
		if text, ok := texts[u.ID]; ok {
			u.Target, u.State = map[string]string{}, locale.Translated
			for i, part := range strings.Split(text, "|") {
				u.Target[u.Forms(row(tag))[i]] = part
			}
			units = append(units, u)
		}
	}
	d.Units = units
	return d
}

var mira = Options{By: "Mira Q.", Date: "2026-11-23"}

// TestRefusals returns one bad text beside a good one: the bad one is refused
// for its reason, the good one is taken in.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ tag, id, text, rule, says string }{
		{"sq", "a.call", "Telefononi 112 ditë e natë", "translate.placeholder", "{{Line}} of the source is missing"},
		{"sq", "a.call", "Telefononi {{.Line}} {{.Line}} ose 112", "translate.placeholder", "not in the source"},
		{"sq", "a.call", "Telefononi {{.Police}} ose 112", "translate.placeholder", "became {{Police}}"},
		{"sq", "a.call", "Telefononi {{.Line}} }} ose 112", "translate.placeholder", "double braces"},
		{"sq", "a.call", "Telefononi {{.Line}} ose 113", "translate.number", "112 of the source became 113"},
		{"sq", "a.call", "Telefononi {{.Line}} ditë e natë", "translate.number", "112 of the source is missing"},
		{"sq", "a.rights", "Askush nuk ju merr 2 të drejta", "translate.number", "2 is not in the source"},
		{"fa", "a.call", "با {{.Line}} یا ۱۱۳ تماس بگیرید", "translate.number", "became 113"},
		{"fa", "a.call", "با {{.Line}} یا ۱۱۲ تماس بگیرید", "translate.number", "other digits"},
		{"ar", "a.rights", "لا أحد ينتزع ½ حقوقكم", "translate.number", "½ is not"},
		{"ar", "a.call", "اتصلوا على {{.Line}} أو ١١٣ ليلا ونهارا", "translate.number", "became 113"},
		{"sq", "a.call", "Telefononi {{.Line}} ose １１３", "translate.number", "became 113"},
		{"sq", "a.call", "Telefononi {{.Line}} ose 112 ose ๑๑๓", "translate.number", "113 is not in the source"},
		{"ru", "a.rights", "Никто не отнимет ваши Ⅳ права", "translate.number", "Ⅳ is not"},
		{"sq", "a.call", "Telefononi {{.Line}} ose 1112", "translate.number", "112 of the source became 1112"},
		{"sq", "a.rights", "Askush nuk jua merr \u202eto drejtat", "translate.hidden", "U+202E"},
		{"sq", "a.rights", "Askush nuk jua\u200b merr", "translate.hidden", "U+200B"},
		{"sq", "a.call", "Telefononi \u2067{{.Line}} ose 112\u2069", "translate.hidden", "U+2067"},
		{"ar", "a.rights", "لا أحد\u061c ينتزع حقوقكم", "translate.hidden", "U+061C"},
		{"sq", "a.rights", "Askush\ufeff nuk jua merr", "translate.hidden", "U+FEFF"},
		{"sq", "a.rights", "Askush\U000e0041 nuk jua merr", "translate.hidden", "U+E0041"},
		{"sq", "a.rights", "Askush nuk jua merr <script>", "translate.html", "HTML"},
		{"bs", "a.rights", "Нико вам не може одузети права", "translate.script", "not in the script"},
		{"fa", "a.rights", "هیچ کس\u200c حقوق شما را نمی گیرد", "translate.hidden", "U+200C"},
		{"sq", "a.rights", "<b>Askush</b> nuk jua merr", "translate.html", "HTML"},
		{"sq", "a.rights", "Askush nuk jua merr&nbsp;dot", "translate.html", "HTML"},
		{"mk", "a.rights", "Nikoj ne moze da vi gi zeme pravata", "translate.script", "not in the script"},
		{"sr-Latn", "a.rights", "Нико вам не може одузети права", "translate.script", "not in the script"},
		{"sq", "a.rights", "Askush nuk jua merr tё drejtat", "translate.script", "mixes letters"},
		{"mk", "a.rights", "Нико вам не може одузети ваше ђачке права", "translate.language", "\"ђ\" is not used in Macedonian"},
		{"uk", "a.rights", "Никто не может отнять ваши права, объясните", "translate.language", "not used in Ukrainian"},
		{"fa", "a.rights", "لا أحد يستطيع أن يأخذ حقوقكم في هذا البلد", "translate.language", "not used in Persian"},
		{"sq", "a.rights", "No one can take your rights away", "translate.source", "same as the source"},
		{"sq", "a.rights", "Askush nuk jua merr t? drejtat? as nj?herë", "translate.encoding", "question mark stands inside"},
		{"sq", "a.rights", "Askush s\ufffd merr", "translate.encoding", "unreadable"},
		{"sq", "a.rights", "Askush nuk jua merr tÃ« drejtat", "translate.encoding", "another encoding"},
		{"sq", "a.call", "Telefononi {{.Line}} 1.12E+02", "translate.mangled", "spreadsheet"},
		{"sq", "a.rights", "#NAME?", "translate.mangled", "spreadsheet"},
		{"ru", "a.count", "{{.Count}} копия|{{.Count}} копии", "translate.plural", "many is empty"},
		{"ru", "a.count", "{{.Count}} копия|копии|{{.Count}} копий", "translate.placeholder", "Count"},
		{"sq", "rights.1", "Fjalët **e para**", "translate.html", "markup"},
		{"sq", "rights.1", "- Fjalët e para", "translate.html", "would not stand"},
		{"sq", "rights.3", "Numri", "translate.placeholder", "{{line}}"},
		{"sq", "rights.1", "Fjalët e para", "translate.page", "1 of 6 passages"},
	} {
		b := open(t, project(nil))
		d := returned(b, locale.Tag(c.tag), map[string]string{c.id: c.text})
		good := returned(b, locale.Tag(c.tag), map[string]string{"a.police": map[string]string{"mk": "Полиција", "fa": "پلیس", "ar": "الشرطة", "uk": "Поліція", "ru": "Полиция"}[c.tag] + map[bool]string{true: "Policia"}[c.tag == "sq" || c.tag == "sr-Latn" || c.tag == "bs"]})
		d.Units = append(d.Units, good.Units...)
		r := b.take(d, mira)
		if r.Refused != 1 || r.Translated != 1 || len(r.Changes) != 1 || r.Changes[0].ID != "a.police" {
			t.Errorf("%s %q: %d refused, %d taken: %v", c.tag, c.text, r.Refused, r.Taken(), r.Findings)
			continue
		}
		if f := r.Findings[0]; f.Rule.ID != c.rule || !strings.Contains(f.Message.Text, c.says) || f.Hint.Text == "" || f.Severity != diag.Error {
			t.Errorf("%s %q: want %s %q, got %s %q", c.tag, c.text, c.rule, c.says, f.Rule.ID, f.Message.Text)
		}
	}
}

// TestGoodWords wants no reason to refuse words that look like a mistake.
func TestGoodWords(t *testing.T) {
	for tag, text := range map[locale.Tag]string{"tr": "Üşengeç DÜŞMEK öğüt", "uk": "Її об’єкт, ґанок — є", "sq": "Çështje «e» vogël", "mk": "QR и SMS за вас", "hr": "Čašćenje – ČŠ"} {
		u := Unit{Source: map[string]string{"other": "Words with QR and SMS"}, Target: map[string]string{"other": text}}
		if f := faultOf(row(tag), u); f != nil {
			t.Errorf("%s: %q: %s", tag, text, f.message)
		}
	}
}

// TestRealTextsPass wants no reason to refuse any text that the project has.
func TestRealTextsPass(t *testing.T) {
	for _, tag := range targets() {
		d, _ := real().Document(tag, Filter{})
		for _, u := range d.Units {
			// Known: these say 100 % and 4 in words, in some languages.
			if f := faultOf(row(tag), u); f != nil && u.ID != "materials.intro" && u.ID != "colours.cmyk" {
				t.Errorf("%s %s: %s: %q", tag, u.ID, f.message, u.Target)
			}
			if u.Page() && !u.Missing() {
				if f := pageFault(row(tag), u.Target["other"]); f != nil {
					t.Errorf("%s %s: %s: %q", tag, u.ID, f.message, u.Target)
				}
			}
		}
	}
}

// saved takes a document in, writes the files into a folder and opens it again.
func saved(t *testing.T, dir string, d *Document, o Options) (*Report, *Book) {
	t.Helper()
	b := open(t, os.DirFS(dir))
	r := b.take(d, o)
	files, err := b.Files(os.DirFS(dir), r)
	if err != nil {
		t.Fatal(err)
	}
	if err := disk.Save(dir, files); err != nil {
		t.Fatal(err)
	}
	return r, open(t, os.DirFS(dir))
}

// folderOf writes a small project to disk.
func folderOf(t *testing.T, add map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, f := range project(add) {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// content reads a file of a folder.
func content(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func unit(t *testing.T, b *Book, tag locale.Tag, id string) Unit {
	t.Helper()
	d, _ := b.Document(tag, Filter{})
	for _, u := range d.Units {
		if u.ID == id {
			return u
		}
	}
	t.Fatalf("no %s", id)
	return Unit{}
}

// TestStates walks a right through its states: imported, reviewed by the same
// person (refused), by another one, changed source, typo.
func TestStates(t *testing.T) {
	dir := folderOf(t, nil)
	b := open(t, os.DirFS(dir))
	texts := map[string]string{"a.rights": "Askush nuk jua merr të drejtat", "a.police": "Policia"}
	r, b := saved(t, dir, returned(b, "sq", texts), mira)
	if r.Translated != 2 || unit(t, b, "sq", "a.rights").Review.Translator != "Mira Q." {
		t.Fatalf("%+v", r)
	}
	again, b := saved(t, dir, returned(b, "sq", texts), Options{By: "Somebody", Date: "2026-12-01"})
	if len(again.Changes) > 0 || again.Unchanged != 2 {
		t.Errorf("the same file twice: %+v", again)
	}
	own, b := saved(t, dir, returned(b, "sq", texts), Options{Reviewer: "mira  q.", Date: "2026-12-01"})
	if own.Reviewed != 1 || unit(t, b, "sq", "a.rights").State != locale.Translated || unit(t, b, "sq", "a.police").State != locale.Reviewed {
		t.Errorf("one person reviewed a right: %+v", own)
	}
	if own.Findings[0].Rule != rule.TranslateTwo {
		t.Error(own.Findings)
	}
	for _, name := range []string{"Mir\u0430 Q.", "M\u00edra\u200b Q.", "\u041cira Q."} {
		own, b := saved(t, dir, returned(b, "sq", texts), Options{Reviewer: name, Date: "2026-12-01"})
		if u := unit(t, b, "sq", "a.rights"); u.State != locale.Translated || len(own.Findings) == 0 || own.Findings[0].Rule != rule.TranslateTwo {
			t.Errorf("%q reviewed their own text: %+v", name, own)
		}
	}
	_, b = saved(t, dir, returned(b, "sq", texts), Options{Reviewer: "Ana B.", Date: "2026-12-02"})
	if u := unit(t, b, "sq", "a.rights"); u.State != locale.Reviewed || u.Stale || u.Review.Reviewer != "Ana B." || u.Review.Translator != "Mira Q." || u.Review.Date != "2026-12-02" {
		t.Errorf("%+v", u)
	}
	path := filepath.Join(dir, "campaigns/x/messages/en.yaml")
	if err := os.WriteFile(path, []byte(strings.Replace(english, "rights away", "rights from you", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(filepath.Join(dir, MemoryFile))
	memory, list := readMemory(data)
	d, _ := open(t, os.DirFS(dir)).Document("sq", Filter{Previous: memory, Only: []string{"stale"}})
	if len(list) > 0 || len(d.Units) != 1 || d.Units[0].Previous["other"] != "No one can take your rights away" {
		t.Errorf("stale: %+v %v", d.Units, list)
	}
}

// TestStaleReturn returns a text that was made from an older source: kept as a
// stale draft, and both sources are shown.
func TestStaleReturn(t *testing.T) {
	dir := folderOf(t, nil)
	for _, f := range written {
		d := returned(open(t, os.DirFS(dir)), "sq", map[string]string{"a.rights": "Askush nuk jua merr " + strings.TrimRight(string(f), "2")})
		data, _ := Encode(d, f)
		newer := folderOf(t, map[string]string{"campaigns/x/messages/en.yaml": strings.Replace(english, "rights away", "rights from you", 1)})
		back, list := Decode(locale.Builtin(), "x"+f.Ending(), data)
		if back == nil {
			t.Fatal(list)
		}
		r, b := saved(t, newer, back, mira)
		u := unit(t, b, "sq", "a.rights")
		if r.Drafts != 1 || u.State != locale.Draft || !u.Stale || !strings.HasPrefix(u.Target["other"], "Askush") {
			t.Errorf("%s: %+v", f, u)
		}
		if m := r.Findings[0].Message.Text; !strings.Contains(m, "rights away") || !strings.Contains(m, "rights from you") {
			t.Errorf("%s: %q", f, m)
		}
	}
}

// TestLimit keeps a text that is too long as a draft.
func TestLimit(t *testing.T) {
	b := open(t, project(nil))
	r := b.take(returned(b, "sq", map[string]string{"a.rights": "Askush nuk jua merr të drejtat, kurrë dhe askund"}), mira)
	if r.Drafts != 1 || r.Changes[0].New.State != locale.Draft || r.Findings[0].Rule != rule.TranslateLong {
		t.Errorf("%+v", r)
	}
}

// TestConflict refuses a text whose place in the project was changed by another
// person since the export.
func TestConflict(t *testing.T) {
	dir := folderOf(t, nil)
	old := open(t, os.DirFS(dir))
	first := returned(old, "sq", map[string]string{"a.rights": "Askush nuk jua merr"})
	second := returned(old, "sq", map[string]string{"a.rights": "Asnjeri nuk jua merr"})
	_, b := saved(t, dir, first, mira)
	if r := b.take(second, Options{By: "Ana B.", Date: "2026-11-23"}); r.Refused != 1 || r.Findings[0].Rule != rule.TranslateConflict {
		t.Errorf("%+v", r)
	}
	if r := b.take(second, mira); r.Translated != 1 {
		t.Errorf("the same translator's correction: %+v", r)
	}
}

// TestDerived overrules one transliterated message; the others stay derived.
func TestDerived(t *testing.T) {
	dir := folderOf(t, map[string]string{"campaigns/x/messages/sr-Cyrl.yaml": "a.rights: \"Нико вам не може одузети права\"\na.police: \"Полиција\"\n"})
	b := open(t, os.DirFS(dir))
	if r := b.take(returned(b, "sr-Latn", map[string]string{"a.rights": "Niko vam ne može oduzeti prava", "a.police": "Policija"}), mira); len(r.Changes) > 0 || r.Unchanged != 2 {
		t.Errorf("%+v", r)
	}
	r, b := saved(t, dir, returned(b, "sr-Latn", map[string]string{"a.rights": "Niko vam ne može uzeti prava", "a.police": "Policija"}), mira)
	if u := unit(t, b, "sr-Latn", "a.rights"); r.Translated != 1 || u.Derived || u.State != locale.Translated || u.Stale {
		t.Errorf("%+v %+v", r, u)
	}
	if u := unit(t, b, "sr-Latn", "a.police"); !u.Derived || u.State != locale.Draft {
		t.Errorf("%+v", u)
	}
}
