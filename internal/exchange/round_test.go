package exchange

import (
	"maps"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

// repo is the real project.
var repo = os.DirFS("../..")

// real loads the real definitions once.
var real = sync.OnceValue(func() *Book {
	set, _, err := campaign.Load(repo)
	if err != nil {
		panic(err)
	}
	return Open(set)
})

// targets are the languages that texts are translated into.
func targets() []locale.Tag {
	var out []locale.Tag
	for _, l := range locale.Builtin().All() {
		if l.Tag != locale.Source {
			out = append(out, l.Tag)
		}
	}
	return out
}

var written = []Format{PO, XLIFF, XLIFF2, CSV, XLSX}

// TestRoundTrip sends every real text out in every format and language and
// wants it back exactly, and an import of it to change nothing.
func TestRoundTrip(t *testing.T) {
	for _, tag := range targets() {
		d, list := real().Document(tag, Filter{})
		if len(list) > 0 {
			t.Errorf("%s: %v", tag, list)
		}
		if len(d.Units) < 500 {
			t.Fatalf("%s: only %d texts", tag, len(d.Units))
		}
		for _, f := range written {
			data, list := Encode(d, f)
			if len(list) > 0 {
				t.Errorf("%s %s: %v", tag, f, list)
			}
			back, list := Decode(locale.Builtin(), "x"+f.Ending(), data)
			if back == nil || len(list) > 0 || back.Locale.Tag != tag || len(back.Units) != len(d.Units) {
				t.Fatalf("%s %s: %v", tag, f, list)
			}
			for i, u := range back.Units {
				comparable(t, string(tag)+" "+string(f), tag, d.Units[i], u)
			}
			r := real().take(back, Options{By: "Mira", Date: "2026-11-23"})
			if len(r.Changes) > 0 || r.Refused > 0 || r.Unchanged+r.Empty != len(d.Units) {
				t.Errorf("%s %s: an import without a change changes: %+v %v", tag, f, r.Changes, r.Findings)
			}
		}
	}
}

// comparable sees that a unit came back with its texts, state and fingerprints.
func comparable(t *testing.T, where string, tag locale.Tag, want, got Unit) {
	t.Helper()
	if got.ID != want.ID || got.Plural != want.Plural || got.SourcePrint != want.SourcePrint || got.TargetPrint != want.TargetPrint || !sameSource(got.Source, want.Source) {
		t.Fatalf("%s: %+v came back as %+v", where, want, got)
	}
	if done := want.Done() && !want.Stale && !want.Missing(); got.Done() != done && !want.Missing() {
		t.Errorf("%s: %s: finished %v came back as %v", where, want.ID, done, got.Done())
	}
	forms := maps.Clone(got.Target)
	if want.Plural {
		forms = complete(row(tag), forms, want.Target)
	}
	if !maps.Equal(forms, want.Target) {
		t.Errorf("%s: %s: %q came back as %q", where, want.ID, want.Target, forms)
	}
}

// FuzzRoundTrip sends any text through every format and into a message file.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{"", "Call {{.Line}}", "a\nb", "=1+1", "'x", "\\n", "\"q\" <b>&amp;</b>", "{{.Line}}{{.Line}} {{ .Hours }}", " \tx ", "]]>", "#~", "می\u200cتوانید", "\r\n", "x\u2028y", "- y", "key: v # c", "'=", "\ufeff", "{{line}} {{law.use}}"} {
		f.Add(s, "Call us", true)
		f.Add("Call", s, false)
	}
	f.Fuzz(func(t *testing.T, source, target string, many bool) {
		clean := func(s string) string { return strings.TrimRight(norm.NFC.String(strings.ToValidUTF8(s, "")), "\n") }
		source, target = clean(source), clean(target)
		if source == "" || strings.ContainsRune(source+target, utf8.RuneError) {
			return
		}
		u := Unit{ID: "a.b", Catalogue: "citizen", Source: map[string]string{"other": source}, Target: map[string]string{}, Class: locale.Right, State: locale.Translated, SourcePrint: "0123456789ab", TargetPrint: "ba9876543210"}
		forms := []string{"other"}
		if many {
			u.Plural, u.Source["one"] = true, source+"1"
			forms = pluralForms(row("ru"))
		}
		for i, form := range forms {
			if target != "" {
				u.Target[form] = target + strings.Repeat(".", i)
			}
		}
		if many {
			u.Target = complete(row("ru"), u.Target, nil)
		}
		d := &Document{Locale: row("ru"), Units: []Unit{u}}
		for _, format := range written {
			data, list := Encode(d, format)
			if len(list) > 0 {
				continue // the format says that it cannot hold the text
			}
			back, list := Decode(locale.Builtin(), "x"+format.Ending(), data)
			if back == nil || len(list) > 0 || len(back.Units) != 1 {
				t.Fatalf("%s: %v\n%s", format, list, data)
			}
			comparable(t, string(format), "ru", u, back.Units[0])
		}
		inFile(t, target)
	})
}

// inFile writes a text into a message file in each style of quoting; the edit
// itself reads the result back.
func inFile(t *testing.T, text string) {
	t.Helper()
	if strings.TrimSpace(text) == "" || strings.ContainsAny(withoutNames(text), "{}") || len(tree.Quoted(text)) > 7000 || strings.ContainsRune(text, '\r') {
		return
	}
	old := "# head\na:\n  other: plain words # why\nb:\n  other: 'single' \nc:\n  other: |\n    block\n    text\nd: \"short\"\n# foot\n"
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		out, err := editMessages(row("ru"), "f.yaml", []byte(old), []string{"a", "b", "c", "d", "e"}, map[string]map[string]string{id: {"other": text}})
		if err != nil {
			t.Fatalf("%s: %q: %v\n%s", id, text, err, out)
		}
		if !strings.HasPrefix(string(out), "# head\n") || !strings.Contains(string(out), "# foot\n") || id != "a" && !strings.Contains(string(out), "plain words # why\n") {
			t.Fatalf("%s: comments are lost\n%s", id, out)
		}
	}
}

// FuzzDecode reads files of any kind: what is read is written again in every format
// and comes back with the same texts under the same ids, and taking it changes none
// but known texts.
func FuzzDecode(f *testing.F) {
	d := &Document{Locale: row("ar"), Units: []Unit{{ID: "a.b", Catalogue: "x", Source: map[string]string{"one": "1", "other": "{{.Count}}"}, Target: map[string]string{"other": "x"}, Plural: true}}}
	for _, format := range written {
		data, _ := Encode(d, format)
		f.Add("x"+format.Ending(), data)
	}
	f.Add("x.po", []byte("msgid \"\"\nmsgstr[1] \"x\"\n"))
	set, _, err := campaign.Load(project(nil))
	if err != nil {
		f.Fatal(err)
	}
	book := Open(set)
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		back, _ := Decode(locale.Builtin(), name, data)
		if back == nil {
			return
		}
		report := book.take(back, Options{By: "M", Date: "2026-11-23"})
		if got := report.Translated + report.Unchanged + report.Refused; got > len(back.Units) {
			t.Errorf("%d texts were judged, and %d came back", got, len(back.Units))
		}
	})
}

// row is a row of the program's table of languages.
func row(tag locale.Tag) locale.Locale {
	l, _ := locale.Builtin().Lookup(tag)
	return l
}

// withoutNames is a text without its placeholders.
func withoutNames(text string) string {
	for _, name := range locale.Placeholders(text) {
		text = strings.ReplaceAll(text, "{{."+name+"}}", "")
	}
	return text
}
