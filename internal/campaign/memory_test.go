package campaign

import (
	"reflect"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// TestMemory: after any change of a file a memory gives what Load gives, and what
// it gave before is not changed by it.
func TestMemory(t *testing.T) {
	m := new(Memory)
	fsys := small()
	var before *Set
	for _, change := range []struct{ file, text string }{
		{},
		{}, // nothing: all is remembered
		{"content/en/start.md", "---\ntitle: Start\nsummary: Other.\n---\nSecond.\n\n## Head {.right}\n\n- One {{line}}\n- Two\n  goes on\n\n1. Step\n"},
		{"content/sr-Cyrl/start.state.yaml", "start.1: {state: draft, source: \"" + fingerprint("Second.") + "\"}\n"},
		{"content/sr-Cyrl/start.state.yaml", ""},
		{"campaigns/citizen/messages/en.yaml", "c.name:\n  description: \"Class: right.\"\n  other: \"Name <b>\n"},
		{"campaigns/citizen/messages/sr-Cyrl.state.yaml", "c.name: {state: draft, source: \"0123456789ab\"}\n"},
		{"campaigns/citizen/messages/en.yaml", "c.name:\n  description: \"Class: right.\"\n  other: \"Other name\"\n"},
	} {
		if change.file != "" {
			fsys[change.file] = &fstest.MapFile{Data: []byte(change.text)}
		}
		got, list, err := m.Load(fsys)
		want, found := load(t, fsys)
		if err != nil || lines(list) != lines(found) {
			t.Errorf("%s: %v, found\n%swant\n%s", change.file, err, lines(list), lines(found))
		}
		if !reflect.DeepEqual(got.Pages, want.Pages) || !reflect.DeepEqual(got.Places, want.Places) {
			t.Errorf("%s: pages are not those of Load", change.file)
		}
		for _, tag := range []locale.Tag{"en", "sr-Cyrl", "sr-Latn"} {
			a, _ := got.Catalogue.Message(tag, "c.name")
			b, _ := want.Catalogue.Message(tag, "c.name")
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%s: %s has %v, want %v", change.file, tag, a, b)
			}
		}
		if before != nil {
			before.Pages["start"]["sr-Cyrl"].Passages[0].Text = "changed by who took it"
		}
		before = got
	}
}
