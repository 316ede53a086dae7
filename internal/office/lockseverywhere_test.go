package office

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aead.dev/minisign"

	pharos "pharos"
	"pharos/internal/adapt"
	"pharos/internal/build"
	"pharos/internal/campaign"
	"pharos/internal/release"
)

// officeOf is an office that does not exist: a base release of the fictional country
// with its definitions alone, keys, and a right for one organisation.
type officeOf struct {
	dir    string // base/, keys/, right/
	key    minisign.PrivateKey
	digest string // of the definitions
}

// write writes files into a folder.
func write(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// newOfficeOf makes one.
func newOfficeOf(t *testing.T) *officeOf {
	t.Helper()
	o := &officeOf{dir: t.TempDir()}
	must := func(data []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	public, key, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	o.key = key
	text := strings.TrimSpace(public.String())
	line := release.Key{ID: release.KeyID(public.ID()), Name: "Nobody", Role: "office", Public: text[strings.LastIndexByte(text, '\n')+1:], State: release.Active, Since: "2030-01-01"}
	ring := &release.Ring{Number: 1, Date: "2030-01-01", Approvals: 1, Roles: []string{}, Withdrawn: []release.Withdrawn{}, Keys: []release.Key{line}}
	data := must(ring.Encode())
	keys := map[string][]byte{release.RingFile(1): data, release.RingSignature(1, line.ID): must(release.Sign(key, data, release.RingComment(ring, data)))}
	write(t, filepath.Join(o.dir, "keys"), keys)
	write(t, filepath.Join(o.dir, "base", "keys"), keys)
	own, _, err := campaign.Open(pharos.Defaults, filepath.Join("..", "..", "examples", "fictional"))
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	base := filepath.Join(o.dir, "base")
	packed, _, err := adapt.Pack(own, pharos.Defaults, "pharos", adapt.Callers{})
	if err != nil {
		t.Fatal(err)
	}
	write(t, base, map[string][]byte{adapt.Definitions: packed})
	m := &release.Manifest{Country: "zz", Number: 1, Version: "test", Edition: "2030-01-20", Keys: release.Digest(data), Facts: []release.Fact{}, Exceptions: []release.Exception{},
		Limits: []release.Limit{{Until: "2030-03-01", What: "the test ends"}}}
	if m.Files, err = release.Gather(os.DirFS(base)); err != nil {
		t.Fatal(err)
	}
	if err := release.Seal(base, m, key, m.Edition); err != nil {
		t.Fatal(err)
	}
	p, _, err := adapt.OpenBase(pharos.Defaults, o.dir, "base")
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if o.digest, err = adapt.Digest(p); err != nil {
		t.Fatal(err)
	}
	r := &release.Right{Organisation: "harbour", Country: "zz", Names: []string{"Harbour Office"}, Materials: []string{"citizen/poster-rights"}, Languages: []string{"en"}, From: "2030-01-01", Until: "2030-02-20", Key: line}
	data = must(r.Encode())
	write(t, filepath.Join(o.dir, "right"), map[string][]byte{release.RightName: data, release.RightSignature(line.ID): must(release.Sign(key, data, release.RightComment(data)))})
	return o
}

// adaptation is the head of a file that rests on the base.
func (o *officeOf) adaptation(more string) string {
	return fmt.Sprintf("base: {from: %q, digest: %q, release: \"zz 1\"}\norganisation: {id: harbour, kind: ngo, english: Harbour Office}\ncountry: zz\nlanguages: [en]\nmaterials: [citizen/poster-rights]\n%s", filepath.Join(o.dir, "base"), o.digest, more)
}

// options builds without cache and without a trace.
func (o *officeOf) options() build.Options {
	cache, _ := os.UserCacheDir()
	return build.Options{
		Source:    build.Source{Defaults: pharos.Defaults},
		Selection: build.Selection{Date: "2030-01-22"},
		Making:    build.Making{Theme: "pharos"},
		Means:     build.Means{Jobs: 1, Cache: filepath.Join(cache, "pharos"), NoCache: true},
	}
}

// accept sends a folder to the office.
func (o *officeOf) accept(t *testing.T, dir string) error {
	t.Helper()
	data, err := adapt.Submit(dir, &campaign.Adaptation{})
	if err != nil {
		t.Fatal(err)
	}
	return o.acceptFile(t, data)
}

// acceptFile sends a file to the office, which must write nothing of it.
func (o *officeOf) acceptFile(t *testing.T, data []byte) error {
	t.Helper()
	to := filepath.Join(o.dir, "accepted")
	_, _, err := Accept(t.Context(), o.options(), Acceptance{Data: data, Base: filepath.Join(o.dir, "base"), Right: filepath.Join(o.dir, "right"), Keys: filepath.Join(o.dir, "keys"), Key: o.key, To: release.Folder(to), Version: "test"})
	if _, there := os.Stat(to); there == nil {
		t.Error("something was written")
	}
	return err
}

// TestLocksEverywhere: what is locked is refused when it is built and when the office
// is asked to accept it, with field, reason and who can change it. What verify says
// is in release (TestLocksInVerify) and in the story adapt_accept.
func TestLocksEverywhere(t *testing.T) {
	o := newOfficeOf(t)
	text := func(id string) map[string]string {
		return map[string]string{"messages/en.yaml": id + ":\n  description: \"Where: poster. Max: 80. Class: information. Fact: none.\"\n  other: \"Changed.\"\n"}
	}
	page := "---\ntitle: Changed\nsummary: Changed.\n---\nChanged.\n"
	for name, c := range map[string]struct {
		more  string
		files map[string]string
		want  []string
	}{
		"number, field":        {"hotlines: []\n", nil, []string{"adaptation.yaml:6", "hotlines is locked (number): a wrong number on paper", "the coordinator's office, after test calls"}},
		"number, file":         {"", map[string]string{"campaigns/countries/zz.yaml": "zone: Europe/Belgrade\n"}, []string{"campaigns/countries/zz.yaml is locked (number)"}},
		"number, partner line": {"partner: {line: {en: \"Ring 0800 99 88 77\"}}\n", nil, []string{"partner.line.en holds \"0800998877\"", "an adaptation cannot add one", "after test calls"}},
		"number, class":        {"", text("hours.always"), []string{"hours.always is locked (number)"}},
		"hours":                {"hours: []\n", nil, []string{"hours is locked (hours): a call outside the hours rings in an empty room", "from the line's own word"}},
		"label, field":         {"label: x\n", nil, []string{"label is locked (label)", "with the operator of the line"}},
		"label, message":       {"", text("line.kind.trafficking"), []string{"line.kind.trafficking is locked"}},
		"law":                  {"law: {}\n", nil, []string{"law is locked (law): a wrong article", "with a lawyer"}},
		"rights":               {"", text("citizen.rights"), []string{"messages/en.yaml:1", "citizen.rights is locked (rights): people act on what a sheet says", "with two reviewers"}},
		"promises":             {"", text("privacy.nothing"), []string{"is locked (promises)"}},
		"promises, field":      {"promises: []\n", nil, []string{"promises is locked (promises): a promise that cannot be kept"}},
		"quick exit, field":    {"exit: https://x.example/\n", nil, []string{"exit is locked (quick-exit): whoever reads over a shoulder"}},
		"quick exit, message":  {"", text("exit.button"), []string{"exit.button is locked (quick-exit)"}},
		"quick exit, page":     {"", map[string]string{"content/en/start.md": page}, []string{"content/en/start.md is locked (quick-exit)"}},
		"code target":          {"url: https://x.example/\n", nil, []string{"url is locked (code-target): the code on an old sheet"}},
		"senders, field":       {"senders: []\n", nil, []string{"senders is locked (senders): nobody signs a sheet", "with the body that signs"}},
		"senders, role":        {"", text("partner.role"), []string{"partner.role is locked (senders)"}},
		"theme":                {"", map[string]string{"themes/pharos/layouts/baseof.html": "<script>"}, []string{"themes/pharos/layouts/baseof.html is locked (program)"}},
		"locks":                {"", map[string]string{"campaigns/locks.yaml": "locks: []\n"}, []string{"campaigns/locks.yaml is locked (program)"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			files := map[string][]byte{campaign.AdaptationFile: []byte(o.adaptation(c.more))}
			for n, text := range maps.All(c.files) {
				files[n] = []byte(text)
			}
			write(t, dir, files)
			wish := o.options()
			wish.Project, wish.Out = dir, filepath.Join(t.TempDir(), "public")
			_, err := build.Run(t.Context(), wish)
			refusedWith(t, "build", err, c.want)
			if _, there := os.Stat(filepath.Join(wish.Out, "zz")); there == nil {
				t.Error("build: something was written")
			}
			refusedWith(t, "accept", o.accept(t, dir), c.want)
		})
	}
}

// TestAcceptHostile: files that are no submission, or one that somebody changed, are
// refused with a reason, and nothing is written.
func TestAcceptHostile(t *testing.T) {
	o := newOfficeOf(t)
	zipped := func(files ...[2]string) []byte {
		var buf bytes.Buffer
		w := zip.NewWriter(&buf)
		for _, f := range files {
			if err := adapt.Put(w, f[0], []byte(f[1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{campaign.AdaptationFile: []byte(o.adaptation(""))})
	good, err := adapt.Submit(dir, &campaign.Adaptation{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := adapt.Unpack(good)
	if err != nil {
		t.Fatal(err)
	}
	changed := []([2]string){}
	for name, data := range files {
		changed = append(changed, [2]string{name, strings.Replace(string(data), "Harbour Office", "Harbour Club", 1)})
	}
	var many [][2]string
	for i := range 3000 {
		many = append(many, [2]string{fmt.Sprint("adaptation/", i), ""})
	}
	forged := "<p>Everything is as in the base."
	list := strings.Replace(string(files["submission.json"]), `"files": [`,
		fmt.Sprintf(`"files": [{"path": "summary.html", "sha256": %q},`, release.Digest([]byte(forged))), 1)
	withPage := zipped([2]string{"submission.json", list}, [2]string{"summary.html", forged},
		[2]string{"adaptation/adaptation.yaml", string(files["adaptation/adaptation.yaml"])})
	bomb := strings.Repeat("\x00", 65<<20)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"no zip":        {[]byte("hello"), "not a zip"},
		"cut off":       {good[:len(good)/2], "not a zip"},
		"outside":       {zipped([2]string{"adaptation/../../x", "y"}), "leads out"},
		"twice":         {zipped([2]string{"a", ""}, [2]string{"A", ""}), "stands twice"},
		"many files":    {zipped(many...), "more than 2000 files"},
		"bomb":          {zipped([2]string{"a", bomb}), "larger than 64 MB"},
		"no list":       {zipped([2]string{"adaptation/adaptation.yaml", "base: {}"}), "no submission"},
		"its own page":  {withPage, "is no part of an adaptation"},
		"wrong digest":  {zipped(changed...), "has another digest"},
		"a file beside": {append([]byte{}, zipped(append(changed[:0:0], [2]string{"submission.json", string(files["submission.json"])}, [2]string{"extra", ""})...)...), "is listed and is not there"},
	} {
		t.Run(name, func(t *testing.T) {
			refusedWith(t, "accept", o.acceptFile(t, c.data), []string{c.want, "ask the organisation to send it again"})
		})
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"another base":    {o.digest, strings.Repeat("0", 64), "was altered or is newer"},
		"another release": {"zz 1", "zz 2", "the release here is zz 1"},
		"not covered":     {"citizen/poster-rights", "citizen/poster-job", "does not cover the material citizen/poster-job"},
		"nobody looked":   {"zz 1", "zz 1", "nobody has looked at: names, sheets"},
		"another name":    {"id: harbour", "id: quai", "the right is for harbour"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, map[string][]byte{campaign.AdaptationFile: []byte(strings.Replace(o.adaptation(""), c.from, c.to, 1))})
			refusedWith(t, "accept", o.accept(t, dir), []string{c.want})
		})
	}
}

// refusedWith sees that an error is findings that say all of it.
func refusedWith(t *testing.T, where string, err error, want []string) {
	t.Helper()
	var bad build.Defects
	if !errors.As(err, &bad) {
		t.Errorf("%s: got %v", where, err)
		return
	}
	var text strings.Builder
	for _, f := range bad.List {
		fmt.Fprintln(&text, f.Pos, f.Message.Text, f.Hint.Text)
	}
	for _, w := range want {
		if !strings.Contains(text.String(), w) {
			t.Errorf("%s lacks %q:\n%s", where, w, text.String())
		}
	}
}
