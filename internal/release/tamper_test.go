package release

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"
)

// with changes one file of a copy.
func with(files fstest.MapFS, name string, change func([]byte) []byte) fstest.MapFS {
	out := maps.Clone(files)
	out[name] = &fstest.MapFile{Data: change(bytes.Clone(files[name].Data))}
	return out
}

// TestTamper is the table of tamperings: each is caught and named.
func TestTamper(t *testing.T) {
	const poster, card = "print/citizen/poster.en.press.pdf", "print/citizen/card.en.press.pdf"
	o, forger := newOffice(t, 2, "office", "ngo"), newOffice(t, 2, "office", "ngo")
	one := o.release(t, 1, "", "one")
	digest := Digest(one[ManifestName].Data)
	two := o.release(t, 2, digest, "two")
	oldManifest, _ := ParseManifest(one[ManifestName].Data)
	chain, err := ReadChain(two, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	remembered := func(of Office) *Known { return &Known{Day: "2030-02-20", Offices: []Office{of}} }
	first := chain.First()
	known := remembered(Office{First: first, Ring: 1, RingDigest: first, Releases: []Seen{{"zz", 2, Digest(two[ManifestName].Data), "2030-02-02"}}})
	pinned := Trust{Keys: chain, Others: []*Manifest{oldManifest}}
	second := ApprovalName(KeyID(o.keys[1].ID()))
	cases := []struct {
		name  string
		files func() fstest.MapFS
		trust Trust
		want  Kind
	}{
		{"one byte of a file", func() fstest.MapFS { return with(two, poster, func(b []byte) []byte { b[3] ^= 1; return b }) }, pinned, Altered},
		{"a file grows", func() fstest.MapFS { return with(two, poster, func(b []byte) []byte { return append(b, 0) }) }, pinned, Altered},
		{"a file shrinks", func() fstest.MapFS { return with(two, poster, func(b []byte) []byte { return b[:len(b)-1] }) }, pinned, Altered},
		{"a file is missing", func() fstest.MapFS { f := maps.Clone(two); delete(f, card); return f }, pinned, Missing},
		{"a file too many", func() fstest.MapFS {
			f := maps.Clone(two)
			f["print/extra.pdf"] = &fstest.MapFile{Data: []byte("x")}
			return f
		}, pinned, Extra},
		{"a hidden file", func() fstest.MapFS { f := maps.Clone(two); f[".x"] = &fstest.MapFile{Data: []byte("x")}; return f }, pinned, Extra},
		{"names swapped", func() fstest.MapFS { f := maps.Clone(two); f[poster], f[card] = two[card], two[poster]; return f }, pinned, Swapped},
		{"a file of the release before", func() fstest.MapFS { f := maps.Clone(two); f[poster] = one[poster]; return f }, pinned, Mixed},
		{"the signature of the release before", func() fstest.MapFS { f := maps.Clone(two); f[SignatureName] = one[SignatureName]; return f }, pinned, Mixed},
		{"the manifest of the release before", func() fstest.MapFS { f := maps.Clone(two); f[ManifestName] = one[ManifestName]; return f }, pinned, Mixed},
		{"one digit of a fact", func() fstest.MapFS {
			return with(two, ManifestName, func(b []byte) []byte { return bytes.Replace(b, []byte("000 000"), []byte("000 001"), 1) })
		}, pinned, Mixed},
		{"another expiry", func() fstest.MapFS {
			return with(two, ManifestName, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("2030-03-20"), []byte("2030-04-20")) })
		}, pinned, Mixed},
		{"no signature", func() fstest.MapFS { f := maps.Clone(two); delete(f, SignatureName); delete(f, second); return f }, pinned, Unsigned},
		{"one signature of two", func() fstest.MapFS { f := maps.Clone(two); delete(f, second); return f }, pinned, Approvals},
		{"one signature twice", func() fstest.MapFS {
			f := maps.Clone(two)
			delete(f, second)
			f[ApprovalName(KeyID(o.keys[0].ID()))] = two[SignatureName]
			return f
		}, pinned, Approvals},
		{"a signature under another key's name", func() fstest.MapFS { f := maps.Clone(two); f[second] = two[SignatureName]; return f }, pinned, Swapped},
		{"another untrusted comment", func() fstest.MapFS {
			return with(two, SignatureName, func(b []byte) []byte { return bytes.Replace(b, []byte("by pharos"), []byte("by Pharos"), 1) })
		}, pinned, Signature},
		{"other line ends in a signature", func() fstest.MapFS {
			return with(two, SignatureName, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r")) })
		}, pinned, Signature},
		{"a trusted comment made up", func() fstest.MapFS {
			return with(two, SignatureName, func(b []byte) []byte { return bytes.Replace(b, []byte("zz 2"), []byte("zz 3"), 1) })
		}, pinned, Signature},
		{"signed again by a forger with his own keys", func() fstest.MapFS { return forger.release(t, 2, digest, "two") }, pinned, WrongKey},
		{"a forger's keys beside the office's signature", func() fstest.MapFS {
			f := maps.Clone(two)
			maps.DeleteFunc(f, func(n string, _ *fstest.MapFile) bool { return strings.HasPrefix(n, "keys/") })
			maps.Copy(f, forger.files)
			return f
		}, Trust{}, WrongKey},
		{"a ring altered", func() fstest.MapFS {
			return with(two, "keys/1.json", func(b []byte) []byte { return bytes.Replace(b, []byte(`"approvals": 2`), []byte(`"approvals": 1`), 1) })
		}, Trust{}, BadKeys},
		{"no keys and none known", func() fstest.MapFS {
			f := maps.Clone(two)
			maps.DeleteFunc(f, func(n string, _ *fstest.MapFile) bool { return strings.HasPrefix(n, "keys/") })
			return f
		}, Trust{}, BadKeys},
		{"rollback", func() fstest.MapFS { return one }, Trust{Keys: chain, Known: known}, Older},
		{"another release with the same number", func() fstest.MapFS { return o.release(t, 2, digest, "other") }, Trust{Keys: chain, Known: known}, Forked},
		{"a release that does not follow", func() fstest.MapFS { return o.release(t, 3, digest, "three") }, Trust{Keys: chain, Known: known}, Forked},
		{"a release beside its false parent", func() fstest.MapFS { return o.release(t, 2, Digest(nil), "two") }, pinned, Forked},
		{"after the last day", func() fstest.MapFS { return two }, Trust{Keys: chain, Today: "2030-03-21"}, Expired},
		{"a clock set back behind the edition", func() fstest.MapFS { return two }, Trust{Keys: chain, Today: "2030-02-01"}, Clock},
		{"a clock set back behind the last check", func() fstest.MapFS { return two }, Trust{Keys: chain, Known: known, Today: "2030-02-10"}, Clock},
		{"withdrawn", func() fstest.MapFS { return two },
			Trust{Keys: chain, Known: remembered(Office{First: first, Withdrawn: []Withdrawn{{"zz", 2, Digest(two[ManifestName].Data), "2030-02-15", "the number is dead"}}})}, Taken},
		{"a known ring is missing", func() fstest.MapFS { return two }, Trust{Known: remembered(Office{First: first, Ring: 2, RingDigest: Digest(nil)})}, Older},
		{"not the ring that was trusted", func() fstest.MapFS { return two }, Trust{Known: remembered(Office{First: first, Ring: 1, RingDigest: Digest(nil)})}, WrongKey},
		{"another office in the place of a known one", func() fstest.MapFS { return forger.release(t, 3, digest, "three") }, Trust{Known: known}, WrongKey},
		{"other check words than the office said", func() fstest.MapFS { return two }, Trust{Words: "one two three four five six"}, WrongKey},
		{"the manifest is not there", func() fstest.MapFS { f := maps.Clone(two); delete(f, ManifestName); return f }, pinned, Broken},
		{"the manifest in another form", func() fstest.MapFS {
			return with(two, ManifestName, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(": "), []byte(":")) })
		}, pinned, Broken},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := verify(t, c.files(), c.trust)
			if !r.Has(c.want) {
				t.Errorf("want %s, got %v", c.want, r.Problems)
			}
		})
	}
	if r := verify(t, two, Trust{Keys: chain, Known: known, Others: []*Manifest{oldManifest}}); !r.Right() {
		t.Error(r.Problems)
	}
	windows := with(two, SignatureName, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) })
	if r := verify(t, windows, pinned); !r.Right() {
		t.Errorf("a signature with the line ends of Windows: %v", r.Problems)
	}
}

// TestLinks puts links in the place of files and folders of a release on disk:
// none passes, wherever it leads, and none is released.
func TestLinks(t *testing.T) {
	const poster = "print/citizen/poster.en.press.pdf"
	o := newOffice(t, 1, "office")
	files := o.release(t, 1, "", "")
	for _, name := range []string{poster, ManifestName, SignatureName, KeysDir + "/1.json", KeysDir, "print", "more.pdf"} {
		dir, away := t.TempDir(), t.TempDir()
		if err := os.CopyFS(dir, files); err != nil {
			t.Fatal(err)
		}
		at, to := filepath.Join(dir, filepath.FromSlash(name)), filepath.Join(away, "same")
		if _, err := os.Lstat(at); err == nil {
			if err := os.Rename(at, to); err != nil { // the same bytes, elsewhere
				t.Fatal(err)
			}
		}
		if err := os.Symlink(to, at); err != nil {
			t.Skipf("skipped: this system makes no links: %v", err)
		}
		if r := verify(t, os.DirFS(dir), Trust{}); r.Right() {
			t.Errorf("%s: a link passes for a file", name)
		}
		if _, err := Gather(os.DirFS(dir)); err == nil && !isOwn(name) {
			t.Errorf("%s: a link is released", name)
		}
	}
}

// TestEveryByte changes each byte of the manifest, of each signature and of each
// ring in turn: none passes.
func TestEveryByte(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	files := o.release(t, 1, "", "")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for i := range files[name].Data {
			bit := byte(1) << (i % 8)
			if r := verify(t, with(files, name, func(b []byte) []byte { b[i] ^= bit; return b }), Trust{}); r.Right() {
				t.Fatalf("%s: bit %d of byte %d changed and not seen", name, i%8, i)
			}
		}
	}
}

// TestEveryFileMatters takes each file of a release and of an accepted adaptation away
// in turn: signatures, keys, the right and the base are missed like any other.
func TestEveryFileMatters(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	for kind, files := range map[string]fstest.MapFS{
		"release":    o.release(t, 1, "", ""),
		"adaptation": o.adapted(t, newDesk(t), nil),
	} {
		if r := verify(t, files, Trust{}); !r.Right() {
			t.Fatal(kind, r.Problems)
		}
		for name := range files {
			less := maps.Clone(files)
			delete(less, name)
			if verify(t, less, Trust{}).Right() {
				t.Errorf("%s without %s is right", kind, name)
			}
		}
	}
}

// setting is a number of the environment, such as how often a nightly run tries.
func setting(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// TestMutations makes 10,000 random changes: other bytes, cuts, copies, moved
// files. A change that leaves the files as they were does not count. PHAROS_RUNS says
// how many, PHAROS_SEED which.
func TestMutations(t *testing.T) {
	wanted, seed := setting("PHAROS_RUNS", 10_000), setting("PHAROS_SEED", 7)
	o := newOffice(t, 2, "office", "ngo")
	files := o.release(t, 1, "", "")
	names := slices.Sorted(maps.Keys(files))
	r := rand.New(rand.NewPCG(7, uint64(seed)))
	for n := 0; n < wanted; {
		name := names[r.IntN(len(names))]
		changed := with(files, name, func(b []byte) []byte { return mutate(r, b) })
		if r.IntN(10) == 0 {
			changed[names[r.IntN(len(names))]] = changed[name]
		}
		if maps.EqualFunc(files, changed, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
			continue
		}
		n++
		if verify(t, changed, Trust{}).Right() {
			t.Fatalf("mutation %d of seed %d, of %s, was missed", n, seed, name)
		}
	}
}

// mutate changes some bytes.
func mutate(r *rand.Rand, b []byte) []byte {
	i := r.IntN(len(b))
	switch r.IntN(5) {
	case 0:
		b[i] = byte(r.IntN(256))
	case 1:
		return slices.Delete(b, i, min(len(b), i+1+r.IntN(4)))
	case 2:
		return slices.Insert(b, i, byte(32+r.IntN(96)))
	case 3:
		j := r.IntN(len(b))
		b[i], b[j] = b[j], b[i]
	default:
		return append(b, b[i:]...)
	}
	return b
}

// TestRotation goes from the first ring to later ones: a key is added, retired,
// revoked; and a ring that nobody may sign is refused.
func TestRotation(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo", "partner")
	first := o.release(t, 1, "", "one")
	pin, err := ReadChain(first, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	fresh := newOffice(t, 1, "office")
	data := o.files["keys/1.json"].Data
	next := o.ring.Next(data, "2030-02-10")
	next.Keys = append(next.Keys, fresh.lines[0])
	if err := next.End(o.lines[0].ID, Retired, "left the office"); err != nil {
		t.Fatal(err)
	}
	o.publish(t, next, fresh.keys[0], o.keys[0], o.keys[1])
	old := maps.Clone(o.files)
	maps.Copy(old, first)
	old["keys/1.json"] = first["keys/1.json"]
	withNew := &office{keys: []minisign.PrivateKey{fresh.keys[0], o.keys[1]}, ring: next, files: o.files}
	if r := verify(t, withNew.release(t, 2, Digest(first[ManifestName].Data), "two"), Trust{Keys: pin}); !r.Right() || !r.Pinned {
		t.Errorf("a release by the new key: %v", r.Problems)
	}
	chain, err := ReadChain(o.files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	if r := verify(t, first, Trust{Keys: chain}); !r.Right() {
		t.Errorf("an edition from before the key retired: %v", r.Problems)
	}
	withOld := &office{keys: o.keys[:2], ring: next, files: o.files}
	late := withOld.release(t, 11, Digest(nil), "late")
	if r := verify(t, late, Trust{Keys: chain}); !r.Has(Approvals) {
		t.Errorf("an edition from after the key retired: %v", r.Problems)
	}

	last := next.Next(o.files["keys/2.json"].Data, "2030-02-20")
	if err := last.End(o.lines[1].ID, Revoked, "the computer was stolen"); err != nil {
		t.Fatal(err)
	}
	last.Withdrawn = append(last.Withdrawn, Withdrawn{"zz", 1, Digest(first[ManifestName].Data), "2030-02-20", "the number is dead"})
	o.publish(t, last, fresh.keys[0], o.keys[2])
	if chain, err = ReadChain(o.files, KeysDir); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, first, Trust{Keys: chain}); !r.Has(KeyGone) || !r.Has(Taken) {
		t.Errorf("a release by a revoked key: %v", r.Problems)
	}
}

// TestRingRefused lists rings that must not follow.
func TestRingRefused(t *testing.T) {
	cases := []struct {
		name   string
		change func(o *office, r *Ring)
		sign   []int
	}{
		{"one of two signatures", func(*office, *Ring) {}, []int{0}},
		{"no signature", func(*office, *Ring) {}, nil},
		{"a key dropped", func(_ *office, r *Ring) { r.Keys = r.Keys[:2] }, []int{0, 1}},
		{"another role", func(_ *office, r *Ring) { r.Keys[0].Role = "other" }, []int{0, 1}},
		{"another parent", func(_ *office, r *Ring) { r.Previous = Digest(nil) }, []int{0, 1}},
		{"an earlier day", func(_ *office, r *Ring) { r.Date = "2029-01-01" }, []int{0, 1}},
		{"a number left out", func(_ *office, r *Ring) { r.Number = 3 }, []int{0, 1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t, 2, "office", "ngo", "partner")
			next := o.ring.Next(o.files["keys/1.json"].Data, "2030-02-01")
			c.change(o, next)
			var keys []minisign.PrivateKey
			for _, i := range c.sign {
				keys = append(keys, o.keys[i])
			}
			o.publish(t, next, keys...)
			if _, err := ReadChain(o.files, KeysDir); err == nil {
				t.Error("the ring was taken")
			}
		})
	}
}

// speaking is a text that would speak for the program on a terminal.
const speaking = "Ana (office) on 2030-01-20\ncheck words: one two three\nRIGHT.\n\x1b[8m\u202e\u2066"

// TestForeignNames refuses rings and rights with a name that is more than a name,
// also where they are signed by all their keys.
func TestForeignNames(t *testing.T) {
	for name, change := range map[string]func(*Ring){
		"name":   func(r *Ring) { r.Keys[0].Name = speaking },
		"long":   func(r *Ring) { r.Keys[0].Name = strings.Repeat("Ana ", 100) + "." },
		"role":   func(r *Ring) { r.Keys[0].Role = "office\x1b[2J" },
		"reason": func(r *Ring) { r.Withdrawn = []Withdrawn{{"zz", 9, Digest(nil), "2030-01-02", speaking}} },
	} {
		o := newOffice(t, 1, "office")
		change(o.ring)
		data, err := encode(o.ring)
		if err != nil {
			t.Fatal(err)
		}
		sig, err := Sign(o.keys[0], data, RingComment(o.ring, data))
		if err != nil {
			t.Fatal(err)
		}
		o.files["keys/1.json"].Data = data
		o.files["keys/"+RingSignature(1, o.lines[0].ID)].Data = sig
		if _, err := ReadChain(o.files, KeysDir); err == nil || strings.ContainsAny(err.Error(), "\n\x1b\u202e") {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := newOffice(t, 1, "office")
	right := &Right{Organisation: "harbour", Country: "zz", Materials: []string{"citizen/poster"},
		Languages: []string{"en"}, From: "2030-01-01", Until: "2030-02-01", Key: o.lines[0]}
	right.Key.Name = speaking
	if _, err := right.Encode(); err == nil || strings.ContainsAny(err.Error(), "\n\x1b\u202e") {
		t.Errorf("right: %v", err)
	}
}

// TestForeignProblems sees that no problem of a hostile release leaves its line.
func TestForeignProblems(t *testing.T) {
	o := newOffice(t, 1, "office")
	files := o.release(t, 1, "", "")
	files[speaking] = &fstest.MapFile{Data: []byte("x")}
	files[strings.Repeat("long", 1000)] = &fstest.MapFile{Data: []byte("x")}
	m, _, err := ReadManifest(files)
	if err != nil {
		t.Fatal(err)
	}
	m.Limits = []Limit{{"2030-02-20", strings.Repeat("long ", 300)}}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	sig, err := Sign(o.keys[0], data, ReleaseComment(m, data, m.Edition))
	if err != nil {
		t.Fatal(err)
	}
	files[ManifestName], files[SignatureName] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: sig}
	r := verify(t, files, Trust{})
	if !r.Has(Expired) || !r.Has(Extra) {
		t.Fatalf("%v", r.Problems)
	}
	for _, p := range r.Problems {
		if s := p.String(); strings.ContainsAny(s, "\n\r\x1b\u202e\u2066") || len(s) > 1000 {
			t.Errorf("%q", s)
		}
	}
}
