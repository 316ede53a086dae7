package build_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pharos/internal/build/buildtest"
)

// mapLine is the line of one package on the map, with those that go on with it.
var mapLine = regexp.MustCompile(`(?m)^//\t(\w+) +->.*\n(?://\t {2,}.*\n)*`)

// TestMap: the comment of this package is the map of the house. Each package has a
// line in it with just the packages that it imports, and a comment of its own. The
// flag -update draws the lines anew.
func TestMap(t *testing.T) {
	source, err := os.ReadFile("build.go")
	buildtest.Must(t, err)
	real, told := imports(t, "../..")
	drawn := map[string]bool{}
	redrawn := mapLine.ReplaceAllStringFunc(string(source), func(line string) string {
		name := mapLine.FindStringSubmatch(line)[1]
		drawn[name] = true
		if real[name] == nil {
			t.Errorf("the map has a line for %s, and there is no such package", name)
		}
		want := draw(name, real[name])
		if line != want && !*update {
			t.Errorf("the map says\n%sand the code\n%s", line, want)
		}
		return want
	})
	for name, list := range real {
		if len(list) > 0 && !drawn[name] {
			t.Errorf("the map has no line for %s:\n%s", name, draw(name, list))
		}
		if !told[name] {
			t.Errorf("package %s has no comment", name)
		}
	}
	if *update {
		buildtest.Must(t, os.WriteFile("build.go", []byte(redrawn), 0o644))
	}
}

// draw writes the line of a package, not wider than the comment.
func draw(name string, list map[string]bool) string {
	const wide = 76
	lines := []string{fmt.Sprintf("//\t%-8s ->", name)}
	for _, to := range slices.Sorted(maps.Keys(list)) {
		last := &lines[len(lines)-1]
		if len(*last)+len(to) > wide {
			lines = append(lines, "//\t           ")
			last = &lines[len(lines)-1]
		}
		*last += " " + to
	}
	return strings.Join(lines, "\n") + "\n"
}

// imports gives for each package of the house those it imports, and whether it has a
// comment. A folder inside a package counts as that package; help for tests does not
// count.
func imports(t *testing.T, root string) (map[string]map[string]bool, map[string]bool) {
	t.Helper()
	out, told := map[string]map[string]bool{}, map[string]bool{}
	house := os.DirFS(root)
	for _, top := range []string{"cmd", "internal"} {
		buildtest.Must(t, fs.WalkDir(house, top, func(name string, d fs.DirEntry, err error) error {
			dir := path.Dir(name)
			switch {
			case err != nil:
				return err
			case d.IsDir() && (path.Base(name) == "testdata" || path.Base(name) == "node_modules"):
				return fs.SkipDir
			case path.Ext(name) != ".go", strings.HasSuffix(name, "_test.go"), strings.HasSuffix(dir, "test"):
				return nil
			}
			data, err := fs.ReadFile(house, name)
			if err != nil {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ImportsOnly|parser.ParseComments)
			if err != nil {
				return err
			}
			if top == "internal" && file.Name.Name == "main" {
				return nil // a tool that go generate runs, no part of the house
			}
			of := owner(dir)
			if out[of] == nil {
				out[of] = map[string]bool{}
			}
			told[of] = told[of] || file.Doc != nil
			for _, i := range file.Imports {
				full, _ := strconv.Unquote(i.Path.Value) // the parser has read it
				inner, ours := strings.CutPrefix(full, "pharos/internal/")
				if to, _, _ := strings.Cut(inner, "/"); ours && to != of {
					out[of][to] = true
				}
			}
			return nil
		}))
	}
	return out, told
}

// owner is the package that a folder belongs to: cmd, or the first one in internal.
func owner(dir string) string {
	words := strings.Split(dir, "/")
	if words[0] == "cmd" {
		return "cmd"
	}
	return words[1]
}
