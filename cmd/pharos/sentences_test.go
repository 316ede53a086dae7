package main

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/diag"
	"pharos/internal/locale"
)

var update = flag.Bool("update", false, "write the English catalogue of findings anew")

// sentence is an English sentence of the program with letters for its values.
type sentence struct {
	id, text string
	// kind is "what", "hint" or "word"; from the package it stands in.
	kind, from string
}

// verbOf finds the verbs of fmt, and template code that is only spoken of.
var verbOf = regexp.MustCompile(`%(?:%|[-+#0]*\d*(?:\.\d+)?[a-zA-Z])|\{\{\.?(?:%s|[A-Za-z]+)\}\}`)

// pattern writes a format with placeholders: %q becomes {{.A}}, the next {{.B}}.
func pattern(format string) string {
	n := -1
	return verbOf.ReplaceAllStringFunc(format, func(v string) string {
		if v == "%%" {
			return "%"
		}
		n++
		return "{{." + string(rune('A'+n)) + "}}"
	})
}

var slugOf = regexp.MustCompile(`[^a-z0-9]+`)

// slug is the id of a sentence: its words, as far as they tell it from others.
func slug(text string) string {
	s := strings.Trim(slugOf.ReplaceAllString(strings.ToLower(strings.NewReplacer("{{.", " ", "}}", " ").Replace(text)), "."), ".")
	if len(s) > 56 {
		s = s[:strings.LastIndex(s[:56], ".")]
	}
	return s
}

// collector finds sentences in the source of one package.
type collector struct {
	from string
	// takes says of a function's name which arguments are formats and hints.
	takes map[string][]argument
	found *[]sentence
}

type argument struct {
	at   int
	kind string
}

// signature notes which parameters of a function are formats or hints.
func (c *collector) signature(name string, params *ast.FieldList) {
	i := 0
	for _, p := range params.List {
		for _, n := range p.Names {
			if kind := map[string]string{"format": "what", "hint": "hint", "what": "what", "message": "what", "detail": "what"}[n.Name]; kind != "" {
				if a := (argument{i, kind}); !slices.Contains(c.takes[name], a) {
					c.takes[name] = append(c.takes[name], a)
				}
			}
			i++
		}
	}
}

// declare notes every function, closure and function parameter.
func (c *collector) declare(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		c.signature(n.Name.Name, n.Type.Params)
		ast.Inspect(n.Type, func(n ast.Node) bool {
			if f, ok := n.(*ast.Field); ok && len(f.Names) > 0 {
				if t, ok := f.Type.(*ast.FuncType); ok {
					c.signature(f.Names[0].Name, t.Params)
				}
			}
			return true
		})
	case *ast.AssignStmt:
		if f, ok := n.Rhs[0].(*ast.FuncLit); ok {
			if id, ok := n.Lhs[0].(*ast.Ident); ok {
				c.signature(id.Name, f.Type.Params)
			}
		}
	case *ast.FuncLit:
		for _, p := range n.Type.Params.List {
			if t, ok := p.Type.(*ast.FuncType); ok && len(p.Names) > 0 {
				c.signature(p.Names[0].Name, t.Params)
			}
		}
	}
	return true
}

// collect notes the sentences that reach a finding.
func (c *collector) collect(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			if x, ok := f.X.(*ast.Ident); ok && (x.Name == "fmt" || x.Name == "t") {
				return true
			}
			name = f.Sel.Name
		}
		for _, a := range c.takes[name] {
			if a.at < len(n.Args) {
				c.add(n.Args[a.at], a.kind)
			}
		}
	case *ast.CompositeLit:
		if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Draft" && len(n.Elts) == 3 {
			c.add(n.Elts[1], "what")
		} else if ok && id.Name == "fault" && len(n.Elts) == 3 {
			c.add(n.Elts[1], "what")
			c.add(n.Elts[2], "hint")
		}
	case *ast.KeyValueExpr:
		if id, ok := n.Key.(*ast.Ident); ok {
			if kind := map[string]string{"Message": "what", "message": "what", "Detail": "what", "Hint": "hint", "hint": "hint"}[id.Name]; kind != "" {
				c.add(n.Value, kind)
			}
		}
	case *ast.ValueSpec:
		for i, id := range n.Names {
			if i >= len(n.Values) {
				break
			}
			switch lit, isLit := n.Values[i].(*ast.CompositeLit); {
			case isLit && slices.Contains([]string{"hints", "cures", "sayings"}, id.Name):
				for _, e := range lit.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						c.add(kv.Value, "hint")
					}
				}
			case id.Name == "hint":
				c.add(n.Values[i], "hint")
			}
		}
	case *ast.AssignStmt:
		for i, l := range n.Lhs {
			if i >= len(n.Rhs) {
				break
			}
			name := ""
			switch l := l.(type) {
			case *ast.Ident:
				name = l.Name
			case *ast.SelectorExpr:
				name = l.Sel.Name
			}
			if kind := map[string]string{"hint": "hint", "Hint": "hint", "Message": "what", "message": "what"}[name]; kind != "" {
				c.add(n.Rhs[i], kind)
			}
		}
	}
	return true
}

// add notes one sentence, if the expression is one.
func (c *collector) add(e ast.Expr, kind string) {
	format, literal := formatOf(e)
	text := pattern(format)
	words := regexp.MustCompile(`\{\{\.[A-Z]\}\}`).ReplaceAllString(text, "")
	if strings.HasPrefix(text, "#") || strings.HasPrefix(text, " ") { // lines of a file that is written
		return
	}
	if !literal || !strings.Contains(strings.TrimSpace(words), " ") && !strings.ContainsAny(words, "aeiou") || !strings.Contains(text, " ") {
		return
	}
	*c.found = append(*c.found, sentence{slug(text), text, kind, c.from})
}

// formatOf gives the format that an expression of words stands for; literal is
// false where no part of it is written out.
func formatOf(e ast.Expr) (format string, literal bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return formatOf(e.X)
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "%v", false
		}
		x, a := formatOf(e.X)
		y, b := formatOf(e.Y)
		return x + y, a || b
	case *ast.CallExpr:
		if s, ok := e.Fun.(*ast.SelectorExpr); ok && len(e.Args) > 0 {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "fmt" && s.Sel.Name == "Sprintf" || ok && x.Name == "fmt" && s.Sel.Name == "Errorf" {
				return formatOf(e.Args[0])
			}
		}
	}
	return "%v", false
}

// sentences collects what the program says in findings, from its own source.
func sentences(t *testing.T) []sentence {
	t.Helper()
	packages := map[string][]*ast.File{}
	fset := token.NewFileSet()
	for _, root := range []string{"../../internal"} {
		err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			packages[filepath.Dir(name)] = append(packages[filepath.Dir(name)], f)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var out []sentence
	for dir, files := range packages {
		c := &collector{from: filepath.Base(dir), takes: map[string][]argument{"Errorf": {{2, "hint"}, {3, "what"}}, "Warnf": {{2, "hint"}, {3, "what"}}}, found: &out}
		for _, f := range files {
			ast.Inspect(f, c.declare)
		}
		for _, f := range files {
			ast.Inspect(f, c.collect)
		}
	}
	slices.SortFunc(out, func(a, b sentence) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.kind, b.kind), cmp.Compare(a.text, b.text))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(out, func(s sentence) bool {
		twice := seen[s.text]
		seen[s.text] = true
		return twice
	})
}

// spoken are the words and sentences that the collector cannot see: those with
// plural forms, those that stand inside others, and the lines of the terminal.
var spoken = []locale.Message{
	noun("error"), noun("warning"), noun("note"), noun("language"), noun("page"), noun("material"),
	{ID: "count.country", Forms: map[string]string{"one": "{{.Count}} country", "other": "{{.Count}} countries"}},
	{ID: "of.material", Forms: map[string]string{"one": "{{.A}} of {{.Count}} material", "other": "{{.A}} of {{.Count}} materials"}},
	word("error"), word("warning"), word("note"), word("languages"), word("drafts"), word("left out"), word("open"),
	word("{{.A}}  {{.B}}, {{.C}}, {{.D}}, {{.E}}, {{.F}} s"), word("{{.A}}, edition {{.B}}, {{.C}}, {{.D}} s. Open {{.E}}"), word("{{.A}}. Nothing was written."),
	word("Did you mean {{.A}}?"), word("Known here: {{.A}}."), word("Known here: {{.A}} …"),
	word("nothing"), word("text"), word("a whole number"), word("a number with a fraction"), word("true or false"), word("a list"), word("a group of keys"),
	word("when it answers"), word("what a call costs"), word("who answers"), word("whether a name is needed or calls are confidential"), word("in which languages"),
	word("posters cannot say of {{.A}} {{.B}}"),
	word("Each with its line and what to do: {{.A}}. Why: {{.B}}."),
	word("not reviewed"), word("older than the English source"), word("shown in English"),
	word("{{.A}} of {{.B}} people and {{.C}} of {{.D}} networks in the last {{.E}} days"),
}

func word(text string) locale.Message {
	return locale.Message{ID: slug(text), Forms: map[string]string{"other": text}}
}

func noun(text string) locale.Message {
	return locale.Message{ID: "count." + text, Forms: map[string]string{"one": "{{.Count}} " + text, "other": "{{.Count}} " + text + "s"}}
}

// sentencesFile is the English catalogue of findings, written by this test.
const sentencesFile = "../../" + campaign.SentencesDir + "/messages/en.yaml"

// english writes the English catalogue: what this test knows, what is collected.
func english(found []sentence) string {
	var b strings.Builder
	b.WriteString("# What the program says in findings and in a terminal. Written from the source:\n# go test ./cmd/pharos -run Sentences -update. Values stand as {{.A}}, {{.B}}.\n")
	ids := map[string]bool{}
	entry := func(id, where string, forms map[string]string) {
		for base, n := id, 2; ids[id]; n++ {
			id = fmt.Sprintf("%s.%d", base, n)
		}
		ids[id] = true
		fmt.Fprintf(&b, "%s:\n  description: %q\n", id, "Where: "+where+". Class: information.")
		for _, form := range locale.Forms {
			if text := forms[form]; text != "" {
				fmt.Fprintf(&b, "  %s: %s\n", form, quoted(text))
			}
		}
	}
	known := map[string]bool{}
	for _, m := range spoken {
		entry(m.ID, "terminal", m.Forms)
		known[m.Forms["other"]] = true
	}
	where := map[string]string{"what": "what is wrong", "hint": "what to do"}
	for _, s := range found {
		if !known[s.text] {
			entry(s.id, where[s.kind]+", "+s.from, map[string]string{"other": s.text})
		}
	}
	return b.String()
}

// quoted is a text as YAML has it in double quotes.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(s) + `"`
}

// idLine begins an entry of a file of messages or states.
var idLine = regexp.MustCompile(`(?m)^[a-z][a-z0-9.]*:`)

// prune takes translations of sentences that English has no more out of the files.
func prune(t *testing.T, english string) {
	ids := idLine.FindAllString(english, -1)
	names, err := filepath.Glob(filepath.Join(filepath.Dir(sentencesFile), "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		keep := true
		for line := range strings.Lines(string(data)) {
			if id := idLine.FindString(line); id != "" {
				keep = slices.Contains(ids, id)
			}
			if keep {
				out.WriteString(line)
			}
		}
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSentences sees that the English catalogue of findings has every sentence of
// the source, and that each is found again in what the program says.
func TestSentences(t *testing.T) {
	found := sentences(t)
	want := english(found)
	if *update {
		if err := os.WriteFile(sentencesFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		prune(t, want)
	}
	if got, err := os.ReadFile(sentencesFile); err != nil || string(got) != want {
		t.Fatalf("%s lacks sentences of the source or has others: go test ./cmd/pharos -run Sentences -update, then translate the new ones (%v)", sentencesFile, err)
	}
	catalogue := findingsOf(t)
	speech := locale.NewSpeech(catalogue, locale.Source)
	for _, id := range catalogue.IDs(locale.Source) {
		m, _ := catalogue.Message(locale.Source, id)
		m.Each(func(form, text string, _ diag.Pos) {
			said := text
			for i, name := range locale.Placeholders(text) {
				value := fmt.Sprintf("v%d", i)
				if name == "Count" {
					value = "3"
				}
				said = strings.Replace(said, "{{."+name+"}}", value, 1)
			}
			if got := speech.ID(said); got != id {
				t.Errorf("%q of %s is taken for %s", said, id, got)
			}
		})
	}
}

// findingsOf loads the catalogue of findings; it must be without fault.
func findingsOf(t *testing.T) *locale.Catalogue {
	t.Helper()
	catalogue, list, err := campaign.Sentences(os.DirFS("../.."))
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	return catalogue
}

// TestSentencesTranslated sees that translated sentences have the values of the
// English ones and are not older, and counts what is still shown in English.
func TestSentencesTranslated(t *testing.T) {
	catalogue := findingsOf(t)
	for _, tag := range []locale.Tag{"sq", "sr-Cyrl", "mk"} {
		lacks := 0
		for _, id := range catalogue.IDs(locale.Source) {
			src, _ := catalogue.Message(locale.Source, id)
			m, ok := catalogue.Message(tag, id)
			switch {
			case !ok:
				lacks++
			case !m.Plural() && !slices.Equal(m.Placeholders(), src.Placeholders()):
				t.Errorf("%s: %s has other values than the English sentence", m.Pos, id)
			case catalogue.Stale(tag, id):
				t.Errorf("%s: %s is older than its English sentence", m.Pos, id)
			}
		}
		for _, id := range catalogue.IDs(tag) {
			if !catalogue.Has(locale.Source, id) {
				t.Errorf("%s has %s, which is not English any more", tag, id)
			}
		}
		t.Logf("%s: %d of %d sentences are shown in English", tag, lacks, len(catalogue.IDs(locale.Source)))
	}
	if !catalogue.Has("sr-Latn", "error") {
		t.Error("Serbian in Latin letters is not derived")
	}
}
