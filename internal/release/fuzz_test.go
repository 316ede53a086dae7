package release

import (
	"bytes"
	"maps"
	"testing"
	"testing/fstest"

	"pharos/internal/diag"
	"pharos/internal/journal"
)

// fuzzReader fuzzes a reader of what strangers send: what it takes has one form, shows
// all that it holds, and its refusals repeat nothing as it is.
func fuzzReader[T any](f *testing.F, good []byte, read func([]byte) (T, error), encode func(T) ([]byte, error)) {
	f.Add(good)
	f.Add(bytes.Replace(good, []byte("office"), []byte("off\u001bice"), 1))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := read(data)
		if err != nil {
			if s := err.Error(); diag.Visible(Bad(Broken, "", "%v", err).String()) != Bad(Broken, "", "%v", err).String() {
				t.Errorf("a refusal steers: %q", s)
			}
			return
		}
		if err := plainly(v); err != nil {
			t.Errorf("taken: %v", err)
		}
		again, err := encode(v)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("two forms of one value: %v\n%s\n%s", err, data, again)
		}
	})
}

// fuzzOffice is an office with a release of one file.
func fuzzOffice(f *testing.F) (*office, fstest.MapFS) {
	f.Helper()
	o := newOffice(f, 1, "office")
	return o, o.release(f, 1, "", "one")
}

func FuzzManifest(f *testing.F) {
	_, files := fuzzOffice(f)
	fuzzReader(f, files[ManifestName].Data, ParseManifest, (*Manifest).Encode)
}

func FuzzRing(f *testing.F) {
	_, files := fuzzOffice(f)
	fuzzReader(f, files["keys/1.json"].Data, ParseRing, (*Ring).Encode)
}

func FuzzRight(f *testing.F) {
	o, _ := fuzzOffice(f)
	right := &Right{Organisation: "harbour", Country: "zz", Names: []string{"Harbour Office"}, Materials: []string{"citizen/poster"},
		Languages: []string{"en"}, From: "2030-01-01", Until: "2030-02-01", Key: o.lines[0]}
	good, err := right.Encode()
	if err != nil {
		f.Fatal(err)
	}
	fuzzReader(f, good, ParseRight, (*Right).Encode)
}

func FuzzLedgerLine(f *testing.F) {
	good, err := journal.Line(printed(1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"id":"x","sum":"0123456789abcdef"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		files := fstest.MapFS{"ledger/ana.jsonl": &fstest.MapFile{Data: line}}
		l, err := ReadLedger(files)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range l.Entries {
			if err := e.check(); err != nil {
				t.Errorf("counted: %v", err)
			}
		}
		if len(bytes.TrimSpace(line)) > 0 && len(l.Entries) == 0 && len(l.Findings) == 0 {
			t.Errorf("%q is neither an entry nor a finding", line)
		}
	})
}

// FuzzRelease puts any bytes in the place of any file: unless they are the same, the
// release is not right.
func FuzzRelease(f *testing.F) {
	_, files := fuzzOffice(f)
	for name, file := range files {
		f.Add(name, file.Data)
	}
	f.Add("keys/2.json", []byte("{}"))
	f.Add("adaptation/right.json", []byte("x"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if !plainPath(name) {
			return
		}
		if old, ok := files[name]; ok && bytes.Equal(old.Data, data) {
			return
		}
		changed := maps.Clone(files)
		changed[name] = &fstest.MapFile{Data: data}
		if err := fstest.TestFS(changed); err != nil {
			return // a file in the place of a folder
		}
		if r := verify(t, changed, Trust{}); r.Right() {
			t.Errorf("%s with other bytes is right", name)
		}
	})
}
