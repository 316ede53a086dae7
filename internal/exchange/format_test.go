package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"

	"pharos/internal/disk"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// TestPluralRules wants a gettext rule for every language of the table, with as
// many forms as CLDR has for whole numbers.
func TestPluralRules(t *testing.T) {
	for _, l := range locale.Builtin().All() {
		rule, ok := pluralRule(l)
		if !ok || !strings.HasPrefix(rule, fmt.Sprintf("nplurals=%d; ", len(pluralForms(l)))) {
			t.Errorf("%s: %q %v", l.Tag, rule, pluralForms(l))
		}
	}
	for tag, want := range map[locale.Tag]string{"ru": "one few many", "ar": "zero one two few many other", "hr": "one few other", "sq": "one other"} {
		if got := strings.Join(pluralForms(row(tag)), " "); got != want {
			t.Errorf("%s: %s", tag, got)
		}
	}
}

// TestBadFiles refuses files that as a whole are of no use, with words that say
// what to do.
func TestBadFiles(t *testing.T) {
	d := finished("hr")
	table, _ := Encode(d, CSV)
	var wide bytes.Buffer
	wide.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(string(table[3:200]))) {
		wide.Write([]byte{byte(u), byte(u >> 8)})
	}
	for name, c := range map[string]struct {
		data []byte
		says string
	}{
		"a.csv":  {wide.Bytes(), "UTF-16"},
		"b.csv":  {[]byte("id,source,target,language\nx,y,\"\xe8ov\",hr\n"), "not in UTF-8"},
		"c.csv":  {[]byte("number,source\n1,2\n"), "no column"},
		"d.csv":  {[]byte("id,source,target,language\nx,\"y\n"), "quote is missing"},
		"e.po":   {[]byte("hello\n"), "not a PO file"},
		"f.po":   {[]byte("msgid \"\"\nmsgstr \"Language: xx\\n\"\n"), "does not have"},
		"g.xlf":  {[]byte("<xliff version=\"1.2\"><file"), "cannot be read"},
		"h.xlf":  {[]byte("<!DOCTYPE x [<!ENTITY a \"b\">]><xliff/>"), "document type"},
		"i.xlf":  {[]byte("<note/>"), "not XLIFF"},
		"j.html": {[]byte("<!DOCTYPE html><p>"), "form itself"},
		"k.po":   {nil, "empty"},
	} {
		back, list := Decode(locale.Builtin(), name, c.data)
		if back != nil || len(list) == 0 || !strings.Contains(list.Summary()+messages(list), c.says) {
			t.Errorf("%s: %v", name, list)
		}
	}
	po := bytes.Replace([]byte("msgid \"\"\nmsgstr \"Language: hr\\nContent-Type: text/plain; charset=X\\n\"\n"), []byte("X"), []byte("CP1250"), 1)
	if _, list := Decode(locale.Builtin(), "l.po", po); !strings.Contains(messages(list), "cp1250") {
		t.Error(list)
	}
}

// TestSpreadsheets reads tables as spreadsheets of other countries save them.
func TestSpreadsheets(t *testing.T) {
	d := finished("hr")
	table, _ := Encode(d, CSV)
	for _, sep := range []string{";", "\t"} {
		var b strings.Builder
		for _, row := range rows(t, table) {
			for i := range row {
				row[i] = `"` + strings.ReplaceAll(row[i], `"`, `""`) + `"`
			}
			b.WriteString(strings.Join(row, sep) + "\r\n")
		}
		back, list := Decode(locale.Builtin(), "x.csv", []byte(b.String()))
		if back == nil || len(list) > 0 {
			t.Fatal(list)
		}
		sameTexts(t, d, back)
	}
}

// TestStatus counts every text once, in every way of writing the table.
func TestStatus(t *testing.T) {
	list := real().Status(nil)
	if len(list) == 0 {
		t.Fatal("no rows")
	}
	for _, r := range list {
		if r.Total == 0 || r.Reviewed+r.Translated+r.Draft+r.Stale+r.Missing != r.Total {
			t.Errorf("%+v", r)
		}
	}
	if list[0].Language != locale.Source {
		t.Errorf("English is not first: %+v", list[0])
	}
	var text, object, page bytes.Buffer
	tokens, err := os.ReadFile("../../themes/pharos/assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{WriteStatusText(&text, list), WriteStatusJSON(&object, list), real().WriteStatusHTML(&page, list, string(tokens))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var back []Row
	if err := json.Unmarshal(object.Bytes(), &back); err != nil || len(back) != len(list) || back[3] != list[3] {
		t.Errorf("JSON: %v", err)
	}
	if n := strings.Count(text.String(), "\n"); n < len(list) {
		t.Errorf("%d lines for %d rows", n, len(list))
	}
	root, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			found[n.Data]++
		}
		for _, a := range n.Attr {
			if a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("the page loads %q", a.Val)
			}
		}
	}
	if found["tr"] != len(list)+found["table"] {
		t.Errorf("%d rows in the page, %d in the table", found["tr"]-found["table"], len(list))
	}
}

// TestTypo keeps the translations of the text before the correction, of a
// message and of a passage, and leaves older ones stale.
func TestTypo(t *testing.T) {
	sq := "---\ntitle: Drejtat\nsummary: Çfarë\n---\nFjalët.\n\n## Kë?\n\n- Numri: {{line}}\n- policia\n"
	dir := folderOf(t, map[string]string{"content/sq/rights.md": sq})
	b := open(t, os.DirFS(dir))
	_, b = saved(t, dir, returned(b, "sq", map[string]string{"a.police": "Policia", "rights.1": "Fjalët e para."}), mira)
	_, b = saved(t, dir, returned(b, "mk", map[string]string{"a.police": "Полиција"}), mira)
	if _, _, err := b.Typo(os.DirFS(dir), Typo{ID: "a.police", By: "Ana", Date: "2026-11-24"}); err == nil {
		t.Error("nothing was stale and the decision was taken")
	}
	for name, change := range map[string][2]string{"campaigns/x/messages/en.yaml": {"\"Police\"", "\"The police\""}, "content/en/rights.md": {"First words", "The first words"}} {
		text := strings.Replace(content(t, dir, name), change[0], change[1], 1)
		if err := os.WriteFile(dir+"/"+name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for id, n := range map[string]int{"a.police": 2, "rights.1": 1} {
		b = open(t, os.DirFS(dir))
		if !unit(t, b, "sq", id).Stale {
			t.Fatalf("%s is not stale", id)
		}
		files, kept, err := b.Typo(os.DirFS(dir), Typo{ID: id, By: "Ana \"B\"", Date: "2026-11-24"})
		if err != nil || kept != n {
			t.Fatalf("%s: %d kept, %v", id, kept, err)
		}
		if err := disk.Save(dir, files); err != nil {
			t.Fatal(err)
		}
		if u := unit(t, open(t, os.DirFS(dir)), "sq", id); u.Stale || u.State != locale.Translated || u.Review.Translator != mira.By {
			t.Errorf("%s: %+v", id, u)
		}
	}
	record, list := tree.Parse(TypoFile, []byte(content(t, dir, TypoFile)))
	if by := record.Find("[0].by"); len(list) > 0 || len(record.Items) != 2 || by == nil || by.Value != `Ana "B"` {
		t.Errorf("%v %v", record, list)
	}
	if _, _, err := b.Typo(os.DirFS(dir), Typo{ID: "a.polic", By: "Ana"}); err == nil || !strings.Contains(err.Error(), `Did you mean "a.police"`) {
		t.Error(err)
	}
}
