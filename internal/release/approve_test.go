package release

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"testing"
	"testing/fstest"
)

// TestApprove sees that nobody signs what the office did not make, and that a second
// signature makes a good release whole.
func TestApprove(t *testing.T) {
	o, forger := newOffice(t, 2, "office", "ngo"), newOffice(t, 2, "office", "ngo")
	second := ApprovalName(KeyID(o.keys[1].ID()))
	first := o.release(t, 1, "", "")
	half := maps.Clone(first)
	delete(half, second)
	chain, err := ReadChain(half, KeysDir)
	if err != nil {
		t.Fatal(err)
	}
	unsigned := maps.Clone(half)
	delete(unsigned, SignatureName)
	alone := maps.Clone(first)
	delete(alone, SignatureName)
	foreign := forger.release(t, 1, "", "")
	delete(foreign, ApprovalName(KeyID(forger.keys[1].ID())))
	two := o.release(t, 2, Digest([]byte("another")), "")
	delete(two, second)
	m, _, err := ReadManifest(first)
	if err != nil {
		t.Fatal(err)
	}
	trust := Trust{Today: "2030-02-03", Keys: chain, Others: []*Manifest{m}}
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  Kind
	}{
		"no signature":           {unsigned, Unsigned},
		"no first signature":     {alone, Unsigned},
		"another office":         {foreign, WrongKey},
		"an altered file":        {with(half, "index.html", bytes.ToUpper), Altered},
		"an altered manifest":    {with(half, ManifestName, bytes.ToUpper), Broken},
		"not after the one here": {two, Forked},
	} {
		_, err := ToApprove(c.files, trust)
		if u := (Unsound{}); !errors.As(err, &u) || u.Problem.Kind != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ToApprove(half, Trust{Today: "2030-02-03"}); err == nil {
		t.Error("the folder's own keys were enough")
	}
	r, err := ToApprove(half, trust)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, half); err != nil {
		t.Fatal(err)
	}
	if _, err := Approve(dir, r, o.keys[0], "2030-02-03"); err == nil {
		t.Error("one key signed twice")
	}
	if _, err := Approve(dir, r, forger.keys[1], "2030-02-03"); err == nil {
		t.Error("a key of nobody signed")
	}
	if _, err := Approve(dir, r, o.keys[1], "2030-02-03"); err != nil {
		t.Fatal(err)
	}
	if r := verify(t, os.DirFS(dir), Trust{Keys: chain}); !r.Right() {
		t.Errorf("%v", r.Problems)
	}
}

// TestDifferences names every change of what two releases state, a lowered gate too.
func TestDifferences(t *testing.T) {
	o := newOffice(t, 1, "office")
	m, _, err := ReadManifest(o.release(t, 1, "", ""))
	if err != nil {
		t.Fatal(err)
	}
	n := *m
	n.Facts = []Fact{{Line: "zz.line", What: "number", Value: "000 111", Mark: "A"}, {Line: "zz.line", What: "hours", Value: "24/7"}}
	n.Gate = "test calls by 1 people"
	got := Differences(m.Stated(), n.Stated())
	want := []string{"lowered gate is new: test calls by 1 people", "zz.line: hours is new: 24/7", "zz.line: number was 000 000 and is 000 111"}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%q", got)
	}
}
