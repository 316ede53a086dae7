package exchange

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"pharos/internal/locale"
)

// inBrowser works in the form of a document and gives the saved file and what
// the form said.
func inBrowser(t *testing.T, d *Document, steps map[string]any) (*Document, string) {
	t.Helper()
	node, browser, dir := nodeWith(t, "playwright-core"), tool(t, "chromium", "Debian's chromium"), t.TempDir()
	data, err := json.Marshal(steps)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "saved.xlf")
	said := run(t, nil, "", node, "testdata/node/form.mjs", browser, file(t, dir, d, Form), out, string(data))
	return decoded(t, out), said
}

// TestFormUnchanged opens the form of every real text, saves it and wants no
// change.
func TestFormUnchanged(t *testing.T) {
	for _, tag := range []locale.Tag{"fa", "ru"} {
		d := finished(tag)
		back, said := inBrowser(t, d, map[string]any{})
		if strings.TrimSpace(said) != "" {
			t.Error(said)
		}
		sameTexts(t, d, back)
	}
}

// TestFormWrites writes texts in the form, with a placeholder from its button,
// and tries to type over a placeholder.
func TestFormWrites(t *testing.T) {
	b := open(t, project(nil))
	d, _ := b.Document("sq", Filter{})
	back, said := inBrowser(t, d, map[string]any{"name": "Mira Q.", "finish": []string{"a.rights", "a.call"}, "over": "a.call",
		"write": map[string]string{"a.rights": "Askush nuk jua merr", "a.call": "Telefononi {{.Line}} ose 112 <sot>", "a.police": "Policia e shtetit, e gjithë"}})
	for _, want := range []string{"a.rights: 21 characters left", "chip: Line", "over: ", "the numbers differ", "a.police: 7 characters too long"} {
		if !strings.Contains(said, want) {
			t.Errorf("the form does not say %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "error:") || strings.Contains(said, "request:") || strings.Contains(said, "console:") {
		t.Error(said)
	}
	if back.Translator != "Mira Q." {
		t.Errorf("translator %q", back.Translator)
	}
	r := b.Take(back, Options{By: back.Translator, Date: "2026-11-23"})
	if r.Translated != 1 || r.Drafts != 1 || r.Refused != 1 || r.Changes[0].Forms["other"] != "Askush nuk jua merr" {
		t.Errorf("%+v", r)
	}
}
