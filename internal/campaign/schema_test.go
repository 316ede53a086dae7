package campaign

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"pharos/internal/tree"
)

var update = flag.Bool("update", false, "write schemas and documentation anew")

// schemaTop are the types that are files, with the name of their schema.
var schemaTop = []struct {
	name, file, what string
	typ              reflect.Type
}{
	{"country", "campaigns/countries/<cc>.yaml", "Pharos: one country", reflect.TypeFor[Country]()},
	{"campaign", "campaigns/<audience>/campaign.yaml", "Pharos: one audience", reflect.TypeFor[Audience]()},
	{"picture", "assets/pictures/<id>.yaml", "Pharos: one picture", reflect.TypeFor[Picture]()},
	{"adaptation", "examples/<name>/adaptation.yaml", "Pharos: an adaptation", reflect.TypeFor[Adaptation]()},
	{"locks", "campaigns/locks.yaml", "Pharos: what an adaptation cannot change", reflect.TypeFor[Locks]()},
	{"font", "assets/fonts/<name>.yaml", "Pharos: one font of a project", reflect.TypeFor[Font]()},
}

// TestSchemas sees that schemas/ and the tables of docs/data-format.md say what
// the types and their comments say. Run it with -update after a change.
func TestSchemas(t *testing.T) {
	g := newGenerator(t)
	for _, top := range schemaTop {
		g.defs = map[string]any{}
		root := g.object(top.typ, nil)
		root["$schema"], root["title"] = "http://json-schema.org/draft-07/schema#", top.what
		root["definitions"] = g.defs
		compare(t, filepath.Join("..", "..", "schemas", top.name+".schema.json"), pretty(t, root))
	}
	path := filepath.Join("..", "..", "docs", "data-format.md")
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(old), mark)
	if !found {
		t.Fatalf("%s lacks the line %q", path, mark)
	}
	compare(t, path, []byte(head+mark+"\n"+g.tables()))
}

// mark is the line of the documentation after which everything is generated.
const mark = "<!-- From here on this page is made from the types of internal/campaign: go test ./internal/campaign -update -->"

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale; run go test ./internal/campaign -update", path)
	}
}

// generator reads the comments of this package and turns types into schemas.
type generator struct {
	types  map[string]string
	fields map[string]string // "Type.Field"
	defs   map[string]any
}

func newGenerator(t *testing.T) *generator {
	t.Helper()
	g := &generator{types: map[string]string{}, fields: map[string]string{}}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.TYPE {
				g.read(d)
			}
		}
	}
	return g
}

// read takes the comments of one type declaration.
func (g *generator) read(d *ast.GenDecl) {
	for _, s := range d.Specs {
		spec := s.(*ast.TypeSpec)
		g.types[spec.Name.Name] = sentence(d.Doc.Text())
		st, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range st.Fields.List {
			for _, n := range f.Names {
				g.fields[spec.Name.Name+"."+n.Name] = sentence(f.Doc.Text())
			}
		}
	}
}

// sentence puts a comment on one line.
func sentence(s string) string { return strings.Join(strings.Fields(s), " ") }

// goName is the name of a type without its parameters.
func goName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// describe gives a field's comment with the key in place of the Go name.
func (g *generator) describe(f tree.Field) string {
	text := g.fields[goName(f.In)+"."+f.Name]
	// "Zone is the IANA time zone" reads "The IANA time zone" beside its key.
	text = upper(regexp.MustCompile(`^`+f.Name+` (is|are|holds) `).ReplaceAllString(text, ""))
	text = upper(regexp.MustCompile(`^`+f.Name+` `).ReplaceAllString(text, ""))
	if text == "" {
		text = g.types[goName(f.Type)]
	}
	return text
}

// upper begins a sentence.
func upper(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// object is the schema of a struct.
func (g *generator) object(t reflect.Type, enum []string) map[string]any {
	props, required := map[string]any{}, []string{}
	for _, f := range tree.Fields(t) {
		e := f.Enum
		if e == nil && f.Key == "value" {
			e = enum
		}
		p := g.schema(f.Type, e)
		if text := g.describe(f); text != "" {
			// Beside $ref draft 7 reads nothing else.
			if ref, ok := p["$ref"]; ok {
				p = map[string]any{"allOf": []any{map[string]any{"$ref": ref}}}
			}
			p["description"] = text
		}
		props[f.Key] = p
		if f.Needed {
			required = append(required, f.Key)
		}
	}
	out := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if text := g.types[goName(t)]; text != "" {
		out["description"] = text
	}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// schema is the schema of any type.
func (g *generator) schema(t reflect.Type, enum []string) map[string]any {
	switch t.Kind() {
	case reflect.Pointer:
		return g.schema(t.Elem(), enum)
	case reflect.String:
		out := map[string]any{"type": "string"}
		if enum != nil {
			out["enum"] = enum
		}
		return out
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Slice:
		list := map[string]any{"type": "array", "items": g.schema(t.Elem(), enum)}
		if reflect.PointerTo(t).Implements(reflect.TypeFor[tree.Short]()) {
			return map[string]any{"anyOf": []any{list, map[string]any{"type": "string"}}}
		}
		return list
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": g.schema(t.Elem(), enum)}
	case reflect.Struct:
		if strings.Contains(t.Name(), "[") {
			return g.object(t, enum)
		}
		if _, done := g.defs[t.Name()]; !done {
			g.defs[t.Name()] = true
			g.defs[t.Name()] = g.object(t, enum)
		}
		return map[string]any{"$ref": "#/definitions/" + t.Name()}
	}
	panic(t.String())
}

func pretty(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tables writes one table a type for people.
func (g *generator) tables() string {
	var b strings.Builder
	done := map[reflect.Type]bool{}
	for _, top := range schemaTop {
		fmt.Fprintf(&b, "\n## `%s`\n", top.file)
		g.table(&b, top.typ, done)
	}
	return b.String()
}

// table writes the table of a type, then those of the types below it.
func (g *generator) table(b *strings.Builder, t reflect.Type, done map[reflect.Type]bool) {
	if done[t] {
		return
	}
	done[t] = true
	fmt.Fprintf(b, "\n### %s\n%s\n\n| key | value | meaning |\n|---|---|---|\n", goName(t), strings.ReplaceAll(g.types[goName(t)], "<", "&lt;"))
	var below []reflect.Type
	for _, f := range tree.Fields(t) {
		key := "`" + f.Key + "`"
		if f.Needed {
			key += " (needed)"
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", key, word(f.Type, f.Enum), strings.NewReplacer("|", "\\|", "<", "&lt;").Replace(g.describe(f)))
		if e := element(f.Type); e.Kind() == reflect.Struct {
			below = append(below, e)
		}
	}
	for _, e := range below {
		if strings.Contains(e.Name(), "[") {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(done)), func(d reflect.Type) bool { return goName(d) == goName(e) }) {
				g.table(b, e, done)
			}
			continue
		}
		g.table(b, e, done)
	}
}

// element is the type inside pointers, lists and maps.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

// word names a type for people.
func word(t reflect.Type, enum []string) string {
	words := "`" + strings.Join(enum, "`, `") + "`"
	switch t.Kind() {
	case reflect.Pointer:
		return word(t.Elem(), enum)
	case reflect.Slice:
		return "list: " + word(t.Elem(), enum)
	case reflect.Map:
		return "by name: " + word(t.Elem(), enum)
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "whole number"
	case reflect.Struct:
		if goName(t) == "Fact" {
			value, _ := t.FieldByName("Value")
			return "Fact: " + word(value.Type, enum)
		}
		return goName(t)
	}
	if t.Name() == "Tag" {
		return "language"
	}
	if enum != nil {
		return words
	}
	return "text"
}

// TestSchemasHold checks the project's own files against the schemas, by a
// library that knows nothing of this package.
func TestSchemasHold(t *testing.T) {
	for _, top := range schemaTop {
		schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "schemas", top.name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		pattern := strings.NewReplacer("<cc>", "*", "<audience>", "*", "<id>", "*", "<name>", "*").Replace(top.file)
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 && top.name != "font" { // the program's own fonts need no record
			t.Fatal("no files", err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var v any
			if err := yaml.Unmarshal(data, &v); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(plain(v)); err != nil {
				t.Errorf("%s: %v", file, err)
			}
			up := strings.Repeat("../", strings.Count(top.file, "/"))
			if want := "# yaml-language-server: $schema=" + up + "schemas/" + top.name + ".schema.json\n"; !strings.HasPrefix(string(data), want) {
				t.Errorf("%s does not begin with the line for editors: %s", file, want)
			}
		}
	}
}

// plain turns numbers into what the library for schemas expects.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case uint64:
		return int(v)
	case int64:
		return int(v)
	}
	return v
}
