package release

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBundle makes the page's program anew from its sources and the pinned
// libraries, and compares bytes.
func TestBundle(t *testing.T) {
	tool := filepath.Join("page", "node_modules", ".bin", "esbuild")
	needTool(t, tool)
	var manifest struct{ Scripts map[string]string }
	data, err := os.ReadFile("page/package.json")
	if err != nil || json.Unmarshal(data, &manifest) != nil {
		t.Fatal(err)
	}
	arguments, ok := strings.CutSuffix(manifest.Scripts["bundle"], " --outfile=verify.js")
	if !ok {
		t.Fatal(manifest.Scripts)
	}
	cmd := exec.Command("./node_modules/.bin/esbuild", strings.Fields(arguments)[1:]...)
	cmd.Dir = "page"
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if string(out) != pageScript {
		t.Error("verify.js is not made of verify.mjs: npm ci && npm run bundle")
	}
	if !strings.Contains(pageScript, "Permission is hereby granted") || strings.Contains(pageScript, "</script") {
		t.Error("the bundle lacks its licence, or would end its element")
	}
}

// needTool skips, and says so, where an outside tool is missing; in CI it fails.
func needTool(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := os.Stat(tool); err == nil {
			continue
		}
		if _, err := exec.LookPath(tool); err == nil {
			continue
		}
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is missing: .ci/run must install it", tool)
		}
		t.Skipf("skipped: %s is missing (apt-get install chromium nodejs; npm ci in internal/release/page)", tool)
	}
}

// testPage gives a page whose texts are their ids.
func testPage(t testing.TB) []byte {
	t.Helper()
	texts := map[string]string{}
	for _, id := range PageTexts {
		texts[id] = id
	}
	data, err := Page([]PageFace{{Tag: "en", Dir: "ltr", Name: "English", Texts: texts}, {Tag: "ar", Dir: "rtl", Name: "العربية", Texts: texts}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// pageCase is one visit of the page in a browser.
type pageCase struct {
	Name string `json:"name"`
	// Device groups visits with one memory; Today is its clock.
	Device string `json:"device"`
	Today  string `json:"today"`
	Page   string `json:"page"`
	// Files are chosen, or dropped; Want are the answers and Words the check words.
	Files []string `json:"files"`
	Drop  bool     `json:"drop"`
	Want  []string `json:"want"`
	// Reason must stand in the answer.
	Reason   string `json:"reason,omitempty"`
	Words    string `json:"words"`
	Width    int    `json:"width,omitempty"`
	Remember bool   `json:"remember"`
	Kept     int    `json:"kept"`
}

// onDisk writes a release with its page, filled as Seal fills it.
func onDisk(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	if err := fillPage(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestPage opens the page of several releases in Chromium, from a file and
// without network, and chooses and drops files.
func TestPage(t *testing.T) {
	browser := os.Getenv("CHROMIUM")
	if browser == "" {
		browser = "chromium"
	}
	needTool(t, browser, "node", filepath.Join("page", "node_modules", "playwright-core"))
	const poster = "print/citizen/poster.en.press.pdf"
	o, forger := newOffice(t, 2, "office", "ngo"), newOffice(t, 2, "office", "ngo")
	o.files[PageName], forger.files[PageName] = &fstest.MapFile{Data: testPage(t)}, &fstest.MapFile{Data: testPage(t)}
	first := o.release(t, 1, "", "one")
	digest := Digest(first[ManifestName].Data)
	o.files[EarlierDir+"/1.json"] = first[ManifestName]
	one, two, forged := onDisk(t, first), onDisk(t, o.release(t, 2, digest, "two")), onDisk(t, forger.release(t, 1, "", "one"))
	later, _ := renewed(t, o.release(t, 2, digest, "two"), 1, "", "2030-03-15", "2030-05-01", nil, o.keys...)
	longer := onDisk(t, later)
	if r := verify(t, os.DirFS(two), Trust{}); !r.Right() {
		t.Fatal(r.Problems)
	}
	stray := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(stray, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	// changed is the page of release 2 with one part of its record changed.
	changed := func(old, new string) string {
		data, err := os.ReadFile(filepath.Join(two, PageName))
		if err != nil || !bytes.Contains(data, []byte(old)) {
			t.Fatal(old, err)
		}
		name := filepath.Join(t.TempDir(), PageName)
		if err := os.WriteFile(name, bytes.Replace(data, []byte(old), []byte(new), 1), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	page := func(dir string) string { return filepath.Join(dir, PageName) }
	in := func(dir string) []string { return []string{filepath.Join(dir, filepath.FromSlash(poster))} }
	ours, theirs := strings.Join(o.ring.Words(), " "), strings.Join(forger.ring.Words(), " ")
	second := ApprovalName(KeyID(o.keys[1].ID()))
	cases := []pageCase{
		{Name: "nothing chosen", Page: page(two), Words: ours, Width: 320},
		{Name: "right", Page: page(two), Files: in(two), Want: []string{"good verify.right"}, Words: ours, Width: 320},
		{Name: "right, dropped", Page: page(two), Files: in(two), Drop: true, Want: []string{"good verify.right"}, Words: ours},
		{Name: "altered", Page: page(two), Files: []string{file("poster.en.press.pdf", "%PDF poster twO")}, Want: []string{"bad verify.altered"}, Words: ours},
		{Name: "unknown", Page: page(two), Files: []string{file("menu.pdf", "%PDF menu")}, Want: []string{"bad verify.unknown"}, Words: ours},
		{Name: "of another release", Page: page(two), Files: []string{file("p.pdf", "<dc:identifier>zz-9-poster.en</dc:identifier>")}, Want: []string{"bad verify.absent"}, Words: ours},
		{Name: "altered under another name", Page: page(two), Files: []string{file("q.pdf", "<dc:identifier>zz-2-poster.en</dc:identifier>")}, Want: []string{"bad verify.altered"}, Words: ours},
		{Name: "older", Page: page(two), Files: in(one), Want: []string{"bad verify.older"}, Words: ours},
		{Name: "several", Page: page(two), Files: append(in(two), file("list.txt", "x")), Want: []string{"good verify.right", "bad verify.unknown"}, Words: ours},
		{Name: "expired", Today: "2030-03-21", Page: page(two), Files: in(two), Want: []string{"bad verify.expired"}, Reason: "the test calls of zz.line end", Words: ours},
		{Name: "renewed", Today: "2030-05-01", Page: page(longer), Files: in(longer), Want: []string{"good verify.right"}, Words: ours},
		{Name: "renewed and expired", Today: "2030-05-02", Page: page(longer), Files: in(longer), Want: []string{"bad verify.expired"}, Reason: "the test calls of zz.line end", Words: ours},
		{Name: "clock set back behind a renewal", Today: "2030-03-14", Page: page(longer), Files: in(longer), Want: []string{"bad verify.clock"}, Words: ours},
		{Name: "clock set back", Today: "2030-02-01", Page: page(two), Files: in(two), Want: []string{"bad verify.clock"}, Words: ours},
		{Name: "a fact changed", Page: changed("000 000", "000 001"), Files: in(two), Want: []string{"bad verify.broken"}},
		{Name: "one signature of two", Page: changed(`"`+second+`"`, `"x`+second+`"`), Files: in(two), Want: []string{"bad verify.broken"}},
		{Name: "fewer approvals", Page: changed(`approvals\": 2`, `approvals\": 1`), Files: in(two), Want: []string{"bad verify.broken"}},
		{Name: "signed again by a forger", Page: page(forged), Files: in(forged), Want: []string{"good verify.right"}, Words: theirs},
		{Name: "words compared", Device: "shop", Page: page(two), Files: in(two), Want: []string{"good verify.right"}, Words: ours, Remember: true},
		{Name: "words compared before", Device: "shop", Page: page(two), Files: in(two), Want: []string{"good verify.right"}, Words: ours, Kept: 1},
		{Name: "a forger after that", Device: "shop", Page: page(forged), Files: in(forged), Want: []string{"bad verify.others"}, Words: theirs, Kept: 1},
		{Name: "a page older than known", Device: "shop", Page: page(one), Files: in(one), Want: []string{"bad verify.older"}, Words: ours, Kept: 1},
		{Name: "a clock set back behind the last visit", Device: "shop", Today: "2030-02-20", Page: page(two), Files: in(two), Want: []string{"bad verify.clock"}, Words: ours, Kept: 1},
	}
	o.files[EarlierDir+"/poster.en.press.pdf"] = &fstest.MapFile{Data: []byte("%PDF another number")}
	hidden := onDisk(t, o.release(t, 2, digest, "two"))
	cases = append(cases, pageCase{Name: "a sheet among the earlier manifests", Page: page(hidden),
		Files: []string{file("hidden.pdf", "%PDF another number")}, Want: []string{"bad verify.unknown"}, Words: ours})
	cases = append(append(cases, adaptationCases(t)...), takenBackCase(t))
	for i := range cases {
		c := &cases[i]
		if c.Device == "" {
			c.Device = c.Name
		}
		if c.Today == "" {
			c.Today = "2030-03-01"
		}
		if c.Files == nil {
			c.Files = []string{}
		}
		if c.Want == nil {
			c.Want = []string{}
		}
	}
	record, err := recordOf(os.DirFS(longer))
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(map[string]any{"cases": cases, "record": json.RawMessage(record)})
	if err != nil {
		t.Fatal(err)
	}
	list := file("cases.json", string(data))
	out, err := exec.Command("node", filepath.Join("page", "checks.mjs"), list).CombinedOutput()
	t.Log(string(out))
	if err != nil {
		t.Error(err)
	}
}

// takenBackCase drops a file of a release that the office took back on the page of a
// later one.
func takenBackCase(t *testing.T) pageCase {
	o := newOffice(t, 1, "office")
	o.files[PageName] = &fstest.MapFile{Data: testPage(t)}
	first := o.release(t, 1, "", "one")
	digest := Digest(first[ManifestName].Data)
	ring := o.ring.Next(o.files["keys/1.json"].Data, "2030-02-02")
	ring.Withdrawn = append(ring.Withdrawn, Withdrawn{"zz", 1, digest, "2030-02-02", "the number is dead"})
	o.publish(t, ring, o.keys[0])
	o.files[EarlierDir+"/1.json"] = first[ManifestName]
	return pageCase{Name: "taken back", Page: filepath.Join(onDisk(t, o.release(t, 2, digest, "two")), PageName), Files: []string{filepath.Join(onDisk(t, first), "print/citizen/poster.en.press.pdf")},
		Want: []string{"bad verify.revoked"}, Reason: "the number is dead", Words: strings.Join(o.ring.Words(), " "), Width: 320}
}

// TestPageBytes changes each byte of the page on disk in turn: none passes, in
// its program as in its record.
func TestPageBytes(t *testing.T) {
	o := newOffice(t, 1, "office")
	o.files[PageName] = &fstest.MapFile{Data: []byte("<p>program</p>" + recordOpen + recordShut + "<p>end</p>")}
	dir := onDisk(t, o.release(t, 1, "", ""))
	page, err := os.ReadFile(filepath.Join(dir, PageName))
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for name := range o.release(t, 1, "", "") {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	if r := verify(t, files, Trust{}); !r.Right() {
		t.Fatal(r.Problems)
	}
	for i := range page {
		changed := maps.Clone(files)
		data := bytes.Clone(page)
		data[i] ^= 1 << (i % 8)
		changed[PageName] = &fstest.MapFile{Data: data}
		if verify(t, changed, Trust{}).Right() {
			t.Fatalf("byte %d of the page changed and not seen", i)
		}
	}
}
