package edit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pharos/internal/disk"
	"pharos/internal/tree"
)

// start is the file that everybody edits.
const start = `# A country of nobody.
zone: Europe/Belgrade # the time
hotlines:
  # The first line.
  - id: zz.one
    kind: office
    contacts:
      - dial: "0800 000 000"
        hours: {mark: U, note: "No source."}
      - {dial: "112", hours: {always: true, mark: A}}

  - id: zz.two
    note: "two" # a note
    languages: [sq, sr]
plans:
  - {title: "First", from: 2024}
`

const country = "campaigns/countries/zz.yaml"

// places are what the editors change.
var places = []string{
	"zone", "base", "hotlines[zz.one].kind", "hotlines[zz.one].note", "hotlines[zz.two].note",
	"hotlines[zz.one].contacts[0800 000 000].hours.mark", "hotlines[zz.one].contacts[0800 000 000].hours.note",
	"hotlines[zz.one].contacts[112].hours.mark", "hotlines[zz.two].languages", "coordinator.english", "hotlines[zz.three]",
}

// model is what the file should hold, by place; empty for nothing.
type model struct {
	t      *testing.T
	p      Project
	r      *rand.Rand
	values map[string]string
	count  int
	// typed are the values that people gave, which must be somewhere.
	typed []string
	// open are the forms: what each editor has read.
	open []map[string]string
	// clash are values that were handed back as conflicts.
	clash map[string]bool
}

var ana = Person{ID: "ana", Name: "Ana"}

// same reports whether two texts are the same value, however it is written.
func same(a, b string) bool {
	x, _ := Read(a)
	y, _ := Read(b)
	return Print(x) == Print(y)
}

// newModel begins a run.
func newModel(t *testing.T, dir string, seed uint64) *model {
	file := filepath.Join(dir, country)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(start), 0o644); err != nil {
		t.Fatal(err)
	}
	m := &model{t: t, p: Project{Dir: dir}, r: rand.New(rand.NewPCG(seed, 7)), values: map[string]string{}, clash: map[string]bool{}}
	for range 2 + m.r.IntN(3) {
		m.open = append(m.open, map[string]string{})
	}
	m.reread()
	return m
}

// reread takes the values of all places from the file.
func (m *model) reread() {
	for _, path := range places {
		v, err := m.p.Value(Place{country, path})
		if err != nil {
			m.t.Fatal(err)
		}
		m.values[path] = Written(v)
	}
}

// fresh is a value that nobody has typed before.
func (m *model) fresh(path string) string {
	m.count++
	word := fmt.Sprintf("value %d", m.count)
	if m.r.IntN(4) == 0 {
		word = []string{"a: b", "# x", "it's", "\"q\"", "{{.Line}}", "- y", "two\nlines", "ž 😀"}[m.r.IntN(8)] + strconv.Itoa(m.count)
	}
	v := tree.Scalar(word)
	switch path {
	case "hotlines[zz.two].languages":
		v = &tree.Node{Kind: tree.List, Items: []*tree.Node{tree.Word("sq"), v}}
	case "hotlines[zz.three]":
		v = &tree.Node{Kind: tree.Map, Entries: []tree.Entry{{Key: "id", Value: tree.Word("zz.three")}, {Key: "note", Value: v}}}
	default:
		if m.r.IntN(8) == 0 {
			return ""
		}
	}
	return Written(v)
}

// save lets one editor save some fields of a form that was read some time ago.
func (m *model) save(who int) {
	form := m.open[who]
	var changes []Change
	for path, was := range form {
		changes = append(changes, Change{Place{country, path}, was, m.fresh(path)})
	}
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	m.open[who] = map[string]string{}
	want := map[string]string{}
	var clash []string
	for _, c := range changes {
		switch now := m.values[c.Path]; {
		case same(now, c.Value):
		case same(now, c.Was):
			want[c.Path] = c.Value
		default:
			clash = append(clash, c.Path)
		}
	}
	person := Person{ID: fmt.Sprintf("p%d", who), Name: "P"}
	var got Result
	if !m.during(func() (err error) { got, err = m.p.Save(person, "2026-11-30T10:00:00Z", changes); return }, want) {
		return
	}
	m.saved(got, clash)
	for _, c := range changes {
		if c.Value != "" {
			m.typed = append(m.typed, c.Value)
		}
	}
	for _, c := range got.Conflicts {
		m.clash[c.Value] = true
	}
}

// saved compares the conflicts of a save with those that should be.
func (m *model) saved(got Result, clash []string) {
	var paths []string
	for _, c := range got.Conflicts {
		paths = append(paths, c.Path)
		if !same(c.Now, m.values[c.Path]) {
			m.t.Errorf("%s: the conflict shows %q, the file has %q", c.Path, c.Now, m.values[c.Path])
		}
	}
	slices.Sort(paths)
	slices.Sort(clash)
	if !slices.Equal(paths, clash) {
		m.t.Errorf("conflicts %q, want %q", paths, clash)
	}
}

// during does something that gives places new values; sometimes the program dies at
// one of its steps, and what it began is then done or not, as a whole.
func (m *model) during(f func() error, want map[string]string) (lived bool) {
	if m.r.IntN(4) != 0 {
		if err := f(); err != nil {
			m.t.Fatal(err)
		}
		for path, v := range want {
			m.values[path] = v
		}
		return true
	}
	at := m.r.IntN(24)
	type killed struct{}
	func() {
		defer func() {
			if r := recover(); r != nil && r != (killed{}) {
				panic(r)
			}
		}()
		defer disk.Watch(func(disk.Op) {
			if at--; at < 0 {
				panic(killed{})
			}
		})()
		if err := f(); err != nil {
			m.t.Fatal(err)
		}
	}()
	if err := m.p.Recover(); err != nil {
		m.t.Fatal(err)
	}
	before := map[string]string{}
	for path, v := range m.values {
		before[path] = v
	}
	m.reread()
	done, left := true, true
	for path, v := range before {
		left = left && same(m.values[path], v)
		if to, ok := want[path]; ok {
			v = to
		}
		done = done && same(m.values[path], v)
	}
	if !done && !left {
		m.t.Errorf("a killed save was done in part")
	}
	return false
}

// outside lets a text editor change the file, with a comment here and there.
func (m *model) outside() {
	path := places[m.r.IntN(len(places))]
	v := m.fresh(path)
	files, err := m.p.Over([]Change{{Place{country, path}, "", v}})
	if err != nil {
		m.t.Fatal(err)
	}
	data := files[country]
	if m.r.IntN(3) == 0 {
		data = append([]byte("# seen\n"), data...)
	}
	if err := os.WriteFile(filepath.Join(m.p.Dir, country), data, 0o644); err != nil {
		m.t.Fatal(err)
	}
	m.reread()
}

// undo takes some entry back.
func (m *model) undo() {
	history, list, err := m.p.History()
	if err != nil || len(list) > 0 {
		m.t.Fatal(err, list)
	}
	if len(history) == 0 {
		return
	}
	e := history[m.r.IntN(len(history))]
	want := map[string]string{}
	var clash []string
	for _, c := range e.Changes {
		switch now := m.values[c.Path]; {
		case same(now, c.Was):
		case same(now, c.Value):
			want[c.Path] = c.Was
		default:
			clash = append(clash, c.Path)
		}
	}
	var got Result
	if m.during(func() (err error) { got, err = m.p.Undo(ana, "2026-11-30T10:00:00Z", e.ID); return }, want) {
		m.saved(got, clash)
	}
}

// held sees that the file holds what it should, with its comments, and that nothing
// that was typed is lost.
func (m *model) held() {
	data, err := os.ReadFile(filepath.Join(m.p.Dir, country))
	if err != nil {
		m.t.Fatal(err)
	}
	for _, comment := range []string{"# A country of nobody.", "# The first line."} {
		if !strings.Contains(string(data), comment) {
			m.t.Errorf("the comment %q is gone", comment)
		}
	}
	for _, path := range places {
		v, err := m.p.Value(Place{country, path})
		if err != nil || !same(Written(v), m.values[path]) {
			m.t.Errorf("%s: %q, want %q (%v)", path, Written(v), m.values[path], err)
		}
	}
	history, list, err := m.p.History()
	if err != nil || len(list) > 0 {
		m.t.Fatal(err, list)
	}
	known := map[string]bool{}
	for _, e := range history {
		for _, c := range e.Changes {
			known[c.Value] = true
		}
	}
	for _, v := range m.typed {
		if !known[v] && !m.clash[v] {
			m.t.Errorf("%q is in no history and in no conflict", v)
		}
	}
}

// TestModel lets two to four editors, a text editor, undo and kills do what they like,
// and compares the folder with a map in memory. PHAROS_RUNS says how often.
func TestModel(t *testing.T) {
	runs := 150
	if n, err := strconv.Atoi(os.Getenv("PHAROS_RUNS")); err == nil {
		runs = n
	}
	for seed := range runs {
		m := newModel(t, t.TempDir(), uint64(seed))
		for range 14 {
			switch who := m.r.IntN(len(m.open)); m.r.IntN(10) {
			case 0, 1, 2, 3:
				for range 1 + m.r.IntN(3) {
					path := places[m.r.IntN(len(places))]
					m.open[who][path] = m.values[path]
				}
			case 4, 5, 6, 7:
				if len(m.open[who]) > 0 {
					m.save(who)
				}
			case 8:
				m.outside()
			case 9:
				m.undo()
			}
		}
		if m.held(); t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}
