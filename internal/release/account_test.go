package release

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestAccount signs files into places where nobody would compare them: each is named.
func TestAccount(t *testing.T) {
	for name, want := range map[string]Kind{
		"earlier/poster.en.press.pdf":   Extra,
		"earlier/9.json":                Extra,
		"Earlier/1.json":                Extra,
		"earlier":                       Extra,
		"adaptation/index.html":         Extra,
		"adaptation/right.json":         Extra, // nothing was adapted
		"adaptation/base/poster.en.pdf": Extra,
	} {
		o := newOffice(t, 1, "office")
		first := o.release(t, 1, "", "one")
		o.files["earlier/1.json"] = first[ManifestName]
		if strings.EqualFold(name, "earlier/1.json") || name == "earlier" {
			delete(o.files, "earlier/1.json")
		}
		o.files[name] = &fstest.MapFile{Data: []byte("another number")}
		r := verify(t, o.release(t, 2, Digest(first[ManifestName].Data), "two"), Trust{})
		i := slices.IndexFunc(r.Problems, func(p Problem) bool { return p.Path == name && p.Kind == want })
		if i < 0 || r.Right() {
			t.Errorf("%s: %v", name, r.Problems)
		}
		bare := verify(t, o.release(t, 2, Digest(first[ManifestName].Data), "two"), Trust{Bare: true})
		if bare.Right() {
			t.Errorf("%s: a single file would be called right by this release", name)
		}
	}
}

// TestBatches sees that a release names no batch of another one, and calls nothing a
// sheet that is none.
func TestBatches(t *testing.T) {
	o := newOffice(t, 1, "office")
	files := o.release(t, 1, "", "one")
	for _, change := range []func(*Manifest){
		func(m *Manifest) { m.Files[len(m.Files)-1].Batch = "zz-2-poster.en" },
		func(m *Manifest) { m.Files[len(m.Files)-1].Batch = "zz-10-poster.en" },
		func(m *Manifest) {
			i := slices.IndexFunc(m.Files, func(f File) bool { return strings.HasPrefix(f.Path, "keys/") })
			m.Files[i].Material = "poster.en"
		},
	} {
		m, _, err := ReadManifest(files)
		if err != nil {
			t.Fatal(err)
		}
		change(m)
		data, err := m.Encode()
		if err != nil {
			t.Fatal(err)
		}
		sig, err := Sign(o.keys[0], data, ReleaseComment(m, data, m.Edition))
		if err != nil {
			t.Fatal(err)
		}
		files[ManifestName], files[SignatureName] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: sig}
		if r := verify(t, files, Trust{}); r.Right() {
			t.Error("a batch of another release is right")
		}
	}
}

// TestKeysAndMemory gives a folder of keys against what is remembered: it continues it
// or is refused, until the words of a second office were compared.
func TestKeysAndMemory(t *testing.T) {
	a, b := newOffice(t, 1, "office"), newOffice(t, 1, "office")
	one, foreign := a.release(t, 1, "", ""), b.release(t, 1, "", "")
	chainOf := func(files fstest.MapFS) *Chain {
		c, err := ReadChain(files, KeysDir)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	known := &Known{Format: knownFormat}
	known.Learn(verify(t, one, Trust{Keys: chainOf(one)}), "2030-03-01")
	r := verify(t, foreign, Trust{Known: known, Keys: chainOf(foreign)})
	if !r.Has(WrongKey) || r.Pinned {
		t.Errorf("keys that came by mail beat the memory: %v", r.Problems)
	}
	old := chainOf(one)
	ring := a.ring.Next(a.files["keys/1.json"].Data, "2030-02-02")
	a.publish(t, ring, a.keys[0])
	two := a.release(t, 2, Digest(one[ManifestName].Data), "two")
	known.Learn(verify(t, two, Trust{Keys: chainOf(two)}), "2030-03-01")
	if r := verify(t, one, Trust{Known: known, Keys: old}); !r.Has(Older) {
		t.Errorf("keys older than those remembered: %v", r.Problems)
	}
	if r := verify(t, two, Trust{Known: known, Keys: old}); !r.Right() || !r.Pinned {
		t.Errorf("the release continues the keys and the memory: %v", r.Problems)
	}
	told := Trust{Known: known, Keys: chainOf(foreign), Words: strings.Join(b.ring.Words(), " ")}
	r = verify(t, foreign, told)
	if !r.Right() || !r.Pinned {
		t.Fatalf("a second office whose words were compared: %v", r.Problems)
	}
	known.Learn(r, "2030-03-01")
	for _, files := range []fstest.MapFS{two, foreign} {
		if r := verify(t, files, Trust{Known: known}); !r.Right() || !r.Pinned {
			t.Errorf("two offices: %v", r.Problems)
		}
	}
}
