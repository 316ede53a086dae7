package proof_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestConformancePage sees that every test that docs/pdf-conformance.md and
// docs/sheets.md name exists, that every clause with a check is on the page, and that nothing there
// or in the program calls a file certified.
func TestConformancePage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs/pdf-conformance.md"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	for _, dir := range []string{"internal/*", "cmd/pharos"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
					tests[f.Name.Name] = true
				}
			}
		}
	}
	clauseNames := map[string]bool{}
	for _, c := range clauses {
		clauseNames[c.name] = true
		if !strings.Contains(string(page), "`TestClauses/"+c.name+"`") {
			t.Errorf("the clause %s is not on the page", c.name)
		}
	}
	sheets, err := os.ReadFile(filepath.Join(root, "docs/sheets.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("`((?:Test|Fuzz)\\w+)(?:/([\\w-]+))?`").FindAllStringSubmatch(string(page)+string(sheets), -1) {
		if !tests[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
		if m[1] == "TestClauses" && !clauseNames[m[2]] {
			t.Errorf("there is no clause %q", m[2])
		}
		if _, err := os.Stat(filepath.Join(root, "cmd/pharos/testdata/script", m[2]+".txtar")); m[1] == "TestStories" && err != nil {
			t.Errorf("there is no story %q", m[2])
		}
	}
	if n := strings.Count(strings.ToLower(string(page)), "certified"); n != 1 {
		t.Errorf("the page says %d times that a file is certified; once it says that none is", n)
	}
}
