package campaign

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/locale"
)

// project writes files into a folder and lays it over the small project.
func project(t *testing.T, files map[string]string) (*Project, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return open(t, dir), dir
}

func open(t *testing.T, dir string) *Project {
	t.Helper()
	p, list, err := Open(small(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 0 {
		t.Error(lines(list))
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// TestOverlay sees that a project lies over the defaults file by file.
func TestOverlay(t *testing.T) {
	p, _ := project(t, map[string]string{
		"content/en/start.md": "---\ntitle: Own\nsummary: Own.\n---\nOwn.\n", "content/en/more.md": "---\ntitle: More\nsummary: More.\n---\nMore.\n",
		"campaigns/countries/zz/more/a.yaml": "x: y\n",
	})
	set, list := load(t, p)
	if len(list) > 0 {
		t.Error(lines(list))
	}
	if set.Pages["start"]["en"].Title != "Own" || set.Pages["more"]["en"] == nil || set.Pages["start"]["sr-Cyrl"].Title != "Почетак" || len(set.Countries) != 1 {
		t.Errorf("got %+v", set.Pages)
	}
	if err := fstest.TestFS(p, "content/en/more.md", "campaigns/countries/zz.yaml", "themes/t/print/poster.yaml"); err != nil {
		t.Error(err)
	}
}

// TestOwnCountries sees that a project with a country of its own has no other.
func TestOwnCountries(t *testing.T) {
	p, _ := project(t, map[string]string{"campaigns/countries/yy.yaml": string(small()["campaigns/countries/zz.yaml"].Data)})
	set, list := load(t, p)
	if len(list) > 0 || len(set.Countries) != 1 || set.Countries[0].Code != "yy" {
		t.Errorf("got %v, %s", set.Countries, lines(list))
	}
	if _, err := fs.ReadFile(p, "campaigns/countries/zz.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the default country shows through", err)
	}
	if err := fstest.TestFS(p, "campaigns/countries/yy.yaml"); err != nil {
		t.Error(err)
	}
}

// TestLinks sees that links stay inside, and that those that do not are findings.
func TestLinks(t *testing.T) {
	_, dir := project(t, map[string]string{"content/en/start.md": "---\ntitle: Own\nsummary: Own.\n---\nOwn.\n"})
	secret := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(secret, []byte("---\ntitle: Secret\nsummary: x\n---\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"in.md": "start.md", "out.md": secret, "up.md": "../../../etc/passwd", "none.md": "nothing.md", "chain.md": "../en/out.md"} {
		if err := os.Symlink(target, filepath.Join(dir, "content", "en", name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if err := os.Symlink(filepath.Dir(secret), filepath.Join(dir, "content", "sr-Latn")); err != nil {
		t.Fatal(err)
	}
	p, list, err := Open(small(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, want := range []string{"content/en/out.md file.link the link leads out", "content/en/up.md file.link the link leads out",
		"content/en/none.md file.link the link leads nowhere", "content/en/chain.md file.link the link leads out", "content/sr-Latn file.link the link leads out"} {
		if !strings.Contains(lines(list), want) {
			t.Errorf("want %s, got\n%s", want, lines(list))
		}
	}
	set, _ := load(t, p)
	if set.Pages["in"]["en"].Title != "Own" || set.Pages["out"] != nil || set.Pages["secret"] != nil || !list.Stops() {
		t.Errorf("got %v", set.Pages)
	}
}

// TestLargeFile sees that a file of 100 MB is not read: the file is a hole, and
// reading it would take that much memory.
func TestLargeFile(t *testing.T) {
	_, dir := project(t, map[string]string{"content/en/start.md": "x"})
	if err := os.Truncate(filepath.Join(dir, "content", "en", "start.md"), 100<<20); err != nil {
		t.Fatal(err)
	}
	p := open(t, dir)
	before := allocated()
	_, list := load(t, p)
	after := allocated()
	if !strings.Contains(lines(list), "file.size the file is larger than 1 MB") {
		t.Error(lines(list))
	}
	if after-before > 20<<20 {
		t.Errorf("%d bytes allocated", after-before)
	}
}

// TestNoFolder sees that a missing folder is an error of the machine's kind.
func TestNoFolder(t *testing.T) {
	if _, _, err := Open(small(), filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if p, list, err := Open(small(), ""); err != nil || list != nil || p.Close() != nil {
		t.Error(p, list, err)
	}
}

// allocated gives the bytes that the program has asked for so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestLargeMessage: a message of nearly a megabyte in a file that may just be read
// has a finding at its line, and nothing of it is taken.
func TestLargeMessage(t *testing.T) {
	text := "big.name:\n  description: \"Class: information.\"\n  other: \"" + strings.Repeat("word ", 200_000) + "\"\n"
	_, dir := project(t, map[string]string{"campaigns/citizen/messages/en.yaml": text})
	set, list := load(t, open(t, dir))
	if !strings.Contains(lines(list), "campaigns/citizen/messages/en.yaml:3:1 file.syntax the line is longer") || !list.Stops() || set.Catalogue.Has("en", "big.name") {
		t.Errorf("%.500s", lines(list))
	}
}

// TestOver: files in memory lie over the project as if they were saved.
func TestOver(t *testing.T) {
	p, _ := project(t, map[string]string{"content/en/more.md": "saved"})
	p.Over(map[string][]byte{"content/en/more.md": []byte("typed"), "content/en/new/other.md": nil})
	if err := fstest.TestFS(p, "content/en/more.md", "content/en/new/other.md", "campaigns/countries/zz.yaml"); err != nil {
		t.Error(err)
	}
	if data, err := fs.ReadFile(p, "content/en/more.md"); err != nil || string(data) != "typed" {
		t.Errorf("the file over the project says %q, %v", data, err)
	}
	p.Over(map[string][]byte{"campaigns/countries/yy.yaml": []byte("x: y"), "../out.md": []byte("out")})
	if _, err := fs.Stat(p, "campaigns/countries/zz.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a project with a country of its own shows those of the program: %v", err)
	}
	if _, err := fs.Stat(p, "../out.md"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a path leads out: %v", err)
	}
}

// TestMessagesTextByText lays a file of messages over the program's: what it leaves out
// stays, with description and state, and a state alone is about the program's text.
func TestMessagesTextByText(t *testing.T) {
	const file = "campaigns/interface/messages/en.yaml"
	defaults := fstest.MapFS{
		file: {Data: []byte("a.one:\n  description: \"Where: x. Max: 9. Class: slogan.\"\n  other: One\n" +
			"a.two:\n  description: \"Where: y. Class: right.\"\n  other: Two\n")},
		"campaigns/interface/messages/en.state.yaml": {Data: []byte("a.two: {state: translated, date: 2030-01-01}\n")},
	}
	for name, tt := range map[string]struct {
		own  string
		file string
		want string
	}{
		"one text": {"a.one: Uno\n", file, "Uno slogan 9 draft; Two right 0 translated"},
		"comments": {"# nothing yet\n", file, "One slogan 9 draft; Two right 0 translated"},
		"another one": {"a.three:\n  description: \"Class: information.\"\n  other: Three\n", file,
			"One slogan 9 draft; Three information 0 draft; Two right 0 translated"},
		"the same":   {"a.two: Two\n", file, "One slogan 9 draft; Two right 0 translated"},
		"a new text": {"a.two: Due\n", file, "One slogan 9 draft; Due right 0 draft"},
		"a state": {"a.one: {state: translated, date: 2030-01-02}\n", "campaigns/interface/messages/en.state.yaml",
			"One slogan 9 translated; Two right 0 translated"},
	} {
		set, list, err := Load(Overlay(defaults, fstest.MapFS{tt.file: {Data: []byte(tt.own)}}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range list {
			if f.Pos.File == file || f.Pos.File == locale.StateFile(file) {
				t.Errorf("%s: %v", name, f)
			}
		}
		var got []string
		for _, id := range set.Catalogue.IDs(locale.Source) {
			m, _ := set.Catalogue.Message(locale.Source, id)
			got = append(got, fmt.Sprintf("%s %s %d %s", m.Forms["other"], m.Class, m.Max, m.Review.State))
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%s: %s, want %s", name, s, tt.want)
		}
	}
}
