package release

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pharos/internal/diag"
)

// hostile are texts that speak for the program, hide what follows, turn it around or
// fill the screen.
var hostile = []string{"a\ncheck words: one two three four five six\nRIGHT.", "a\x1b[8m", "a\u009b8m", "a\rRIGHT.", "a\u202eb",
	"a\u2066b", "a\u2028RIGHT.", "a\u200bb", "a\u2069b", strings.Repeat("long ", 1000), "a\x00b", "a\tb", "a\U000e0041b"}

// eachText calls f with every text in a value, however deep, to be set and put back.
func eachText(v reflect.Value, path string, f func(path string, set func(string))) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachText(v.Elem(), path, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			eachText(v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	case reflect.Map:
		if v.Type().Elem().Kind() != reflect.String {
			return // figures
		}
		for _, key := range v.MapKeys() {
			old := v.MapIndex(key)
			f(path+"{}", func(s string) { v.SetMapIndex(key, reflect.ValueOf(s).Convert(old.Type())) })
			v.SetMapIndex(key, old)
		}
	case reflect.String:
		old := v.String()
		f(path, v.SetString)
		v.SetString(old)
	}
}

// filled gives a value of a type in which every text, list and pointer is set.
func filled(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		v.Set(filled(t.Elem()).Addr())
	case reflect.Struct:
		for i := range t.NumField() {
			v.Field(i).Set(filled(t.Field(i).Type))
		}
	case reflect.Slice:
		v.Set(reflect.Append(v, filled(t.Elem())))
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(filled(t.Key()), filled(t.Elem()))
	case reflect.String:
		v.SetString("text")
	}
	return v
}

// TestNoTextSpeaks puts hostile texts into every field of what strangers send: none is
// read.
func TestNoTextSpeaks(t *testing.T) {
	for _, one := range []any{&Manifest{}, &Ring{}, &Right{}, Entry{}} {
		typ := reflect.TypeOf(one)
		count := 0
		v := reflect.New(typ).Elem()
		v.Set(filled(typ))
		if err := plainly(v.Interface()); err != nil {
			t.Errorf("%s: %v", typ, err)
		}
		eachText(v, typ.String(), func(path string, set func(string)) {
			count++
			for _, text := range hostile {
				set(text)
				err := plainly(v.Interface())
				if err == nil {
					t.Errorf("%s may be %.20q", path, text)
				} else if s := err.Error(); diag.Visible(s) != s || len(s) > 1500 {
					t.Errorf("the refusal of %s repeats it: %.100q", path, s)
				}
			}
		})
		if count < 10 {
			t.Errorf("%s: only %d texts", typ, count)
		}
	}
}

// TestStrangersManifest signs manifests with hostile texts: each is broken, and nothing
// of it is repeated as it is.
func TestStrangersManifest(t *testing.T) {
	o := newOffice(t, 1, "office")
	good := o.release(t, 1, "", "one")
	m, _, err := ReadManifest(good)
	if err != nil {
		t.Fatal(err)
	}
	m.Facts = append(m.Facts, Fact{Line: "zz.line", What: "number", Value: "0800", Mark: "A", Calls: []Call{{Date: "2030-01-01"}}})
	m.Exceptions = append(m.Exceptions, Exception{Rule: "x"})
	m.Gate = "lowered"
	count := 0
	eachText(reflect.ValueOf(m), "manifest", func(path string, set func(string)) {
		for _, text := range hostile {
			set(text)
			data, err := encode(m)
			if err != nil {
				t.Fatal(err)
			}
			sig, err := Sign(o.keys[0], data, ReleaseComment(m, data, "2030-02-01"))
			if err != nil {
				continue // no such comment can be signed
			}
			files := maps.Clone(good)
			files[ManifestName], files[SignatureName] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: sig}
			r := verify(t, files, Trust{})
			count++
			if r.Right() || r.Manifest != nil || !r.Has(Broken) {
				t.Errorf("%s may be %.20q: %v", path, text, r.Problems)
			}
			for _, p := range append(r.Shown(), r.Problems...) {
				if s := p.String(); diag.Visible(s) != s || strings.Contains(s, "\n") {
					t.Errorf("%s is repeated: %q", path, s)
				}
			}
		}
	})
	if count < 200 {
		t.Errorf("only %d manifests were tried", count)
	}
}

// TestNamesOfFiles sees that no name of a file in a folder steers what shows it.
func TestNamesOfFiles(t *testing.T) {
	o := newOffice(t, 1, "office")
	for _, name := range hostile {
		files := o.release(t, 1, "", "one")
		files["x"+strings.ReplaceAll(name, "/", "")] = &fstest.MapFile{Data: []byte("x")}
		r := verify(t, files, Trust{})
		if r.Right() {
			t.Errorf("%q is right", name)
		}
		for _, p := range r.Shown() {
			if all := p.Path + p.Message.Text; diag.Visible(all) != all || len([]rune(p.Path)) > 210 {
				t.Errorf("shown as it is: %q", all)
			}
		}
	}
	if !slices.Contains(hostile, "a\x1b[8m") {
		t.Error("no sequence of a terminal was tried")
	}
}
