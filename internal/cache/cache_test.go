package cache

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pharos/internal/diag"
	"pharos/internal/disk"
)

type thing struct {
	Name  string
	list  []string
	table map[string]int
	next  *thing
	any   any
	at    diag.Pos
}

func key(v ...any) Key { k, _ := Of(v...); return k }

func TestOfTellsValuesApart(t *testing.T) {
	all := []any{
		nil, "", "a", 0, 1, true, false, 1.5, []string{}, []string{""}, []string{"a", "b"}, []string{"ab"}, []byte("ab"),
		thing{}, thing{Name: "a"}, thing{list: []string{"a"}}, thing{table: map[string]int{"a": 1}}, thing{table: map[string]int{"a": 2}},
		thing{next: &thing{}}, thing{any: 1}, thing{any: int64(1)}, thing{any: "1"},
	}
	seen := map[Key]any{}
	for _, v := range all {
		k := key(v)
		if other, ok := seen[k]; ok {
			t.Errorf("%#v and %#v have one digest", v, other)
		}
		seen[k] = v
	}
	if key("a", "b") == key("ab") || key("a", "b") == key("b", "a") {
		t.Error("values run together")
	}
}

func TestOfIsTheSameForTheSame(t *testing.T) {
	make := func() thing {
		m := map[string]int{}
		for _, s := range []string{"x", "y", "z", "p", "q"} {
			m[s] = len(m)
		}
		return thing{Name: "n", table: m, next: &thing{Name: "m"}}
	}
	first := key(make())
	for range 20 {
		if key(make()) != first {
			t.Fatal("the digest changes")
		}
	}
}

func TestOfKeepsPlacesApart(t *testing.T) {
	a, pa := Of(thing{at: diag.Pos{File: "f", Line: 1}})
	b, pb := Of(thing{at: diag.Pos{File: "f", Line: 2}})
	if a != b || pa == pb {
		t.Error("a moved line changes only the digest of places")
	}
}

// open gives a store in a folder of its own.
func open(t *testing.T, limit int64) *Store { return Open(t.TempDir(), limit) }

func TestStore(t *testing.T) {
	s := open(t, 1<<20)
	if s.Get(key("a")) != nil {
		t.Error("found in an empty store")
	}
	s.Put(key("a"), []byte("one"), []byte("two"))
	if got := s.Get(key("a")); string(got) != "onetwo" {
		t.Errorf("got %q", got)
	}
	s.Put(key("empty"))
	if got := s.Get(key("empty")); got == nil || len(got) != 0 {
		t.Errorf("got %v for an empty entry", got)
	}
	if got, want := s.Counts(), (Counts{Found: 2, Made: 2}); got != want {
		t.Errorf("counts %v, want %v", got, want)
	}
	var none *Store
	none.Put(key("a"), nil)
	none.Close()
	if none.Get(key("a")) != nil {
		t.Error("the nil store has something")
	}
}

// Any change of any byte, and any cut, is noticed, and the entry is gone.
func TestStoreSeesDamage(t *testing.T) {
	s := open(t, 1<<20)
	k := key("a")
	s.Put(k, []byte("content"))
	whole, err := os.ReadFile(s.path(k))
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, i int, data []byte) {
		t.Helper()
		if err := os.WriteFile(s.path(k), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if s.Get(k) != nil {
			t.Errorf("%s %d is not noticed", what, i)
		}
		if _, err := os.Stat(s.path(k)); err == nil {
			t.Errorf("%s %d: the damaged entry is kept", what, i)
		}
	}
	for i := range whole {
		bad := bytes.Clone(whole)
		bad[i] ^= 1
		try("byte", i, bad)
		try("cut", i, whole[:i])
	}
	s.Put(key("b"), []byte("other"))
	other, err := os.ReadFile(s.path(key("b")))
	if err != nil {
		t.Fatal(err)
	}
	try("entry of another key", 0, other)
	if n := s.Counts().Damaged; n != 2*len(whole)+1 {
		t.Errorf("%d damaged entries counted", n)
	}
}

// What was used last stays.
func TestStoreKeepsItsLimit(t *testing.T) {
	s := open(t, 3*(int64(head)+100))
	for i := range 5 {
		k := key(i)
		s.Put(k, make([]byte, 100))
		old := time.Now().Add(time.Duration(i-10) * time.Minute)
		if err := os.Chtimes(s.path(k), old, old); err != nil {
			t.Fatal(err)
		}
	}
	s.Get(key(0))
	stray := filepath.Join(filepath.Dir(s.path(key(1))), disk.Fresh+"1")
	if err := os.WriteFile(stray, make([]byte, 500), 0o644); err != nil {
		t.Fatal(err)
	}
	s.Close()
	for i, want := range []bool{true, false, false, true, true} {
		if got := s.Get(key(i)) != nil; got != want {
			t.Errorf("entry %d there: %v, want %v", i, got, want)
		}
	}
	if _, err := os.Stat(stray); err != nil {
		t.Error("removed what another run is writing")
	}
}

// Two programs may use one folder at once, and one that cannot be written stops no one.
func TestStoreIsShared(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			s := Open(dir, 2000)
			for i := range 50 {
				k := key(i % 10)
				if got := s.Get(k); got != nil && !bytes.Equal(got, bytes.Repeat([]byte{byte(i % 10)}, 300)) {
					t.Errorf("entry %d has another's content", i)
				}
				s.Put(k, bytes.Repeat([]byte{byte(i % 10)}, 300))
			}
			s.Close()
		})
	}
	group.Wait()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	s := Open(filepath.Join(file, "below"), 1)
	s.Put(key("a"), nil)
	if s.Get(key("a")) != nil {
		t.Error("found in a folder that cannot be")
	}
	s.Close()
}

func TestProgram(t *testing.T) {
	a, err := Program()
	b, err2 := Program()
	if err != nil || err2 != nil || a != b || a == (Key{}) {
		t.Errorf("%x, %v; %x, %v", a, err, b, err2)
	}
}
