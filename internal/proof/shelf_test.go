package proof_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"pharos/internal/diag"
	"pharos/internal/made"
	"pharos/internal/pdf"
	"pharos/internal/plan"
	"pharos/internal/typeset"
)

// volume is one finished file of the shelf.
type volume struct {
	// name is country, material and kind; kind is press, x1a, sheet, home or screen.
	name, kind string
	standard   pdf.Kind
	material   plan.Material
	doc        typeset.Document
	pdf        []byte
}

// shelf holds every template in Latin, Cyrillic and Arabic letters, in every
// kind of file that the plan asks for, and each press file again as PDF/X-1a. It
// is made once for all tests.
var shelf = sync.OnceValues(func() ([]volume, error) {
	s, err := theShop()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []volume
	for _, m := range s.materials() {
		key := m.Template + " " + m.Stock + " " + m.Columns[0].Locale.Script
		if script := m.Columns[0].Locale.Script; seen[key] || !slices.Contains([]string{"Latn", "Cyrl", "Arab"}, script) {
			continue
		}
		doc, found := s.press.Compose(m)
		if found.Count(diag.Error) > 0 {
			continue // another sheet stands for this one
		}
		seen[key] = true
		made, err := s.volumes(m, doc)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Name, err)
		}
		out = append(out, made...)
	}
	return out, nil
})

// volumes makes all files of one material.
func (s *shop) volumes(m plan.Material, doc typeset.Document) (out []volume, err error) {
	add := func(kind string, standard pdf.Kind, doc typeset.Document) {
		var b bytes.Buffer
		if err == nil {
			err = pdf.Write(&b, doc, pdf.Options{Kind: standard, Date: "2026-01-15", Profile: s.profile})
		}
		out = append(out, volume{m.Country + " " + m.Name + " " + kind, kind, standard, m, doc, b.Bytes()})
	}
	has := func(kind made.Output) bool { return slices.Contains(m.Outputs, kind) }
	if has("press") {
		add("press", pdf.Press, s.press.Marks(doc, m))
		add("x1a", pdf.PressX1a, s.press.Marks(doc, m))
	}
	if has("sheet") {
		sheets, _ := s.press.Impose(doc, m, m.Sheet)
		add("sheet", pdf.Press, sheets.Document)
	}
	if has("screen") || has("picture") {
		add("screen", pdf.Screen, doc)
	}
	home, found := s.press.Home(m)
	switch {
	case !has("home") || found.Count(diag.Error) > 0:
	case s.press.Small(m):
		sheets, _ := s.press.Impose(home, m, s.press.Office(m))
		add("home", pdf.Screen, sheets.Document)
	default:
		add("home", pdf.Screen, home)
	}
	return out, err
}

// volumes gives the files of the shelf of some kinds; none is all.
func volumes(t testing.TB, kinds ...string) []volume {
	t.Helper()
	all, err := shelf()
	if err != nil {
		t.Fatal(err)
	}
	var out []volume
	for _, v := range all {
		if len(kinds) == 0 || slices.Contains(kinds, v.kind) {
			out = append(out, v)
		}
	}
	return out
}

// onDisk writes files into a folder and gives their paths.
func onDisk(t testing.TB, all []volume) []string {
	t.Helper()
	dir := t.TempDir()
	var out []string
	for i, v := range all {
		name := filepath.Join(dir, fmt.Sprintf("%03d.pdf", i))
		if err := os.WriteFile(name, v.pdf, 0o644); err != nil {
			t.Fatal(err)
		}
		out = append(out, name)
	}
	return out
}

// TestShelf sees that the shelf has what the other tests count on.
func TestShelf(t *testing.T) {
	kinds, templates, bytes := map[string]int{}, map[string]bool{}, map[string]int{}
	for _, v := range volumes(t) {
		kinds[v.kind]++
		templates[v.material.Template] = true
		bytes[v.kind] += len(v.pdf)
	}
	for _, kind := range []string{"press", "x1a", "sheet", "home", "screen"} {
		if kinds[kind] < 3 {
			t.Errorf("%d files of kind %s", kinds[kind], kind)
		}
	}
	s, err := theShop()
	if err != nil {
		t.Fatal(err)
	}
	planned := map[string]bool{}
	for _, m := range s.materials() {
		planned[m.Template] = !m.Makes(made.Badge) // a badge is a picture, no PDF
	}
	for name, want := range planned {
		if want && !templates[name] {
			t.Errorf("no sheet of the template %s is on the shelf", name)
		}
	}
	t.Log(kinds, len(templates), "templates", bytes)
}

// Sizes of files without photographs, in bytes: the page for screen or office,
// and what the press file may have beside its profile.
const mostBytes = 60 << 10

// TestSizes sees that posters on A4 in one language are small.
func TestSizes(t *testing.T) {
	icc, err := os.ReadFile(filepath.Join(root, "assets/profiles/fogra39-coated.icc"))
	if err != nil {
		t.Fatal(err)
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	if _, err := w.Write(icc); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if z.Len() > 130_000 {
		t.Errorf("the profile has %d bytes deflated", z.Len())
	}
	seen, largest := map[string]int{}, map[string]int{}
	for _, v := range volumes(t, "press", "x1a", "screen", "home") {
		if v.material.Kind != "material.poster" || len(v.material.Columns) > 1 {
			continue
		}
		n := len(v.pdf)
		if v.kind == "press" || v.kind == "x1a" {
			n -= z.Len()
		}
		seen[v.kind]++
		largest[v.kind] = max(largest[v.kind], n)
		if n > mostBytes {
			t.Errorf("%s has %d bytes; %d are the most", v.name, n, mostBytes)
		}
	}
	if len(seen) != 4 {
		t.Errorf("posters of kinds %v only", seen)
	}
	t.Log(seen, largest)
}
