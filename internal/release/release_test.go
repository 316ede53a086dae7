package release

import (
	"crypto/rand"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"
)

// office is a ring of two keys, of which both must sign, with its folder.
type office struct {
	keys  []minisign.PrivateKey
	lines []Key
	ring  *Ring
	files fstest.MapFS
}

// newOffice makes keys with these roles; approvals of them must sign.
func newOffice(t testing.TB, approvals int, roles ...string) *office {
	t.Helper()
	o := &office{files: fstest.MapFS{}}
	for i, role := range roles {
		public, private, err := minisign.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		o.keys = append(o.keys, private)
		o.lines = append(o.lines, publicLine(public, fmt.Sprintf("Person %d", i+1), role, "2030-01-01"))
	}
	o.ring = &Ring{Number: 1, Date: "2030-01-01", Approvals: approvals, Roles: []string{}, Keys: o.lines, Withdrawn: []Withdrawn{}}
	o.publish(t, o.ring, o.keys...)
	return o
}

// publish signs a ring and puts it into the folder of keys.
func (o *office) publish(t testing.TB, r *Ring, keys ...minisign.PrivateKey) []byte {
	t.Helper()
	data, err := r.Encode()
	if err != nil {
		t.Fatal(err)
	}
	o.ring = r
	o.files["keys/"+RingFile(r.Number)] = &fstest.MapFile{Data: data}
	for _, k := range keys {
		sig, err := Sign(k, data, RingComment(r, data))
		if err != nil {
			t.Fatal(err)
		}
		o.files["keys/"+RingSignature(r.Number, KeyID(k.ID()))] = &fstest.MapFile{Data: sig}
	}
	return data
}

// release makes a release of a fictional country with three files.
func (o *office) release(t testing.TB, number int, previous, words string) fstest.MapFS {
	t.Helper()
	files := maps.Clone(o.files)
	files["index.html"] = &fstest.MapFile{Data: []byte("<p>start " + words)}
	files["print/citizen/poster.en.press.pdf"] = &fstest.MapFile{Data: []byte("%PDF poster " + words)}
	files["print/citizen/card.en.press.pdf"] = &fstest.MapFile{Data: []byte("%PDF card " + words)}
	list, err := Gather(files)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := ReadChain(files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	m := &Manifest{Country: "zz", Number: number, Version: "test", Edition: fmt.Sprintf("2030-02-%02d", number), Previous: previous, Keys: chain.Digest(), Files: list,
		Limits:     []Limit{{"2030-12-31", "the funding of zz.line ends"}, {"2030-03-20", "the test calls of zz.line end"}},
		Facts:      []Fact{{Line: "zz.line", What: "number", Value: "000 000", Mark: "A", Calls: []Call{{"2030-02-01", "office", "Net One", Digest(nil)}}}},
		Exceptions: []Exception{}}
	data, err := m.Encode()
	if err != nil {
		t.Fatal(err)
	}
	files[ManifestName] = &fstest.MapFile{Data: data}
	for i, k := range o.keys[:o.ring.Approvals] {
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
	return files
}

// verify checks a release on a day within its life.
func verify(t testing.TB, fsys fs.FS, trust Trust) *Result {
	t.Helper()
	if trust.Today == "" {
		trust.Today = "2030-03-01"
	}
	r, err := Verify(fsys, trust)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestRight verifies a release that nobody touched, with and without a pin.
func TestRight(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	files := o.release(t, 1, "", "")
	r := verify(t, files, Trust{})
	if !r.Right() || r.Pinned || len(r.Signers) != 2 || r.Manifest.Expires != "2030-03-20" {
		t.Fatalf("%+v", r)
	}
	chain, err := ReadChain(files, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	if r = verify(t, files, Trust{Keys: chain}); !r.Right() || !r.Pinned {
		t.Fatalf("%+v", r)
	}
	if len(r.Ring.Words()) != 6 {
		t.Fatal(r.Ring.Words())
	}
}

// TestWords sees that another key gives other words and a withdrawal does not.
func TestWords(t *testing.T) {
	a, b := newOffice(t, 1, "office"), newOffice(t, 1, "office")
	if slices.Equal(a.ring.Words(), b.ring.Words()) {
		t.Fatal("two offices with the same words")
	}
	same := *a.ring
	same.Withdrawn = []Withdrawn{{"zz", 1, Digest(nil), "2030-01-02", "an error"}}
	if !slices.Equal(a.ring.Words(), same.Words()) {
		t.Fatal("a withdrawal changed the words")
	}
	if n := len(wordList()); n != 4096 {
		t.Fatalf("%d words, which is no power of two", n)
	}
	if !slices.IsSorted(wordList()) || len(slices.Compact(slices.Clone(wordList()))) != len(wordList()) {
		t.Error("a word stands twice, or out of order")
	}
	field := regexp.MustCompile(`smuggl|traffi|victim|slav|brothel|prostit|abus|escort|exploit|captiv|hostag|kidnap|abduct|` +
		`rescu|shelter|polic|passport|border|migra|refug|coerc|threat|violen|sex|debt|pimp|labor|servan|prison|jail|` +
		`detain|child|minor|girl|boy|kill|murder|death|suicid|harm|wound|blood|tortur|number|phone|call|police|help`)
	for _, w := range wordList() {
		if field.MatchString(w) || len(w) < 3 || len(w) > 7 {
			t.Errorf("%s is no word to say on a telephone", w)
		}
	}
}

// TestSeal keeps a secret key encrypted, and opens it with its password only.
func TestSeal(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 256 MB for scrypt")
	}
	line, sealed, err := NewKey(rand.Reader, "Somebody", "office", "correct horse battery", "2030-01-01")
	if err != nil {
		t.Fatal(err)
	}
	key, err := OpenKey(sealed, "correct horse battery")
	if err != nil || KeyID(key.ID()) != line.ID {
		t.Fatal(err)
	}
	if _, err := OpenKey(sealed, "correct horse batteri"); err != ErrPassword {
		t.Fatal(err)
	}
	open, _ := key.MarshalText()
	if _, err := OpenKey(open, ""); err == nil {
		t.Fatal("a key that lies open was taken")
	}
	if _, _, err := NewKey(rand.Reader, "Somebody", "office", "short", "2030-01-01"); err == nil {
		t.Fatal("a short password was taken")
	}
}

// TestOneHand refuses a ring in which one person could give two approvals.
func TestOneHand(t *testing.T) {
	o := newOffice(t, 2, "office", "ngo")
	r := *o.ring
	if r.Approvals < 2 {
		t.Fatalf("%d approvals", r.Approvals)
	}
	r.Keys = slices.Clone(r.Keys)
	r.Keys[0].Name, r.Keys[1].Name = "Ana B.", "ana b <ana@example.org>"
	if _, err := r.Encode(); err == nil || !strings.Contains(err.Error(), "one person gives one approval") {
		t.Errorf("%v", err)
	}
	r.Keys[1].State = Retired
	if _, err := r.Encode(); err != nil && strings.Contains(err.Error(), "one person") {
		t.Errorf("%v", err)
	}
}
