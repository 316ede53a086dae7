package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pharos/internal/disk"
	"pharos/internal/disk/disktest"
	"pharos/internal/made"
)

// put writes a small country whose every file says which build it is from.
func put(t *testing.T, o *Folder, country, word string) {
	t.Helper()
	var m Manifest
	for _, p := range []string{"index.html", "en/index.html", "print/citizen/a.en.press.pdf"} {
		data := []byte(word + " " + country)
		m.Files = append(m.Files, made.Of(p, "", data))
		if err := o.Write(country, p, data); err != nil {
			t.Fatal(err)
		}
	}
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Write(country, ManifestName, data); err != nil {
		t.Fatal(err)
	}
}

// fill makes an output of two countries in one build.
func fill(t *testing.T, dir, word string) {
	t.Helper()
	o, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, o, "rs", word)
	put(t, o, "mk", word)
	if err := o.Switch([]string{"rs", "mk"}, []byte(word)); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
}

// words collects the first word of every file of a country.
func words(t *testing.T, dir, country string) string {
	t.Helper()
	seen := map[string]bool{}
	files := 0
	err := filepath.WalkDir(filepath.Join(dir, country), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		if d.Name() == ManifestName {
			return nil
		}
		data, err := os.ReadFile(path)
		seen[strings.Join(strings.Fields(string(data))[:1], "")] = true
		return err
	})
	if err != nil || files != 4 {
		return "broken"
	}
	var out []string
	for w := range seen {
		out = append(out, w)
	}
	return strings.Join(out, "+")
}

// TestKilledBuild kills a build at every step on the disk, in a process of its
// own, and sees each country whole: old or new. The next start finishes.
func TestKilledBuild(t *testing.T) {
	if at := os.Getenv("PHAROS_TEST_KILL"); at != "" {
		dieAt(t, at)
		return
	}
	for _, twoRenames := range []string{"", "yes"} {
		finished := false
		for n := 1; !finished; n++ {
			t.Run(fmt.Sprintf("%d%s", n, twoRenames), func(t *testing.T) {
				dir := t.TempDir()
				fill(t, dir, "old")
				cmd := exec.Command(os.Args[0], "-test.run=^TestKilledBuild$")
				cmd.Env = append(os.Environ(), fmt.Sprintf("PHAROS_TEST_KILL=%d", n), "PHAROS_TEST_DIR="+dir, "PHAROS_TEST_RENAMES="+twoRenames)
				finished = cmd.Run() == nil
				for _, cc := range []string{"rs", "mk"} {
					if got := words(t, dir, cc); got != "old" && got != "new" && twoRenames == "" {
						t.Errorf("%s is %q after the kill", cc, got)
					}
				}
				oldOrNew(t, dir, finished)
			})
		}
	}
}

// oldOrNew starts anew and sees the countries all old or all new.
func oldOrNew(t *testing.T, dir string, finished bool) {
	t.Helper()
	o, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	rs, mk := words(t, dir, "rs"), words(t, dir, "mk")
	if rs != mk || rs != "old" && rs != "new" || finished && rs != "new" {
		t.Errorf("after the next start rs is %q and mk %q; was it finished: %v", rs, mk, finished)
	}
}

// dieAt is the build that gets killed.
func dieAt(t *testing.T, at string) {
	if os.Getenv("PHAROS_TEST_RENAMES") != "" {
		disk.WithoutExchange()
	}
	n := 0
	disk.Watch(func(disk.Op) {
		if n++; strconv.Itoa(n) == at {
			os.Exit(9)
		}
	})
	fill(t, os.Getenv("PHAROS_TEST_DIR"), "new")
}

// TestPowerCut cuts the power at every step of a build: after the next start each
// country is whole, and both are old or both are new.
func TestPowerCut(t *testing.T) {
	for name, back := range map[string]func() func(){"exchange": func() func() { return func() {} }, "renames": disk.WithoutExchange} {
		t.Run(name, func(t *testing.T) {
			defer back()()
			dir := t.TempDir()
			fill(t, dir, "old")
			disktest.Cut(t, dir, func() { fill(t, dir, "new") }, func(t *testing.T, dir string) { oldOrNew(t, dir, false) })
		})
	}
}

// TestLostFiles: where the disk lost files of the new output in spite of every sync,
// what lives stays.
func TestLostFiles(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old")
	o, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, o, "rs", "new")
	put(t, o, "mk", "new")
	j := journalEntry{Countries: map[string]string{}, Index: []byte("new")}
	for _, cc := range []string{"rs", "mk"} {
		j.Countries[cc] = digest(o.path(work, "new", cc, ManifestName))
	}
	data, err := json.Marshal(j)
	if err := errors.Join(err, disk.Write(o.path(work, journal), data, 0o644), os.Truncate(o.path(work, "new", "mk", "index.html"), 0), o.lock.Unlock()); err != nil {
		t.Fatal(err)
	}
	if o, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if rs, mk := words(t, dir, "rs"), words(t, dir, "mk"); rs != "new" || mk != "old" {
		t.Errorf("rs is %q, mk is %q", rs, mk)
	}
}

// TestOneCountry replaces one country and leaves the other alone.
func TestOneCountry(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old")
	o, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, o, "rs", "new")
	if err := errors.Join(o.Switch([]string{"rs"}, []byte("new")), o.Close()); err != nil {
		t.Fatal(err)
	}
	if rs, mk := words(t, dir, "rs"), words(t, dir, "mk"); rs != "new" || mk != "old" {
		t.Errorf("rs %q, mk %q", rs, mk)
	}
	left, err := os.ReadDir(filepath.Join(dir, work))
	if err != nil || len(left) != 1 {
		t.Errorf("left beside the output: %v %v", left, err)
	}
}

// TestBusy sees that a second build stops and says so.
func TestBusy(t *testing.T) {
	dir := t.TempDir()
	o, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if _, err := Open(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("second build: %v", err)
	}
}

// TestJournalOfAStranger: a journal that came with a project moves nothing outside
// of the output, whatever it calls a country.
func TestJournalOfAStranger(t *testing.T) {
	for _, cc := range []string{"../../hooks", "..", ".", "", "zz/../../../hooks", "ZZ", "zzz", "/zz"} {
		home := t.TempDir()
		dir := filepath.Join(home, "project", "public")
		text := map[string]string{
			"hooks/own":                                   "mine",
			"project/public/.pharos/new/a/x":              "theirs",
			"project/public/.pharos/new/zz/manifest.json": "{}", "project/hooks/manifest.json": "{}",
		}
		entry, err := json.Marshal(journalEntry{Countries: map[string]string{cc: made.Of("", "", []byte("{}")).SHA256}})
		if err != nil {
			t.Fatal(err)
		}
		text["project/public/.pharos/journal"] = string(entry)
		for name, data := range text {
			if err := disk.Write(filepath.Join(home, filepath.FromSlash(name)), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "no country") {
			t.Errorf("%q: %v", cc, err)
		}
		for name, data := range text {
			if got, err := os.ReadFile(filepath.Join(home, filepath.FromSlash(name))); string(got) != data {
				t.Errorf("%q: %s is %q (%v)", cc, name, got, err)
			}
		}
	}
}

// TestOutputLinks: a link in the place of the output, of its folder of work or of a
// country leads no build elsewhere.
func TestOutputLinks(t *testing.T) {
	for _, name := range []string{".", ".pharos", ".pharos/new", ".pharos/new/zz", ".pharos/old", ".pharos/lock",
		".pharos/journal", "zz"} {
		home := t.TempDir()
		away, link := filepath.Join(home, "away"), filepath.Join(home, "public", filepath.FromSlash(name))
		err := errors.Join(os.MkdirAll(filepath.Join(away, "zz"), 0o755), os.MkdirAll(filepath.Dir(link), 0o755),
			os.WriteFile(filepath.Join(away, "zz", "mine"), nil, 0o644), os.Symlink(away, link))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Open(filepath.Join(home, "public")); err == nil || !strings.Contains(err.Error(), "link") {
			t.Errorf("%s: %v", name, err)
		}
		left, err := os.ReadDir(away)
		if err != nil || len(left) != 1 {
			t.Errorf("%s: the folder elsewhere holds %v (%v)", name, left, err)
		}
	}
}

// TestOutputLeftovers: names that a stopped program left are gone at the next start.
func TestOutputLeftovers(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old")
	for _, at := range []string{disk.Fresh + "A", ".pharos/" + disk.Fresh + "B"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(at)), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fill(t, dir, "new")
	for _, at := range []string{dir, filepath.Join(dir, ".pharos")} {
		if left, err := filepath.Glob(filepath.Join(at, disk.Fresh+"*")); len(left) > 0 || err != nil {
			t.Errorf("left: %v %v", left, err)
		}
	}
}

// TestWriteLeaves refuses names that lead out of the output.
func TestWriteLeaves(t *testing.T) {
	o, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for _, p := range []string{"../x", "/etc/x", "a/../../x"} {
		if o.Write("rs", p, nil) == nil {
			t.Errorf("%q was written", p)
		}
	}
}

// TestSameFileIsKept: what did not change is not written again, and a changed
// file, a link or one that others may write is replaced.
func TestSameFileIsKept(t *testing.T) {
	dir := t.TempDir()
	write := func(data string) {
		t.Helper()
		o, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"a.txt", "b.txt", "c.txt", "manifest.json"} {
			text := "same"
			if name == "b.txt" || name == "manifest.json" {
				text = data
			}
			if err := o.Write("al", name, []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := o.Switch([]string{"al"}, []byte("index")); err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Fatal(err)
		}
	}
	stat := func(name string) os.FileInfo {
		t.Helper()
		info, err := os.Lstat(filepath.Join(dir, "al", name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	write("one")
	elsewhere := filepath.Join(t.TempDir(), "c.txt")
	if err := os.WriteFile(elsewhere, []byte("same"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(filepath.Join(dir, "al", "c.txt")), os.Symlink(elsewhere, filepath.Join(dir, "al", "c.txt"))); err != nil {
		t.Fatal(err)
	}
	a, b := stat("a.txt"), stat("b.txt")
	write("two")
	if !os.SameFile(a, stat("a.txt")) {
		t.Error("the same file was written again")
	}
	if os.SameFile(b, stat("b.txt")) {
		t.Error("a changed file was written in place")
	}
	if !stat("c.txt").Mode().IsRegular() {
		t.Error("a link was taken for a file")
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "al", "b.txt")); string(data) != "two" {
		t.Errorf("b.txt is %q", data)
	}
}
