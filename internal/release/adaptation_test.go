package release

import (
	"crypto/rand"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"
)

// locksOfTest are digests that a base and its adaptation must share.
func locksOfTest() ([]Lock, []LockedDigest) {
	var locks []Lock
	var held []LockedDigest
	for _, id := range []string{"number", "hours", "label", "law", "rights", "promises", "quick-exit", "code-target", "senders"} {
		locks = append(locks, Lock{id, "because of " + id, "the office for " + id})
		held = append(held, LockedDigest{id, "en", Digest([]byte(id))})
	}
	return locks, append(held, LockedDigest{"rights", "ar", Digest(nil)})
}

// sealed encodes and signs a manifest.
func sealed(t testing.TB, files fstest.MapFS, m *Manifest, keys ...minisign.PrivateKey) {
	t.Helper()
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[ManifestName] = &fstest.MapFile{Data: data}
	for i, k := range keys {
		sig, err := Sign(k, data, ReleaseComment(m, data, m.Edition))
		if err != nil {
			t.Fatal(err)
		}
		name := SignatureName
		if i > 0 {
			name = ApprovalName(KeyID(k.ID()))
		}
		files[name] = &fstest.MapFile{Data: sig}
	}
}

// desk is a key that may accept.
type desk struct {
	key  minisign.PrivateKey
	line Key
}

func newDesk(t testing.TB) desk {
	t.Helper()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return desk{private, publicLine(public, "Desk", "desk", "2030-01-01")}
}

// adapted makes an accepted adaptation of a base; change may alter its manifest
// before it is signed, as whoever accepts could.
func (o *office) adapted(t testing.TB, d desk, change func(m, base *Manifest)) fstest.MapFS {
	t.Helper()
	return o.adaptedOn(t, d, change, o.keys...)
}

// adaptedOn is adapted on a base that these keys signed; no keys leave it unsigned.
func (o *office) adaptedOn(t testing.TB, d desk, change func(m, base *Manifest), signs ...minisign.PrivateKey) fstest.MapFS {
	t.Helper()
	locks, held := locksOfTest()
	files := maps.Clone(o.files)
	delete(files, EarlierDir+"/1.json")
	files["index.html"] = &fstest.MapFile{Data: []byte("<p>adapted")}
	files["print/citizen/poster.en.press.pdf"] = &fstest.MapFile{Data: []byte("%PDF adapted poster")}
	chain, err := ReadChain(files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	base := &Manifest{Country: "zz", Number: 1, Version: "test", Edition: "2030-02-01", Keys: chain.Digest(), Files: []File{}, Definitions: Digest([]byte("defs")), Locked: held, Locks: locks,
		Limits: []Limit{{"2030-03-20", "the test calls of zz.line end"}}, Facts: []Fact{{Line: "zz.line", What: "number", Value: "000 000", Mark: "A"}}, Exceptions: []Exception{}}
	right := &Right{Organisation: "harbour", Country: "zz", Names: []string{"Harbour Office", "Luka"}, Materials: []string{"citizen/poster"}, Languages: []string{"en"}, From: "2030-01-01", Until: "2030-03-10", Key: d.line}
	data, err := right.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[AdaptationDir+"/"+RightName] = &fstest.MapFile{Data: data}
	for _, k := range o.keys {
		sig, err := Sign(k, data, RightComment(data))
		if err != nil {
			t.Fatal(err)
		}
		files[AdaptationDir+"/"+RightSignature(KeyID(k.ID()))] = &fstest.MapFile{Data: sig}
	}
	m := &Manifest{Country: "zz", Number: 1, Version: "test", Edition: "2030-02-02", Keys: chain.Digest(), Definitions: base.Definitions, Locked: append([]LockedDigest{}, held...),
		Limits: []Limit{{"2030-03-10", "the right of harbour ends"}}, Facts: append([]Fact{}, base.Facts...), Exceptions: []Exception{},
		Adaptation: &Adaptation{Organisation: "harbour", Name: "Harbour Office", Names: []string{"Harbour Office", "Luka"}, Base: "zz 1", Right: Digest(data), Materials: right.Materials, Languages: right.Languages}}
	if change != nil {
		change(m, base)
	}
	data, err = base.Encode()
	if err != nil {
		t.Fatal(err)
	}
	in := fstest.MapFS{}
	sealed(t, in, base, signs...)
	for name, f := range in {
		files[AdaptationDir+"/"+BaseDir+"/"+name] = f
	}
	files[AdaptationDir+"/adaptation.zip"] = &fstest.MapFile{Data: []byte("zip")}
	m.Adaptation.BaseManifest = Digest(data)
	if m.Files, err = Gather(files); err != nil {
		t.Fatal(err)
	}
	sealed(t, files, m, d.key)
	return files
}

// TestLocksInVerify: whoever may accept signs something else than the base says:
// verify names the field, the reason and who can change it, and so does the page.
func TestLocksInVerify(t *testing.T) {
	o, d := newOffice(t, 2, "office", "ngo"), newDesk(t)
	if r := verify(t, o.adapted(t, d, nil), Trust{}); !r.Right() {
		t.Fatal(r.Problems)
	}
	held := func(lock string) func(m, _ *Manifest) {
		return func(m, _ *Manifest) {
			for i := range m.Locked {
				if m.Locked[i].Lock == lock && m.Locked[i].Language == "en" {
					m.Locked[i].SHA256 = Digest([]byte("other"))
				}
			}
		}
	}
	fact := func(what, value string) func(m, _ *Manifest) {
		return func(m, _ *Manifest) {
			m.Facts = append(m.Facts, Fact{Line: "zz.line", What: what, Value: value, Mark: "A"})
		}
	}
	cases := map[string]struct {
		change func(m, base *Manifest)
		want   []string
	}{
		"number":            {fact("number", "000 001"), []string{"number of zz.line", "locked (number): because of number", "who can change it: the office for number"}},
		"second number":     {fact("international", "000 001"), []string{"locked (number)"}},
		"hours":             {fact("hours", "always"), []string{"hours of zz.line", "locked (hours)"}},
		"price":             {fact("price", "free"), []string{"locked (hours)"}},
		"operator":          {fact("operator", "Harbour Office"), []string{"locked (label)"}},
		"label":             {held("label"), []string{"under label in en", "locked (label): because of label", "the office for label"}},
		"law":               {held("law"), []string{"locked (law)"}},
		"rights":            {held("rights"), []string{"under rights in en", "locked (rights): because of rights", "the office for rights"}},
		"promises":          {held("promises"), []string{"locked (promises)"}},
		"quick exit":        {held("quick-exit"), []string{"locked (quick-exit)"}},
		"code":              {held("code-target"), []string{"locked (code-target)"}},
		"senders":           {held("senders"), []string{"locked (senders)"}},
		"left out":          {func(m, _ *Manifest) { m.Locked = nil }, []string{"locked (rights)", "locked (law)"}},
		"other definitions": {func(m, _ *Manifest) { m.Definitions = Digest(nil) }, []string{"other definitions than the base zz 1"}},
		"after its base":    {func(m, b *Manifest) { b.Limits = []Limit{{"2030-03-05", "calls end"}} }, []string{"after its base"}},
		"another language":  {func(m, _ *Manifest) { m.Adaptation.Languages = []string{"ar", "en"} }, []string{"does not cover the language ar"}},
		"another material":  {func(m, _ *Manifest) { m.Adaptation.Materials = []string{"citizen/card"} }, []string{"does not cover the material"}},
		"another name":      {func(m, _ *Manifest) { m.Adaptation.Name = "Fictional Coordinator" }, []string{"does not cover the name Fictional Coordinator"}},
		"a name more":       {func(m, _ *Manifest) { m.Adaptation.Names = []string{"Harbour Office", "Other"} }, []string{"does not cover the name Other"}},
		"several gaps": {func(m, _ *Manifest) {
			m.Adaptation.Materials, m.Adaptation.Languages = []string{"citizen/card"}, []string{"ar"}
		}, []string{"the material citizen/card", "the language ar"}},
		"another's adaption": {func(m, _ *Manifest) { m.Adaptation.Organisation = "quai" }, []string{"the right is for harbour"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := verify(t, o.adapted(t, d, c.change), Trust{})
			var text strings.Builder
			for _, p := range r.Problems {
				text.WriteString(p.String() + "\n")
			}
			for _, w := range c.want {
				if !strings.Contains(text.String(), w) {
					t.Errorf("lacks %q:\n%s", w, text.String())
				}
			}
		})
	}
}

// forgedBases are bases that whoever may accept could write, with another number in
// base and adaptation alike: by its signers.
func (o *office) forgedBases(t testing.TB, d desk) map[string]fstest.MapFS {
	number := func(m, base *Manifest) {
		for _, facts := range [][]Fact{m.Facts, base.Facts} {
			facts[0].Value = "000 001"
		}
	}
	adaptation := func(m, base *Manifest) {
		number(m, base)
		base.Adaptation = m.Adaptation
	}
	return map[string]fstest.MapFS{
		"signed by the desk":   o.adaptedOn(t, d, number, d.key),
		"signed by one of two": o.adaptedOn(t, d, number, o.keys[0]),
		"unsigned":             o.adaptedOn(t, d, number),
		"of an adaptation":     o.adaptedOn(t, d, adaptation, d.key),
	}
}

// TestBaseIsTheOffices: a base that the office did not sign proves nothing, and an
// adaptation signed by another key than that of its right is refused.
func TestBaseIsTheOffices(t *testing.T) {
	o, d := newOffice(t, 2, "office", "ngo"), newDesk(t)
	for name, files := range o.forgedBases(t, d) {
		t.Run(name, func(t *testing.T) {
			if r := verify(t, files, Trust{}); !r.Has(Locked) {
				t.Errorf("%v", r.Problems)
			}
		})
	}
	for name, key := range map[string]minisign.PrivateKey{"a stranger": newDesk(t).key, "a key of the office": o.keys[0]} {
		t.Run(name, func(t *testing.T) {
			files := o.adapted(t, d, nil)
			var m Manifest
			if err := json.Unmarshal(files[ManifestName].Data, &m); err != nil {
				t.Fatal(err)
			}
			sealed(t, files, &m, key)
			if r := verify(t, files, Trust{}); !r.Has(WrongKey) {
				t.Errorf("%v", r.Problems)
			}
		})
	}
}

// takenBack is the release with one more ring of keys beside it that takes the
// right back, or the base.
func (o *office) takenBack(t testing.TB, files fstest.MapFS, number int, digest string) fstest.MapFS {
	t.Helper()
	p := &office{keys: o.keys, lines: o.lines, files: maps.Clone(o.files)}
	ring := *o.ring
	ring.Number, ring.Previous, ring.Date = 2, Digest(o.files["keys/"+RingFile(1)].Data), "2030-02-10"
	ring.Withdrawn = []Withdrawn{{Country: "zz", Number: number, SHA256: digest, Date: "2030-02-10", Reason: "office closed"}}
	p.publish(t, &ring, p.keys...)
	out := maps.Clone(files)
	for name, f := range p.files {
		if strings.HasPrefix(name, KeysDir+"/") {
			out[name] = f
		}
	}
	return out
}

// adaptationCases are visits of the page of an accepted adaptation.
func adaptationCases(t *testing.T) []pageCase {
	o, d := newOffice(t, 2, "office", "ngo"), newDesk(t)
	o.files[PageName] = &fstest.MapFile{Data: testPage(t)}
	words := strings.Join(o.ring.Words(), " ")
	good := o.adapted(t, d, nil)
	page := func(files fstest.MapFS) (string, []string) {
		dir := onDisk(t, files)
		return dir + "/" + PageName, []string{dir + "/print/citizen/poster.en.press.pdf"}
	}
	var out []pageCase
	add := func(name, today string, files fstest.MapFS, want, words string) {
		p, f := page(files)
		out = append(out, pageCase{Name: "adaptation: " + name, Today: today, Page: p, Files: f, Want: []string{want}, Words: words, Width: 320})
	}
	add("right", "", good, "good verify.right", words)
	altered := maps.Clone(good)
	altered["print/citizen/poster.en.press.pdf"] = &fstest.MapFile{Data: []byte("%PDF adapted posteR")}
	add("altered", "", altered, "bad verify.altered", words)
	add("after the right", "2030-03-11", good, "bad verify.expired", words)
	out[len(out)-1].Reason = "the right of harbour ended on 2030-03-10"
	for name, files := range o.forgedBases(t, d) {
		add("base "+name, "", files, "bad verify.broken", "")
	}
	add("number", "", o.adapted(t, d, func(m, _ *Manifest) { m.Facts[0].Value = "000 001" }), "bad verify.broken", "")
	add("rights", "", o.adapted(t, d, func(m, _ *Manifest) { m.Locked[4].SHA256 = Digest(nil) }), "bad verify.broken", "")
	add("definitions", "", o.adapted(t, d, func(m, _ *Manifest) { m.Definitions = Digest(nil) }), "bad verify.broken", "")
	add("not covered", "", o.adapted(t, d, func(m, _ *Manifest) { m.Adaptation.Languages = []string{"ar"} }), "bad verify.broken", "")
	add("another key", "", o.adapted(t, newDesk(t), nil), "good verify.right", words) // its right names it
	forged := maps.Clone(good)
	var m Manifest
	if err := json.Unmarshal(good[ManifestName].Data, &m); err != nil {
		t.Fatal(err)
	}
	sealed(t, forged, &m, newDesk(t).key)
	add("signed by a stranger", "", forged, "bad verify.broken", "")
	// The page of a later state of the office: its keys take the right, or the base, back.
	for name, digest := range map[string]string{"right taken back": m.Adaptation.Right, "base taken back": m.Adaptation.BaseManifest} {
		files := o.takenBack(t, good, 1, digest)
		chain, err := ReadChain(files, KeysDir)
		if err != nil {
			t.Fatal(err)
		}
		again := m
		again.Keys = chain.Digest()
		sealed(t, files, &again, d.key)
		add(name, "", files, "bad verify.revoked", words)
		out[len(out)-1].Reason = "office closed"
	}
	return out
}
