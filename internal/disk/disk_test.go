package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pharos/internal/disk"
	"pharos/internal/disk/disktest"
)

// must ends the test at an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// holds is the content of a file; "none" where it is not there.
func holds(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "none"
	}
	must(t, err)
	return string(data)
}

// TestWriteCut cuts the power at every step of replacing a file and of writing a
// new one into a new folder: the old is there or the new, whole.
func TestWriteCut(t *testing.T) {
	dir := t.TempDir()
	must(t, disk.Write(filepath.Join(dir, "known.json"), []byte("old content"), 0o600))
	disktest.Cut(t, dir, func() {
		must(t, disk.Write(filepath.Join(dir, "known.json"), []byte("new content"), 0o600))
		must(t, disk.Write(filepath.Join(dir, "a", "b", "key"), []byte("the key"), 0o600))
	}, func(t *testing.T, dir string) {
		known, key := holds(t, filepath.Join(dir, "known.json")), holds(t, filepath.Join(dir, "a", "b", "key"))
		if known != "old content" && known != "new content" {
			t.Errorf("the file holds %q", known)
		}
		if key != "none" && (key != "the key" || known != "new content") {
			t.Errorf("the key holds %q beside %q", key, known)
		}
	})
}

// TestCutBites cuts the power in a work that forgets to sync: the harness must see
// a file that is neither old nor new.
func TestCutBites(t *testing.T) {
	dir := t.TempDir()
	must(t, disk.Write(filepath.Join(dir, "a"), []byte("old content"), 0o644))
	broken := 0
	disktest.Cut(t, dir, func() {
		must(t, disk.WriteLoose(filepath.Join(dir, "a"), []byte("new content")))
	}, func(t *testing.T, dir string) {
		if got := holds(t, filepath.Join(dir, "a")); got != "old content" && got != "new content" {
			broken++
		}
	})
	if broken == 0 {
		t.Error("a file that was never synced came through every cut")
	}
}

// TestSaveCut cuts the power while several files are written: each is old or new.
func TestSaveCut(t *testing.T) {
	dir := t.TempDir()
	must(t, disk.Save(dir, map[string][]byte{"sq.yaml": []byte("old text"), "sq.state.yaml": []byte("old state")}))
	disktest.Cut(t, dir, func() {
		must(t, disk.Save(dir, map[string][]byte{"sq.yaml": []byte("new text"), "sq.state.yaml": []byte("new state"), "pages/sq/help.md": []byte("new page")}))
	}, func(t *testing.T, dir string) {
		for name, what := range map[string]string{"sq.yaml": "text", "sq.state.yaml": "state", "pages/sq/help.md": "page"} {
			if got := holds(t, filepath.Join(dir, name)); got != "old "+what && got != "new "+what && (got != "none" || what != "page") {
				t.Errorf("%s holds %q", name, got)
			}
		}
	})
}

// TestReplaceCut cuts the power while a folder takes the place of another, with
// and without exchange. With it there is always a whole folder in the place.
func TestReplaceCut(t *testing.T) {
	for name, back := range map[string]func() func(){"exchange": func() func() { return func() {} }, "renames": disk.WithoutExchange} {
		t.Run(name, func(t *testing.T) {
			defer back()()
			dir := t.TempDir()
			must(t, disk.Write(filepath.Join(dir, "zz", "one"), []byte("old"), 0o644))
			must(t, disk.Write(filepath.Join(dir, "zz", "two"), []byte("old"), 0o644))
			disktest.Cut(t, dir, func() {
				work, err := disk.Beside(dir)
				must(t, err)
				must(t, disk.Fill(filepath.Join(work, "one"), []byte("new")))
				must(t, disk.Fill(filepath.Join(work, "two"), []byte("new")))
				must(t, disk.Replace(work, filepath.Join(dir, "zz")))
			}, func(t *testing.T, dir string) {
				got := holds(t, filepath.Join(dir, "zz", "one")) + " " + holds(t, filepath.Join(dir, "zz", "two"))
				if got != "old old" && got != "new new" && (got != "none none" || name == "exchange") {
					t.Errorf("the folder holds %s", got)
				}
			})
		})
	}
}

// TestClean removes what a stopped program left long ago, and nothing else.
func TestClean(t *testing.T) {
	dir := t.TempDir()
	old, young, other := filepath.Join(dir, disk.Fresh+"old"), filepath.Join(dir, disk.Fresh+"young"), filepath.Join(dir, ".new-of-somebody")
	for _, name := range []string{old, young, other} {
		must(t, os.WriteFile(name, nil, 0o644))
	}
	day := time.Now().Add(-24 * time.Hour)
	must(t, errors.Join(os.Chtimes(old, day, day), os.Chtimes(other, day, day)))
	must(t, disk.Write(filepath.Join(dir, "a"), nil, 0o644))
	if holds(t, old) != "none" || holds(t, young) == "none" || holds(t, other) == "none" {
		t.Error("the wrong names were cleaned")
	}
	must(t, disk.CleanAll(dir))
	if holds(t, young) != "none" || holds(t, other) == "none" {
		t.Error("the wrong names were cleaned under the lock")
	}
}

// TestSaveRefuses leaves everything as it was where one file cannot be written.
func TestSaveRefuses(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Symlink(t.TempDir(), filepath.Join(dir, "out")))
	must(t, os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	for _, name := range []string{"../x", "/x", "out/x", "out", "folder", "a/../../x", ""} {
		if disk.Save(dir, map[string][]byte{"good": []byte("x"), name: []byte("x")}) == nil {
			t.Errorf("%q was written", name)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
			t.Errorf("after %q: %v %v", name, left, err)
		}
	}
}

// TestWriteMode keeps secrets to their owner.
func TestWriteMode(t *testing.T) {
	name := filepath.Join(t.TempDir(), "key")
	must(t, disk.Write(name, []byte("secret"), 0o600))
	info, err := os.Stat(name)
	must(t, err)
	if got := info.Mode().String(); !strings.HasPrefix(got, "-rw-------") {
		t.Errorf("the mode is %s", got)
	}
}

// TestTemporary removes what an ended run left, at the next start, and nothing that
// somebody works in or that a link leads to.
func TestTemporary(t *testing.T) {
	parent, away := t.TempDir(), t.TempDir()
	live, done, err := disk.Temporary(parent)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(live, "a"), []byte("work"), 0o600))
	if info, err := os.Stat(live); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look: %v %v", info.Mode(), err)
	}
	left := filepath.Join(parent, disk.Fresh+"1") // as a killed run leaves it
	must(t, errors.Join(os.MkdirAll(filepath.Join(left, "sent"), 0o700), os.WriteFile(left+".lock", nil, 0o600)))
	must(t, os.WriteFile(filepath.Join(away, "mine"), nil, 0o600))
	linked := filepath.Join(parent, disk.Fresh+"2")
	must(t, errors.Join(os.Symlink(away, linked), os.WriteFile(linked+".lock", nil, 0o600)))
	lock := filepath.Join(parent, disk.Fresh+"3.lock")
	must(t, errors.Join(os.Symlink(filepath.Join(away, "mine"), lock), os.Mkdir(filepath.Join(parent, disk.Fresh+"3"), 0o700)))
	day := time.Now().Add(-24 * time.Hour)
	must(t, os.Chtimes(live, day, day))
	second, ended, err := disk.Temporary(parent)
	must(t, err)
	must(t, disk.Clean(parent))
	if _, err := os.Lstat(left); err == nil {
		t.Error("what a killed run left is still there")
	}
	if holds(t, filepath.Join(live, "a")) != "work" || holds(t, filepath.Join(away, "mine")) == "none" {
		t.Error("something that is somebody's was removed")
	}
	must(t, errors.Join(done(), ended()))
	for _, name := range []string{live, live + ".lock", second, second + ".lock"} {
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("left behind: %s", name)
		}
	}
}
