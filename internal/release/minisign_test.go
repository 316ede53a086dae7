package release

import (
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"aead.dev/minisign"
)

// TestKeysOfMinisign: minisign itself opens a key of this program and signs with it,
// and this program opens a key that minisign made.
func TestKeysOfMinisign(t *testing.T) {
	const password = "a fictional password"
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	run := func(input string, args ...string) {
		t.Helper()
		cmd := exec.Command("minisign", args...)
		cmd.Stdin = strings.NewReader(input)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("minisign %s: %v\n%s", args, err, out)
		}
	}
	line, sealed, err := NewKey(rand.Reader, "Somebody", "office", password, "2030-01-01")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"own.key": sealed, "text": []byte("fictional")} {
		if err := os.WriteFile(at(name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run(password+"\n", "-S", "-s", at("own.key"), "-m", at("text"))
	sig, err := os.ReadFile(at("text.minisig"))
	if err != nil {
		t.Fatal(err)
	}
	var public minisign.PublicKey
	if err := public.UnmarshalText([]byte(line.Public)); err != nil {
		t.Fatal(err)
	}
	if !minisign.Verify(public, []byte("fictional"), sig) {
		t.Error("minisign signed with another key")
	}
	run(password+"\n"+password+"\n", "-G", "-f", "-p", at("theirs.pub"), "-s", at("theirs.key"))
	theirs, err := os.ReadFile(at("theirs.key"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := OpenKey(theirs, password)
	if err != nil {
		t.Fatal(err)
	}
	pub, err := minisign.PublicKeyFromFile(at("theirs.pub"))
	if err != nil || !pub.Equal(key.Public()) {
		t.Errorf("the key of minisign opens as %s, not %s (%v)", KeyID(key.ID()), KeyID(pub.ID()), err)
	}
}
