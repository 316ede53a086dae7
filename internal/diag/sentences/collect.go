package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"pharos/internal/diag"
)

// sentence is a pattern and the package that says it.
type sentence struct{ text, from string }

// where says of a sentence where it is shown: hints are whole sentences.
func (s sentence) where() string {
	switch {
	case s.from == "pharos":
		return "terminal"
	case strings.ContainsAny(s.text[len(s.text)-1:], ".?…"):
		return "what to do, " + s.from
	}
	return "what is wrong, " + s.from
}

// listed is what 'go list' says about a package.
type listed struct {
	ImportPath, Export, Dir string
	GoFiles                 []string
	Module                  *struct{ Main bool }
}

// collect checks the types of every package of the program and gives the formats,
// each once, by package and words.
func collect(root string) ([]sentence, error) {
	packages, err := list(root)
	if err != nil {
		return nil, err
	}
	exports := map[string]string{}
	for _, p := range packages {
		exports[p.ImportPath] = p.Export
	}
	c := &collector{fset: token.NewFileSet(), used: map[string]bool{}}
	c.importer = importer.ForCompiler(
		c.fset,
		"gc",
		func(p string) (io.ReadCloser, error) { return os.Open(exports[p]) },
	)
	for _, p := range packages {
		if p.Module != nil && p.Module.Main && p.ImportPath != "pharos/internal/diag/sentences" {
			c.add(p)
		}
	}
	c.unused()
	if err := errors.Join(c.faults...); err != nil {
		return nil, err
	}
	slices.SortFunc(c.found, func(a, b sentence) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.where(), b.where()), cmp.Compare(a.text, b.text))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(c.found, func(s sentence) bool {
		twice := seen[s.text]
		seen[s.text] = true
		return twice
	}), nil
}

// list asks the go command for every package, with the types of what it imports.
func list(root string) ([]listed, error) {
	cmd := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Export,Dir,GoFiles,Module", "./...")
	cmd.Dir, cmd.Stderr = root, os.Stderr
	data, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var out []listed
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var p listed
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		out = append(out, p)
	}
	return out, nil
}

// collector is the work on all packages.
type collector struct {
	fset     *token.FileSet
	importer types.Importer
	info     *types.Info
	from     string
	// used are the rules that a stage names.
	used   map[string]bool
	found  []sentence
	faults []error
}

// add collects the formats of one package.
func (c *collector) add(p listed) {
	var files []*ast.File
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(c.fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			c.faults = append(c.faults, err)
			return
		}
		files = append(files, f)
	}
	c.info, c.from = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
	}, path.Base(
		p.ImportPath,
	)
	if _, err := (&types.Config{Importer: c.importer}).Check(p.ImportPath, c.fset, files, c.info); err != nil {
		c.faults = append(c.faults, err)
		return
	}
	for _, f := range files {
		ast.Inspect(f, c.visit)
	}
	for _, o := range c.info.Uses {
		if o.Pkg() != nil && o.Pkg().Path() == rules && p.ImportPath != rules {
			c.used[o.Name()] = true
		}
	}
}

// rules is the package of the rules.
const rules = "pharos/internal/rule"

// unused finds rules that no stage finds.
func (c *collector) unused() {
	p, err := c.importer.Import(rules)
	if err != nil {
		c.faults = append(c.faults, err)
		return
	}
	for _, name := range p.Scope().Names() {
		if _, is := p.Scope().Lookup(name).(*types.Var); is && token.IsExported(name) && !c.used[name] {
			c.faults = append(c.faults, fmt.Errorf("no stage finds rule.%s", name))
		}
	}
}

// visit notes a constant format and looks no deeper.
func (c *collector) visit(n ast.Node) bool {
	e, ok := n.(ast.Expr)
	if !ok {
		return true
	}
	if call, ok := n.(*ast.CallExpr); ok {
		c.count(call)
	}
	tv := c.info.Types[e]
	switch {
	case !isFormat(tv.Type) || tv.IsType():
	case tv.Value != nil:
		c.note(diag.Format(constant.StringVal(tv.Value)))
		return false
	case c.made(e):
		c.fault(e, "a format is put together here; its sentence would be in no catalogue")
	}
	return true
}

// note keeps a format that has words to translate.
func (c *collector) note(f diag.Format) {
	if f.Words() {
		c.found = append(c.found, sentence{f.Pattern(), c.from})
	}
}

// made reports whether an expression makes a format that is no constant.
func (c *collector) made(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CallExpr:
		return c.info.Types[e.Fun].IsType()
	}
	return false
}

// count sees that a format has a value for each verb.
func (c *collector) count(call *ast.CallExpr) {
	sig, ok := c.info.Types[call.Fun].Type.(*types.Signature)
	if !ok || !sig.Variadic() || call.Ellipsis.IsValid() {
		return
	}
	at := sig.Params().Len() - 2
	if values := sig.Params().At(at + 1).Type().(*types.Slice); !types.IsInterface(values.Elem()) {
		return
	}
	if at < 0 || at >= len(call.Args) || !isFormat(sig.Params().At(at).Type()) {
		return
	}
	tv := c.info.Types[call.Args[at]]
	if tv.Value == nil {
		return
	}
	if f := diag.Format(constant.StringVal(tv.Value)); f.Verbs() != len(call.Args)-at-1 {
		c.fault(call, "the format has %d verbs for %d values", f.Verbs(), len(call.Args)-at-1)
	}
}

func (c *collector) fault(n ast.Node, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("%s: "+format, append([]any{c.fset.Position(n.Pos())}, args...)...))
}

// isFormat reports the type diag.Format.
func isFormat(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Format" && named.Obj().Pkg() != nil &&
		named.Obj().Pkg().Path() == "pharos/internal/diag"
}
