package release

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"
)

// renewalOf is what moves the last day of the release of a test to 2030-05-01.
func renewalOf(m *Manifest, date, until string) *Renewal {
	facts := slices.Clone(m.Facts)
	for i := range facts {
		facts[i].Calls = []Call{{date, "office", "Net Two", Digest([]byte(date))}}
	}
	return &Renewal{Date: date, Facts: facts, Limits: []Limit{{"2030-12-31", "the funding of zz.line ends"}, {until, "the test calls of zz.line end"}}}
}

// renewed signs a renewal of a release with these keys; change may alter it first.
func renewed(t testing.TB, files fstest.MapFS, number int, previous, date, until string, change func(*Renewal), keys ...minisign.PrivateKey) (fstest.MapFS, string) {
	t.Helper()
	files = maps.Clone(files)
	m, digest, err := ReadManifest(files)
	if err != nil {
		t.Fatal(err)
	}
	r := renewalOf(m, date, until)
	r.Country, r.Release, r.Manifest, r.Number, r.Previous = m.Country, m.Number, digest, number, previous
	if change != nil {
		change(r)
	}
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[RenewalFiles(number, &Ring{})[0]] = &fstest.MapFile{Data: data}
	for _, k := range keys {
		sig, err := signRenewal(k, r, data, r.Date)
		if err != nil {
			t.Fatal(err)
		}
		files[RenewedDir+"/"+renewalSignature(number, KeyID(k.ID()))] = &fstest.MapFile{Data: sig}
	}
	return files, Digest(data)
}

// TestRenewal: two renewals move the last day, one after the other; what is not signed
// by enough does not count, and is no problem either.
func TestRenewal(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	plain := o.release(t, 1, "", "")
	first, digest := renewed(t, plain, 1, "", "2030-03-15", "2030-05-01", nil, o.keys...)
	second, _ := renewed(t, first, 2, digest, "2030-04-20", "2030-06-01", nil, o.keys...)
	waiting, _ := renewed(t, first, 2, digest, "2030-04-20", "2030-06-01", nil, o.keys[0])
	for _, c := range []struct {
		name   string
		files  fstest.MapFS
		today  string
		until  string
		stands Standing
	}{
		{"before", plain, "2030-03-20", "2030-03-20", Holds}, {"ended", plain, "2030-03-21", "2030-03-20", Over},
		{"renewed", first, "2030-05-01", "2030-05-01", Holds}, {"ended again", first, "2030-05-02", "2030-05-01", Over},
		{"twice", second, "2030-06-01", "2030-06-01", Holds}, {"ended for good", second, "2030-06-02", "2030-06-01", Over},
		{"one of two signatures", waiting, "2030-05-01", "2030-05-01", Holds}, {"not yet", waiting, "2030-05-02", "2030-05-01", Over},
		{"clock", second, "2030-04-19", "2030-06-01", Wrong},
	} {
		r := verify(t, c.files, Trust{Today: c.today})
		if r.Until() != c.until || r.Standing() != c.stands {
			t.Errorf("%s: until %s, %s: %v", c.name, r.Until(), r.Standing(), r.Problems)
		}
	}
	if r := verify(t, waiting, Trust{}); r.Pending == nil || len(r.Pending.Signers) != 1 {
		t.Error("the renewal that waits is not named")
	}
}

// TestRenewalRefused: each of these moves no day, and is named.
func TestRenewalRefused(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	stranger := newOffice(t, 1, "office")
	plain := o.release(t, 1, "", "")
	other := o.release(t, 1, "", "other words")
	add := func(from fstest.MapFS, change func(*Renewal), keys ...minisign.PrivateKey) fstest.MapFS {
		out, _ := renewed(t, from, 1, "", "2030-03-15", "2030-05-01", change, keys...)
		return out
	}
	moved := func(from fstest.MapFS) fstest.MapFS {
		out := maps.Clone(plain)
		for name, f := range add(from, nil, o.keys...) {
			if inRenewed(name) {
				out[name] = f
			}
		}
		return out
	}
	stray := add(plain, nil, o.keys...)
	stray["renewed/note.txt"] = &fstest.MapFile{Data: []byte("x")}
	gap, _ := renewed(t, plain, 2, strings.Repeat("0", 64), "2030-03-15", "2030-05-01", nil, o.keys...)
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"nobody signed":        {add(plain, nil), "nobody has signed"},
		"a stranger signed":    {add(plain, nil, stranger.keys...), "no signature of a key of the office"},
		"another number":       {add(plain, func(r *Renewal) { r.Facts[0].Value = "000 001" }, o.keys...), "other facts"},
		"a fact less":          {add(plain, func(r *Renewal) { r.Facts = []Fact{} }, o.keys...), "other facts"},
		"another mark":         {add(plain, func(r *Renewal) { r.Facts[0].Mark = "B" }, o.keys...), "other facts"},
		"of another release":   {moved(other), "not of this release"},
		"an earlier last day":  {add(plain, func(r *Renewal) { r.Limits[1].Until = "2030-03-20" }, o.keys...), "is not later than"},
		"before the release":   {add(plain, func(r *Renewal) { r.Date = "2030-01-31"; r.Facts[0].Calls[0].Date = "2030-01-31" }, o.keys...), "lies before"},
		"out of order":         {gap, "belongs to no renewal"},
		"a stray file":         {stray, "belongs to no renewal"},
		"an adaptation's, own": {add(o.adapted(t, newDesk(t), nil), nil, o.keys...), "not of this release"},
	} {
		r := verify(t, c.files, Trust{Today: "2030-03-16"})
		said := ""
		for _, p := range r.Problems {
			said += p.String() + "\n"
		}
		if r.Right() || !strings.Contains(said, c.want) || len(r.Renewals) > 0 && name != "a stray file" {
			t.Errorf("%s: %v %s", name, r.Right(), said)
		}
	}
	m, _, _ := ReadManifest(plain)
	for what, r := range map[string]*Renewal{
		"calls too old for the day": renewalOf(m, "2030-03-15", "2030-06-14"),
		"a call after its day": func() *Renewal {
			r := renewalOf(m, "2030-03-15", "2030-05-01")
			r.Facts[0].Calls[0].Date = "2030-03-16"
			return r
		}(),
		"no call": func() *Renewal { r := renewalOf(m, "2030-03-15", "2030-05-01"); r.Facts[0].Calls = nil; return r }(),
	} {
		r.Country, r.Release, r.Number, r.Manifest = "zz", 1, 1, Digest(nil)
		if _, err := r.Encode(); err == nil || !strings.Contains(err.Error(), "nothing backs the number") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// TestRenewalBytes changes bits and files of a renewed release as TestEveryByte and
// TestMutations do: no change passes, and none moves the day further.
func TestRenewalBytes(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	files, digest := renewed(t, o.release(t, 1, "", ""), 1, "", "2030-03-15", "2030-05-01", nil, o.keys...)
	files, _ = renewed(t, files, 2, digest, "2030-04-20", "2030-06-01", nil, o.keys...)
	trust := Trust{Today: "2030-04-25"}
	if r := verify(t, files, trust); !r.Right() || r.Until() != "2030-06-01" {
		t.Fatal(r.Problems)
	}
	var names []string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !inRenewed(name) {
			continue
		}
		names = append(names, name)
		for i := range files[name].Data {
			bit := byte(1) << (i % 8)
			if r := verify(t, with(files, name, func(b []byte) []byte { b[i] ^= bit; return b }), trust); r.Right() {
				t.Fatalf("%s: bit %d of byte %d changed and not seen", name, i%8, i)
			}
		}
	}
	random := rand.New(rand.NewPCG(18, 4))
	for n := 0; n < 3000; {
		name := names[random.IntN(len(names))]
		changed := with(files, name, func(b []byte) []byte { return mutate(random, b) })
		if random.IntN(10) == 0 {
			changed[names[random.IntN(len(names))]] = changed[name]
		}
		if maps.EqualFunc(files, changed, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
			continue
		}
		n++
		if verify(t, changed, trust).Right() {
			t.Fatalf("mutation %d of %s was missed", n, name)
		}
	}
	for _, name := range names { // without a file the day is an earlier one, or it is named
		less := maps.Clone(files)
		delete(less, name)
		if r := verify(t, less, Trust{Today: "2030-05-15"}); r.Right() {
			t.Errorf("without %s it is right until %s", name, r.Until())
		}
	}
}

// TestRenew signs a renewal in a folder, by two people, and reads it back.
func TestRenew(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	dir := t.TempDir()
	if err := os.CopyFS(dir, o.release(t, 1, "", "")); err != nil {
		t.Fatal(err)
	}
	chain, err := ReadChain(o.files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Today: "2030-03-25", Keys: chain} // it has ended
	r, err := ToRenew(os.DirFS(dir), trust)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Renew(dir, r, renewalOf(r.Manifest, "2030-03-25", "2030-05-01"), o.keys[0]); err != nil {
		t.Fatal(err)
	}
	if r, err = ToRenew(os.DirFS(dir), trust); err != nil || r.Pending == nil {
		t.Fatal(err, r.Pending)
	}
	if _, err := ApproveRenewal(dir, r, o.keys[0], "2030-03-25"); err == nil {
		t.Error("one key signs twice")
	}
	if _, err := ApproveRenewal(dir, r, o.keys[1], "2030-03-26"); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, os.DirFS(dir), Trust{Today: "2030-05-01"}); !r.Right() || r.Until() != "2030-05-01" {
		t.Error(r.Until(), r.Problems)
	}
}
