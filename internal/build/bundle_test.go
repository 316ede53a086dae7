package build

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pharos/internal/made"
	"pharos/internal/web/view"
)

// TestPack: a bundle holds what it says, has the size that the page names, and
// is the same bytes each time.
func TestPack(t *testing.T) {
	content := map[string][]byte{"print/citizen/b.press.pdf": []byte("%PDF-1.7 two"), "print/citizen/a.txt": []byte("Ring us.\n")}
	b := view.Bundle{Audience: "citizen", Tag: "en", File: "print/citizen/citizen.en.zip"}
	for _, name := range []string{"print/citizen/a.txt", "print/citizen/b.press.pdf"} {
		b.Files = append(b.Files, made.Of(name, "x/y", content[name]))
	}
	read := func(f made.File) ([]byte, error) { return content[f.Path], nil }
	var buf, again bytes.Buffer
	if err := errors.Join(pack(&buf, b, read), pack(&again, b, read)); err != nil {
		t.Fatal(err)
	}
	data := buf.Bytes()
	if int64(len(data)) != b.Size() {
		t.Errorf("%d bytes, the page says %d", len(data), b.Size())
	}
	if !bytes.Equal(data, again.Bytes()) {
		t.Error("two packs differ")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != 3 || z.File[0].Name != view.Sums {
		t.Fatalf("%d files, first %s", len(z.File), z.File[0].Name)
	}
	sums := ""
	for _, f := range z.File {
		if day := f.Modified.Format(time.DateOnly); day != "1980-01-01" {
			t.Errorf("%s is of %s", f.Name, day)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == view.Sums {
			sums = string(got)
			continue
		}
		if want := content["print/citizen/"+f.Name]; !bytes.Equal(got, want) {
			t.Errorf("%s is %q", f.Name, got)
		}
		digest := sha256.Sum256(got)
		if !strings.Contains(sums, hex.EncodeToString(digest[:])+"  "+f.Name+"\n") {
			t.Errorf("the digests do not have %s", f.Name)
		}
	}
}
