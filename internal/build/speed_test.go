package build_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pharos/internal/build/buildtest"
)

// TestSpeedNamesBenchmarks: every benchmark that docs/speed.md names is in the package
// that it names.
func TestSpeedNamesBenchmarks(t *testing.T) {
	doc, err := os.ReadFile("../../docs/speed.md")
	buildtest.Must(t, err)
	rows := regexp.MustCompile("(?m)\\| `(internal/[a-z]+)` ([A-Z][A-Za-z0-9, /]*) \\|").FindAllStringSubmatch(string(doc), -1)
	if len(rows) < 15 {
		t.Fatalf("only %d rows name a benchmark", len(rows))
	}
	for _, row := range rows {
		files, _ := filepath.Glob(filepath.Join("../..", filepath.FromSlash(row[1]), "*_test.go"))
		var source strings.Builder
		for _, f := range files {
			data, err := os.ReadFile(f)
			buildtest.Must(t, err)
			source.Write(data)
		}
		for name := range strings.SplitSeq(row[2], ", ") {
			name, _, _ = strings.Cut(name, "/")
			if !strings.Contains(source.String(), "func Benchmark"+name+"(") {
				t.Errorf("docs/speed.md names the benchmark %s of %s, which is not there", name, row[1])
			}
		}
	}
}
