package release

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/disk"
	"pharos/internal/disk/disktest"
)

// laid writes the files of a release into a new folder.
func laid(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "made")
	if err := disk.Copy(files, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// put gives releases their places in a store.
func put(t *testing.T, f Store, number int, files fstest.MapFS) {
	t.Helper()
	if err := f.Put(ID{Country: "zz", Number: number}, laid(t, files)); err != nil {
		t.Fatal(err)
	}
}

// digestOf is the digest of a release's manifest.
func digestOf(files fstest.MapFS) string { return Digest(files[ManifestName].Data) }

// stores opens each kind of store, empty: a new kind gets its line here.
var stores = map[string]func(t *testing.T) Store{
	"folder": func(t *testing.T) Store { return Folder(t.TempDir()) },
}

// TestStore lists, opens and puts in every kind of store; a release is never replaced.
func TestStore(t *testing.T) {
	for name, empty := range stores {
		t.Run(name, func(t *testing.T) {
			o, s := newOffice(t, 1, "office"), empty(t)
			if all, err := s.List(); len(all) != 0 || err != nil {
				t.Errorf("an empty store lists %v, %v", all, err)
			}
			one := o.release(t, 1, "", "one")
			put(t, s, 1, one)
			put(t, s, 10, o.release(t, 10, digestOf(one), "ten"))
			put(t, s, 2, o.release(t, 2, digestOf(one), "two"))
			if err := s.Put(ID{Country: "zz", Organisation: "harbour-office", Number: 1}, laid(t, one)); err != nil {
				t.Fatal(err)
			}
			all, err := s.List()
			want := []ID{{"zz", "", 1}, {"zz", "", 2}, {"zz", "", 10}, {"zz", "harbour-office", 1}}
			if err != nil || !slices.Equal(all, want) {
				t.Errorf("%v %v", all, err)
			}
			if s.Put(ID{Country: "zz", Number: 1}, laid(t, one)) == nil {
				t.Error("a release was replaced")
			}
			files, err := s.Open(ID{Country: "zz", Number: 1})
			if err != nil {
				t.Fatal(err)
			}
			defer files.Close()
			if data, err := fs.ReadFile(files, ManifestName); err != nil || Digest(data) != digestOf(one) {
				t.Errorf("the release that was put is another one when it is opened: %v", err)
			}
			if _, err := s.Open(ID{Country: "zz", Number: 7}); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("a release that is not there: %v", err)
			}
			m, digest, err := Latest(s, ID{Country: "zz"})
			if err != nil || m.Number != 10 || digest == "" {
				t.Errorf("%+v %v", m, err)
			}
			if m, _, err := Latest(s, ID{Country: "yy"}); m != nil || err != nil {
				t.Errorf("%+v %v", m, err)
			}
		})
	}
}

// TestFolder: what only looks like a release in a folder is none, and a folder knows
// what lies beside.
func TestFolder(t *testing.T) {
	o, f := newOffice(t, 1, "office"), Folder(t.TempDir())
	one := o.release(t, 1, "", "one")
	put(t, f, 1, one)
	put(t, f, 2, o.release(t, 2, digestOf(one), "two"))
	for _, name := range []string{"zz/.new", "zz/03", "zz/x", "Z/1", "zz/0", disk.Fresh + "x/1"} {
		if err := os.MkdirAll(filepath.Join(string(f), name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if all, err := f.List(); err != nil || len(all) != 2 {
		t.Errorf("%v %v", all, err)
	}
	if around, ok := Around(f.Dir(ID{Country: "zz", Number: 2})); !ok || around != f {
		t.Error(around, ok)
	}
	if _, ok := Around(laid(t, one)); ok {
		t.Error("a folder anywhere is taken for a store")
	}
	if got := Siblings(f.Dir(ID{Country: "zz", Number: 2})); len(got) != 1 {
		t.Errorf("%d manifests beside", len(got))
	}
}

// TestPutCut cuts the power at every step of giving a release its place: it is
// there whole, or not at all.
func TestPutCut(t *testing.T) {
	o, dir := newOffice(t, 1, "office"), t.TempDir()
	f, id := Folder(dir), ID{Country: "zz", Number: 1}
	one := o.release(t, 1, "", "one")
	disktest.Cut(t, dir, func() {
		work, free, err := f.Work(id)
		if err != nil {
			t.Fatal(err)
		}
		made := filepath.Join(work, "zz")
		if err := errors.Join(disk.Copy(one, made), f.Put(id, made), free()); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, dir string) {
		all, err := Folder(dir).List()
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range all {
			files, err := Folder(dir).Open(id)
			if err != nil {
				t.Fatal(err)
			}
			defer files.Close()
			if r := verify(t, files, Trust{}); !r.Right() {
				t.Errorf("%s: %v", id, r.Problems)
			}
		}
		_, free, err := Folder(dir).Work(id)
		if err := errors.Join(err, free()); err != nil {
			t.Fatal(err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*", disk.Fresh+"*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	})
}

// TestStanding asks on several grounds whether a release still holds.
func TestStanding(t *testing.T) {
	o, forger, f := newOffice(t, 1, "office"), newOffice(t, 1, "office"), Folder(t.TempDir())
	one := o.release(t, 1, "", "one")
	two, three := o.release(t, 2, digestOf(one), "two"), forger.release(t, 3, digestOf(one), "three")
	put(t, f, 1, one)
	empty, forged := Folder(t.TempDir()), Folder(t.TempDir())
	put(t, forged, 3, three)
	ring := *o.ring.Next(o.files["keys/1.json"].Data, "2030-02-10")
	ring.Withdrawn = []Withdrawn{{"zz", 1, digestOf(one), "2030-02-10", "the number is dead"}}
	after := &office{keys: o.keys, lines: o.lines, files: fstest.MapFS{"keys/1.json": o.files["keys/1.json"]}}
	for name, file := range o.files {
		after.files[name] = file
	}
	after.publish(t, &ring, o.keys...)
	own, err := ReadChain(after.files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	strange, err := ReadChain(forger.files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	before := Trust{Beside: []Store{f}}
	if r := verify(t, one, before); r.Standing() != Holds || r.Newer != nil {
		t.Errorf("%s: %v", r.Standing(), r.Problems)
	}
	put(t, f, 2, two)
	altered := with(one, "index.html", func(b []byte) []byte { return append(b, 'x') })
	for name, c := range map[string]struct {
		files fstest.MapFS
		trust Trust
		want  Standing
		why   string
	}{
		"a newer one lies beside":                {one, Trust{Beside: []Store{empty, f}}, Old, "release zz 2 of 2030-02-02 is newer"},
		"it is the newest":                       {two, Trust{Beside: []Store{f}}, Holds, ""},
		"a forged newer one lies beside":         {one, Trust{Beside: []Store{forged}}, Holds, ""},
		"the project's keys withdrew it":         {one, Trust{Own: own}, TakenBack, "the number is dead"},
		"withdrawn is graver than old":           {one, Trust{Own: own, Beside: []Store{f}}, TakenBack, "the number is dead"},
		"the keys of another office say nothing": {one, Trust{Own: strange}, Holds, ""},
		"expired":                                {two, Trust{Today: "2030-03-21", Beside: []Store{f}}, Over, "the last day was"},
		"altered is graver than all":             {altered, Trust{Today: "2030-03-21", Own: own, Beside: []Store{f}}, Wrong, "not those that were signed"},
	} {
		r := verify(t, c.files, c.trust)
		if r.Standing() != c.want || !strings.Contains(r.Why(), c.why) {
			t.Errorf("%s: %s, %q; want %s", name, r.Standing(), r.Why(), c.want)
		}
	}
	if r := verify(t, one, Trust{Beside: []Store{f}}); r.Newer == nil || r.Newer.Number != 2 {
		t.Error("the newer release is not named")
	}
	if _, err := Sound(one, Trust{Today: "2030-03-01", Own: own}); !errors.As(err, &Unsound{}) {
		t.Errorf("%v", err)
	}
	if r, err := Sound(two, Trust{Today: "2030-03-01", Own: own}); err != nil || r.Manifest.Number != 2 {
		t.Errorf("%v", err)
	}
}

// TestTwoOffices: what is remembered of one office makes no release of another old,
// and the second is trusted only after its own words were compared.
func TestTwoOffices(t *testing.T) {
	a, b := newOffice(t, 1, "office"), newOffice(t, 1, "office")
	one := a.release(t, 1, "", "one")
	two, foreign := a.release(t, 2, digestOf(one), "two"), b.release(t, 1, "", "foreign")
	chain, err := ReadChain(b.files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	known := &Known{Format: knownFormat}
	first := verify(t, two, Trust{})
	known.Learn(first, "2030-03-01")
	if r := verify(t, one, Trust{Known: known}); r.Standing() != Old {
		t.Errorf("the office's own older release: %v", r.Problems)
	}
	if r := verify(t, foreign, Trust{Known: known}); !r.Has(WrongKey) || r.Pinned {
		t.Errorf("an unknown office took the place of a known one: %v", r.Problems)
	}
	r := verify(t, foreign, Trust{Known: known, Words: strings.Join(chain.Newest().Words(), " ")})
	if !r.Right() || !r.Pinned {
		t.Fatalf("the words were compared: %v", r.Problems)
	}
	known.Learn(r, "2030-03-01")
	data, err := known.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if known, err = ParseKnown(data); err != nil || len(known.Offices) != 2 {
		t.Fatal(err)
	}
	for name, files := range map[string]fstest.MapFS{"first": two, "second": foreign} {
		if r := verify(t, files, Trust{Known: known}); !r.Right() || !r.Pinned || !known.Newest(r) {
			t.Errorf("the release of the %s office: %v", name, r.Problems)
		}
	}
}
