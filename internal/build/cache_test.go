package build_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pharos/internal/build"
	"pharos/internal/build/buildtest"
	"pharos/internal/cache"
	"pharos/internal/locale"
	"pharos/internal/plan"
)

// small builds a country's demand-side sheets in two languages with an empty
// cache, from the project in a folder of the test.
func small(t *testing.T) build.Options {
	o := buildtest.Options(t)
	o.Project, o.Cache = t.TempDir(), t.TempDir()
	compiled(t, o.Cache)
	o.Countries, o.Audiences, o.Languages = []string{"al"}, []string{"demand-side"}, []locale.Tag{"sq", "en"}
	return o
}

// compiled lends the compiled PDF reader of the user's cache to another one.
func compiled(t *testing.T, dir string) {
	user, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	from := filepath.Join(user, "pharos", "pdfium")
	if err := os.MkdirAll(from, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(from, filepath.Join(dir, "pdfium")); err != nil {
		t.Fatal(err)
	}
}

// run builds into a new folder and gives its files.
func run(t *testing.T, o build.Options) (map[string]string, *build.Summary) {
	t.Helper()
	o.Out = t.TempDir()
	sum, err := build.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return files(t, o.Out), sum
}

// files reads a folder but for what builds keep for themselves.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, ".pharos") {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// same compares two outputs.
func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if d := differing(got, want); len(d) > 0 {
		t.Errorf("%s: %d files differ: %q", what, len(d), d[:min(5, len(d))])
	}
}

// differing lists the paths that are not the same in both.
func differing(a, b map[string]string) []string {
	var out []string
	for p := range a {
		if v, ok := b[p]; !ok || v != a[p] {
			out = append(out, p)
		}
	}
	for p := range b {
		if _, ok := a[p]; !ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// fresh builds without the cache.
func fresh(t *testing.T, o build.Options) (map[string]string, *build.Summary) {
	t.Helper()
	o.NoCache = true
	return run(t, o)
}

// edit writes a file of the project: the default with one text replaced.
func edit(t *testing.T, o build.Options, name, old, new string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(o.Project, name))
	if err != nil {
		data, err = fs.ReadFile(o.Defaults, name)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	put(t, o, name, bytes.Replace(data, []byte(old), []byte(new), 1))
}

// put writes a file of the project.
func put(t *testing.T, o build.Options, name string, data []byte) {
	t.Helper()
	file := filepath.Join(o.Project, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestCache(t *testing.T) {
	o := small(t)
	full, sum := fresh(t, o)
	if sum.Cache != (cache.Counts{}) {
		t.Errorf("without a cache: %+v", sum.Cache)
	}
	first, one := run(t, o)
	same(t, "the first build", first, full)
	all := one.Cache.Made
	if one.Cache.Found != 0 || all != sum.Countries[0].Materials+2 {
		t.Errorf("first build: %+v, with %d materials", one.Cache, sum.Countries[0].Materials)
	}
	again, two := run(t, o)
	same(t, "nothing changed", again, full)
	if two.Cache != (cache.Counts{Found: all}) {
		t.Errorf("nothing changed: %+v", two.Cache)
	}
	if !reflect.DeepEqual(one.Findings, two.Findings) || !reflect.DeepEqual(sum.Findings, two.Findings) {
		t.Errorf("findings differ:\n%v\n%v", one.Findings, two.Findings)
	}

	const messages = "campaigns/demand-side/messages/sq.yaml"
	edit(t, o, messages, "# Albanian", "# One line more.\n# Albanian")
	moved, three := run(t, o)
	want, plain := fresh(t, o)
	same(t, "a line added above", moved, want)
	if !reflect.DeepEqual(three.Findings, plain.Findings) {
		t.Errorf("findings name other places:\n%v\n%v", three.Findings, plain.Findings)
	}
	if three.Cache.Found < all-3 {
		t.Errorf("a line added above: %+v of %d", three.Cache, all)
	}

	edit(t, o, messages, "Kush i merr paratë?", "Kush i merr paratë këtu?")
	changed, four := run(t, o)
	want, _ = fresh(t, o)
	same(t, "one message changed", changed, want)
	if four.Cache.Made == 0 || four.Cache.Found == 0 || four.Cache.Made > all/2 {
		t.Errorf("one message changed: %+v", four.Cache)
	}
	for _, p := range differing(changed, moved) {
		if strings.Contains(p, "/print/") && !strings.Contains(p, ".sq.") {
			t.Errorf("a sheet of another language changed: %s", p)
		}
	}

	edit(t, o, "themes/pharos/tokens/print.yaml", "swatches:", "# A comment is a change too: what it does is not known here.\nswatches:")
	touched, five := run(t, o)
	want, _ = fresh(t, o)
	same(t, "tokens touched", touched, want)
	if five.Cache.Found > 1+1 {
		t.Errorf("tokens touched: %+v", five.Cache)
	}
}

// Every entry is damaged in another way; all are noticed and made again.
func TestCacheDamaged(t *testing.T) {
	o := small(t)
	first, one := run(t, o)
	n := 0
	err := filepath.WalkDir(filepath.Join(o.Cache, "made"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n++
		at := n * 7919 % len(data)
		if n%2 == 0 {
			return os.WriteFile(name, data[:at], 0o644)
		}
		data[at] ^= 0x20
		return os.WriteFile(name, data, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	second, two := run(t, o)
	same(t, "damaged", second, first)
	if want := (cache.Counts{Made: one.Cache.Made, Damaged: one.Cache.Made}); two.Cache != want {
		t.Errorf("%+v, want %+v", two.Cache, want)
	}
}

// The cache stands for what a sheet depends on only when every file that the
// stages read after the plan counts. A file that is read counts when a byte more
// in it changes the keys, which is to say: it lies in the folders of keys.go.
func TestCacheKnowsWhatIsRead(t *testing.T) {
	o := small(t)
	seen := &witness{FS: o.Defaults}
	o.Defaults = seen
	o.Progress = func(s build.Step) { seen.loaded = seen.loaded || s.Stage == "check" && s.Done == 1 }
	o.Jobs = 1
	fresh(t, o)
	if len(seen.names) < 20 {
		t.Fatalf("only %d files were seen", len(seen.names))
	}
	for _, name := range slices.Sorted(maps.Keys(seen.names)) {
		if !strings.HasPrefix(name, "assets/") && !strings.HasPrefix(name, "themes/pharos/") {
			t.Errorf("%s is read after the plan and is in no key", name)
		}
	}
}

// witness notes the files that are opened once the plan is made.
type witness struct {
	fs.FS
	loaded bool
	names  map[string]bool
}

func (w *witness) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err == nil && w.loaded {
		if info, err := f.Stat(); err == nil && !info.IsDir() {
			if w.names == nil {
				w.names = map[string]bool{}
			}
			w.names[name] = true
		}
	}
	return f, err
}

// What goes into keys is data through and through: nothing in the plan's types
// is without a digest, and no option but the named ones is left out.
func TestKeysTakeEverything(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(path string, of reflect.Type)
	look = func(path string, of reflect.Type) {
		if seen[of] {
			return
		}
		seen[of] = true
		switch of.Kind() {
		case reflect.Func, reflect.Chan, reflect.UnsafePointer, reflect.Interface, reflect.Complex64, reflect.Complex128:
			t.Errorf("%s is a %s: it has no digest", path, of)
		case reflect.Struct:
			for f := range of.NumField() {
				look(path+"."+of.Field(f).Name, of.Field(f).Type)
			}
		case reflect.Map:
			look(path+" key", of.Key())
			look(path+"[]", of.Elem())
		case reflect.Slice, reflect.Array, reflect.Pointer:
			look(path+"[]", of.Elem())
		}
	}
	look("Material", reflect.TypeFor[plan.Material]())
	look("Site", reflect.TypeFor[plan.Site]())
}

// Two programs that differ in one constant, the side of a preview, do not take
// each other's work.
func TestCacheTellsProgramsApart(t *testing.T) {
	if testing.Short() {
		t.Skip("links two programs")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	source := filepath.Join(root, "internal/build/sheets.go")
	data, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	other := bytes.Replace(data, []byte("const previewSide = 400"), []byte("const previewSide = 392"), 1)
	if bytes.Equal(data, other) {
		t.Fatal("the constant is not there")
	}
	overlay, _ := json.Marshal(map[string]any{"Replace": map[string]string{source: filepath.Join(dir, "sheets.go")}})
	for name, data := range map[string][]byte{"sheets.go": other, "overlay.json": overlay} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	store := t.TempDir()
	compiled(t, store)
	made := func(program string, more ...string) map[string]string {
		t.Helper()
		out := t.TempDir()
		cmd := exec.Command(filepath.Join(dir, program), append([]string{"build", "--project", root, "--out", out, "--cache", store,
			"--country", "al", "--audience", "demand-side", "--language", "sq"}, more...)...)
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		return files(t, out)
	}
	for i, args := range [][]string{{}, {"-overlay", filepath.Join(dir, "overlay.json")}} {
		args = append([]string{"build", "-o", filepath.Join(dir, fmt.Sprint(i))}, append(args, "./cmd/pharos")...)
		cmd := exec.Command("go", args...)
		cmd.Dir = root
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
	}
	first, second, plain := made("0"), made("1"), made("1", "--no-cache")
	same(t, "the second program", second, plain)
	if d := differing(first, second); !slices.ContainsFunc(d, func(p string) bool { return strings.HasSuffix(p, ".png") }) {
		t.Errorf("the second program took the work of the first: %q differ", d)
	}
}
