//go:build unix

package campaign

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestPipe sees that a named pipe, which would wait for ever, is not opened.
func TestPipe(t *testing.T) {
	_, dir := project(t, map[string]string{"content/en/start.md": "---\ntitle: Own\nsummary: Own.\n---\nOwn.\n"})
	if err := syscall.Mkfifo(filepath.Join(dir, "content", "en", "pipe.md"), 0o644); err != nil {
		t.Skip(err)
	}
	if _, list := load(t, open(t, dir)); !strings.Contains(lines(list), "content/en/pipe.md file.kind") {
		t.Error(lines(list))
	}
}
