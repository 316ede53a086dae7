// Package campaigntest changes the fields of a country one after the other, so that
// the test of a stage can see which of them the stage knows. A field that is new in
// package campaign is asked for by each of these tests.
package campaigntest

import (
	_ "embed"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pharos/internal/campaign"
	"pharos/internal/locale"
	"pharos/internal/tree"
)

//go:embed country.yaml
var country []byte

// Country is a fictional country in which every field has a value.
func Country(t testing.TB) *campaign.Country {
	t.Helper()
	c := &campaign.Country{Code: "zz"}
	root, list := tree.Parse("campaigns/countries/zz.yaml", country)
	if list = append(list, tree.Decode(root, c)...); len(list) > 0 {
		t.Fatal(list)
	}
	return c
}

// Unknown changes every field of the country to another value, calls same, and
// changes it back. It fails the test for each field after whose change same is true
// and that is not in the list of reasons, and for a reason that is not needed. The
// names of fields are those of the file: hotlines.contacts.dial. A reason for a group
// holds for all below it. Sources and notes are never printed and not asked for.
func Unknown(t *testing.T, c *campaign.Country, same func() bool, reasons map[string]string) {
	t.Helper()
	used := map[string]bool{}
	each(t, reflect.ValueOf(c).Elem(), "", nil, func(path string) {
		if key := path[strings.LastIndexByte(path, '.')+1:]; key == "sources" || key == "note" {
			return
		}
		reason := ""
		for at := path; at != "" && reason == ""; at = at[:max(strings.LastIndexByte(at, '.'), 0)] {
			if reasons[at] != "" {
				reason = at
			}
		}
		switch unknown := same(); {
		case unknown && reason == "":
			t.Errorf("nothing here knows the field %s of a country: use it, or say why not", path)
		case unknown:
			used[reason] = true
		}
	})
	for path := range reasons {
		if !used[path] {
			t.Errorf("the field %s is known and needs no reason", path)
		}
	}
}

// each visits the fields below a value.
func each(t *testing.T, v reflect.Value, path string, enum []string, f func(path string)) {
	t.Helper()
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range tree.Fields(v.Type()) {
			e := field.Enum
			if e == nil && field.Key == "value" {
				e = enum
			}
			each(t, v.FieldByIndex(field.Index), strings.TrimPrefix(path+"."+field.Key, "."), e, f)
		}
		return
	case reflect.Pointer:
		each(t, v.Elem(), path, enum, f)
		return
	case reflect.Slice:
		if v.Len() > 0 && v.Index(0).Kind() == reflect.Struct {
			each(t, v.Index(0), path, enum, f)
			return
		}
	}
	if v.IsZero() && v.Kind() != reflect.Bool || v.Kind() == reflect.Slice && v.Len() == 0 {
		t.Errorf("give the field %s a value in campaigntest/country.yaml", path)
		return
	}
	was := reflect.ValueOf(v.Interface())
	v.Set(other(v, enum))
	f(path)
	v.Set(was)
}

var (
	date   = regexp.MustCompile(`^20\d\d-`)
	digits = regexp.MustCompile(`^[+0-9][0-9 :-]+$`)
)

// other is another value of the same kind.
func other(v reflect.Value, enum []string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.Bool:
		out.SetBool(!v.Bool())
	case reflect.Int:
		out.SetInt(v.Int() - 2)
	case reflect.Slice:
		out.Set(reflect.AppendSlice(out, v))
		out.Index(0).Set(other(v.Index(0), enum))
	case reflect.Map:
		out.Set(reflect.MakeMap(v.Type()))
		for _, key := range v.MapKeys() {
			out.SetMapIndex(key, other(v.MapIndex(key), nil))
		}
	case reflect.Struct: // a source
		out.Set(v)
		for i := range out.NumField() {
			out.Field(i).Set(other(out.Field(i), nil))
		}
	case reflect.String:
		out.SetString(another(v.String(), v.Type(), enum))
	}
	return out
}

// another is another text of the same form.
func another(s string, t reflect.Type, enum []string) string {
	switch {
	case t == reflect.TypeFor[campaign.Mark]():
		return string(campaign.MarkU)
	case t == reflect.TypeFor[locale.Tag]():
		return "mk"
	case len(enum) == 1:
		return ""
	case enum != nil:
		return enum[(slices.Index(enum, s)+1)%len(enum)]
	case date.MatchString(s):
		return "2031" + s[4:]
	case digits.MatchString(s):
		return s[:len(s)-1] + string('0'+(s[len(s)-1]-'0'+1)%10)
	}
	return s + "x"
}
