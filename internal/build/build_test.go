package build_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	pharos "pharos"
	"pharos/internal/build"
)

// options builds the real project into a folder of the test.
func options(t testing.TB) build.Options {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	return build.Options{Defaults: pharos.Defaults, Out: t.TempDir(), Theme: "pharos", Jobs: runtime.GOMAXPROCS(0), Cache: filepath.Join(cache, "pharos")}
}
