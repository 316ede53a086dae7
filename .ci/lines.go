//go:build ignore

// Lines finds Go lines of more than 120 characters, a tab counting four, and fails
// where there is one outside tests and generated files. With -functions it lists the
// functions of more than 50 lines instead, longest first.
//
//	go run .ci/lines.go [-functions] [-tests] [folder]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// The most characters of a line, and lines of a function that need no second look.
const (
	widest  = 120
	longest = 50
)

func main() {
	functions := flag.Bool("functions", false, "list long functions")
	tests := flag.Bool("tests", false, "tests too")
	flag.Parse()
	root := flag.Arg(0)
	if root == "" {
		root = "."
	}
	var found []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git"):
			return fs.SkipDir
		case filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") && !*tests:
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil || bytes.HasPrefix(data, []byte("// Code generated")) {
			return err
		}
		if *functions {
			found = append(found, longFunctions(name, data)...)
		} else {
			found = append(found, wideLines(name, data)...)
		}
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	if *functions {
		slices.Sort(found)
		slices.Reverse(found)
	}
	for _, f := range found {
		fmt.Println(f)
	}
	if len(found) > 0 && !*functions {
		os.Exit(1)
	}
}

// wideLines finds the lines of a file that are too wide.
func wideLines(name string, data []byte) (found []string) {
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if strings.Contains(line, "`yaml:") {
			continue // the tag of a field cannot be broken
		}
		if wide := utf8.RuneCountInString(line) + 3*strings.Count(line, "\t"); wide > widest {
			found = append(found, fmt.Sprintf("%s:%d: %d characters; at most %d", name, n, wide, widest))
		}
	}
	return found
}

// longFunctions lists the functions of a file that are long.
func longFunctions(name string, data []byte) (found []string) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, data, 0)
	if err != nil {
		return []string{err.Error()}
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		at := files.Position(f.Pos())
		if lines := files.Position(f.End()).Line - at.Line + 1; lines > longest {
			found = append(found, fmt.Sprintf("%4d lines: %s:%d: %s", lines, name, at.Line, f.Name.Name))
		}
	}
	return found
}
