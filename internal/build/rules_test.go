package build_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/diag"
	"pharos/internal/rule"
	"pharos/internal/seal"
)

var update = flag.Bool("update", false, "write the wanted findings anew")

// TestRuleCases runs the cases of the rules that need the plan, the layout or the
// finished files: the fictional country, wholly reviewed, with some lines changed,
// and exactly the findings of the rule that are wanted.
func TestRuleCases(t *testing.T) {
	const dir = "../check/testdata"
	for _, r := range rule.All() {
		files, err := filepath.Glob(filepath.Join(dir, r.ID, "*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if r.Stage == "" {
				continue
			}
			t.Run(r.ID+"/"+filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				runCase(t, r, file)
			})
		}
	}
}

// runCase runs one case.
func runCase(t *testing.T, r *diag.Rule, file string) {
	c, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, got := "", ""
	o := buildtest.Fictional(t, c)
	for _, f := range found(t, o, r.Stage) {
		if f.Rule == r {
			line := fmt.Sprintf("%s: %s %s: %s\n", f.Pos, f.Severity, f.Rule, f.Message.Text)
			if !strings.HasSuffix(got, line) { // the same on every page
				got += line
			}
		}
	}
	for i := range c.Files {
		if c.Files[i].Name != "want" {
			continue
		}
		if want = string(c.Files[i].Data); *update && want != got {
			c.Files[i].Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(c), 0o644); err != nil {
				t.Fatal(err)
			}
			want = got
		}
	}
	if want != got {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if bad := strings.HasPrefix(filepath.Base(file), "bad"); bad != (got != "") {
		t.Errorf("findings in a good case, or none in a bad one:\n%s", got)
	}
}

// found gives the findings up to a stage; those of the plan as a release names
// them.
func found(t *testing.T, o build.Options, stage string) diag.List {
	t.Helper()
	switch stage {
	case "plan":
		l, err := build.Load(o)
		if err != nil {
			t.Fatal(err)
		}
		defer l.Files.Close()
		return append(l.Findings, seal.Obstacles(l, "zz")...).Sorted()
	case "proof":
		_, err := build.Run(t.Context(), o)
		if d, ok := err.(build.Defects); ok {
			return d.List
		} else if err != nil {
			t.Fatal(err)
		}
		return nil
	}
	list, err := build.Check(t.Context(), o, true)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
