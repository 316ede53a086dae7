package disk_test

import (
	"testing"
	"testing/fstest"

	"pharos/internal/disk"
)

// TestFiles: files in memory are a file system as io/fs wants it.
func TestFiles(t *testing.T) {
	files := disk.Files{"a.yaml": []byte("a"), "b/c.yaml": []byte("bc"), "b/d/e.yaml": []byte("e"), "b/d/f.yaml": nil, "../f": []byte("out")}
	if err := fstest.TestFS(files, "a.yaml", "b/c.yaml", "b/d/e.yaml"); err != nil {
		t.Error(err)
	}
	if err := fstest.TestFS(disk.Files{}); err != nil {
		t.Error(err)
	}
}
