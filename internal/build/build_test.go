package build_test

import (
	"context"
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

func BenchmarkCheck(b *testing.B) {
	o := options(b)
	for b.Loop() {
		if _, err := build.Check(context.Background(), o, false); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCountry(b *testing.B) {
	o := options(b)
	o.Countries = []string{"rs"}
	for b.Loop() {
		if _, err := build.Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	o := options(b)
	for b.Loop() {
		if _, err := build.Run(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}
