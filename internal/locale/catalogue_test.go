package locale

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/rule"
)

const english = `
c.slogan:
  description: "Where: poster. Max: 40. Class: slogan. Fact: none. Note: short; keep 'now'."
  other: "Ask now"
c.right:
  description: "Where: poster. Max (characters as printed): 60. Class: right. Fact: none. Note: none."
  other: "You have rights in {{.Country}}"
c.days:
  description: "Where: page. Max: 20. Class: information. Fact: none. Note: none."
  one: "{{.Count}} day"
  other: "{{.Count}} days"
c.number:
  description: "Where: page. Max: 20. Class: number. Fact: tested line. Note: none."
  other: "Call {{.Line}}"
`

const serbian = `
c.right:
  other: "Имате права: {{.Country}}, ЉУБАВ, Љубав, {{.Country}}"
c.days:
  one: "{{.Count}} дан"
  few: "{{.Count}} дана"
  other: "{{.Count}} дана"
c.number:
  other: "Позовите {{.Line}}"
`

// catalogue has English, Serbian and one message that a person wrote in Latin.
func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c := NewCatalogue(Builtin())
	var list diag.List
	list = append(list, c.Add("en", "m/en.yaml", []byte(english), nil)...)
	list = append(list, c.Add("sr-Latn", "m/sr-Latn.yaml", []byte("c.number:\n  other: \"Zovi {{.Line}}\"\n"), nil)...)
	list = append(list, c.Add("sr-Cyrl", "m/sr-Cyrl.yaml", []byte(serbian), nil)...)
	for _, f := range list {
		t.Errorf("%s: %s", f.Pos, f.Message.Text)
	}
	return c
}

func TestResolve(t *testing.T) {
	c := catalogue(t)
	for _, tt := range []struct {
		tag  Tag
		id   string
		data map[string]any
		want string
		line int
	}{
		{"en", "c.right", map[string]any{"Country": "Albania", "Other": 1}, "You have rights in Albania", 7},
		{"en", "c.days", map[string]any{"Count": 1}, "1 day", 11},
		{"en", "c.days", map[string]any{"Count": 2}, "2 days", 11},
		{"sr-Cyrl", "c.days", map[string]any{"Count": 21}, "21 дан", 7},
		{"sr-Cyrl", "c.days", map[string]any{"Count": 22}, "22 дана", 7},
		{"sr-Latn", "c.days", map[string]any{"Count": 5}, "5 dana", 7},
		// A name from the data stays in its script.
		{"sr-Latn", "c.right", map[string]any{"Country": "Љиг"}, "Imate prava: Љиг, LJUBAV, Ljubav, Љиг", 3},
		// A person overruled the transliteration.
		{"sr-Latn", "c.number", map[string]any{"Line": "192"}, "Zovi 192", 2},
	} {
		got, err := c.Resolve(tt.tag, tt.id, tt.data)
		if err != nil || got.Value != tt.want || got.From.Line != tt.line || got.Tag != tt.tag {
			t.Errorf("%s %s: got %q in %s from %s, %v; want %q from line %d", tt.tag, tt.id, got.Value, got.Tag, got.From, err, tt.want, tt.line)
		}
	}
}

// TestNothingOpen sees that no placeholder is left open, emptied or guessed.
func TestNothingOpen(t *testing.T) {
	c := catalogue(t)
	for _, tt := range []struct {
		id   string
		data map[string]any
	}{
		{"c.right", nil}, {"c.right", map[string]any{}}, {"c.right", map[string]any{"Country": nil}},
		{"c.right", map[string]any{"Country": ""}}, {"c.right", map[string]any{"country": "Albania"}},
		{"c.days", nil}, {"c.days", map[string]any{"Count": "many"}}, {"c.days", map[string]any{"PluralCount": 2}}, {"c.none", nil},
	} {
		for _, tag := range []Tag{"en", "sr-Cyrl", "sr-Latn", "mk", "xx"} {
			if got, err := c.Resolve(tag, tt.id, tt.data); err == nil || !got.IsZero() {
				t.Errorf("%s %s %v: got %q, %v", tag, tt.id, tt.data, got.Value, err)
			}
		}
	}
}

// TestFallback sees that only slogans and information fall back, and never to a
// neighbouring language.
func TestFallback(t *testing.T) {
	c := catalogue(t)
	data := map[string]any{"Country": "X", "Line": "1", "Count": 2}
	for _, tag := range []Tag{"mk", "sr-Cyrl", "cnr", "fa"} {
		for id, falls := range map[string]bool{"c.slogan": true, "c.days": true, "c.right": false, "c.number": false} {
			got, ok := c.ResolveOr(tag, id, data)
			switch {
			case c.Has(tag, id):
				if !ok || got.Tag != tag || got.Fallback {
					t.Errorf("%s %s: got %+v", tag, id, got)
				}
			case ok != falls || ok && (got.Tag != Source || !got.Fallback):
				t.Errorf("%s %s: ok %v, got %+v", tag, id, ok, got)
			}
		}
	}
	if got, ok := c.ResolveOr("en", "c.slogan", nil); !ok || got.Fallback {
		t.Errorf("English counts as fallback of itself: %+v", got)
	}
}

// TestNeighbours puts one message into every language and asks all others:
// go-i18n alone would answer fa for ar and cnr for sr-Latn.
func TestNeighbours(t *testing.T) {
	for _, have := range Builtin().All() {
		c := NewCatalogue(Builtin())
		c.Add(have.Tag, "m.yaml", []byte("x.one:\n  description: \"Class: right.\"\n  other: \"text\"\n"), nil)
		for _, ask := range Builtin().All() {
			got, err := c.Resolve(ask.Tag, "x.one", nil)
			if want := ask.Tag == have.Tag || ask.From == have.Tag && ask.By == ByLatin; want != (err == nil) {
				t.Errorf("have %s, asked for %s: %q, %v", have.Tag, ask.Tag, got.Value, err)
			}
		}
	}
}

func TestDescription(t *testing.T) {
	c := catalogue(t)
	m, _ := c.Message("sr-Cyrl", "c.right")
	if m.Class != Right || m.Max != 60 || m.Where != "poster" || m.Fact != "none" {
		t.Errorf("got %+v", m)
	}
	if m, _ := c.Message("en", "c.slogan"); m.Note != "short; keep 'now'" || c.Max("c.slogan") != 40 || c.Class("c.slogan") != Slogan {
		t.Errorf("got %+v", m)
	}
	if got := fmt.Sprint(c.IDs("sr-Latn"), c.Tags()); got != "[c.days c.number c.right] [sr-Cyrl sr-Latn en]" {
		t.Error(got)
	}
}

func TestStates(t *testing.T) {
	right, days := Fingerprint(map[string]string{"other": "You have rights"}), Fingerprint(map[string]string{"one": "{{.Count}} day", "other": "{{.Count}} days"})
	own := Fingerprint(map[string]string{"other": "Имате права"})
	for _, tt := range []struct {
		name, state string
		want        State
		stale       bool
	}{
		{"no entry", "c.days: {state: draft, source: \"" + days + "\"}", Draft, false},
		{"fresh draft", "c.right: {state: draft, source: \"" + right + "\"}", Draft, false},
		{"source changed", "c.right: {state: draft, source: \"0123456789ab\"}", Draft, true},
		{"translated without a source", "c.right: {state: translated}", Translated, true},
		{"reviewed", "c.right: {state: reviewed, reviewer: A, date: 2026-11-01, source: \"" + right + "\", text: \"" + own + "\"}", Reviewed, false},
		{"changed after the review", "c.right: {state: reviewed, reviewer: A, date: 2026-11-01, source: \"" + right + "\", text: \"0123456789ab\"}", Reviewed, true},
	} {
		c := NewCatalogue(Builtin())
		c.Add("en", "en.yaml", []byte("c.right:\n  description: \"Class: right.\"\n  other: \"You have rights\"\nc.days:\n  description: \"Class: right.\"\n  one: \"{{.Count}} day\"\n  other: \"{{.Count}} days\"\n"), nil)
		c.Add("sr-Cyrl", "sr-Cyrl.yaml", []byte("c.right:\n  other: \"Имате права\"\nc.days:\n  other: \"{{.Count}} дана\"\n"), []byte(tt.state))
		for _, tag := range []Tag{"sr-Cyrl", "sr-Latn"} {
			got, err := c.Resolve(tag, "c.right", nil)
			if err != nil || got.State != tt.want || got.Stale != tt.stale || got.Derived != (tag == "sr-Latn") {
				t.Errorf("%s in %s: %s, stale %v, derived %v, %v", tt.name, tag, got.State, got.Stale, got.Derived, err)
			}
		}
	}
}

// TestFingerprint keeps the value that state files of the project hold.
func TestFingerprint(t *testing.T) {
	if got := Fingerprint(map[string]string{"other": "Every person who has been trafficked has rights, whatever papers they have and whatever they were made to do."}); got != "7e7291b5e63f" {
		t.Error(got)
	}
	composed, decomposed := Fingerprint(map[string]string{"other": "č"}), Fingerprint(map[string]string{"other": "č"})
	if composed != decomposed {
		t.Error("the fingerprint depends on the normal form")
	}
	if Fingerprint(map[string]string{"one": "a", "other": "b"}) == Fingerprint(map[string]string{"one": "b", "other": "a"}) {
		t.Error("forms are mixed up")
	}
}

// TestBadFiles sees that each mistake is a finding with its line.
func TestBadFiles(t *testing.T) {
	for _, tt := range []struct{ name, messages, state, want string }{
		{"no class", "a.b:\n  other: \"x\"", "", "en.yaml:1:1 text.class"},
		{"unknown class", "a.b:\n  description: \"Class: rigth.\"\n  other: \"x\"", "", "en.yaml:1:1 text.class"},
		{"unknown key", "a.b:\n  description: \"Class: right.\"\n  othr: \"x\"\n  other: \"x\"", "", "en.yaml:3:3 file.key"},
		{"delimiters", "a.b:\n  description: \"Class: right.\"\n  leftDelim: \"<<\"\n  other: \"x\"", "", "en.yaml:3:3 file.key"},
		{"empty", "a.b:\n  description: \"Class: right.\"\n  other: \" \"", "", "en.yaml:3:10 text.empty"},
		{"code", "a.b:\n  description: \"Class: right.\"\n  other: \"{{if .Line}}x{{end}}\"", "", "en.yaml:3:10 text.template"},
		{"call", "a.b:\n  description: \"Class: right.\"\n  other: \"{{.Line | printf}}\"", "", "en.yaml:3:10 text.template"},
		{"open", "a.b:\n  description: \"Class: right.\"\n  other: \"{{.Line\"", "", "en.yaml:3:10 text.template"},
		{"number", "a.b:\n  description: \"Class: right.\"\n  other: 116006", "", "en.yaml:3:10 file.type"},
		{"list", "a.b: [x]", "", "en.yaml:1:1 file.type"},
		{"no other", "a.b:\n  description: \"Class: right.\"\n  one: \"x\"", "", "en.yaml:1:1 text.plural"},
		{"state word", "a.b:\n  description: \"Class: right.\"\n  other: \"x\"", "a.b: {state: reviewd}", "en.state.yaml:1:14 file.value"},
		{"nobody", "a.b:\n  description: \"Class: right.\"\n  other: \"x\"", "a.b: {state: reviewed}", "en.state.yaml:1:1 text.state"},
		{"date", "a.b:\n  description: \"Class: right.\"\n  other: \"x\"", "a.b: {state: draft, date: 2026-02-30}", "en.state.yaml:1:1 text.state"},
		{"fingerprint", "a.b:\n  description: \"Class: right.\"\n  other: \"x\"", "a.b: {state: draft, source: 123456789012}", "en.state.yaml:1:29 file.type"},
		{"state of nothing", "a.b:\n  description: \"Class: right.\"\n  other: \"x\"", "a.c: {state: draft}", "en.state.yaml:1:1 text.state"},
	} {
		var state []byte
		if tt.state != "" {
			state = []byte(tt.state)
		}
		_, list := ParseMessages("en", "en.yaml", []byte(tt.messages), state, nil)
		found := false
		for _, f := range list {
			found = found || strings.HasPrefix(tt.want, f.Pos.String()+" "+f.Rule.ID)
		}
		if !found {
			t.Errorf("%s: want %s, got %v", tt.name, tt.want, list)
		}
	}
}

// TestTwice sees that a message in two files of a language is found.
func TestTwice(t *testing.T) {
	c := catalogue(t)
	list := c.Add("en", "other/en.yaml", []byte("c.slogan:\n  description: \"Class: slogan.\"\n  other: \"y\"\n"), nil)
	if len(list) != 1 || list[0].Rule != rule.TextTwice || !strings.Contains(list[0].Message.Text, "m/en.yaml:2:1") {
		t.Errorf("got %v", list)
	}
	if got, _ := c.Resolve("en", "c.slogan", nil); got.Value != "Ask now" {
		t.Errorf("the second file won: %q", got.Value)
	}
}

// TestConcurrent reads from many goroutines; run it with -race.
func TestConcurrent(t *testing.T) {
	c := catalogue(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for i := range 200 {
				if got, err := c.Resolve("sr-Latn", "c.days", map[string]any{"Count": i}); err != nil {
					t.Error(got, err)
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkResolve(b *testing.B) {
	c := catalogue(b)
	data := map[string]any{"Country": "Albania"}
	for b.Loop() {
		if _, err := c.Resolve("en", "c.right", data); err != nil {
			b.Fatal(err)
		}
	}
}
