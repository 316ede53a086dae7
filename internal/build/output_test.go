package build

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// put writes a small country whose every file says which build it is from.
func put(t *testing.T, o *Output, country, word string) {
	t.Helper()
	for _, p := range []string{"index.html", "en/index.html", "print/citizen/a.en.press.pdf", manifestName} {
		if err := o.Write(country, p, []byte(word+" "+country)); err != nil {
			t.Fatal(err)
		}
	}
}

// fill makes an output of two countries in one build.
func fill(t *testing.T, dir, word string) {
	t.Helper()
	o, err := OpenOutput(dir)
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
		data, err := os.ReadFile(path)
		files++
		seen[strings.Fields(string(data))[0]] = true
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

// TestKilledBuild kills a build at every step of the switch, in a process of
// its own, and sees each country whole: old or new. The next start finishes.
func TestKilledBuild(t *testing.T) {
	if at := os.Getenv("PHAROS_TEST_KILL"); at != "" {
		dieAt(t, at)
		return
	}
	for _, at := range []string{"staged", "1", "2", "3", "4", "5"} {
		for _, twoRenames := range []string{"", "yes"} {
			t.Run(at+twoRenames, func(t *testing.T) {
				dir := t.TempDir()
				fill(t, dir, "old")
				cmd := exec.Command(os.Args[0], "-test.run=^TestKilledBuild$")
				cmd.Env = append(os.Environ(), "PHAROS_TEST_KILL="+at, "PHAROS_TEST_DIR="+dir, "PHAROS_TEST_RENAMES="+twoRenames)
				if out, err := cmd.CombinedOutput(); err == nil {
					t.Fatalf("the build was not killed: %s", out)
				}
				for _, cc := range []string{"rs", "mk"} {
					if got := words(t, dir, cc); got != "old" && got != "new" && twoRenames == "" {
						t.Errorf("%s is %q after the kill", cc, got)
					}
				}
				o, err := OpenOutput(dir)
				if err != nil {
					t.Fatal(err)
				}
				defer o.Close()
				want := "new"
				if at == "staged" {
					want = "old"
				}
				for _, cc := range []string{"rs", "mk"} {
					if got := words(t, dir, cc); got != want {
						t.Errorf("%s is %q after the next start, want %q", cc, got, want)
					}
				}
			})
		}
	}
}

// dieAt is the build that gets killed.
func dieAt(t *testing.T, at string) {
	if os.Getenv("PHAROS_TEST_RENAMES") != "" {
		exchange = func(a, b string) error { return errors.ErrUnsupported }
	}
	o, err := OpenOutput(os.Getenv("PHAROS_TEST_DIR"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, o, "rs", "new")
	put(t, o, "mk", "new")
	if at == "staged" {
		os.Exit(9)
	}
	n := 0
	step = func(string) {
		if n++; string(rune('0'+n)) == at {
			os.Exit(9)
		}
	}
	if err := o.Switch([]string{"rs", "mk"}, []byte("new")); err != nil {
		t.Fatal(err)
	}
	os.Exit(9)
}

// TestOneCountry replaces one country and leaves the other alone.
func TestOneCountry(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old")
	o, err := OpenOutput(dir)
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
	o, err := OpenOutput(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if _, err := OpenOutput(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("second build: %v", err)
	}
}

// TestWriteLeaves refuses names that lead out of the output.
func TestWriteLeaves(t *testing.T) {
	o, err := OpenOutput(t.TempDir())
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
		o, err := OpenOutput(dir)
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
