package adapt

import (
	"bytes"
	"testing"
	"testing/fstest"
)

// TestDigestOfCheckouts: a checkout that turns line ends around has the same digest, and
// any other change has another.
func TestDigestOfCheckouts(t *testing.T) {
	files := func(text, picture string) fstest.MapFS {
		return fstest.MapFS{
			"campaigns/countries/zz.yaml": &fstest.MapFile{Data: []byte(text)},
			"content/en/start.md":         &fstest.MapFile{Data: []byte(text)},
			"assets/pictures/a.jpg":       &fstest.MapFile{Data: []byte(picture)},
		}
	}
	digest := func(f fstest.MapFS) string {
		t.Helper()
		d, err := Digest(f)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const text, picture = "code: zz\nname: none\n", "\xff\xd8\x00\r\n\x01"
	want := digest(files(text, picture))
	if digest(files(string(bytes.ReplaceAll([]byte(text), []byte("\n"), []byte("\r\n"))), picture)) != want {
		t.Error("line ends of a text change the digest")
	}
	for name, other := range map[string]fstest.MapFS{
		"text":    files("code: zz\nname: nome\n", picture),
		"picture": files(text, "\xff\xd8\x00\n\x01"),
		"line":    files("code: zz\n\nname: none\n", picture),
	} {
		if digest(other) == want {
			t.Errorf("another %s has the same digest", name)
		}
	}
}
