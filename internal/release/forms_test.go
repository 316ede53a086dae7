package release

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
)

// TestManifestForms signs manifests that mean the same in another form, or nothing: a
// manifest has one form, so that two readers never read two things.
func TestManifestForms(t *testing.T) {
	o := newOffice(t, 1, "office")
	good := o.release(t, 1, "", "one")
	text := string(good[ManifestName].Data)
	once := func(old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("the manifest has no %q", old)
		}
		return strings.Replace(text, old, new, 1)
	}
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	const number = `"number": 1`
	forms := map[string]string{
		"a key twice":            once(number, `"number": 2,`+"\n "+number),
		"a key in capitals":      once(`"number"`, `"Number"`),
		"both cases":             once(number, `"NUMBER": 2,`+"\n "+number),
		"1.0":                    once(number, `"number": 1.0`),
		"1e0":                    once(number, `"number": 1e0`),
		"a huge number":          once(number, `"number": 99999999999999999999`),
		"a negative number":      once(number, `"number": -1`),
		"a number as text":       once(number, `"number": "1"`),
		"null":                   once(number, `"number": null`),
		"a second object":        text + "{}",
		"a second manifest":      text + text,
		"a byte order mark":      "\ufeff" + text,
		"CRLF":                   strings.ReplaceAll(text, "\n", "\r\n"),
		"UTF-16":                 string(wide),
		"an escape":              once(`"format"`, `"f\u006frmat"`),
		"bad UTF-8":              once(`"zz"`, "\"z\xff\""),
		"a comment":              once("{", "{ // right"),
		"a comma at the end":     strings.TrimRight(text, "}\n") + ",}\n",
		"no line end":            strings.TrimSuffix(text, "\n"),
		"other blanks":           once(` "number"`, `  "number"`),
		"an unknown key":         once(number, number+",\n \"right\": true"),
		"depth":                  strings.Repeat("[", 100_000),
		"nothing":                "",
		"only null":              "null",
		"a list":                 "[" + text + "]",
		"more than any manifest": text + strings.Repeat(" ", maxManifest),
	}
	m, err := ParseManifest([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	for name, form := range forms {
		data := []byte(form)
		if bytes.Equal(data, []byte(text)) {
			t.Errorf("%s is the manifest itself", name)
		}
		sig, err := Sign(o.keys[0], data, ReleaseComment(m, data, "2030-02-01"))
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		for n, f := range good {
			files[n] = f
		}
		files[ManifestName], files[SignatureName] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: sig}
		if r := verify(t, files, Trust{}); r.Right() || r.Manifest != nil || !r.Has(Broken) {
			t.Errorf("%s is read: %v", name, r.Problems)
		}
	}
}
