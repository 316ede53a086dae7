package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/locale"
	"pharos/internal/rule"
)

// TestDiff changes real files and wants no line changed but those of the text
// and its state.
func TestDiff(t *testing.T) {
	fsys := os.DirFS("../..")
	d, _ := real().Document("sq", Filter{})
	var units []Unit
	for i, u := range d.Units {
		if i%7 == 0 && !u.Plural && u.Max == 0 || u.ID == "citizen.rights.headline" {
			u.Target = map[string]string{"other": strings.Replace(u.Target["other"], " ", "  ", 1) + " ë"}
			u.State = locale.Translated
			units = append(units, u)
		}
	}
	d.Units = units
	r := real().take(d, mira)
	files, err := real().Files(fsys, r)
	if err != nil || r.Refused > 0 || len(r.Changes) < 20 {
		t.Fatal(err, r.Refused, len(r.Changes), r.Findings)
	}
	for name, data := range files {
		old, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			if name != MemoryFile && name != TypoFile && !strings.Contains(name, "/sq/") {
				t.Errorf("%s is new", name)
			}
			continue
		}
		texts := 0
		for _, c := range r.Changes {
			if c.File == name || locale.StateFile(c.File) == name {
				texts++
			}
		}
		if n := changed(string(old), string(data)); n != texts {
			t.Errorf("%s: %d lines changed for %d texts", name, n, texts)
		}
	}
}

// changed counts the lines that differ; both must have as many.
func changed(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return -1
	}
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// TestEditStyles keeps comments, order, quoting and line ends, whatever they are.
func TestEditStyles(t *testing.T) {
	old := "# head\r\nb:  # why b\r\n  description: \"x\"\r\n  other: 'it''s' # quoted\r\n\r\n# group\r\na: plain words # short\r\nd: {other: \"flow\"}\r\nc:\r\n  other: |\r\n    block\r\n    text\r\n\r\n# foot\r\n"
	got, err := editMessages(row("sq"), "f.yaml", []byte(old), []string{"a", "b", "b2", "c", "d", "e"}, map[string]map[string]string{
		"a": {"other": "Fjalë: të tjera"}, "b": {"other": "s'ka"}, "b2": {"other": "E re"}, "c": {"other": "një\ndy"}, "d": {"other": "rrjedh"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "# head\r\nb:  # why b\r\n  description: \"x\"\r\n  other: 's''ka' # quoted\r\nb2:\r\n  other: \"E re\"\r\n\r\n# group\r\na: \"Fjalë: të tjera\" # short\r\nd: {other: \"rrjedh\"}\r\nc:\r\n  other: |\r\n    një\r\n    dy\r\n\r\n# foot\r\n"
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	state := "# s\na:\n  state: draft # by machine\n  source: \"0123456789ab\"\nb: {state: draft, date: 2026-11-23} # b\n"
	r := locale.Review{State: locale.Translated, Translator: `Mira "M" Q.`, Source: "0123456789ac", Date: "2026-11-24"}
	got, err = editStates("f.state.yaml", []byte(state), []string{"a", "b", "c"}, map[string]locale.Review{"a": r, "b": r, "c": r})
	if err != nil {
		t.Fatal(err)
	}
	line := `{state: translated, translator: "Mira \"M\" Q.", source: "0123456789ac", date: 2026-11-24}`
	if want := "# s\na:\n  state: translated # by machine\n  translator: \"Mira \\\"M\\\" Q.\"\n  source: \"0123456789ac\"\n  date: 2026-11-24\nb: " + line + " # b\nc: " + line + "\n"; string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestPageEdit changes passages of a page and makes a whole new page.
func TestPageEdit(t *testing.T) {
	sq := "---\ntitle: \"Të drejtat\"\nsummary: Çfarë # c\n---\nFjalët e para\nnë dy rreshta.\n\n## Kë?\n\n- Numri: {{line}}\n- policia\n"
	dir := folderOf(t, map[string]string{"content/sq/rights.md": sq})
	r, b := saved(t, dir, returned(open(t, os.DirFS(dir)), "sq", map[string]string{"rights.1": "Fjalët e reja.", "rights.title": "Drejtat tuaja", "rights.4": "policia jonë"}), mira)
	if r.Translated != 3 || r.Refused != 0 {
		t.Fatalf("%+v", r)
	}
	want := "---\ntitle: \"Drejtat tuaja\"\nsummary: Çfarë # c\n---\nFjalët e reja.\n\n## Kë?\n\n- Numri: {{line}}\n- policia jonë\n"
	if got := content(t, dir, "content/sq/rights.md"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if u := unit(t, b, "sq", "rights.1"); u.State != locale.Translated || u.Stale || u.Class != locale.Information {
		t.Errorf("%+v", u)
	}
	if u := unit(t, b, "sq", "rights.4"); u.Class != locale.Right {
		t.Errorf("%+v", u)
	}
	whole := map[string]string{"rights.title": "Ваши права", "rights.summary": "О чём спросить", "rights.1": "Первые слова.", "rights.2": "Кого спросить?", "rights.3": "Номер: {{line}}", "rights.4": "полиция"}
	if r, _ := saved(t, dir, returned(b, "ru", whole), mira); r.Translated != 6 {
		t.Fatalf("%+v", r)
	}
	if got, want := content(t, dir, "content/ru/rights.md"), "---\ntitle: Ваши права\nsummary: О чём спросить\n---\nПервые слова.\n\n## Кого спросить?\n\n- Номер: {{line}}\n- полиция\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestBrokenFile takes nothing into a file that has errors, and says so.
func TestBrokenFile(t *testing.T) {
	dir := folderOf(t, map[string]string{"campaigns/x/messages/sq.yaml": "a.police: 'Policia\n"})
	b := open(t, os.DirFS(dir))
	r := b.take(returned(b, "sq", map[string]string{"a.rights": "Askush nuk jua merr"}), mira)
	files, err := b.Files(os.DirFS(dir), r)
	if err != nil || len(files) != 0 || r.Refused != 1 || r.Taken() != 0 || r.Findings[0].Rule != rule.TranslateEdit {
		t.Errorf("%v %v %+v", files, err, r)
	}
}
