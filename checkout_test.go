package pharos_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCheckoutKeepsBytes clones the last commit as Git for Windows does, which turns
// line ends around where it may, and compares every file with what was committed:
// digests, signatures and the ledger hang on these bytes.
func TestCheckoutKeepsBytes(t *testing.T) {
	if _, err := os.Stat(".git"); err != nil {
		t.Skip("the sources are not a clone")
	}
	as := filepath.Join(t.TempDir(), "clone")
	run(t, ".", "git", "-c", "core.autocrlf=true", "clone", "-q", "--no-local", "--depth=1", "file://"+abs(t, "."), as)
	changed := run(t, as, "git", "-c", "core.autocrlf=false", "ls-files", "--eol")
	for line := range bytes.Lines(changed) {
		fields := bytes.Fields(line)
		index, tree := bytes.TrimPrefix(fields[0], []byte("i/")), bytes.TrimPrefix(fields[1], []byte("w/"))
		if !bytes.Equal(index, tree) {
			t.Errorf("a checkout changes line ends: %s", bytes.TrimSpace(line))
		}
	}
}

func run(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return out
}

func abs(t *testing.T, dir string) string {
	t.Helper()
	path, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
